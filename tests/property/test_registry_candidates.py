"""Whatever schema a stranger sends, the registry answers."""

import json

from fastapi import Response
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.fingerprint import Json
from schemas.manifest import published
from schemas.registry.candidate import Candidate, parse_candidate
from schemas.registry.schema_checks import compatibility_of

ROOT = "credit.events.ListEntry"
NAMES = st.uuids().map(lambda one: f"n{one.hex}") | st.sampled_from([ROOT, "record_no", "on", "1"])
PRIMITIVES = st.sampled_from(
    ["null", "boolean", "int", "long", "float", "double", "bytes", "string", ROOT, "x"]
)
DEFAULTS: st.SearchStrategy[Json] = st.sampled_from([None, "", 0, [], {}, True, "A"])


def _field(types: st.SearchStrategy[Json]) -> st.SearchStrategy[Json]:
    return st.fixed_dictionaries({"name": NAMES, "type": types}, optional={"default": DEFAULTS})


def _named(types: st.SearchStrategy[Json]) -> st.SearchStrategy[Json]:
    return st.one_of(
        st.lists(types, max_size=3),
        st.fixed_dictionaries({"type": st.just("array"), "items": types}),
        st.fixed_dictionaries({"type": st.just("map"), "values": types}),
        st.fixed_dictionaries(
            {"type": types},
            optional={"logicalType": st.sampled_from(["date", "decimal", "uuid", "x"])},
        ),
        st.fixed_dictionaries(
            {
                "type": st.just("enum"),
                "name": NAMES,
                "symbols": st.lists(NAMES, max_size=2),
            },
            optional={"default": DEFAULTS},
        ),
        st.fixed_dictionaries(
            {"type": st.just("fixed"), "name": NAMES, "size": st.integers(-1, 9)}
        ),
        _record(types),
    )


def _record(types: st.SearchStrategy[Json]) -> st.SearchStrategy[Json]:
    return st.fixed_dictionaries(
        {
            "type": st.sampled_from(["record", "error", "request", "error_union"]),
            "name": NAMES,
            "fields": st.lists(_field(types), max_size=4),
        },
        optional={"namespace": NAMES, "aliases": st.lists(NAMES, max_size=2)},
    )


SCHEMAS = st.builds(
    lambda fields: {"type": "record", "name": ROOT, "fields": fields},
    st.lists(_field(st.recursive(PRIMITIVES, _named, max_leaves=12)), max_size=5),
)


def _answered(text: str) -> bool:
    candidate = parse_candidate(text)
    if not isinstance(candidate, Candidate):
        return isinstance(candidate, Response)
    manifest = published()
    versions = list(manifest.contracts.values())
    return all(
        isinstance(compatibility_of(manifest, candidate, [one], verbose=True), Response)
        for one in versions
    )


@settings(deadline=None)
@given(SCHEMAS)
def test_odd_schemas_get_an_answer(schema: Json) -> None:
    """Schemas of odd types, names, unions and defaults are judged or refused, never a failure."""
    assert _answered(json.dumps(schema))


@settings(deadline=None)
@given(
    st.text()
    | st.recursive(DEFAULTS, lambda j: st.lists(j) | st.dictionaries(NAMES, j)).map(json.dumps)
)
def test_odd_text_gets_an_answer(text: str) -> None:
    """Any text and any JSON is refused or judged, never a failure."""
    assert _answered(text)
