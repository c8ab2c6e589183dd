"""R22 and R8: editions and loads of rows with two terms."""

from dataclasses import replace

import pytest
from scenario.calendar import day
from scenario.cast import LND_04, B, P
from scenario.drivers import MakeHub, MakeLine
from scenario.editions import edition
from scenario.expect import in_force, on, terms, until
from scenario.lasting import ABLE, BAN, LISTED, NO_HOMES, UNREPORTED, defaulted, two_terms
from scenario.laws import law
from scenario.message import wage


def test_editions_are_compared_by_the_term_that_bears_on_the_decision(make_hub: MakeHub) -> None:
    """Five years, usually one; from July three, usually two: who has the usual term keeps the one
    year of the first edition, whose own last day is far has the three of the second (R8)."""
    hub = make_hub(
        law(
            edition("1", "2020-01-01", "06-30", term_months=60, usual_months=12),
            edition("2", "07-01", term_months=36, usual_months=24),
        )
    )
    hub.publish(wage("W1"), wage("W2", about=B, until="2031-01-01"))
    own = on(B, "PRC-01")
    assert (until(hub, BAN), until(hub, own)) == (day("2027-06-01"), day("2031-01-01"))
    hub.tick(day("07-01"))
    assert (until(hub, BAN), terms(hub, BAN).list_version) == (day("2027-06-01"), "1")
    assert (until(hub, own), terms(hub, own).list_version) == (day("2029-06-01"), "2")


def test_editions_for_a_decision_without_a_term(make_hub: MakeHub) -> None:
    """Ground 1 is compared by the longest term, ground 4 by the usual one (R8)."""
    hub = make_hub(
        law(
            edition("1", "2020-01-01", "06-30", of=LND_04, term_months=60, usual_months=12),
            edition("2", "07-01", of=LND_04, term_months=36, usual_months=24),
        )
    )
    hub.publish(defaulted("1", ABLE), defaulted("2", UNREPORTED, about=B))
    hub.tick(day("07-01"))
    assert until(hub, NO_HOMES) == day("2029-06-01")
    assert until(hub, on(B, "LND-04")) == day("2027-06-01")


def test_an_edition_without_a_usual_term_is_compared_by_its_longest(make_hub: MakeHub) -> None:
    """Three years; from July as long as the fact, usually two: the usual term of July is milder
    than the three years, and these are milder than none (R8)."""
    hub = make_hub(
        law(
            edition("1", "2020-01-01", "06-30", term_months=36),
            edition("2", "07-01", term_months=None, usual_months=24),
        )
    )
    hub.publish(wage("W1"), wage("W2", about=B, until="2040-01-01"))
    hub.tick(day("07-01"))
    assert (until(hub, BAN), terms(hub, BAN).list_version) == (day("2028-06-01"), "2")
    own = on(B, "PRC-01")
    assert (until(hub, own), terms(hub, own).list_version) == (day("2029-06-01"), "1")


def test_of_equal_usual_terms_the_earliest_edition_rules(make_hub: MakeHub) -> None:
    """A shorter longest term is nothing to a decision with the usual one (R8)."""
    hub = make_hub(
        law(
            edition("1", "2020-01-01", "06-30", term_months=36, usual_months=12),
            edition("2", "07-01", term_months=24, usual_months=12),
        )
    )
    hub.publish(wage("W1"))
    hub.tick(day("07-01"))
    assert (until(hub, BAN), terms(hub, BAN).list_version) == (day("2027-06-01"), "1")


def test_a_load_adds_a_usual_term_or_shortens_one(make_hub: MakeHub) -> None:
    """In its place, from the load on: the earlier day, and a lift where that day is over (R8)."""
    before, added, shorter = (two_terms(36, usual) for usual in (None, 24, 12))
    hub = make_hub(law(before))
    hub.publish(wage("W1", decided="2025-05-20"), wage("W2", about=B, decided="05-20"))
    assert until(hub, BAN) == day("2028-05-20")
    hub.load_catalogue(law(added))
    assert until(hub, BAN) == day("2027-05-20")
    assert until(hub, on(B, "PRC-01")) == day("2028-05-20")
    hub.tick(day("06-02"))
    hub.load_catalogue(law(shorter))
    assert in_force(hub) == {on(B, "PRC-01")}
    assert until(hub, on(B, "PRC-01")) == day("2027-05-20")


