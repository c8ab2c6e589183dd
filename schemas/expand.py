"""
Expand the sources into complete Avro schemas, one checked-in file per record and version.

`sources/` has the envelope once, every shared type once, and per record only its own fields, in a
short notation for types: ``text`` is a string that defaults to "", ``date`` and ``timestamp`` are
the logical types date and timestamp-millis, ``T?`` is null or T with default null, ``T[]`` is an
array with default []; a capital letter names a shared type. `python -m schemas.expand` writes.
"""

import json
import sys
from collections.abc import Mapping

from schemas.fingerprint import Json, SchemaJson, canonical_sha256, content_sha256
from schemas.manifest import FIRST_ID, FOLDER, Compatibility, Contract, Manifest, read_manifest
from schemas.source import FieldSource, Sources, TypeSource, read_sources

NAMESPACE = "credit.types"


class PublishedError(Exception):
    """A source would change a version that is published; it needs a higher version number."""


def expand(name: str, sources: Sources) -> SchemaJson:
    """The complete schema of one record; a shared type is defined where it is first used."""
    record = sources.records[name]
    namespace, _, short = name.rpartition(".")
    envelope = sources.envelope if record.get("envelope") else ()
    known: set[str] = set()
    return {
        "type": "record",
        "name": short,
        "namespace": namespace,
        "doc": record["doc"],
        "fields": [_field(one, sources.types, known) for one in (*envelope, *record["fields"])],
    }


def render(schema: SchemaJson) -> str:
    """The text that is checked in: indented by two, Chinese as it is, one newline at the end."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def write(sources: Sources, manifest: Manifest) -> tuple[Contract, ...]:
    """
    Write every record's file and the manifest; return what was newly published.

    Documentation may change in place. Anything else in a published version raises PublishedError
    before a file is touched. A new version gets the next free id.
    """
    contracts = dict(manifest.contracts)
    texts: dict[str, str] = {}
    new: list[Contract] = []
    for name, record in sorted(sources.records.items(), key=lambda item: _order(item[0], manifest)):
        schema, version = expand(name, sources), record["version"]
        old = next((one for one in manifest.versions(name) if one.version == version), None)
        if old is None:
            old = Contract(
                id=max(contracts, default=FIRST_ID - 1) + 1,
                subject=name,
                version=version,
                file=f"avsc/{name}.v{version}.avsc",
                compatibility=Compatibility(record["compatibility"]),
                canonical_sha256=canonical_sha256(schema),
                content_sha256=content_sha256(schema),
            )
            contracts[old.id] = old
            new.append(old)
        elif old.content_sha256 != content_sha256(schema):
            raise PublishedError(f'{old.file} is published: raise "version" in its source')
        texts[old.file] = render(schema)
    for file, text in texts.items():
        (manifest.folder / file).write_text(text, encoding="utf-8")
    (manifest.folder / "manifest.json").write_text(_manifest_text(contracts), encoding="utf-8")
    return tuple(new)


def _field(source: FieldSource, types: Mapping[str, TypeSource], known: set[str]) -> Json:
    notation = source["type"]
    field: dict[str, Json] = {
        "name": source["name"],
        "type": _type(notation, types, known),
        "doc": source["doc"],
    }
    if "default" in source:
        field["default"] = source["default"]
    elif notation.endswith("?"):
        field["default"] = None
    elif notation.endswith("[]"):
        field["default"] = []
    elif notation == "text":
        field["default"] = ""
    return field


def _type(notation: str, types: Mapping[str, TypeSource], known: set[str]) -> Json:
    if notation.endswith("?"):
        return ["null", _type(notation.removesuffix("?"), types, known)]
    if notation.endswith("[]"):
        return {"type": "array", "items": _type(notation.removesuffix("[]"), types, known)}
    if notation == "text":
        return "string"
    if notation == "date":
        return {"type": "int", "logicalType": "date"}
    if notation == "timestamp":
        return {"type": "long", "logicalType": "timestamp-millis"}
    if notation not in types:
        return notation
    if notation in known:
        return f"{NAMESPACE}.{notation}"
    known.add(notation)
    source = types[notation]
    named: dict[str, Json] = {
        "type": source["type"],
        "name": notation,
        "namespace": NAMESPACE,
        "doc": source["doc"],
    }
    if "fields" in source:
        named["fields"] = [_field(one, types, known) for one in source["fields"]]
    if "symbols" in source:
        named["symbols"] = list(source["symbols"])
    if "default" in source:
        named["default"] = source["default"]
    return named


def _order(name: str, manifest: Manifest) -> tuple[int, str]:
    known = manifest.versions(name)
    return (known[0].id if known else max(manifest.contracts, default=0) + 1, name)


def _manifest_text(contracts: Mapping[int, Contract]) -> str:
    return render(
        {
            str(one.id): {
                "subject": one.subject,
                "version": one.version,
                "file": one.file,
                "compatibility": one.compatibility.value,
                "canonical_sha256": one.canonical_sha256,
                "content_sha256": one.content_sha256,
            }
            for one in contracts.values()
        }
    )


def main() -> None:
    """Write the files; print what was published."""
    for contract in write(read_sources(FOLDER / "sources"), read_manifest(FOLDER)):
        sys.stdout.write(f"{contract.id} {contract.subject} v{contract.version}\n")


if __name__ == "__main__":
    main()
