"""
The pool as seen through a closed set of records: which fact each tells of, and how it stands.

Everything is derived when asked for and remembered for this view only; a view never changes.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

from schemas.catalogue.model import Catalogue
from streams.merge.attach import Attachment, attach
from streams.merge.facts import Fact, group
from streams.merge.meant import Meant, is_attachment, meant_by
from streams.merge.record import Record
from streams.pool.standing import Standing, standing


class View:
    """A set of records, closed under shared fact keys, targets and numbers, on one day."""

    def __init__(
        self,
        records: Mapping[UUID, Record],
        catalogue: Catalogue,
        day: date,
        merged: Mapping[UUID, UUID] | None = None,
    ) -> None:
        self.catalogue = catalogue
        self.day = day
        self.records = records
        self._merged = merged or {}
        self._by_key: dict[UUID, list[UUID]] = defaultdict(list)
        self._by_target: dict[UUID, list[Record]] = defaultdict(list)
        self._by_number: dict[UUID, list[Record]] = defaultdict(list)
        self._by_subject: dict[UUID, list[Record]] = defaultdict(list)
        for record in self.records.values():
            self._index(record)
        self._connected: dict[UUID, frozenset[UUID]] = {}
        self._meant: dict[UUID, Meant] = {}
        self._facts: dict[UUID, Fact] = {}
        self._standings: dict[UUID, Standing] = {}

    def _index(self, record: Record) -> None:
        for key in record.keys_ever:
            self._by_key[key].append(record.key)
        if (target := record.target) is not None:
            self._by_target[target].append(record)
        for number in {record.own_number, record.about_number}:
            if number is not None:
                self._by_number[number].append(record)
        for subject in record.named_ever:
            self._by_subject[subject].append(record)

    def alone(self, record: Record) -> bool:
        """Whether it shares no fact key, now or ever, with another record, as nearly always."""
        # A list, since a generator would cost more than what it saves on one key.
        return max([len(self._by_key[key]) for key in record.keys_ever], default=1) == 1

    def connected(self, record: Record) -> frozenset[UUID]:
        """Every record that shares a fact key, now or ever, directly or through others."""
        if self.alone(record):
            return frozenset((record.key,))
        found = self._connected.get(record.key)
        if found is None:
            found = self._walk(record)
            self._connected.update(dict.fromkeys(found, found))
        return found

    def _walk(self, record: Record) -> frozenset[UUID]:
        # One document may name thousands: each key is gone through once.
        seen, walked, todo = {record.key}, set[UUID](), [record]
        while todo:
            for key in todo.pop().keys_ever - walked:
                walked.add(key)
                todo += [self.records[other] for other in self._by_key[key] if other not in seen]
                seen.update(self._by_key[key])
        return frozenset(seen)

    def meant(self, record: Record) -> Meant:
        """What a repair, a mark or an order is about (R4 to R6)."""
        found = self._meant.get(record.key)
        if found is None:
            written = None if record.target is None else self.records.get(record.target)
            alike = self._numbered(record.about_number)
            bear = [r for r in alike if r.own_number == record.about_number and r.stands]
            found = self._meant[record.key] = meant_by(record, written, bear)
        return found

    def about(self, record: UUID) -> tuple[Record, ...]:
        """The repairs, marks and orders whose content is about a record."""
        of = self.records.get(record)
        number = None if of is None else of.own_number
        candidates = list(self._by_target.get(record, ()))
        if number is not None:
            candidates += [
                other
                for other in self._numbered(number)
                if other.about_number == number and other.target != record
            ]
        return tuple(r for r in candidates if any(m.key == record for m in self.meant(r).records))

    def pointing_at(self, record: UUID) -> Sequence[Record]:
        """The records whose content names a record's number as it is written, whatever is meant."""
        return self._by_target.get(record, ())

    def hanging_by(self, record: Record) -> Iterable[Record]:
        """
        The records whose meaning depends on the number that a record has or is about: each record
        that has this number or is about it, once.
        """
        if record.own_number is None and record.about_number is None:
            return ()
        both = (record.own_number, record.about_number)
        return {other.key: other for number in both for other in self._numbered(number)}.values()

    def _numbered(self, number: UUID | None) -> Sequence[Record]:
        return () if number is None else self._by_number.get(number, ())

    def naming(self, subject: UUID) -> tuple[Record, ...]:
        """Every record any version of which ever named a subject."""
        return tuple(self._by_subject.get(subject, ()))

    def fact_of(self, record: Record) -> Fact | None:
        """The fact a record tells of, None while the record waits."""
        if not record.stands:
            return None
        fact = self._facts.get(record.key)
        if fact is None:
            alone = self.alone(record)
            members = [record] if alone else [self.records[key] for key in self.connected(record)]
            for found in group(members, self.catalogue, self._merged):
                for told in found.records:
                    self._facts[told.key] = found
            fact = self._facts[record.key]
        return fact

    def attachments(self, fact: Fact) -> list[Attachment]:
        """The standing repairs and marks of a fact, with what each may do to it (R4, R5)."""
        if not self._by_target:
            return []
        found = [
            (other, told)
            for told in fact.records
            for other in self.about(told.key)
            if is_attachment(other)
        ]
        return attach(fact, found, self.catalogue) if found else []

    def standing_of(self, fact: Fact) -> Standing:
        """How a fact stands on the view's day."""
        found = self._standings.get(fact.id)
        if found is None:
            found = standing(fact, self.attachments(fact), self.day)
            self._standings[fact.id] = found
        return found
