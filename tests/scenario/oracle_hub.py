"""The oracle as a hub: it remembers what was published and recomputes at every question."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from oracle import Held, Load, Refusal, State, ToldFact, World, made_stricter, recompute

from scenario.as_event import as_event
from scenario.calendar import TODAY
from scenario.hub import FactSeen
from scenario.message import Message
from schemas.catalogue.model import Catalogue
from streams.rule.measure import Ground, Terms


class OracleHub:
    """
    A hub that knows only state.

    It does not decide what is admissible: messages a case expects to be refused are named in
    `refused` and left out.
    """

    few_orders = False

    def __init__(
        self, catalogue: Catalogue, *, on: date = TODAY, refused: Collection[Message] = ()
    ):
        self._refused = refused
        self._day = on
        self._published: list[tuple[Message, date]] = []
        self._known: tuple[tuple[object, ...], State] | None = None
        self._loads = [Load(day=on, catalogue=catalogue)]

    def publish(self, *messages: Message) -> None:
        """Remember the messages."""
        self._published += [(m, self._day) for m in messages]

    def tick(self, on: date) -> None:
        """Advance the day."""
        self._day = on

    def load_catalogue(self, catalogue: Catalogue) -> None:
        """Remember the catalogue with the day, unless it must be refused."""
        if not made_stricter(self._loads, catalogue, self._day):
            self._loads.append(Load(day=self._day, catalogue=catalogue))

    def version(self) -> str:
        """Return the version of the catalogue loaded last."""
        return self._loads[-1].catalogue.version

    def fact(self, message: Message) -> FactSeen:
        """Return the fact the message's record belongs to."""
        row = self._state().fact(*message.id)
        return FactSeen(
            content=row.content,
            subject=row.subject,
            provenances=row.provenances,
            revoked=row.revoked,
            ended_on=row.ended_on,
            repaired=row.repaired,
            marked=row.marked,
        )

    def facts(self) -> int:
        """Return how many facts the pool has."""
        return len(self._state().pool)

    def told(self, message: Message) -> ToldFact | None:
        """Return what is told of the fact the message's record belongs to."""
        return self._state().fact(*message.id).told

    def told_of(self) -> int:
        """Return how many facts are told."""
        return len([row for row in self._state().pool.values() if row.told is not None])

    def in_force(self) -> Mapping[Held, Terms]:
        """Return all measures in force."""
        return self._state().in_force

    def grounds(self, held: Held) -> Sequence[Ground]:
        """Return what holds a measure up now."""
        terms = self.in_force().get(held)
        return () if terms is None else terms.grounds

    def refusals(self) -> frozenset[Refusal]:
        """Return what did not follow."""
        return self._state().refusals

    def released(self) -> frozenset[Held]:
        """Return the measures ended by orders that act."""
        return self._state().released

    def waits(self, message: Message) -> bool:
        """Whether the message's record is parked."""
        return message.id in self._state().parked

    def without_effect(self, message: Message) -> str:
        """Return the code under which the record is stored without effect."""
        return self._state().without_effect.get(message.id, "")

    def flagged(self, one: Message, other: Message) -> bool:
        """Whether two records are flagged as a pair."""
        pairs = self._state().flagged_pairs
        return (one.id, other.id) in pairs or (other.id, one.id) in pairs

    def late(self, message: Message) -> bool:
        """Whether the message's record was reported late."""
        return message.id in self._state().late

    def ground_unknown(self, message: Message) -> bool:
        """Whether its court is asked which ground it meant."""
        return message.id in self._state().ground_unknown

    def _state(self) -> State:
        """Recompute; once per question asked of the same events on the same day."""
        told = (len(self._published), len(self._refused), len(self._loads), self._day)
        if self._known is None or self._known[0] != told:
            self._known = (told, self._recomputed())
        return self._known[1]

    def _recomputed(self) -> State:
        admitted = [
            as_event(message, offset, on)
            for offset, (message, on) in enumerate(self._published)
            if not any(message is r for r in self._refused)
        ]
        return recompute(World(events=tuple(admitted), loads=tuple(self._loads)), self._day)
