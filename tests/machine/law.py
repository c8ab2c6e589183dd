"""The catalogues of the plays: everything collides, and the second takes back some of the first."""

from dataclasses import replace
from datetime import timedelta

from property.strategies import CATALOGUE as SHARED
from property.strategies import FIRST
from scenario.message import Message

from schemas.catalogue.model import Catalogue, MeasureRow


def law(tag: str, *, second: bool = False) -> Catalogue:
    """A catalogue under the names of one play."""
    rows = _later() if second else _first()
    return replace(
        SHARED,
        version=f"{SHARED.version[:8]}-{tag}-{2 if second else 1}",
        departments={
            named(tag, d.id): replace(d, id=named(tag, d.id)) for d in SHARED.departments.values()
        },
        partners={
            named(tag, p.id): replace(p, id=named(tag, p.id)) for p in SHARED.partners.values()
        },
        measures=tuple(replace(row, partner=named(tag, row.partner)) for row in rows),
    )


def _first() -> tuple[MeasureRow, ...]:
    """Banks are told to be careful only once the office has signed."""
    return tuple(
        replace(row, release="office") if row.measure == "BNK-07" else row
        for row in SHARED.measures
    )


def _later() -> tuple[MeasureRow, ...]:
    """
    No signature any more, nothing for penalties, and a debtor may buy land again.

    What asks for no signature is an edition of its own, dated back and so in force from its load:
    one in force is made stricter by none.
    """
    before = FIRST - timedelta(days=1)
    signed = [replace(e, valid_until=before) for e in _first() if e.measure == "BNK-07"]
    unsigned = [replace(e, list_version="unsigned", valid_from=FIRST, release="") for e in signed]
    return (
        *(
            row
            for row in SHARED.measures
            if row.measure not in ("LND-04", "BNK-07") and row.trigger != "penalty/PROCUREMENT_BAN"
        ),
        *signed,
        *(replace(e, valid_until=None) for e in unsigned),
    )


def named(tag: str, name: str) -> str:
    """A department's or partner's name in one play."""
    return f"{tag}-{name}"


def in_its_names(tag: str, message: Message) -> Message:
    """The message with every department and partner by its name in one play."""
    said = dict(message.record)
    if "target" in said:
        said["target"] = {
            **said["target"],
            "department": named(tag, said["target"]["department"]),
        }
    if "addressee" in said:
        said["addressee"] = named(tag, said["addressee"])
    return Message(named(tag, message.department), message.kind, said, appended=message.appended)
