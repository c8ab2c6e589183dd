"""
The claim (R12, R13): what one partner is told now, committed before the first byte leaves.

Under a row lock on each (partner, subject) stream the table of R12 is asked; what goes for the
first time gets its sequence and its body, what goes again goes with the bytes it had.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from psycopg.rows import dict_row

from schemas.catalogue.model import Catalogue, Channel, Partner
from streams.send.body import SUBJECT
from streams.send.directive import Directive
from streams.send.milder import ToldTerms
from streams.send.retry import LONGEST_WAIT
from streams.sending.decisions import Decisions, decide, surely_delivered, terms_wanted
from streams.sending.first_claims import FirstClaim, first_claims
from streams.sending.holds import Holds, holds_of
from streams.sending.outgoing import Outgoing, outgoing_of
from streams.sending.stream_rows import StreamRow, last_numbers
from streams.sending.visible_fields import LoadedCatalogues, visible_to
from streams.statements import sending_statement, store_statement
from streams.store.connection import Connection, durably
from streams.store.rows import DirectiveRow, directive_of
from streams.store.rules_in_force import number_in_force
from streams.store.seal import Seal, body_cell

#: Streams a claim takes at a time.
STREAMS_AT_A_TIME: Final = 200
#: So often a claim reads its rows anew when the line has decided more meanwhile.
READINGS: Final = 3
#: A probe is that of so many, lifts first, which has waited longest.
PROBED_AMONG: Final = 64


class Overtaken(Exception):
    """More was decided about a burden since it was read, perhaps its lift (R12)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """
    Claims for one partner, on a connection of its own in autocommit.

    `channel`: by which its sender sends; nothing is claimed while the catalogue names another.
    `loaded`: the number of the catalogue that is given; None where nobody can load another.
    """

    connection: Connection
    seal: Seal
    partner: str
    channel: Channel
    loaded: int | None = None

    def claim(
        self,
        catalogue: Catalogue,
        now: datetime,
        today: date,
        limit: int = STREAMS_AT_A_TIME,
        under_way: frozenset[UUID] = frozenset(),
        *,
        probe: bool = False,
    ) -> tuple[Outgoing, ...]:
        """
        What to send now, lifts first, then by subject and sequence.

        After the call the claims are committed. `now`: real time; `today`: the day by the clock.
        `limit`: streams looked at, not directives; with `probe` only the one that has waited
        longest. Subjects `under_way` are left alone: what became of the last claim about them is
        not written down yet.
        """
        partner = catalogue.partners.get(self.partner)
        if partner is None or partner.channel is not self.channel:
            return ()
        holds = holds_of(self.connection, self.partner)
        longest = _longest_answer(catalogue, partner)
        among = PROBED_AMONG if probe else limit
        found = self._due(now, today, holds, longest, among + len(under_way), probe=probe)
        due = [subject for subject in found if subject not in under_way][:among]
        if not due:
            return ()
        self._run("make_streams", partner=self.partner, subjects=due)
        # A probe is the first of whom anything goes: one that is only weighed shows nothing.
        for some in [[one] for one in due] if probe else [due]:
            if outgoing := self._claim_again(some, catalogue, partner, now, today):
                return outgoing
        return ()

    def _claim_again(
        self,
        due: Sequence[UUID],
        catalogue: Catalogue,
        partner: Partner,
        now: datetime,
        today: date,
    ) -> tuple[Outgoing, ...]:
        """
        One claim; what was overtaken is read anew, the last time for lifts alone.

        A lift is not overtaken, so that no burden keeps it from going.
        """
        for reading in range(1, READINGS + 1):
            alone = reading == READINGS
            with suppress(Overtaken), durably(self.connection):
                outgoing = self._claim(due, catalogue, partner, now, today, lifts_alone=alone)
                return tuple(sorted(outgoing, key=lambda o: (not o.lifts, o.subject, o.sequence)))
        return ()

    def _claim(
        self,
        due: Sequence[UUID],
        catalogue: Catalogue,
        partner: Partner,
        now: datetime,
        today: date,
        *,
        lifts_alone: bool,
    ) -> list[Outgoing]:
        """One transaction; its last statement gives the sequences. Raises `Overtaken`."""
        holds = holds_of(self.connection, self.partner)
        streams = self._lock(due)
        rows = self._rows(streams, holds)
        # Asked after the rows are read: none of them was decided under a later catalogue.
        if self.loaded not in (None, number_in_force(self.connection)):
            return []
        told = self._told(terms_wanted(rows, holds), catalogue)
        decisions = decide(rows, holds, now, today, told, lifts_alone=lifts_alone)
        self._write_rest(decisions, now)
        again = self._claimed_before(list(decisions.again))
        if not decisions.claims:
            return again
        directives = self._decided([row.directive_id for row, _ in decisions.claims])
        first = first_claims(
            decisions.claims,
            directives=directives,
            sequences=streams,
            delivered=self._delivered(rows, streams),
            catalogues=LoadedCatalogues(self.connection, catalogue),
            partner=partner,
            now=now,
        )
        self._give_sequences(first, last_numbers(rows), now)
        return [*map(outgoing_of, first), *again]

    def _due(
        self,
        now: datetime,
        today: date,
        holds: Holds,
        longest: timedelta,
        limit: int,
        *,
        probe: bool,
    ) -> list[UUID]:
        found = self.connection.execute(
            sending_statement("due_subjects"),
            {
                "partner": self.partner,
                "now": now,
                "never": now + LONGEST_WAIT,
                "never_answered": now + LONGEST_WAIT + longest,
                "today": today,
                "burdens": not holds.everything,
                "measures_on_hold": sorted(holds.measures),
                "sources_on_hold": sorted(holds.sources),
                "longest_waiting": probe,
                "limit": limit,
            },
        )
        return [subject for (subject,) in found]

    def _lock(self, subjects: Sequence[UUID]) -> Mapping[UUID, int]:
        given = {"partner": self.partner, "subjects": list(subjects)}
        return dict(self.connection.execute(sending_statement("lock_streams"), given).fetchall())

    def _rows(self, streams: Mapping[UUID, int], holds: Holds) -> list[StreamRow]:
        sources = bool(holds.sources)
        given = {"partner": self.partner, "subjects": list(streams), "sources": sources}
        found = self.connection.execute(sending_statement("streams_rows"), given)
        return [StreamRow(*row) for row in found]

    def _give_sequences(
        self, first: Sequence[FirstClaim], decided_last: Mapping[UUID, int], now: datetime
    ) -> None:
        last = {one.row.subject: one.claimed.sequence for one in first}
        subjects, sequences = list(last), list(last.values())
        self._run("advance_streams", partner=self.partner, subjects=subjects, sequences=sequences)
        claimed = self.connection.execute(
            sending_statement("claim"),
            {
                "directives": [one.row.directive_id for one in first],
                "sequences": [one.claimed.sequence for one in first],
                "previous": [one.claimed.previous_sequence for one in first],
                "sent_as": [one.claimed.action.value for one in first],
                "supersedes": [one.claimed.supersedes for one in first],
                "bodies": [self._closed(one) for one in first],
                "answer_within_s": [one.within_s for one in first],
                "milder": [one.milder or None for one in first],
                "decided_last": [decided_last[one.row.measure_id] for one in first],
                "body_key": self.seal.version,
                "now": now,
            },
        )
        if claimed.rowcount < len(first):
            raise Overtaken

    def _closed(self, one: FirstClaim) -> bytes:
        return self.seal.close(one.body, body_cell(one.row.directive_id))

    def _delivered(
        self, rows: Sequence[StreamRow], streams: Mapping[UUID, int]
    ) -> Mapping[UUID, int]:
        """As `surely_delivered`, with the results of orders that share a stream."""
        highest = dict(surely_delivered(rows))
        given = {"partner": self.partner, "subjects": list(streams)}
        for subject, sequence in self.connection.execute(
            sending_statement("results_delivered"), given
        ):
            highest[subject] = max(sequence, highest.get(subject, 0))
        return highest

    def _decided(self, ids: Sequence[UUID]) -> Mapping[UUID, Directive]:
        found = self.connection.execute(store_statement("directives"), {"directives": ids})
        rows = map(DirectiveRow._make, found)
        return {row.directive_id: directive_of(row, self.seal) for row in rows}

    def _told(self, ids: Sequence[UUID], catalogue: Catalogue) -> Mapping[UUID, ToldTerms]:
        if not ids:
            return {}
        loaded = LoadedCatalogues(self.connection, catalogue)
        return {
            given: ToldTerms(terms=directive.terms, subject=visible_to(directive, loaded) & SUBJECT)
            for given, directive in self._decided(ids).items()
        }

    def _write_rest(self, decisions: Decisions, now: datetime) -> None:
        if written := {*decisions.again, *decisions.nothing, *decisions.weighed}:
            claimed = {row.directive_id for row, _ in decisions.claims}
            self._run("lock_directives", directives=list(written | claimed))
        if decisions.superseded:
            self._run("supersede", directives=list(decisions.superseded), now=now)
        if decisions.revived:
            self._run("revive", directives=list(decisions.revived))
        if decisions.again:
            missed = list(decisions.again.values())
            self._run("send_again", directives=list(decisions.again), missed=missed, now=now)
        if decisions.nothing:
            self._run("await_nothing", directives=list(decisions.nothing))
        if decisions.compared:
            self._run("compared", directives=list(decisions.compared))
        if decisions.weighed:
            numbers = list(decisions.weighed.values())
            self._run("weighed", directives=list(decisions.weighed), numbers=numbers)

    def _claimed_before(self, again: list[UUID]) -> list[Outgoing]:
        if not again:
            return []
        with self.connection.cursor(row_factory=dict_row) as cursor:
            found = cursor.execute(sending_statement("bodies"), {"directives": again}).fetchall()
        return [self._opened(**row) for row in found]

    def _opened(self, *, body_key: int, sealed: bytes, **fields: Any) -> Outgoing:
        cell = body_cell(fields["id"])
        return Outgoing(body=self.seal.open(sealed, cell, body_key), **fields)

    def _run(self, name: str, **given: object) -> None:
        self.connection.execute(sending_statement(name), given)


def _longest_answer(catalogue: Catalogue, partner: Partner) -> timedelta:
    """No directive that goes by this catalogue leaves its partner longer to answer."""
    rows = (row.answer_within_s for row in catalogue.measures if row.partner == partner.id)
    return timedelta(seconds=max(partner.answer_within_s, *(each or 0 for each in rows), 0))
