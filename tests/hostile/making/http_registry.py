"""Schemas to be judged that are none, or that nobody should try to judge."""

import json

from hostile.making.http_wire import of, post

from schemas.manifest import published


def files() -> dict[str, bytes]:
    """Name → request."""
    subject = "credit.events.ListEntry"
    contract = published().latest(subject)
    assert contract is not None
    right = published().text(contract)
    record = {"type": "record", "name": "A", "fields": []}
    deep: object = "string"
    for _ in range(500):
        deep = {"type": "array", "items": deep}

    def nested(inner: object) -> str:
        return json.dumps({**record, "fields": [{"name": "a", "type": inner}]})

    texts = {
        "plain": right,
        "blank": "",
        "no-json": "{",
        "text": '"string"',
        "recursive": nested("A"),
        "recursive-list": nested({"type": "array", "items": "A"}),
        "depth-500": nested(deep),
        "null-items": nested({"type": "array", "items": "null"}),
        "name-twice": json.dumps(
            {**record, "fields": [{"name": "a", "type": "int"}, {"name": "a", "type": "int"}]}
        ),
        "name-of-half-a-pair": nested("int").replace('"a"', '"\\ud800"'),
        "type-unknown": nested("Nobody"),
        "default-wrong": json.dumps(
            {**record, "fields": [{"name": "a", "type": "int", "default": "x"}]}
        ),
        "fixed-2-62": nested({"type": "fixed", "name": "F", "size": 2**62}),
        "enum-10000": nested(
            {"type": "enum", "name": "E", "symbols": [f"S{n}" for n in range(10_000)]}
        ),
        "enum-blank": nested({"type": "enum", "name": "E", "symbols": []}),
        "union-in-a-union": nested(["null", ["null", "int"]]),
        "nan": nested("int")[:-1] + ', "x": NaN}',
        "integer-of-5000-digits": nested("int")[:-1] + f', "x": {"9" * 5_000}}}',
    }
    where = f"/registry/compatibility/subjects/{subject}/versions/latest"
    return {
        **{f"registry-{name}": post(of({"schema": text}), where) for name, text in texts.items()},
        "registry-references": post(of({"schema": right, "references": [{"name": "x"}]}), where),
        "registry-protobuf": post(of({"schema": right, "schemaType": "PROTOBUF"}), where),
        "registry-schema-a-number": post(of({"schema": 1}), where),
        "registry-list": post(b"[]", where),
        "registry-depth-100000": post(b'{"schema":' + b"[" * 100_000, where),
        "registry-one-mebibyte": post(of({"schema": " " * 1024 * 1024}), where),
        "registry-half-a-pair": post(b'{"schema":"\\ud800"}', where),
        "registry-subject-of-nul": post(of({"schema": right}), "/registry/subjects/%00"),
        "registry-version-huge": post(of({"schema": right}), where.replace("latest", "9" * 5_000)),
        "registry-version-arabic": post(of({"schema": right}), where.replace("latest", "%D9%A1")),
    }
