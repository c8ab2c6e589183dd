"""Invariants 3 and 4: each measure without ground or basis is named, and why."""

import pytest
from integration.verify.city import RING
from integration.verify.conftest import Copy, Names
from integration.verify.three_days import C
from scenario.cast import HRSS, P2, STALL, P, Q
from scenario.message import subject_record

from schemas.codec import decode_known, encode
from streams.identify.identity import Identity, identity_of
from streams.identify.pseudonym import PseudonymKey, pseudonym
from streams.kinds.event import Subject
from streams.rule.measure import MeasureKey
from streams.send.directive import DirectiveAction, directive_id, measure_id
from streams.store.seal import Seal, version_cell


def subject_key(copy: Copy, subject: Subject) -> object:
    """The key under which the city knows somebody."""
    found = identity_of(subject, HRSS, "")
    assert isinstance(found, Identity)
    digest = pseudonym(found, PseudonymKey(version=1, secret=RING.current))
    ((key,),) = copy.run("SELECT subject FROM identity WHERE identity = %s", digest)
    return key


def impose(copy: Copy, subject: Subject, measure: str, partner: str) -> None:
    """Decide, in the last entry, a measure on somebody that no rule gives."""
    key = subject_key(copy, subject)
    name = copy.city.named(partner)
    new = measure_id(MeasureKey(partner=name, subject=key, measure=measure))  # type: ignore[arg-type]
    copy.run(
        "INSERT INTO directive (directive_id, measure_id, n, action, partner, subject, measure,"
        " instance, terms, content, reason, decided_on, entry, key_version, claim, unconditional,"
        " held) SELECT %s, %s, 0, 'IMPOSE', %s, %s, %s, '', terms, content, reason, decided_on,"
        " (SELECT entry FROM line), key_version, claim, false, false FROM directive"
        " WHERE action = 'IMPOSE' LIMIT 1",
        directive_id(new, 0, DirectiveAction.IMPOSE),
        new,
        name,
        key,
        measure,
    )


def rewrite(copy: Copy, record_no: str, **changes: object) -> None:
    """Change what a stored message says, sealed as it was."""
    for record, number, version_key, sealed in copy.run(
        "SELECT record, number, key_version, payload FROM version"
    ):
        seal = Seal.of(RING)
        cell = version_cell(record, number)  # type: ignore[arg-type]
        decoded = decode_known(seal.open(sealed, cell, version_key))  # type: ignore[arg-type]
        if decoded.record["record_no"] == record_no and number == 1:  # type: ignore[union-attr]
            said = {**decoded.record, **changes}  # type: ignore[union-attr]
            payload = seal.close(encode(decoded.contract.subject, said), cell)  # type: ignore[union-attr]
            copy.run(
                "UPDATE version SET payload = %s WHERE record = %s AND number = 1", payload, record
            )


def test_a_lift_that_was_forgotten(copy: Copy, names: Names) -> None:
    """A measure whose last ground ended and which is in force is named with the ground's end."""
    copy.run("DELETE FROM directive WHERE action = 'LIFT' AND measure = 'BNK-02'")
    found = copy.finding(3)
    assert names(found, "no ground", "BNK-02")
    assert names(found, "no ground", "the court ended it by an order")


def test_a_lift_that_came_late(copy: Copy, names: Names) -> None:
    """A lift that was decided in a later entry than the one that ended the ground is named."""
    copy.run(
        "UPDATE directive SET entry = (SELECT entry FROM line)"
        " WHERE action = 'LIFT' AND measure = 'BNK-02'"
    )
    assert names(copy.finding(3), "late", "the last ground ended before it")


def test_a_lift_that_came_early(copy: Copy, names: Names) -> None:
    """A lift decided while a ground still stood is named."""
    copy.run(
        "UPDATE directive SET entry = (SELECT min(entry) FROM directive)"
        " WHERE action = 'LIFT' AND measure = 'BNK-02'"
    )
    assert names(copy.finding(3), "decided", "while a ground still stood")


