"""R22: how long a measure lasts, by the decision's own last day, the usual and the longest term."""

from dataclasses import replace

import pytest
from scenario.calendar import day
from scenario.cast import (
    BNK_07,
    COURT,
    DEPARTMENTS,
    LND_04,
    LND_04_RESTRICTED,
    A,
    B,
    P,
    catalogue,
)
from scenario.drivers import MakeHub, MakeLine
from scenario.editions import edition
from scenario.expect import in_force, on, terms, until
from scenario.message import Message, Value, judgment, mark, related, restriction, wage
from scenario.orders import every_order

from schemas.catalogue.model import Catalogue, MeasureRow

BAN = on(A, "PRC-01")
NO_HOMES = on(A, "LND-04")

#: Grounds 1, 4 and 6 of 法释〔2017〕7号 art. 1, and what is none.
ABLE = "有履行能力而拒不履行生效法律文书确定义务"
UNREPORTED = "违反财产报告制度"
UNSETTLED = "被执行人无正当理由拒不履行执行和解协议"
OTHER = "其他规避执行的情形"

#: Two years where the court says nothing else, as long as the fact where it names ground 1.
LISTED = replace(LND_04, usual_months=24)


def two_terms(longest: int | None, usual: int | None, **more: Value) -> MeasureRow:
    """Return the wage arrears' row with these terms."""
    return edition("2020", "2020-01-01", term_months=longest, usual_months=usual, **more)


def law(*rows: MeasureRow) -> Catalogue:
    """Return a catalogue of these rows alone."""
    return catalogue(rows)


def defaulted(number: str, *circumstances: str, **fields: Value) -> Message:
    """Return the listing of a judgment debtor for these circumstances."""
    return judgment(number, circumstances=list(circumstances), **fields)


B22 = {"decided": "2024-06-20", "related": [related("LEGAL_REPRESENTATIVE", P)]}


def test_b22_two_years_for_the_debtor_and_who_stands_behind(make_hub: MakeHub) -> None:
    """Listed on 2024-06-20 for an unreported property: A and P are bound through 2026-06-20, and
    free by the tick for the day after."""
    hub = make_hub(law(LISTED))
    hub.publish(defaulted("1", UNREPORTED, **B22))
    for when in ("06-01", "06-20"):
        hub.tick(day(when))
        assert in_force(hub) == {NO_HOMES, on(P, "LND-04")}
        assert until(hub, NO_HOMES) == until(hub, on(P, "LND-04")) == day("06-20")
    hub.tick(day("06-21"))
    assert in_force(hub) == set()


def test_b22_the_court_may_prolong(make_hub: MakeHub) -> None:
    """The same with a last day of its own, 2028-06-20: that one."""
    hub = make_hub(law(LISTED))
    hub.publish(defaulted("2", UNREPORTED, until="2028-06-20", **B22))
    hub.tick(day("06-21"))
    assert until(hub, NO_HOMES) == until(hub, on(P, "LND-04")) == day("2028-06-20")


def test_b22_who_can_pay_and_will_not_stays_until_ended(make_hub: MakeHub) -> None:
    """The same for ground 1: without a last day, until the court ends it."""
    listed = defaulted("3", "有履行能力而拒不履行", **B22)
    for hub in every_order(lambda: make_hub(law(LISTED)), listed, listed.ended(2, on="06-25")):
        hub.tick(day("06-24"))
        assert until(hub, NO_HOMES) is None
        assert until(hub, on(P, "LND-04")) is None
        hub.tick(day("06-25"))
        assert in_force(hub) == set()


def test_b22_the_tick_of_the_day_after_sends_the_lift(make_line: MakeLine) -> None:
    """One burden for each, told with its last day; nothing more until the lift."""
    line = make_line(law(LISTED))
    line.publish(defaulted("1", UNREPORTED, **B22))
    line.tick(day("06-20"))
    told = line.decided("land")
    assert [d.action for d in told] == ["IMPOSE", "IMPOSE"]
    assert {d.terms.valid_until for d in told if d.terms} == {day("06-20")}
    line.tick(day("06-21"))
    assert [d.action for d in line.decided("land")][2:] == ["LIFT", "LIFT"]


