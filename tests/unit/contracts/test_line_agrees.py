"""The Avro contracts and the line's dataclasses name the same things."""

from dataclasses import fields

import pytest

from schemas.catalogue import words
from schemas.catalogue.model import Binding, Effect
from schemas.catalogue.named_list import ListColour
from schemas.fingerprint import Json
from schemas.manifest import published
from schemas.samples import sample
from streams.accept.outcome import Outcome
from streams.kinds import event, kind, order
from streams.kinds.kind import Kind, Nature
from streams.kinds.table import KINDS

#: What the line adds: the broker's and the topic's word. What it renames: Python's keywords.
ADDED = {"origin", "source", "kind", "content_hash", "body"}
INNER = {"fields", "symbols"}
#: What a kind has as `listed` that puts nobody on a list.
(NO_LIST,) = (one.default for one in fields(Kind) if one.name == "listed")
RENAMED = {"role_from": "from", "role_to": "to"}


def _schema(subject: str) -> Json:
    newest = published().latest(subject)
    assert newest is not None
    return published().schema(newest)


def _named(schema: Json, name: str) -> dict[str, Json]:
    """The definition of a named type, wherever in the schema it stands."""
    level = [schema]
    while level:
        for item in level:
            if isinstance(item, dict) and item.get("name") == name and item.keys() & INNER:
                return item
        level = [
            child
            for item in level
            if isinstance(item, dict | list)
            for child in (item.values() if isinstance(item, dict) else item)
        ]
    raise AssertionError(name)


def _fields(schema: Json) -> list[Json]:
    assert isinstance(schema, dict)
    inside = schema["fields"]
    assert isinstance(inside, list)
    return [field["name"] for field in inside if isinstance(field, dict)]


def _line(cls: type) -> list[str]:
    return [RENAMED.get(one.name, one.name) for one in fields(cls) if one.name not in ADDED]


def test_the_catalogue_knows_the_kinds_of_the_line() -> None:
    """Its check, which is below the line, refuses what the line would refuse to read."""
    assert KINDS.keys() == words.KINDS
    assert {kind.name for kind in KINDS.values() if kind.of_courts} == words.COURT_KINDS
    listing = {name for name, kind in KINDS.items() if kind.listed is not NO_LIST}
    assert listing == {words.LIST_ENTRY}


def test_the_catalogue_knows_the_triggers_of_the_line() -> None:
    """What a kind gives as its trigger is one to the catalogue's check, in its form there."""
    given = {
        name: kind.triggers(kind.read(sample(f"credit.events.{name}"), True))
        for name, kind in KINDS.items()
    }
    every = {trigger for triggers in given.values() for trigger in triggers}
    assert [trigger for trigger in every if not words.is_trigger(trigger)] == []
    assert {name for name in given if any(map(words.clause_code, given[name]))} == {words.PENALTY}
    assert {name for name in given if any(map(words.list_code, given[name]))} == {words.LIST_ENTRY}
    ordering = {name for name in given if any(map(words.is_order, given[name]))}
    assert ordering == {name for name, kind in KINDS.items() if kind.nature is Nature.ORDER}
    whole = {trigger for trigger in every if "/" not in trigger}
    assert whole == {trigger for trigger in words.STANDING_TRIGGERS if "/" not in trigger}


@pytest.mark.parametrize(
    "body", [each.body for each in KINDS.values()], ids=lambda cls: cls.__name__
)
def test_kind_has_the_fields_of_its_dataclass(body: type) -> None:
    """A kind's record is the envelope's fields and then those of its body, each in order."""
    names = _fields(_schema(f"credit.events.{body.__name__}"))
    own = [one.name for one in fields(body)]
    assert names[-len(own) :] == own
    assert set(names[: -len(own)]) == set(_line(event.Event))


@pytest.mark.parametrize(
    ("subject", "cls"),
    [
        ("credit.events.ListEntry", event.Related),
        ("credit.events.ListEntry", event.Authority),
        ("credit.events.ListEntry", event.Case),
        ("credit.events.ListEntry", event.Notice),
        ("credit.events.EnforcementOrder", order.Document),
        ("credit.events.RepairDecision", kind.Target),
    ],
)
def test_shared_type_has_the_fields_of_its_dataclass(subject: str, cls: type) -> None:
    """Shared types are the line's, field by field."""
    assert _fields(_named(_schema(subject), cls.__name__)) == _line(cls)


def test_subject_and_object_keep_their_kind() -> None:
    """Subject and PropertyObject have a kind of their own, which is no added field."""
    schema = _schema("credit.events.ListEntry")
    for cls in (event.Subject, event.PropertyObject):
        assert _fields(_named(schema, cls.__name__)) == [one.name for one in fields(cls)]


@pytest.mark.parametrize(
    ("subject", "name", "members"),
    [
        ("credit.events.ListEntry", "Action", list(event.Action)),
        ("credit.events.ListEntry", "SubjectKind", list(event.SubjectKind)),
        ("credit.events.ListEntry", "Role", list(event.Role)),
        ("credit.events.ListEntry", "Disclosure", list(event.Disclosure)),
        ("credit.events.ListEntry", "ListColour", list(ListColour)),
        ("credit.events.EnforcementOrder", "OrderType", list(order.OrderType)),
        ("credit.receipts.Receipt", "Outcome", list(Outcome)),
        ("credit.directives.Directive", "Binding", list(Binding)),
        ("credit.directives.Directive", "Effect", [one.name for one in Effect]),
    ],
)
def test_enum_has_the_members_of_the_line(subject: str, name: str, members: list[str]) -> None:
    """An enum's symbols are the line's members, after UNKNOWN where that is the default."""
    found = _named(_schema(subject), name)
    unknown = [] if name == "Disclosure" else ["UNKNOWN"]
    assert found["symbols"] == unknown + [str(one) for one in members]
    assert found["default"] == (unknown or ["SHARED"])[0]
