"""What the recount of `hub verify` finds of some messages, after some loads of the catalogue."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from monitoring.verify.chronicle import CatalogueLoad, Chronicle
from monitoring.verify.journal import JournalEntry
from monitoring.verify.recount.due import Ground, Measure, Owed, owed
from monitoring.verify.recount.naming import Register, naming_of
from monitoring.verify.recount.parked import parked
from monitoring.verify.recount.released import released
from monitoring.verify.recount.version import RecordId, Version, VersionPlace, version_of
from monitoring.verify.recount.world import World
from scenario.calendar import TODAY
from scenario.cast import CATALOGUE, A
from scenario.message import Message, subject_record
from schemas.catalogue.model import Catalogue
from schemas.codec import encode
from streams.kinds.event import Subject


class Everybody(Mapping[UUID, UUID]):
    """Gives each identity its own digest as subject key."""

    def __getitem__(self, digest: UUID) -> UUID:
        return digest

    def __iter__(self) -> Iterator[UUID]:
        return iter(())

    def __len__(self) -> int:
        return 0


REGISTER = Register(secret=bytes(32), subjects=Everybody())


def recounted_version(message: Message, offset: int) -> Version:
    """What the verifier reads from a message's bytes."""
    payload = encode(f"credit.events.{message.kind}", message.record)
    place = VersionPlace(source=message.department, where=str(offset), entry=1)
    read = version_of(payload, place, REGISTER)
    assert isinstance(read, Version), read
    return read


def key_of(subject: Subject) -> UUID:
    """The subject key of somebody."""
    said = {**subject_record(subject), "birth_date": None}
    found = naming_of(said, "", "", REGISTER).subject
    assert found is not None
    return found


@dataclass(frozen=True, slots=True)
class Recounted:
    """Messages that are all there, on a day after some loads, each of a catalogue on a day."""

    told: Sequence[Message]
    on: date = TODAY
    loads: Sequence[tuple[date, Catalogue]] = ((TODAY, CATALOGUE),)

    def chronicle(self) -> Chronicle:
        """A journal with an entry for each load, and a last one of the day."""
        days = [*(day for day, _ in self.loads), self.on]
        found = Chronicle(
            entries=[
                JournalEntry(number, day, None)  # type: ignore[arg-type]
                for number, day in enumerate(days, 1)
            ],
            loads=[
                CatalogueLoad(law, number, day) for number, (day, law) in enumerate(self.loads, 1)
            ],
            merged={},
        )
        found.add(recounted_version(message, offset) for offset, message in enumerate(self.told))
        return found

    def world(self, subject: Subject = A) -> World:
        """All that hangs together with somebody."""
        chronicle = self.chronicle()
        return chronicle.world(chronicle.around(key_of(subject)), chronicle.last.number)

    def owed(self, subject: Subject = A) -> Owed:
        """What somebody should carry."""
        return owed(self.world(subject), key_of(subject))

    def ruling(self, subject: Subject = A) -> dict[str, Ground]:
        """The ruling ground of each measure that is owed, by its measure and instance."""
        found = self.owed(subject)
        return {name(measure): found.ruling(measure) for measure in found.grounds}

    def released(self, subject: Subject = A) -> set[tuple[str, str]]:
        """Measures that orders have ended, each with the number of the order."""
        world = self.world(subject)
        return {(name(m), order[1]) for m, order in released(world, key_of(subject))}

    def parked(self) -> set[RecordId]:
        """Records that wait."""
        chronicle = self.chronicle()
        last = chronicle.last.number
        return {
            record
            for group in chronicle.groups()
            for record in parked(chronicle.world(group, last), group)
        }


def name(measure: Measure) -> str:
    """A measure with its instance, where it has one."""
    return f"{measure.measure} {measure.instance}".strip()