@pytest.mark.parametrize(
    ("longest", "usual", "own", "last"),
    [
        (36, 12, None, "2027-06-01"),
        (36, 12, "12-01", "2026-12-01"),  # before the end of the usual term
        (36, 12, "2028-01-01", "2028-01-01"),  # after it
        (36, 12, "2029-06-01", "2029-06-01"),
        (36, 12, "2029-06-02", "2029-06-01"),  # the longest term cuts it
        (36, 36, None, "2029-06-01"),
        (36, None, None, "2029-06-01"),
        (36, None, "2028-01-01", "2028-01-01"),
        (36, None, "2030-01-01", "2029-06-01"),
        (None, 12, None, "2027-06-01"),
        (None, 12, "2040-01-01", "2040-01-01"),
        (None, None, None, None),
        (None, None, "2040-01-01", "2040-01-01"),
    ],
)
def test_the_last_day(
    make_hub: MakeHub, longest: int | None, usual: int | None, own: str | None, last: str | None
) -> None:
    """The decision's own, at most the longest term's; else the usual term's, else the longest's."""
    hub = make_hub(law(two_terms(longest, usual)))
    hub.publish(wage("W1", until=own))
    assert until(hub, BAN) == (None if last is None else day(last))


@pytest.mark.parametrize(
    ("longest", "own", "last"),
    [
        (None, None, None),
        (60, None, "2031-06-01"),
        (60, "2027-01-01", "2027-01-01"),
        (60, "2032-01-01", "2031-06-01"),
        (None, "2026-12-01", "2026-12-01"),
    ],
)
def test_the_last_day_of_a_decision_without_a_term(
    make_hub: MakeHub, longest: int | None, own: str | None, last: str | None
) -> None:
    """Ground 1: the court's own last day, at most the longest term's; else the longest's alone."""
    hub = make_hub(law(replace(LISTED, term_months=longest)))
    hub.publish(defaulted("1", ABLE, until=own))
    assert until(hub, NO_HOMES) == (None if last is None else day(last))


@pytest.mark.parametrize(
    ("decided", "months", "last"),
    [
        ("2024-02-29", 24, "2026-02-28"),  # the month's last day
        ("2024-08-31", 18, "2026-02-28"),
        ("2024-02-28", 24, "2026-02-28"),
        ("2025-03-31", 11, "2026-02-28"),
    ],
)
def test_both_days_of_a_usual_term_count(
    make_hub: MakeHub, decided: str, months: int, last: str
) -> None:
    """It ends on the day with the same number, or on the month's last one, that day included."""
    hub = make_hub(law(two_terms(36, months)), on=day("2026-02-27"))
    hub.publish(wage("W1", decided=decided))
    assert until(hub, BAN) == day(last)
    hub.tick(day("02-28"))
    assert in_force(hub) == {BAN}
    hub.tick(day("03-01"))
    assert in_force(hub) == set()


def test_a_usual_term_is_counted_from_the_later_day(make_hub: MakeHub) -> None:
    """Decided on 05-15 with effect from 06-10: a year from then, whenever it was served or
    published."""
    hub = make_hub(law(two_terms(36, 12)))
    hub.publish(
        wage("W1", decided="05-15", starts="06-10", served_on=day("05-20")),
        wage("W2", about=B, decided="05-15", starts="05-01", published_on=day("05-20")),
    )
    hub.tick(day("06-10"))
    assert until(hub, BAN) == day("2027-06-10")
    assert until(hub, on(B, "PRC-01")) == day("2027-05-15")


def test_an_end_a_mark_and_its_closing_move_no_last_day(make_hub: MakeHub) -> None:
    """An END lifts on its day and not before; who objected for two weeks is bound to the same day
    as before (R4, R5)."""
    listed = wage("W1")
    marked = mark("M1", of=listed, decided="06-05")
    careful = on(A, "BNK-07")
    hub = make_hub(law(replace(BNK_07, usual_months=12)))
    hub.publish(listed)
    hub.tick(day("06-05"))
    hub.publish(marked)
    assert in_force(hub) == set()
    hub.tick(day("06-20"))
    hub.publish(marked.ended(2, on="06-20"))
    assert until(hub, careful) == day("2027-06-01")
    hub.publish(listed.ended(2, on="06-30"))
    assert until(hub, careful) == day("2027-06-01")
    hub.tick(day("06-30"))
    assert in_force(hub) == set()


@pytest.mark.parametrize(
    "written",
    [
        ABLE,
        "有履行能力而拒不履行",
        "其他有履行能力而拒不履行生效法律文书确定义务",
        "有履行能力而拒不履行的",
        " 有履行能力\u3000而拒不履行 的 ",
    ],
)
def test_ground_1_as_it_is_written(make_hub: MakeHub, written: str) -> None:
    """Its three writings, with white space, and with one 的 at the end: no term."""
    hub = make_hub(law(LISTED))
    hub.publish(told := defaulted("1", written))
    assert until(hub, NO_HOMES) is None
    assert not hub.ground_unknown(told)


