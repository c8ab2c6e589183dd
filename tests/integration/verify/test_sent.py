"""What was claimed says what its row says, names its subject, and stands where it was sent."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from integration.verify.city import RING
from integration.verify.conftest import Copy, Names
from scenario.calendar import day
from scenario.cast import P

from connectors.channels import topic
from schemas.catalogue.model import Channel
from schemas.codec import Decoded, decode_known, encode
from streams.sending.claims import Claims
from streams.sending.marks import mark_sent
from streams.store.connection import connect
from streams.store.forms import naming_bytes
from streams.store.seal import Seal, body_cell, directive_cell, result_cell
from streams.track.answer import AnswerResult
from streams.track.order_result import OrderResult, order_result_fields

SEAL = Seal.of(RING)


def close_again(copy: Copy, which: str, change: Callable[[bytes], bytes]) -> None:
    """Change the bytes of one claimed directive, sealed as they were."""
    ((directive, key, sealed),) = copy.run(
        f"SELECT directive_id, body_key, body FROM directive WHERE {which}"
        " AND body IS NOT NULL ORDER BY directive_id LIMIT 1"
    )
    assert isinstance(directive, UUID)
    assert isinstance(sealed, bytes)
    assert isinstance(key, int)
    cell = body_cell(directive)
    body = SEAL.close(change(SEAL.open(sealed, cell, key)), cell)
    copy.run("UPDATE directive SET body = %s WHERE directive_id = %s", body, directive)


def another(field: str, value: object) -> Callable[[bytes], bytes]:
    """The same body with another value in one field, framed or as a webhook's."""

    def changed(body: bytes) -> bytes:
        if body.startswith(b"\0"):
            decoded = decode_known(body)
            assert isinstance(decoded, Decoded)
            return encode(decoded.contract.subject, {**decoded.record, field: value})
        said = json.loads(body)
        return json.dumps({**said, "data": {**said["data"], field: value}}).encode()

    return changed


@pytest.mark.parametrize("which", ["partner LIKE '%%-bank'", "partner LIKE '%%-procurement'"])
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("directive_id", str(UUID(int=1))),
        ("subject_key", str(UUID(int=1))),
        ("sequence", 77),
        ("measure", "BNK-99"),
        ("partner", "another"),
        ("legal_basis", ["another law"]),
        ("reason", "another"),
    ],
)
def test_a_body_says_another_thing(
    copy: Copy, names: Names, which: str, field: str, value: object
) -> None:
    """Bytes that say another thing than their row are named with the field."""
    close_again(copy, which, another(field, value))
    assert names(copy.finding(2), "body", f"its body says another {field} than its row")


def test_a_body_names_somebody_else(copy: Copy, names: Names) -> None:
    """Bytes that name another subject than the row does are named."""
    somebody = {"kind": "ORGANISATION", "name": "另一公司", "uscc": "91999900MA0000009U"}
    close_again(copy, "measure = 'BNK-02'", another("subject", somebody))
    assert names(copy.finding(2), "body", "its body says another subject than its row")


def test_bytes_that_are_no_body(copy: Copy, names: Names) -> None:
    """Bytes that do not open, or are no directive, are named; in a sample those of its subjects."""
    copy.run("UPDATE directive SET body = claim WHERE sequence IS NOT NULL AND measure = 'LND-04'")
    close_again(copy, "measure = 'BNK-02'", lambda _: b"rubbish")
    found = copy.verify(sample=1000).findings[1]
    assert names(found, "body", "its body was altered")
    assert names(found, "body", "its body is neither a record nor a webhook's")


def test_a_claim_names_somebody_else(copy: Copy, names: Names) -> None:
    """A directive that names somebody else than its subject is named, and does not say whom."""
    for (directive,) in copy.run("SELECT directive_id FROM directive WHERE measure = 'PRC-01'"):
        assert isinstance(directive, UUID)
        claim = SEAL.close(naming_bytes(P), directive_cell(directive))
        copy.run("UPDATE directive SET claim = %s WHERE directive_id = %s", claim, directive)
    found = copy.finding(2)
    assert names(found, "named", "it names somebody else than its subject")
    assert P.id_number not in str(found.differences)


