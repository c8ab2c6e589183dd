"""Reference data with a small catalogue, messages to check, and the samples changed."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from schemas.catalogue.model import Catalogue, Channel, Department, Partner, Rank
from schemas.catalogue.named_list import ListCode
from schemas.codec import Record, encode
from schemas.manifest import published
from schemas.samples import sample
from schemas.samples.parts import COURT, HRSS, ORGANISATION, PERSON, TAX
from streams.accept.decode import decode
from streams.accept.outcome import Quarantined, Refused
from streams.accept.reference_data import ReferenceData, reference_data_of
from streams.kinds.event import Event, Origin

CITY_KINDS = frozenset({"AdministrativePenalty", "ListEntry", "RepairDecision", "ObjectionMark"})
COURT_KINDS = frozenset({"JudgmentDefault", "SpendingRestriction", "EnforcementOrder"})
KINDS = tuple(sorted(CITY_KINDS | COURT_KINDS))
ENDING: Mapping[str, object] = {
    "decided_on": None,
    "subject": None,
    "related": [],
    "reason": "撤诉",
}

#: Monday 1 June 2026, 18:00 in Changzhou.
APPENDED = datetime(2026, 6, 1, 10, tzinfo=UTC)


def department(name: str, *decides: str, **changes: Any) -> Department:
    """A city department that decides for these authorities."""
    row = Department(
        id=name,
        name=name,
        rank=Rank.CITY,
        region="320400",
        kinds=CITY_KINDS,
        decides_for=frozenset(decides),
    )
    return replace(row, **changes)


CATALOGUE = Catalogue(
    version="small",
    departments={
        row.id: row
        for row in (
            department("tax", TAX["uscc"]),
            department("hrss", HRSS["uscc"]),
            department("court", COURT["uscc"], kinds=CITY_KINDS | COURT_KINDS, court=True),
            department("market-320412", "119999000000000195", rank=Rank.DISTRICT),
            department("boastful", TAX["uscc"], kinds=CITY_KINDS | COURT_KINDS),
            department("wages", HRSS["uscc"], lists=frozenset({"WAGE_ARREARS"})),
            department("taxes", HRSS["uscc"], lists=frozenset({"MAJOR_TAX_VIOLATION"})),
            department("province", relays_for=frozenset({"*"}), rank=Rank.PROVINCE),
            department("closed", TAX["uscc"], valid_until=date(2026, 5, 31)),
        )
    },
    partners={
        "bank": Partner(id="bank", name="某银行", channel=Channel.WEBHOOK),
        "land": Partner(
            id="land", name="登记中心", channel=Channel.WEBHOOK, valid_until=date(2026, 5, 31)
        ),
    },
    lists={
        "WAGE_ARREARS": ListCode(
            code="WAGE_ARREARS", name="欠薪", basis="第四十八条", valid_from=date(2022, 1, 1)
        )
    },
    measures=(),
    items={},
)


@cache
def reference() -> ReferenceData:
    """Reference data: `CATALOGUE` and the hub's own schemas."""
    return reference_data_of(CATALOGUE, published())


def origin(source: str = "hrss", offset: int = 0, appended: datetime = APPENDED) -> Origin:
    """A place on a department's topic."""
    return Origin(topic=f"credit.events.{source}", partition=0, offset=offset, appended_at=appended)


def record(kind: str, **changes: object) -> Record:
    """The sample of a kind with fields replaced; penalties here are the tax bureau's."""
    fields = sample(f"credit.events.{kind}")
    if kind == "AdministrativePenalty":
        fields |= {"authority": TAX}
    unknown = changes.keys() - fields.keys()
    assert not unknown, unknown
    return fields | changes


def payload(kind: str, **changes: object) -> bytes:
    """The framed bytes of a sample with fields replaced."""
    return encode(f"credit.events.{kind}", record(kind, **changes))


def source_of(kind: str) -> str:
    """The department whose sample a kind's is."""
    if kind in COURT_KINDS:
        return "court"
    return "tax" if kind == "AdministrativePenalty" else "hrss"


def accept(
    message: bytes, source: str = "hrss", appended: datetime = APPENDED
) -> Event | Refused | Quarantined:
    """What `decode` says to bytes on a department's topic."""
    return decode(message, origin(source, appended=appended), source, reference())


def said(kind: str, **changes: object) -> Event | Refused | Quarantined:
    """What `decode` says to the sample of a kind with fields replaced, sent by its department."""
    return accept(payload(kind, **changes), source_of(kind))


def event(kind: str, **changes: object) -> Event:
    """The event of a sample that is let in."""
    result = said(kind, **changes)
    assert isinstance(result, Event), result
    return result


def body(**changes: object) -> Mapping[str, object]:
    """The sample organisation with fields replaced."""
    return ORGANISATION | changes


def person(**changes: object) -> Mapping[str, object]:
    """The sample person with fields replaced."""
    return PERSON | changes