@pytest.mark.parametrize(
    "written",
    [
        "以伪造证据、暴力、威胁等方法妨碍、抗拒执行",
        "以伪造证据、暴力、威胁等方法妨碍、抗拒法院执行",
        "以伪造证据､暴力､威胁等方法妨碍､抗拒执行的",  # U+FF64, which NFKC makes the usual comma
        "以虚假诉讼、虚假仲裁或者以隐匿、转移财产等方法规避执行",
        UNREPORTED,
        "违反 财产报告制度的",
        "违反限制消费令",
        "违反限制高消费令",
        "无正当理由拒不履行执行和解协议",
        UNSETTLED,
    ],
)
def test_grounds_2_to_6_as_they_are_written(make_hub: MakeHub, written: str) -> None:
    """Two years, and nobody is asked."""
    hub = make_hub(law(LISTED))
    hub.publish(told := defaulted("1", written))
    assert until(hub, NO_HOMES) == day("2028-06-01")
    assert not hub.ground_unknown(told)


@pytest.mark.parametrize(
    "named",
    [
        (),
        (OTHER,),
        (UNREPORTED, OTHER),
        ("有履行能力而拒不履行的的",),  # only one 的 is taken away
        ("被执行人有履行能力而拒不履行",),
        (f"{ABLE};{UNREPORTED}",),
        ("有履行能力",),
    ],
    ids=str,
)
def test_whose_ground_is_unknown_has_the_usual_term(
    make_hub: MakeHub, named: tuple[str, ...]
) -> None:
    """No ground at all, or something that is none beside others than ground 1: two years, and the
    court is asked (GROUND_UNKNOWN)."""
    hub = make_hub(law(LISTED))
    hub.publish(told := defaulted("1", *named))
    assert until(hub, NO_HOMES) == day("2028-06-01")
    assert hub.ground_unknown(told)


@pytest.mark.parametrize(
    ("named", "last"),
    [
        ((UNREPORTED, ABLE), None),
        ((ABLE, OTHER), None),
        ((OTHER, UNREPORTED, ABLE), None),
        ((UNREPORTED, UNSETTLED), "2028-06-01"),
    ],
)
def test_several_grounds_of_one_listing(
    make_hub: MakeHub, named: tuple[str, ...], last: str | None
) -> None:
    """Ground 1 among others, whatever they are: no term; of grounds 2 to 6 two years. Nobody is
    asked."""
    hub = make_hub(law(LISTED))
    hub.publish(told := defaulted("1", *named))
    assert until(hub, NO_HOMES) == (None if last is None else day(last))
    assert not hub.ground_unknown(told)


def test_nobody_is_asked_where_the_answer_changes_nothing(make_hub: MakeHub) -> None:
    """A listing with a last day of its own, and one whose row has no usual term."""
    hub = make_hub(law(LISTED))
    hub.publish(told := defaulted("1", OTHER, until="2027-06-01"))
    assert not hub.ground_unknown(told)
    hub = make_hub(law(LND_04))
    hub.publish(told := defaulted("1", OTHER))
    assert until(hub, NO_HOMES) is None
    assert not hub.ground_unknown(told)


@pytest.mark.parametrize(("first", "second"), [(None, 24), (24, None)])
def test_the_newest_edition_says_whether_a_court_is_asked(
    make_hub: MakeHub, first: int | None, second: int | None
) -> None:
    """Decided under an edition with a usual term and now there is one without, or the other way
    round: two years in both cases, and a question only where the newest has the term."""
    hub = make_hub(
        law(
            edition("1", "2020-01-01", "05-31", of=LND_04, usual_months=first),
            edition("2", "06-01", of=LND_04, usual_months=second),
        )
    )
    hub.publish(told := defaulted("1", decided="05-15"))
    assert until(hub, NO_HOMES) == day("2028-05-15")
    assert hub.ground_unknown(told) is (second is not None)


def test_no_other_kind_is_without_a_term(make_hub: MakeHub) -> None:
    """An order restricting spending has the usual term of its row, and nobody is asked."""
    hub = make_hub(law(replace(LND_04_RESTRICTED, usual_months=12)))
    hub.publish(told := restriction("1"))
    assert until(hub, NO_HOMES) == day("2027-06-01")
    assert not hub.ground_unknown(told)


