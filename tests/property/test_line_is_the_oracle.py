"""Whatever comes in, in whatever order and batches: the line's state is the oracle's (D8)."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from contract.stores import InMemory
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle import Held, Load, made_stricter
from oracle.lists import of_another_colour
from property.laws import LAW, next_law
from property.strategies import DAYS, LAST, messages
from scenario.as_event import as_event
from scenario.hub import State
from scenario.message import Message
from scenario.oracle_hub import OracleHub
from scenario.store_line import StoreLine

from schemas.catalogue.model import Catalogue
from streams.rule.measure import Terms


class Seen(NamedTuple):
    """What two hubs must agree on."""

    in_force: Mapping[Held, Terms]
    released: frozenset[object]
    facts: int
    told_of: int
    waiting: frozenset[tuple[str, str]]
    each: dict[object, object]


def seen(hub: State, told: list[Message]) -> Seen:
    """Return what a hub shows of a set of messages."""
    waiting = frozenset(m.id for m in told if hub.waits(m))
    return Seen(
        hub.in_force(),
        hub.released(),
        hub.facts(),
        hub.told_of(),
        waiting,
        {m.id: fact(hub, told, m) for m in told if known(told, m)},
    )


def known(told: list[Message], message: Message) -> bool:
    """Whether the record stands, so that it belongs to a fact."""
    return any(m.id == message.id and m.record["action"] == "ASSERT" for m in told)


def fact(hub: State, told: list[Message], message: Message) -> object:
    """Return what is compared of a fact."""
    found = hub.fact(message)
    return (
        (found.content.source, found.content.record_no, found.content.version),
        found.subject,
        found.provenances,
        found.revoked,
        found.ended_on,
        found.repaired,
        found.marked,
        hub.told(message),
        "" if found.revoked or found.ended_on else code(hub, told, message),
    )


def code(hub: State, told: list[Message], message: Message) -> str:
    """Return why a record does nothing, where one version alone can show it in its receipt."""
    versions = {m.record["version"] for m in told if m.id == message.id}
    return hub.without_effect(message) if len(versions) == 1 else ""


def differences(line: State, oracle: State, told: list[Message]) -> list[str]:
    """Return where two hubs do not agree, one line each."""
    one, other = seen(line, told), seen(oracle, told)
    found = [
        f"{name}: line {mine!r} oracle {theirs!r}"
        for name, mine, theirs in zip(Seen._fields, one, other, strict=True)
        if mine != theirs and not isinstance(mine, Mapping)
    ]
    for mine, theirs in ((one.in_force, other.in_force), (one.each, other.each)):
        found += [
            f"{key}: line {mine.get(key)!r} oracle {theirs.get(key)!r}"
            for key in {*mine, *theirs}
            if mine.get(key) != theirs.get(key)
        ]
    return found


@st.composite
def plays(draw: st.DrawFn) -> list[tuple[list[Message], date | None]]:
    """Draw entries in any order, with repeats, and ticks between them."""
    told = draw(messages)
    order = draw(st.permutations([*told, *(m.again() for m in told[:2])]))
    days = iter(DAYS[1:])
    play: list[tuple[list[Message], date | None]] = []
    while order:
        size = draw(st.integers(1, 3))
        batch, order = order[:size], order[size:]
        ticks = draw(st.booleans())
        play.append((batch, next(days, None) if ticks else None))
    return play


@st.composite
def plays_under_laws(
    draw: st.DrawFn,
) -> list[tuple[list[Message], Catalogue | None, date | None]]:
    """Draw plays in which an officer loads a catalogue after some of the entries, made of the one
    that was not refused last."""
    loads, day = [Load(day=DAYS[0], catalogue=LAW)], DAYS[0]
    found: list[tuple[list[Message], Catalogue | None, date | None]] = []
    for n, (batch, tick) in enumerate(draw(plays())):
        law = draw(next_law(loads[-1].catalogue, day, f"new {n}")) if draw(st.booleans()) else None
        found.append((batch, law, tick))
        if law is not None and not made_stricter(loads, law, day):
            loads.append(Load(day=day, catalogue=law))
        day = tick or day
    return found


class Both:
    """The line in memory and the oracle, told the same."""

    def __init__(self) -> None:
        self.line = StoreLine(InMemory(), LAW)
        self.told: list[Message] = []
        self._law = LAW
        self._refused: list[Message] = []
        self._oracle = OracleHub(LAW, refused=self._refused)

    def publish(self, batch: list[Message]) -> None:
        """Tell both; the oracle is spared what the line does not admit."""
        late = [Message(m.department, m.kind, m.record, appended=LAST) for m in batch]
        self.line.publish(*late)
        self._colours(late)
        self._refused += [m for m in late if self.line.shown(m).outcome == "REFUSED"]
        self.told += [m for m in late if m not in self._refused]
        self._oracle.publish(*late)

    def _colours(self, late: list[Message]) -> None:
        """What the line has just refused for its colour is what the oracle says is of another one;
        a version that was let in before is told again in peace."""
        before = {(*m.id, m.record["version"]) for m in self.told}
        for m in late:
            if m.record["action"] in ("ASSERT", "CORRECT"):
                foreign = of_another_colour(self._law, as_event(m, 0, LAST))
                refused = self.line.shown(m).code == "E1301"
                assert refused <= foreign
                assert refused >= (foreign and (*m.id, m.record["version"]) not in before)

    def tick(self, on: date) -> None:
        """Let the day advance for both."""
        self.line.tick(on)
        self._oracle.tick(on)

    def load(self, law: Catalogue) -> None:
        """Let an officer load a catalogue for both; they agree on whether it is refused."""
        self.line.load_catalogue(law)
        self._oracle.load_catalogue(law)
        assert self.line.version() == self._oracle.version()
        self._law = law if self.line.version() == law.version else self._law

    def differences(self) -> list[str]:
        """Return where they do not agree."""
        return differences(self.line, self._oracle, self.told)


@settings(max_examples=100, deadline=None, print_blob=False)
@given(plays())
def test_the_line_is_the_oracle(play: list[tuple[list[Message], date | None]]) -> None:
    """After every entry and every tick, pool, measures and what waits are the oracle's."""
    both = Both()
    for batch, tick in play:
        both.publish(batch)
        assert not both.differences()
        if tick is not None:
            both.tick(tick)
            assert not both.differences()
    both.tick(LAST)
    assert not both.differences()


@settings(max_examples=60, deadline=None, print_blob=False)
@given(plays_under_laws())
def test_the_line_is_the_oracle_under_changing_laws(
    play: list[tuple[list[Message], Catalogue | None, date | None]],
) -> None:
    """Also where catalogues are loaded whose editions are dated back, edited in place, or gone."""
    both = Both()
    for batch, law, tick in play:
        both.publish(batch)
        if law is not None:
            both.load(law)
            assert not both.differences()
        if tick is not None:
            both.tick(tick)
    both.tick(LAST)
    assert not both.differences()
