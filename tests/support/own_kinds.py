"""Three kinds of events that only a test registers, one of each nature, and their line."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Final
from uuid import UUID

from fastavro import parse_schema, schemaless_writer
from support.catalogues import loaded
from support.catalogues import sample as sample_city
from support.own_contract import with_contracts

from schemas.catalogue.model import Catalogue
from schemas.codec import Record
from schemas.manifest import Manifest
from schemas.samples import sample
from schemas.samples.parts import TAX
from streams.accept.reference_data import reference_data_of
from streams.deciding.arrivals import Reader
from streams.deciding.message import Message
from streams.identify.pseudonym import PseudonymKey
from streams.kinds.event import Event
from streams.kinds.kind import (
    Deed,
    Kind,
    Labels,
    Nature,
    Target,
    named_target,
    target_of,
    unknown_department,
)
from streams.kinds.limit import CODE, NUMBER
from streams.kinds.order import Order, OrderType
from streams.kinds.problem import Problem
from streams.line.changes import Changes
from streams.line.decide import decide_batch, need_of, rulebook
from streams.line.entry import Arrival, Batch, Entry
from streams.line.memory import MemoryStore

TODAY: Final = date(2026, 6, 1)
NOON: Final = datetime(2026, 6, 1, 4, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgery:
    """伪造证明: an authority found that a document was forged."""

    forged: str = ""
    fine_fen: int = 0


def _read_forgery(record: Record, complete: bool) -> Forgery | Problem:
    if complete and not record["forged"]:
        return Problem(code="E1101", field="forged")
    return Forgery(forged=record["forged"], fine_fen=record["fine_fen"])


def _key(event: Event, forgery: Forgery, subject: str) -> tuple[str, ...]:
    return (forgery.forged, event.authority.uscc, subject)


def _forgery_triggers(_forgery: Forgery) -> tuple[str, ...]:
    return ("penalty/FORGERY",)


def _reason(forgery: Forgery) -> str:
    return f"伪造{forgery.forged}"


@dataclass(frozen=True, slots=True, kw_only=True)
class StopPayment:
    """止付令: a court stops the payments of an account, or lets one that it stopped pay again."""

    bank: str
    lets_go: str = ""


def _read_stop(record: Record, complete: bool) -> StopPayment | Problem:
    if complete and not record["bank"]:
        return Problem(code="E1101", field="bank")
    return StopPayment(bank=record["bank"], lets_go=record["lets_go"])


def _unknown_bank(stop: StopPayment, _decided: date, _today: date, catalogue: Catalogue) -> str:
    return "" if stop.bank in catalogue.partners else "bank"


def _stopped(event: Event, stop: StopPayment) -> Target | None:
    return Target(department=event.source, record_no=stop.lets_go) if stop.lets_go else None


def _order(stop: StopPayment) -> Order:
    return Order(
        order=OrderType.UNFREEZE if stop.lets_go else OrderType.FREEZE,
        addressee=stop.bank,
        original_order_no=stop.lets_go,
    )


def _stop_triggers(_stop: StopPayment) -> tuple[str, ...]:
    return ("order/STOP_PAYMENT",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehabilitation:
    """恢复名誉: what was found against a subject counts no more."""

    target: Target


def _read_rehabilitation(record: Record, complete: bool) -> Rehabilitation | Problem:
    target = target_of(record, complete)
    return target if isinstance(target, Problem) else Rehabilitation(target=target)


OWN: Final = (
    Kind(
        body=Forgery,
        nature=Nature.FACT,
        labels=Labels(english="forgery", chinese="伪造证明"),
        read=_read_forgery,
        limits={"Forgery.forged": NUMBER},
        key=_key,
        triggers=_forgery_triggers,
        reason=_reason,
    ),
    Kind(
        body=StopPayment,
        nature=Nature.ORDER,
        labels=Labels(english="stop of payments", chinese="止付令"),
        read=_read_stop,
        of_courts=True,
        limits={"StopPayment.bank": CODE, "StopPayment.lets_go": NUMBER},
        unknown=_unknown_bank,
        target=_stopped,
        order=_order,
        triggers=_stop_triggers,
    ),
    Kind(
        body=Rehabilitation,
        nature=Nature.ATTACHMENT,
        labels=Labels(english="rehabilitation", chinese="恢复名誉"),
        read=_read_rehabilitation,
        inside=(Target,),
        unknown=unknown_department,
        target=named_target,
        deed=Deed.REPAIR,
    ),
)

#: The fields of each, as a source in `schemas/sources/` has them.
_FIELDS: Final[Mapping[str, list[Mapping[str, object]]]] = {
    "Forgery": [
        {"name": "forged", "type": "text", "doc": "Number of what was forged."},
        {"name": "fine_fen", "type": "long", "default": 0, "doc": "The fine, in fen."},
    ],
    "StopPayment": [
        {"name": "bank", "type": "text", "doc": "Who stops the payments."},
        {"name": "lets_go", "type": "text", "doc": "Number of the order that is over."},
    ],
    "Rehabilitation": [
        {
            "name": "target",
            "type": "Target",
            "default": {"department": "", "record_no": ""},
            "doc": "The record that counts no more.",
        }
    ],
}

#: What a message of each says: a sample whose envelope it has, and its own fields.
_SAMPLES: Final[Mapping[str, tuple[str, Mapping[str, object]]]] = {
    "Forgery": ("AdministrativePenalty", {"forged": "12号", "authority": TAX}),
    "StopPayment": ("EnforcementOrder", {"bank": "bank"}),
    "Rehabilitation": ("ObjectionMark", {}),
}


def write_contracts(folder: Path) -> Manifest:
    """The published contracts and those of the three, expanded in a folder of their own."""
    return with_contracts(
        folder,
        {
            kind.name: {
                "version": 1,
                "compatibility": "BACKWARD_TRANSITIVE",
                "envelope": True,
                "doc": kind.body.__doc__,
                "fields": _FIELDS[kind.name],
            }
            for kind in OWN
        },
    )


class OwnLine:
    """The line on its plain store, with reference data that has the three contracts."""

    def __init__(self, manifest: Manifest) -> None:
        catalogue = loaded(_city(), TODAY)
        self._book = rulebook(catalogue)
        key = PseudonymKey(version=1, secret=bytes(32))
        self._reader = Reader(reference=reference_data_of(catalogue, manifest), key=key)
        self._manifest = manifest
        self._store = MemoryStore()
        self._offset = 0
        self.decided: list[Changes] = []

    def publish(self, kind: str, *, topic: str = "tax", **says: object) -> Arrival:
        """Read the bytes of one message and decide it."""
        like, own = _SAMPLES[kind]
        envelope = {
            name: value
            for name, value in sample(f"credit.events.{like}").items()
            if name in sample("credit.events.ListEntry")
        }
        message = Message(
            topic=f"credit.events.{topic}",
            partition=0,
            offset=self._offset,
            appended_at_ms=int(NOON.timestamp() * 1000),
            payload=self._bytes(kind, {**envelope, **own, **says}),
        )
        self._offset += 1
        arrival = self._reader.read(message)
        batch = Batch(arrivals=(arrival,))
        number = len(self.decided) + 1
        entry = Entry(id=UUID(int=number), number=number, day=TODAY, judged_at=NOON, work=batch)
        changes = decide_batch(entry, batch, self._store.load(need_of(batch)), self._book)
        self._store.save(changes)
        self.decided.append(changes)
        return arrival

    def _bytes(self, kind: str, record: Mapping[str, object]) -> bytes:
        contract = self._manifest.newest(f"credit.events.{kind}")
        schema = parse_schema(dict(self._manifest.schema(contract)), named_schemas={})
        written = BytesIO()
        schemaless_writer(written, schema, record)
        return b"\x00" + contract.id.to_bytes(4, "big") + written.getvalue()


def _city() -> Catalogue:
    """The sample city, where the tax office and the court may send the three."""
    city = sample_city()
    tax, court = city.departments["tax"], city.departments["court"]
    names = frozenset(kind.name for kind in OWN)
    ban, control = (
        next(row for row in city.measures if row.measure == measure and not row.valid_until)
        for measure in ("PRC-01", "BNK-02")
    )
    forged = replace(ban, trigger="penalty/FORGERY", released=frozenset({"reason"}))
    stopped = replace(control, trigger="order/STOP_PAYMENT")
    return replace(
        city,
        departments={
            **city.departments,
            "tax": replace(tax, kinds=names),
            "court": replace(court, kinds=names),
        },
        measures=(*city.measures, forged, stopped),
    )