def test_a_correction_adds_a_last_day_or_takes_it_away(make_hub: MakeHub) -> None:
    """The highest content says it, in every order."""
    listed = defaulted("1", UNREPORTED)
    longer = listed.corrected(2, until="2030-06-01")
    for hub in every_order(lambda: make_hub(law(LISTED)), listed, longer):
        assert until(hub, NO_HOMES) == day("2030-06-01")
    for hub in every_order(
        lambda: make_hub(law(LISTED)), listed, longer, listed.corrected(3, until=None)
    ):
        assert until(hub, NO_HOMES) == day("2028-06-01")


def test_a_correction_names_another_ground(make_hub: MakeHub) -> None:
    """An unknown one that was meant as ground 1 has no term from then on; the other way round a
    listing whose two years are over is lifted."""
    unknown = defaulted("1", OTHER)
    for hub in every_order(
        lambda: make_hub(law(LISTED)), unknown, unknown.corrected(2, circumstances=[ABLE])
    ):
        assert until(hub, NO_HOMES) is None
    able = defaulted("1", ABLE, decided="2024-05-20")
    for hub in every_order(
        lambda: make_hub(law(LISTED)), able, able.corrected(2, circumstances=[UNREPORTED])
    ):
        assert in_force(hub) == set()


def test_corrections_are_told(make_line: MakeLine) -> None:
    """Another last day is an AMEND, one that is over a LIFT; another ground under the court's own
    last day is nothing to the partner."""
    line = make_line(law(LISTED))
    line.publish(listed := defaulted("1", UNREPORTED, decided="2024-05-30", until="2027-05-30"))
    line.publish(listed.corrected(2, circumstances=[ABLE]))
    assert [d.action for d in line.decided("land")] == ["IMPOSE"]
    line.publish(listed.corrected(3, circumstances=[ABLE], until=None))
    assert [d.action for d in line.decided("land")] == ["IMPOSE", "AMEND"]
    line.publish(listed.corrected(4, circumstances=[UNREPORTED], until=None))
    assert [d.action for d in line.decided("land")] == ["IMPOSE", "AMEND", "LIFT"]


def test_the_court_is_asked_by_a_task(make_line: MakeLine) -> None:
    """One task, GROUND_UNKNOWN, for the listing in doubt alone."""
    line = make_line(law(LISTED))
    line.publish(defaulted("1", UNREPORTED), defaulted("2", ABLE, about=B))
    assert "GROUND_UNKNOWN" not in line.tasks()
    line.publish(defaulted("3", OTHER, about=P))
    assert list(line.tasks()).count("GROUND_UNKNOWN") == 1


def test_the_ground_that_lasts_longest_gives_the_last_day(make_hub: MakeHub) -> None:
    """Two listings of A, for ground 4 and for ground 1: no last day; once the second is revoked two
    years; and a last day of its own counts against a usual term (R10)."""
    short, endless = defaulted("1", UNREPORTED), defaulted("2", ABLE)
    for hub in every_order(lambda: make_hub(law(LISTED)), short, endless):
        assert until(hub, NO_HOMES) is None
        assert [g.record_no for g in hub.grounds(NO_HOMES)] == ["1", "2"]
        hub.publish(endless.revoked(2))
        assert until(hub, NO_HOMES) == day("2028-06-01")
    for own, last in (("12-01", "2027-06-01"), ("2028-01-01", "2028-01-01")):
        for hub in every_order(
            lambda: make_hub(law(two_terms(36, 12))), wage("W1"), wage("W2", until=own)
        ):
            assert until(hub, BAN) == day(last)


def test_the_content_that_rules_says_the_ground(make_hub: MakeHub) -> None:
    """The district court passes the listing on without a known ground; the city's court, which
    decided it, names ground 1: no term, until the copy alone is there (R3)."""
    courts = [
        replace(d, relays_for=frozenset({COURT.uscc})) if d.id == "court2" else d
        for d in DEPARTMENTS
    ]
    own = defaulted("1", ABLE)
    copy = own.relayed("court2", "copy 1", circumstances=[UNREPORTED])
    for hub in every_order(lambda: make_hub(catalogue([LISTED], courts)), own, copy):
        assert until(hub, NO_HOMES) is None
    hub = make_hub(catalogue([LISTED], courts))
    hub.publish(copy)
    assert until(hub, NO_HOMES) == day("2028-06-01")


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
