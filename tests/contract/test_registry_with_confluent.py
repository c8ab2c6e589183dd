"""Confluent's own Python client works against the registry as against Confluent's server."""

import json
from collections.abc import Iterator

import pytest
from confluent_kafka.schema_registry import (
    Schema,
    SchemaRegistryClient,
    record_subject_name_strategy,
)
from confluent_kafka.schema_registry.avro import AvroDeserializer, AvroSerializer
from confluent_kafka.schema_registry.error import SchemaRegistryError
from confluent_kafka.serialization import MessageField, SerializationContext

from schemas.codec import Decoded, decode_known, encode
from schemas.manifest import published
from schemas.samples import sample

CONTEXT = SerializationContext("credit.events.hrss", MessageField.VALUE)
SUBJECTS = published().subjects()


@pytest.fixture
def client(registry_url: str) -> Iterator[SchemaRegistryClient]:
    """Confluent's client, with nothing in its caches."""
    with SchemaRegistryClient({"url": registry_url}) as client:
        yield client


def _text(subject: str) -> str:
    newest = published().latest(subject)
    assert newest is not None
    return published().text(newest)


def _serializer(client: SchemaRegistryClient, text: str, **more: object) -> AvroSerializer:
    conf = {
        "auto.register.schemas": False,
        "subject.name.strategy": record_subject_name_strategy,
    }
    serializer: AvroSerializer = AvroSerializer(client, text, conf=conf | more)
    return serializer


@pytest.mark.parametrize("subject", SUBJECTS)
def test_their_bytes_are_our_bytes(client: SchemaRegistryClient, subject: str) -> None:
    """Their serializer finds the id by look-up and writes the very bytes our codec writes."""
    message = _serializer(client, _text(subject))(sample(subject), CONTEXT)
    assert message == encode(subject, sample(subject))
    decoded = decode_known(message)
    assert isinstance(decoded, Decoded)
    assert decoded.record == sample(subject)


@pytest.mark.parametrize("subject", SUBJECTS)
def test_our_bytes_are_read_by_their_deserializer(
    client: SchemaRegistryClient, subject: str
) -> None:
    """Their deserializer fetches the schema by id, under its default strategy too, and reads it."""
    message = encode(subject, sample(subject))
    assert AvroDeserializer(client)(message, CONTEXT) == sample(subject)
    strategy = {"subject.name.strategy": record_subject_name_strategy}
    assert AvroDeserializer(client, conf=strategy)(message, CONTEXT) == sample(subject)


def test_newest_version_can_be_used_without_a_schema_at_hand(client: SchemaRegistryClient) -> None:
    """A producer may take the newest version from the registry (use.latest.version)."""
    subject = "credit.events.ListEntry"
    serializer = _serializer(client, _text(subject), **{"use.latest.version": True})
    assert serializer(sample(subject), CONTEXT) == encode(subject, sample(subject))


@pytest.mark.parametrize("normalize", [False, True])
def test_documentation_and_layout_do_not_hinder_the_look_up(
    client: SchemaRegistryClient, normalize: bool
) -> None:
    """A schema written on one line with another doc is the same schema."""
    subject = "credit.events.ListEntry"
    schema = json.loads(_text(subject)) | {"doc": "my own words"}
    found = client.lookup_schema(
        subject, Schema(json.dumps(schema), "AVRO"), normalize_schemas=normalize
    )
    assert (found.schema_id, found.version, found.subject) == (10018, 2, subject)


def test_decorated_schema_is_found_when_normalized(client: SchemaRegistryClient) -> None:
    """Properties that a Java code generator adds do not hinder a look-up with `normalize`."""
    subject = "credit.answers.Answer"
    text = _text(subject).replace(
        '"type": "string"', '"type": {"type": "string", "avro.java.string": "String"}'
    )
    schema = Schema(text, "AVRO")
    with pytest.raises(SchemaRegistryError) as refused:
        client.lookup_schema(subject, schema)
    assert refused.value.error_code == 40403
    assert client.lookup_schema(subject, schema, normalize_schemas=True).schema_id == 10016


def test_registering_is_refused_with_what_to_do(client: SchemaRegistryClient) -> None:
    """A client left at auto-registration hears Confluent's code for read-only and what to set."""
    serializer = AvroSerializer(
        client,
        _text("credit.events.ListEntry"),
        conf={"subject.name.strategy": record_subject_name_strategy},
    )
    with pytest.raises(SchemaRegistryError) as refused:
        serializer(sample("credit.events.ListEntry"), CONTEXT)
    assert (refused.value.http_status_code, refused.value.error_code) == (422, 42205)
    assert "auto.register.schemas=false" in refused.value.error_message


def test_unknown_schema_and_id_have_confluents_codes(client: SchemaRegistryClient) -> None:
    """A foreign schema is 40403 under a known subject, 40401 under another; so is an id 40403."""
    foreign = Schema('{"type": "record", "name": "x.Y", "fields": []}', "AVRO")
    for subject, code in (("credit.events.ListEntry", 40403), ("x.Y", 40401)):
        with pytest.raises(SchemaRegistryError) as refused:
            client.lookup_schema(subject, foreign)
        assert (refused.value.http_status_code, refused.value.error_code) == (404, code)
    with pytest.raises(SchemaRegistryError) as refused:
        client.get_schema(1)
    assert refused.value.error_code == 40403


def test_client_can_look_around(client: SchemaRegistryClient) -> None:
    """Subjects, versions, levels, mode and types are what the manifest says."""
    assert client.get_subjects() == list(SUBJECTS)
    assert client.get_subjects(subject_prefix="credit.directives.", limit=1) == [
        "credit.directives.Directive"
    ]
    assert client.get_versions("credit.events.ListEntry") == [1, 2]
    latest = client.get_latest_version("credit.events.ListEntry")
    assert (latest.schema_id, latest.version) == (10018, 2)
    assert latest.schema.schema_str == _text("credit.events.ListEntry")
    assert client.get_version("credit.events.ListEntry", 1).schema_id == 10007
    assert client.get_subjects_by_schema_id(10007) == ["credit.events.ListEntry"]
    (where,) = client.get_schema_versions(10007)
    assert (where.subject, where.version) == ("credit.events.ListEntry", 1)
    assert client.get_referenced_by("credit.events.ListEntry", 1) == []
    assert client.get_compatibility() == "FULL_TRANSITIVE"
    assert client.get_compatibility("credit.events.ListEntry") == "BACKWARD_TRANSITIVE"
    assert client.get_compatibility("credit.receipts.Receipt") == "FULL_TRANSITIVE"
    assert client.get_global_mode() == "READONLY"
    assert client.get_mode("credit.events.ListEntry") == "READONLY"
    assert client.get_schema_types() == ["AVRO"]
    assert client.get_contexts() == ["."]


def test_compatibility_can_be_asked_before_a_change(client: SchemaRegistryClient) -> None:
    """An added optional field is compatible with the newest and all; a needed one is not."""
    subject = "credit.receipts.Receipt"
    schema = json.loads(_text(subject))

    def with_field(**field: object) -> Schema:
        return Schema(json.dumps(schema | {"fields": [*schema["fields"], field]}), "AVRO")

    optional = with_field(name="more", type="string", default="")
    needed = with_field(name="more", type="string")
    assert client.test_compatibility(subject, optional)
    assert client.test_compatibility_all_versions(subject, optional)
    assert not client.test_compatibility(subject, needed, version=1)
    assert not client.test_compatibility_all_versions(subject, needed, verbose=True)
