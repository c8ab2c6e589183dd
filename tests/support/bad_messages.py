"""
One message of every sort that something is said about, and the batch in which it stands between
two good ones.

What is refused as a field comes from the samples of `unit/accept/test_refused.py`, all of them;
what is no message, and what only the line can tell, stands here.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from scenario.cast import BNK_07, LND_04, PARTNERS, PRC_01_BAN, PRC_01_WAGE
from support.accepting import APPENDED, CATALOGUE, body, payload, source_of
from support.catalogues import sample
from support.cf_files import B, C
from unit.accept.test_refused import REFUSED
from unit.accept.test_wire import entry, swapped

from schemas.catalogue.apply import next_catalogue
from schemas.codec import frame
from schemas.manifest import published
from schemas.samples.parts import TAX
from streams.accept.codes import codes
from streams.accept.outcome import Outcome
from streams.accept.reference_data import ReferenceData, reference_data_of
from streams.accept.shape import Shape
from streams.accept.wire import LARGEST_BYTES
from streams.deciding.message import EVENTS, Message
from streams.kinds.limit import DEFAULT

DAY: Final = date(2026, 6, 1)

#: Every code that can be said about a department's message. E16 are those of partners' answers.
ABOUT_EVENTS: Final = sorted(code for code in codes() if code.startswith("E") and code < "E1600")

#: A kind that no sample and no good message has; the faulty reference data below cannot read it.
_BROKEN_KIND: Final = "SpendingRestriction"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """
    A message, and what is said about it.

    `field` is the path in the record, "" for the message as a whole. `before`: what the line had
    already, and from whom. `by_line`: only the line can tell, knowing other messages; it leaves the
    sentence to whoever tells the department. `task`: what is opened for the credit office.
    """

    code: str
    payload: bytes
    source: str = "hrss"
    field: str = ""
    outcome: Outcome = Outcome.REFUSED
    before: tuple[tuple[str, bytes], ...] = ()
    by_line: bool = False
    task: str = ""

    @property
    def admitted(self) -> bool:
        """Whether the line took it in, and only had something to say about it."""
        return self.outcome not in (Outcome.REFUSED, Outcome.QUARANTINED)


def samples() -> list[Sample]:
    """All of them."""
    by_line = [replace(sample, by_line=True) for sample in _told_by_the_line()]
    return [*_refused(), *_quarantined(), *by_line]


def _refused() -> Iterator[Sample]:
    for kind, changes, code, field in REFUSED:
        assert isinstance(changes, dict)
        yield Sample(
            code=code, field=field, payload=payload(kind, **changes), source=source_of(kind)
        )
    # A court's kind, by whom the catalogue makes no court.
    yield Sample(code="E1505", payload=payload("JudgmentDefault", authority=TAX), source="tax")


def _quarantined() -> Iterator[Sample]:
    good = payload("ListEntry")
    own = next(c.id for c in published().contracts.values() if not c.subject.startswith(EVENTS))
    notice = entry(notice={"prior": True, "heard": False, "served": True})
    for code, message, source in (
        ("E1501", frame(999_999, good[5:]), "hrss"),
        ("E1502", b"", "hrss"),
        ("E1502", b'{"record_no": "W-1"}', "hrss"),
        ("E1502", good[:-3], "hrss"),
        ("E1502", good + b"\0", "hrss"),
        ("E1505", frame(own, b"\0"), "hrss"),
        ("E1506", b"\0" * (LARGEST_BYTES + 1), "hrss"),
        ("E1507", swapped(notice, b"\x02\x01\0\x01", b"\x02\x07\0\x01"), "hrss"),
        ("E1508", payload(_BROKEN_KIND), "court"),
    ):
        yield Sample(code=code, payload=message, source=source, outcome=Outcome.QUARANTINED)


def _told_by_the_line() -> Iterator[Sample]:
    first = _other(version=1)
    had = (("hrss", first),)
    yield Sample(
        code="E1402",
        payload=_other(version=1, cause="另一事由"),
        field="version",
        before=had,
        task="CONFLICT",
    )
    late = _other(version=1, decided_on=DAY - timedelta(days=30))
    yield Sample(code="E1204", payload=late, outcome=Outcome.ACCEPTED)
    yield Sample(code="E1401", payload=first, outcome=Outcome.REPEAT, before=had)
    yield Sample(
        code="E1404",
        payload=_other(version=2),
        outcome=Outcome.STORED,
        before=(*had, ("hrss", _other(version=3))),
    )
    yield Sample(code="E1403", payload=_other(version=2, action="CORRECT"), outcome=Outcome.PARKED)
    freeze = payload("EnforcementOrder")
    unseal = payload(
        "EnforcementOrder",
        record_no="COURT-CK-2026-000013",
        order="UNSEAL",
        original_order_no="COURT-CK-2026-000012",
    )
    yield Sample(
        code="E1405",
        payload=unseal,
        source="court",
        outcome=Outcome.PARKED,
        before=(("court", freeze),),
        task="MISFIT",
    )
    target = {"department": "hrss", "record_no": "HRSS-2026-000009"}
    repair = payload("RepairDecision", record_no="XF-9", authority=TAX, target=target)
    yield Sample(code="E1305", payload=repair, source="tax", outcome=Outcome.STORED, before=had)


def _other(**changes: object) -> bytes:
    """A version of one more good record."""
    fields = {"record_no": "HRSS-2026-000009", "document_no": "样人社列〔2026〕9号"}
    return payload("ListEntry", **{**fields, **changes})


def neighbours(source: str) -> tuple[bytes, bytes]:
    """Two good messages of a department, each of which grounds a measure of its own."""
    kind = {"court": "JudgmentDefault", "tax": "AdministrativePenalty"}.get(source, "ListEntry")
    first, second = (
        payload(
            kind,
            record_no=f"GOOD-{code}",
            document_no=f"好字〔2026〕{code}号",
            subject=body(uscc=code, org_code=code[8:17], name=f"样例{code}公司"),
            related=[],
        )
        for code in (B, C)
    )
    return first, second


def message(source: str, offset: int, content: bytes) -> Message:
    """The message at an offset of a department's topic, appended on the day of the samples."""
    return Message(
        topic=f"{EVENTS}{source}",
        partition=0,
        offset=offset,
        appended_at_ms=int(APPENDED.timestamp() * 1000),
        payload=content,
    )


_ROWS = (PRC_01_WAGE, PRC_01_BAN, BNK_07, replace(LND_04, partner="court"))
#: The samples' catalogue with measures that the good messages ground.
BOOK: Final = next_catalogue(
    None,
    replace(
        CATALOGUE,
        measures=_ROWS,
        partners={**{one.id: one for one in PARTNERS}, **CATALOGUE.partners},
        working_years=sample().working_years,
    ),
    DAY,
)


def faulty_reference() -> ReferenceData:
    """Reference data with which the hub itself fails at every message of one kind."""
    reference = reference_data_of(BOOK, published())
    shape = Shape(texts=(("a field that no schema has", DEFAULT),))
    return replace(
        reference,
        layouts={
            number: replace(layout, quick=None, shape=shape)
            if layout is not None and layout.kind == _BROKEN_KIND
            else layout
            for number, layout in reference.layouts.items()
        },
    )
