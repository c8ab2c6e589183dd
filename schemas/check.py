"""
Check everything checked in under `schemas/`: `python -m schemas.check`, exit 1 with each fault.

Files are what the sources expand to, the manifest tells the truth about them, every schema keeps
the registry rules, and every version keeps faith with the ones before it.
"""

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from avro.errors import AvroException
from avro.schema import RecordSchema, Schema, parse

from schemas.compatibility import incompatibilities
from schemas.expand import expand, render
from schemas.fingerprint import canonical_sha256, content_sha256
from schemas.manifest import FIRST_ID, FOLDER, Compatibility, Contract, Manifest, read_manifest
from schemas.rules import violations
from schemas.source import Sources, read_sources

#: Paths by subject where a map, float or bytes is allowed, each with its reason beside it.
ALLOWED: Mapping[str, frozenset[str]] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemaFault:
    """One thing wrong: in which file, at which field ("" = the whole), against which rule."""

    file: str
    field: str
    rule: str

    def __str__(self) -> str:
        return ": ".join(part for part in (self.file, self.field, self.rule) if part)


def faults(manifest: Manifest, sources: Sources) -> tuple[SchemaFault, ...]:
    """Every fault of the manifest, its files and the sources; empty means all is well."""
    return (*_unexpanded(manifest, sources), *_published(manifest))


def _unexpanded(manifest: Manifest, sources: Sources) -> Iterator[SchemaFault]:
    for name, record in sources.records.items():
        versions = {one.version: one for one in manifest.versions(name)}
        mine = versions.get(record["version"])
        if mine is None or record["version"] != max(versions):
            rule = f"version {record['version']} is not the newest in the manifest: expand"
            yield SchemaFault(file=f"sources/{name}.json", field="version", rule=rule)
        elif manifest.text(mine) != render(expand(name, sources)):
            yield SchemaFault(
                file=mine.file, field="", rule="not what its source expands to: expand"
            )
    for subject in set(manifest.subjects()) - sources.records.keys():
        yield SchemaFault(file="manifest.json", field=subject, rule="has no source")


def _published(manifest: Manifest) -> Iterator[SchemaFault]:
    for subject in manifest.subjects():
        earlier: dict[int, Schema] = {}
        for position, contract in enumerate(manifest.versions(subject), start=1):
            try:
                schema = parse(manifest.text(contract))
            except AvroException as error:
                yield SchemaFault(file=contract.file, field="", rule=f"not an Avro schema: {error}")
                break
            yield from _manifest_faults(manifest, contract, schema, position)
            for one in violations(schema, ALLOWED.get(subject, frozenset())):
                yield SchemaFault(file=contract.file, field=one.field, rule=one.rule)
            for sentence in incompatibilities(schema, earlier, contract.compatibility):
                yield SchemaFault(file=contract.file, field=contract.compatibility, rule=sentence)
            earlier[contract.version] = schema


def _manifest_faults(
    manifest: Manifest, contract: Contract, schema: Schema, position: int
) -> Iterator[SchemaFault]:
    def fault(field: str, rule: str) -> SchemaFault:
        return SchemaFault(file="manifest.json", field=f"{contract.id}.{field}", rule=rule)

    content = manifest.schema(contract)
    if contract.id < FIRST_ID:
        yield fault("id", f"ids start at {FIRST_ID}")
    if contract.version != position:
        yield fault("version", f"versions of a subject count 1, 2, 3; {position} is missing")
    if not isinstance(schema, RecordSchema) or schema.fullname != contract.subject:
        yield fault("subject", f"{contract.file} is another record")
    if contract.compatibility is not level_of(contract.subject):
        yield fault("compatibility", f"must be {level_of(contract.subject)}")
    if contract.canonical_sha256 != canonical_sha256(content):
        yield fault("canonical_sha256", f"{contract.file} is published and was changed")
    if contract.content_sha256 != content_sha256(content):
        yield fault("content_sha256", f"{contract.file} is published and was changed")


def level_of(subject: str) -> Compatibility:
    """What the hub alone reads may grow at its pace; what others read, they must go on reading."""
    if subject.startswith(("credit.events.", "credit.answers.")):
        return Compatibility.BACKWARD_TRANSITIVE
    return Compatibility.FULL_TRANSITIVE


def main() -> int:
    """Print each fault; the number of the exit is 1 if there is any."""
    found = faults(read_manifest(FOLDER), read_sources(FOLDER / "sources"))
    for fault in found:
        sys.stdout.write(f"schemas/{fault}\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
