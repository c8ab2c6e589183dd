"""
What makes two schemas the same contract.

The parsing canonical form of the Avro specification leaves out documentation, defaults and logical
types; the content form leaves out documentation only, so a published default cannot change quietly.
"""

import hashlib
import json
from typing import TypeAlias

from fastavro.schema import to_parsing_canonical_form

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"
#: A record's schema as JSON.
SchemaJson: TypeAlias = dict[str, Json]


def without_docs(schema: Json) -> Json:
    """The schema without its documentation; default values are left as they are."""
    if isinstance(schema, dict):
        return {
            key: value if key == "default" else without_docs(value)
            for key, value in schema.items()
            if key != "doc"
        }
    if isinstance(schema, list):
        return [without_docs(item) for item in schema]
    return schema


def canonical_sha256(schema: SchemaJson) -> str:
    """SHA-256 over the parsing canonical form (Avro specification), 64 hexadecimal digits."""
    return _sha256(to_parsing_canonical_form(schema))


def content_sha256(schema: SchemaJson) -> str:
    """SHA-256 over everything but documentation, key order and white space."""
    plain = without_docs(schema)
    return _sha256(json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False))


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