def test_a_burden_first_claimed_after_its_lift(copy: Copy, names: Names) -> None:
    """A burden claimed a day after the lift that ends it was decided is named."""
    copy.run(
        "UPDATE directive SET claimed_at = claimed_at + interval '1 day', sent_at = NULL"
        " WHERE action = 'IMPOSE' AND measure_id ="
        " (SELECT measure_id FROM directive WHERE action = 'LIFT' AND measure = 'BNK-02')"
    )
    assert names(copy.finding(3), "claimed", "was first claimed after its lift")


def test_a_lift_that_will_never_go(copy: Copy, names: Names) -> None:
    """A lift superseded although its burden was claimed is named."""
    copy.run(
        "UPDATE directive SET superseded_at = now(), sequence = NULL, claimed_at = NULL,"
        " sent_at = NULL, sent_as = NULL, body = NULL WHERE action = 'LIFT' AND measure = 'BNK-02'"
    )
    assert names(copy.finding(3), "lift lost", "it will never go")


def test_an_amendment_that_will_never_go(copy: Copy, names: Names) -> None:
    """A burden decided last and superseded, while the partner holds other terms, is named."""
    copy.run(
        "INSERT INTO directive SELECT (jsonb_populate_record(d, jsonb_build_object("
        " 'directive_id', gen_random_uuid(), 'content', gen_random_uuid(), 'n', 9,"
        " 'action', 'AMEND', 'superseded_at', now(), 'sequence', NULL, 'claimed_at', NULL,"
        " 'sent_at', NULL, 'sent_as', NULL, 'body', NULL, 'answer', NULL))).*"
        " FROM directive d WHERE measure = 'LND-04'"
    )
    assert names(copy.finding(3), "word lost", "does not hold what it says")


def test_a_release_that_was_not_told(copy: Copy, names: Names) -> None:
    """An order that ends a freeze has a lift of its own, also where nothing is in force."""
    copy.run(
        "DELETE FROM directive WHERE measure_id = (SELECT measure_id FROM directive"
        " WHERE ordered_by IS NOT NULL)"
    )
    assert names(copy.finding(3), "release", "was ended by order U2 and no lift was written")


def test_a_burden_that_was_never_decided(copy: Copy, names: Names) -> None:
    """A measure that is owed and was not decided is named with its ground."""
    copy.run("DELETE FROM directive WHERE measure = 'LND-04'")
    assert names(copy.finding(3), "owed", "is owed by")


def test_an_end_that_is_too_late(copy: Copy, names: Names) -> None:
    """A measure decided until a later day than its ground lasts is named with both days."""
    copy.run(
        "UPDATE directive SET terms = jsonb_set(terms, '{valid_until}', '\"2040-01-01\"')"
        " WHERE measure = 'BNK-02' AND action = 'IMPOSE'"
    )
    assert names(copy.finding(3), "end", "is decided until 2040-01-01")


def test_a_beginning_that_is_too_early(copy: Copy, names: Names) -> None:
    """A measure decided from an earlier day than its ground gives is named with both days."""
    copy.run(
        "UPDATE directive SET terms = jsonb_set(terms, '{valid_from}', '\"2019-01-01\"')"
        " WHERE measure = 'LND-04'"
    )
    assert names(copy.finding(3), "beginning", "is decided from 2019-01-01")


def test_a_subject_that_was_mixed_up(copy: Copy, names: Names) -> None:
    """A version whose row names another subject than its message is named by its offset."""
    other = subject_key(copy, Q)
    copy.run("UPDATE version SET subject = %s WHERE subject = %s", other, subject_key(copy, P))
    assert names(copy.finding(3), "subject", "-court/0@0 is about")


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ("fact_key = gen_random_uuid() WHERE fact_key IS NOT NULL", "has another fact's key"),
        ("target = gen_random_uuid() WHERE target IS NOT NULL", "is about another record"),
        (
            "about_number = gen_random_uuid() WHERE about_number IS NOT NULL",
            "has another number of an order",
        ),
        (
            "content_hash = set_byte(content_hash, 20, get_byte(content_hash, 20) # 1)",
            "hash begins",
        ),
    ],
)
def test_a_key_that_was_changed(copy: Copy, names: Names, change: str, what: str) -> None:
    """A column by which a version is found is what its message says."""
    copy.run(f"UPDATE version SET {change}")
    assert names(copy.finding(3), "version", what)