def test_a_load_leaves_an_own_last_day_and_ground_1_alone(make_hub: MakeHub) -> None:
    """Two years are added as the usual term of listings: one with a last day of its own and one for
    ground 1 stay as they were (R8)."""
    hub = make_hub(law(LND_04))
    hub.publish(
        defaulted("1", ABLE),
        defaulted("2", UNREPORTED, about=B, until="2030-01-01"),
        defaulted("3", UNREPORTED, about=P),
    )
    hub.load_catalogue(law(LISTED))
    assert until(hub, NO_HOMES) is None
    assert until(hub, on(B, "LND-04")) == day("2030-01-01")
    assert until(hub, on(P, "LND-04")) == day("2028-06-01")


def test_a_load_that_adds_a_usual_term_is_told(make_line: MakeLine) -> None:
    """An AMEND to the earlier day, and a LIFT where it is over."""
    line = make_line(law(two_terms(36, None)))
    line.publish(wage("W1", decided="05-20"), wage("W2", about=B, decided="2025-05-20"))
    line.load_catalogue(law(two_terms(36, 12)))
    actions = [(d.held, d.action) for d in line.decided("procurement")]
    assert sorted(actions[2:]) == sorted([(BAN, "AMEND"), (on(B, "PRC-01"), "LIFT")])


@pytest.mark.parametrize(
    ("longest", "usual", "loads"),
    [
        (36, 13, False),
        (36, None, False),
        (37, 12, False),
        (None, 12, False),
        (60, 6, False),  # one longer, the other shorter
        (24, 13, False),
        (36, 11, True),
        (24, 12, True),
        (12, None, True),  # without a usual term it is the longest that counts
        (13, None, False),
    ],
)
def test_a_load_that_lengthens_either_term_is_refused(
    make_hub: MakeHub, longest: int | None, usual: int | None, loads: bool
) -> None:
    """In an edition that was in force, three years and usually one (R8)."""
    first, second = law(two_terms(36, 12)), law(two_terms(longest, usual))
    hub = make_hub(first)
    hub.tick(day("06-10"))
    hub.load_catalogue(second)
    assert hub.version() == (second if loads else first).version


def test_a_longer_term_needs_a_new_list_version(make_hub: MakeHub) -> None:
    """It reaches what is decided under it only (R8)."""
    old = edition("1", "2020-01-01", term_months=36, usual_months=12)
    hub = make_hub(law(old))
    hub.publish(wage("W1"))
    hub.tick(day("06-10"))
    hub.load_catalogue(
        law(
            replace(old, valid_until=day("06-09")),
            edition("2", "06-10", term_months=60, usual_months=24),
        )
    )
    hub.publish(wage("W2", about=B, decided="06-10"))
    assert until(hub, BAN) == day("2027-06-01")
    assert until(hub, on(B, "PRC-01")) == day("2028-06-10")


def test_milder_for_one_sort_and_stricter_for_the_other_is_not_milder(make_hub: MakeHub) -> None:
    """An edition loaded on 06-10 and dated 05-01 has a shorter usual and a longer longest term: it
    takes over on the day of the load, so that a decision of before with a far last day keeps the
    shorter longest term, and one with the usual term has the new one (R8)."""
    old = edition("1", "2020-01-01", term_months=36, usual_months=24)
    hub = make_hub(law(old))
    hub.publish(
        wage("W1", decided="05-15"), wage("W2", about=B, decided="05-15", until="2031-01-01")
    )
    hub.tick(day("06-10"))
    hub.load_catalogue(
        law(
            replace(old, valid_until=day("04-30")),
            edition("2", "05-01", term_months=60, usual_months=12),
        )
    )
    own = on(B, "PRC-01")
    assert (until(hub, BAN), terms(hub, BAN).list_version) == (day("2027-05-15"), "2")
    assert (until(hub, own), terms(hub, own).list_version) == (day("2029-05-15"), "1")


def test_milder_for_one_sort_and_the_same_for_the_other_is_milder(make_hub: MakeHub) -> None:
    """An edition dated 05-01 with a shorter usual term counts from its own day on: it alone rules
    what was decided then, also what names a last day of its own (R8)."""
    old = edition("1", "2020-01-01", term_months=36, usual_months=24)
    hub = make_hub(law(old))
    hub.publish(
        wage("W1", decided="05-15"), wage("W2", about=B, decided="05-15", until="2031-01-01")
    )
    hub.tick(day("06-10"))
    hub.load_catalogue(
        law(
            replace(old, valid_until=day("04-30")),
            edition("2", "05-01", term_months=36, usual_months=12),
        )
    )
    own = on(B, "PRC-01")
    assert (until(hub, BAN), terms(hub, BAN).list_version) == (day("2027-05-15"), "2")
    assert (until(hub, own), terms(hub, own).list_version) == (day("2029-05-15"), "2")
