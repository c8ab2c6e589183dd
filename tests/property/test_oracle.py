"""What the oracle must show by itself, so that agreeing with it means something."""

from collections.abc import Callable, Mapping
from datetime import date
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from oracle import Held
from property.laws import LAW, next_law
from property.strategies import DAYS, decisions, distinct, messages
from scenario.cast import A, B
from scenario.expect import who
from scenario.message import Message, Value
from scenario.oracle_hub import OracleHub

from streams.rule.measure import Terms

#: A's codes for B's and the other way round; a name identifies nobody and may stay.
OTHER = {A.uscc: B.uscc, B.uscc: A.uscc, A.uscc[8:17]: B.uscc[8:17], B.uscc[8:17]: A.uscc[8:17]}


def swapped(message: Message) -> Message:
    """Return the message with A and B in each other's place."""

    def claim(subject: Mapping[str, Value]) -> dict[str, Value]:
        codes = {name: OTHER.get(subject[name], subject[name]) for name in ("uscc", "org_code")}
        return {**subject, **codes}

    subject = message.record.get("subject")
    return message if subject is None else message.again(subject=claim(subject))


def hub(told: list[Message], change: Callable[[Message], Message] = lambda m: m) -> OracleHub:
    """Return the oracle, told of each message as changed."""
    found = OracleHub(LAW)
    found.publish(*map(change, told))
    return found


@settings(max_examples=100, deadline=None, print_blob=False)
@given(messages)
def test_nobody_is_special(told: list[Message]) -> None:
    """With A and B in each other's place, each has exactly what the other had."""
    plain, other = hub(told), hub(told, swapped)
    names = {who(A): who(B), who(B): who(A)}
    for day in DAYS:
        plain.tick(day)
        other.tick(day)
        expected = {
            held._replace(subject=names.get(held.subject, held.subject)): terms
            for held, terms in plain.in_force().items()
        }
        assert other.in_force() == expected


@settings(max_examples=100, deadline=None, print_blob=False)
@given(messages, st.randoms(use_true_random=False))
def test_a_set_has_neither_order_nor_doubles(told: list[Message], chance: Random) -> None:
    """Shuffled and said twice, the same messages say the same."""
    twice = [*told, *(m.again() for m in told)]
    chance.shuffle(twice)
    plain, other = hub(told), hub(twice)
    for day in DAYS:
        plain.tick(day)
        other.tick(day)
        assert other.in_force() == plain.in_force()
        assert other.facts() == plain.facts()


@settings(max_examples=100, deadline=None, print_blob=False)
@given(messages)
def test_no_measure_without_a_standing_ground(told: list[Message]) -> None:
    """What is in force names a record that neither ended, nor was revoked, nor repaired."""
    oracle = hub(told)
    by_id = {m.id: m for m in told}
    for day in DAYS:
        oracle.tick(day)
        for held, terms in oracle.in_force().items():
            assert isinstance(held, Held)
            assert terms.valid_from <= day
            assert terms.valid_until is None or day <= terms.valid_until
            for ground in terms.grounds:
                fact = oracle.fact(by_id[(ground.source, ground.record_no)])
                assert not fact.revoked
                assert not fact.repaired
                assert fact.ended_on is None or day < fact.ended_on


@settings(max_examples=50, deadline=None, print_blob=False)
@given(st.data(), decisions().map(distinct))
def test_no_load_makes_stricter_what_stands(data: st.DataObject, told: list[Message]) -> None:
    """A measure of bank or office that stands on one decision of before bites no harder by a load,
    and as hard no longer (R8)."""
    oracle, law = hub(told), LAW
    for n, day in enumerate(DAYS[1:]):
        oracle.tick(day)
        before = dict(oracle.in_force())
        new = data.draw(next_law(law, day, f"new {n}"))
        oracle.load_catalogue(new)
        law = new if oracle.version() == new.version else law
        today = {m.id[1] for m in told if m.record.get("decided_on") == day}
        for held, terms in oracle.in_force().items():
            old = before.get(held)
            if old is None or held.partner == "land" or old.grounds != terms.grounds:
                continue
            if len(terms.grounds) == 1 and terms.grounds[0].record_no not in today:
                assert terms.effect <= old.effect
                assert last_day(terms) <= last_day(old)


def last_day(terms: Terms) -> date:
    """Return the last day of a measure, the last of all if it has none."""
    return terms.valid_until or date.max