def test_a_claim_that_does_not_open(copy: Copy, names: Names) -> None:
    """A claim moved from another row is named."""
    copy.run("UPDATE directive SET claim = (SELECT min(claim) FROM directive)")
    assert names(copy.finding(2), "named", "how it names its subject was altered")


def test_marked_as_sent_and_on_no_topic(copy: Copy, names: Names) -> None:
    """What is marked as sent to a partner with a topic and does not stand there is named."""
    book = copy.city.decider.book
    assert book is not None
    with connect(copy.url, "test") as connection:
        claims = Claims(
            connection=connection,
            seal=SEAL,
            partner=copy.city.named("procurement"),
            channel=Channel.TOPIC,
        )
        out = claims.claim(book.catalogue, datetime.now(UTC), day("06-03"))
        assert copy.verify().holds
        mark_sent(connection, [one.id for one in out], datetime.now(UTC))
    found = copy.finding(2)
    assert found.found == {"sent": len(out)}
    assert names(found, "sent", f"is not on sanctions.{copy.city.named('procurement')}")


def test_a_result_on_no_topic(copy: Copy, names: Names) -> None:
    """The result of a court's order is opened like a directive, and looked for on its topic."""
    ((subject,),) = copy.run("SELECT subject FROM directive WHERE measure = 'BNK-02' LIMIT 1")
    assert isinstance(subject, UUID)
    court, result = copy.city.named("court"), uuid4()
    told = OrderResult(
        result_id=result,
        court=court,
        subject=subject,
        record_no="F1",
        result=AnswerResult.EXECUTED,
    )
    copy.run(
        "INSERT INTO stream (partner, subject, last_sequence) VALUES (%s, %s, 1)"
        " ON CONFLICT (partner, subject) DO UPDATE SET last_sequence = 1",
        court,
        subject,
    )
    body = topic.encode_result(order_result_fields(told, 1, 0, court), datetime.now(UTC))
    copy.run(
        "INSERT INTO order_result (result_id, court, subject, fields, entry, ordinal, partner,"
        " sequence, previous_sequence, claimed_at, body_key, body)"
        " VALUES (%s, %s, %s, '{}', 1, 0, %s, 1, 0, now(), 1, %s)",
        result,
        court,
        subject,
        court,
        SEAL.close(body, result_cell(result)),
    )
    assert copy.verify().holds
    copy.run("UPDATE order_result SET sent_at = now(), previous_sequence = 1")
    found = copy.finding(2)
    assert names(found, "sent", f"is not on sanctions.{court}")
    assert names(found, "body", "its body says another previous_sequence than its row")


def without_code(body: bytes) -> bytes:
    """The same body with a subject of which only kind and name are told."""
    decoded = decode_known(body)
    assert isinstance(decoded, Decoded)
    blank = dict.fromkeys(("uscc", "org_code", "registration_no", "id_type", "id_number"), "")
    return another("subject", {**decoded.record["subject"], **blank})(body)


def test_an_unsigned_amendment_that_names_more_of_its_subject(copy: Copy, names: Names) -> None:
    """An AMEND that left unsigned is named if it tells a code which its burden did not tell."""
    copy.run(
        "UPDATE directive SET held = true"
        " WHERE sent_as = 'AMEND' AND terms ->> 'list_version' = '2026' AND measure = 'PRC-01'"
    )
    assert not names(copy.finding(2), "claim", "left without the approval")
    for (amended,) in copy.run("SELECT supersedes FROM directive WHERE held"):
        close_again(copy, f"directive_id = '{amended}'", without_code)
    assert names(copy.finding(2), "claim", "left without the approval")
