"""
Whether a new version of a schema keeps faith with all earlier ones (D6).

Apache Avro's own checker judges who can read whom. Two things it does not look at are held besides:
a field keeps its default, since a record's content is what differs from the defaults (R1), and it
keeps its logical type, since a day must not become a number.
"""

from collections.abc import Iterator, Mapping

from avro.compatibility import ReaderWriterCompatibilityChecker, SchemaCompatibilityType
from avro.schema import ArraySchema, Field, RecordSchema, Schema, UnionSchema

from schemas.manifest import Compatibility


def incompatibilities(
    new: Schema, earlier: Mapping[int, Schema], level: Compatibility
) -> tuple[str, ...]:
    """A sentence for each thing that breaks the level; `earlier` by version."""
    return tuple(_all(new, earlier, level))


def _all(new: Schema, earlier: Mapping[int, Schema], level: Compatibility) -> Iterator[str]:
    for version, old in earlier.items():
        if fault := _cannot_read(new, old):
            yield f"the new version cannot read version {version}: {fault}"
        if level is Compatibility.FULL_TRANSITIVE and (fault := _cannot_read(old, new)):
            yield f"version {version} cannot read the new version: {fault}"
        for path, before, after in _common(old, new, ""):
            if _default(before) != _default(after):
                yield f"the default of {path} is not that of version {version}"
            if _logical_type(before.type) != _logical_type(after.type):
                yield f"the logical type of {path} is not that of version {version}"


def _cannot_read(reader: Schema, writer: Schema) -> str:
    checker = ReaderWriterCompatibilityChecker()  # type: ignore[no-untyped-call]
    result = checker.get_compatibility(reader, writer)
    if result.compatibility is SchemaCompatibilityType.compatible:
        return ""
    kinds = sorted({kind.value for kind in result.incompatibilities})
    return f"{', '.join(kinds)} at {', '.join(sorted(result.locations))}: " + "; ".join(
        sorted(result.messages)
    )


def _common(old: Schema, new: Schema, path: str) -> Iterator[tuple[str, Field, Field]]:
    """The fields both have; as deep as `old` goes, since `new` may contain itself."""
    old, new = _inner(old), _inner(new)
    if isinstance(old, ArraySchema) and isinstance(new, ArraySchema):
        yield from _common(old.items, new.items, f"{path}[]")
    elif isinstance(old, RecordSchema) and isinstance(new, RecordSchema):
        for before in old.fields:
            after = new.fields_dict.get(before.name)
            if after is not None:
                below = f"{path}.{before.name}".lstrip(".")
                yield below, before, after
                yield from _common(before.type, after.type, below)


def _default(field: Field) -> tuple[bool, object]:
    return (field.has_default, field.default if field.has_default else None)


def _logical_type(schema: Schema) -> object:
    return _inner(schema).get_prop("logicalType")


def _inner(schema: Schema) -> Schema:
    """What an optional type holds; any other type itself."""
    return schema.schemas[-1] if isinstance(schema, UnionSchema) and schema.schemas else schema
