"""Each registry rule catches what it is for, and names the field."""

import json
import warnings

import pytest
from avro.schema import parse

from schemas.rules import MAX_DEPTH, SchemaRule, Violation, violations

DATE = {"type": "int", "logicalType": "date"}


def _found(*fields: object, **changed: object) -> set[tuple[str, SchemaRule]]:
    schema = {"type": "record", "name": "t.Probe", "doc": "样例", "fields": list(fields)} | changed
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # avro warns of logical types it does not know
        return {(one.field, one.rule) for one in violations(parse(json.dumps(schema)))}


def _field(name: str, kind: object, **more: object) -> dict[str, object]:
    return {"name": name, "type": kind, "doc": "样例 fen, days since 1970-01-01"} | more


def _record(name: str, *fields: object) -> dict[str, object]:
    return {"type": "record", "name": name, "doc": "样例", "fields": list(fields)}


SOUND = [
    _field("text", "string", default=""),
    _field("amount_fen", ["null", "long"], default=None),
    _field("since", ["null", DATE], default=None),
    _field("texts", {"type": "array", "items": "string"}, default=[]),
    _field("colour", {"type": "enum", "name": "C", "doc": "色", "symbols": ["U"], "default": "U"}),
    _field("part", _record("Inner", _field("a", "int"))),
    _field("again", "t.Inner"),
]


def test_sound_schema_breaks_nothing() -> None:
    """Optional dates and amounts, arrays, enums and a type used twice are all within the rules."""
    assert _found(*SOUND) == set()


@pytest.mark.parametrize(
    ("planted", "path", "rule"),
    [
        (_field("child", ["null", "t.Probe"], default=None), "child", SchemaRule.RECURSION),
        (
            _field("children", {"type": "array", "items": "t.Probe"}, default=[]),
            "children[]",
            SchemaRule.RECURSION,
        ),
        (_field("either", ["int", "string"]), "either", SchemaRule.UNION),
        (_field("last", ["string", "null"], default=""), "last", SchemaRule.UNION),
        (_field("three", ["null", "int", "string"], default=None), "three", SchemaRule.UNION),
        (_field("alone", ["null"], default=None), "alone", SchemaRule.UNION),
        (_field("amount", "long"), "amount", SchemaRule.AMOUNT),
        (_field("fine_yuan", ["null", "int"], default=None), "fine_yuan", SchemaRule.AMOUNT),
        (_field("fine_fen", "int"), "fine_fen", SchemaRule.AMOUNT),
        (_field("fine_fen", "string"), "fine_fen", SchemaRule.AMOUNT),
        (_field("fine_fen", ["null", "int"], default=None), "fine_fen", SchemaRule.AMOUNT),
        (
            _field("nulls", {"type": "array", "items": "null"}, default=[]),
            "nulls",
            SchemaRule.ITEMS,
        ),
        (
            _field("empties", {"type": "array", "items": _record("E")}, default=[]),
            "empties",
            SchemaRule.ITEMS,
        ),
        (
            _field(
                "hollow",
                {"type": "array", "items": _record("H", _field("e", _record("E")))},
                default=[],
            ),
            "hollow",
            SchemaRule.ITEMS,
        ),
        (
            _field(
                "zeros",
                {"type": "array", "items": {"type": "fixed", "name": "Z", "size": 0}},
                default=[],
            ),
            "zeros",
            SchemaRule.ITEMS,
        ),
        (
            _field("kind", {"type": "enum", "name": "K", "doc": "种", "symbols": ["A"]}),
            "kind",
            SchemaRule.ENUM,
        ),
        ({"name": "bare", "type": "string"}, "bare", SchemaRule.DOC),
        (_field("blank", "string", doc="  "), "blank", SchemaRule.DOC),
        (_field("english", "string", doc="no Chinese term"), "english", SchemaRule.DOC),
        (_field("fine_fen", "long", doc="罚款金额"), "fine_fen", SchemaRule.DOC),
        (_field("day", DATE, doc="日期"), "day", SchemaRule.DOC),
        (
            _field("inner", {"type": "record", "name": "N", "fields": [_field("a", "int")]}),
            "inner",
            SchemaRule.DOC,
        ),
        (_field("map", {"type": "map", "values": "string"}), "map", SchemaRule.TYPE),
        (_field("ratio", "float"), "ratio", SchemaRule.TYPE),
        (_field("ratio", ["null", "double"], default=None), "ratio", SchemaRule.TYPE),
        (_field("blob", "bytes"), "blob", SchemaRule.TYPE),
        (_field("hash", {"type": "fixed", "name": "F", "size": 32}), "hash", SchemaRule.TYPE),
        (_field("needed", ["null", "string"]), "needed", SchemaRule.DEFAULT),
        (_field("many", {"type": "array", "items": "string"}), "many", SchemaRule.DEFAULT),
        (
            _field("clock", {"type": "int", "logicalType": "time-millis"}),
            "clock",
            SchemaRule.LOGICAL,
        ),
        (_field("day", {"type": "long", "logicalType": "date"}), "day", SchemaRule.LOGICAL),
        (
            _field("inner", _record("N", _field("rate", "double"))),
            "inner.rate",
            SchemaRule.TYPE,
        ),
        (
            _field(
                "rows",
                {"type": "array", "items": _record("N", _field("either", ["int", "string"]))},
                default=[],
            ),
            "rows[].either",
            SchemaRule.UNION,
        ),
    ],
)
def test_planted_violation_is_named(planted: object, path: str, rule: SchemaRule) -> None:
    """A planted violation is found at its path under its rule, beside sound fields."""
    assert (path, rule) in _found(*SOUND, planted)


def test_nesting_has_a_limit() -> None:
    """Types nested deeper than the limit are refused where they pass it."""
    inner: dict[str, object] = _record("Deepest", _field("a", "int"))
    for level in range(MAX_DEPTH):
        inner = _record(f"Level{level}", _field("a", inner))
    assert SchemaRule.DEPTH in {rule for _, rule in _found(_field("a", inner))}


def test_type_may_be_allowed_by_path() -> None:
    """A path that is allowed to be bytes is no violation; the same type elsewhere is."""
    schema = parse(json.dumps(_record("P", _field("blob", "bytes"), _field("other", "bytes"))))
    assert violations(schema, frozenset({"blob"})) == (
        Violation(field="other", rule=SchemaRule.TYPE),
    )