def test_a_person_by_whom_nothing_is_found(copy: Copy, names: Names) -> None:
    """A person whom a message names beside its subject has a row that finds it."""
    copy.run("DELETE FROM related")
    assert names(copy.finding(3), "subject", "and no row finds it by them")


def test_a_measure_on_a_minor(copy: Copy, names: Names) -> None:
    """A minor who carries a measure is named, and that it is one."""
    impose(copy, Q, "LND-04", "land")
    assert names(copy.finding(4), "no basis", "a minor on the day of the decision")


def test_a_measure_on_somebody_unregistered(copy: Copy, names: Names) -> None:
    """An unregistered subject that carries a measure is named."""
    impose(copy, STALL, "PRC-01", "procurement")
    assert names(copy.finding(4), "no basis", "the subject is unregistered")


def test_a_measure_on_a_person_not_named(copy: Copy, names: Names) -> None:
    """A person whom no decision named as responsible and who carries a measure is named."""
    impose(copy, P2, "LND-04", "land")
    assert names(copy.finding(4), "no basis", "the source did not name this person")


def test_a_measure_under_an_open_mark(copy: Copy, names: Names) -> None:
    """A measure in force under an open mark whose row says SUSPEND is named."""
    copy.run(
        "DELETE FROM directive WHERE measure = 'BNK-07' AND action = 'LIFT' AND subject = %s",
        subject_key(copy, C),
    )
    assert names(copy.finding(4), "no basis", "an objection mark is open")


def test_a_measure_grounded_by_points(copy: Copy, names: Names) -> None:
    """Civility points, or any other thing that is no ground, never hold a measure up."""
    copy.run(
        "UPDATE directive SET terms = jsonb_set(terms, '{grounds,0,trigger}', '\"civility\"')"
        " WHERE measure = 'LND-04'"
    )
    assert names(copy.finding(4), "trigger", "is grounded by civility")


def test_a_measure_whose_edition_is_another(copy: Copy, names: Names) -> None:
    """A measure that rests on an edition which does not rule is named."""
    copy.run(
        "UPDATE directive SET terms = jsonb_set(terms, '{list_version}', '\"1999\"')"
        " WHERE measure = 'LND-04'"
    )
    assert names(copy.finding(4), "edition", "rests on edition 1999")


def test_a_measure_without_an_edition(copy: Copy, names: Names) -> None:
    """A measure whose decision is older than every edition of its row is named."""
    copy.run("UPDATE catalogue SET body = replace(body, '\"2020-01-01\"', '\"2026-06-02\"')")
    assert names(copy.finding(4), "no basis", "no edition in force has the row")


def test_a_measure_nobody_spoke_of(copy: Copy, names: Names) -> None:
    """A measure of a row that none of the subject's records could ground is named."""
    impose(copy, P, "PRC-01", "procurement")
    assert names(copy.finding(3), "no ground", "no record names this subject as its ground")


def test_a_message_that_says_something_else(copy: Copy, names: Names) -> None:
    """A stored message rewritten so that its subject is another changes who owes what."""
    rewrite(copy, "J1", subject=subject_record(Q))
    found = copy.finding(3)
    assert names(found, "subject", "is about")
    assert not copy.finding(1).holds


def test_a_sample_finds_what_it_draws(copy: Copy, names: Names) -> None:
    """Drawing as many subjects as there are finds what counting all of them finds."""
    copy.run("DELETE FROM directive WHERE action = 'LIFT' AND measure = 'BNK-02'")
    found = copy.verify(sample=1000).findings[2]
    assert names(found, "no ground", "the court ended it by an order")
    everybody = copy.finding(3).counts
    for counted in ("subjects", "measures in force", "directives looked back at"):
        assert found.counts[counted] == everybody[counted]
