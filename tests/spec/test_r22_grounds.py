"""R22: which ground of its listing gives a judgment debtor a term, and when its court is asked."""

from dataclasses import replace

import pytest
from scenario.calendar import day
from scenario.cast import COURT, DEPARTMENTS, LND_04, LND_04_RESTRICTED, B, P, catalogue
from scenario.drivers import MakeHub, MakeLine
from scenario.editions import edition
from scenario.expect import in_force, until
from scenario.lasting import ABLE, LISTED, NO_HOMES, OTHER, UNREPORTED, defaulted
from scenario.laws import law
from scenario.message import restriction
from scenario.orders import every_order


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
        "被执行人无正当理由拒不履行执行和解协议",
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
        ((UNREPORTED, "无正当理由拒不履行执行和解协议"), "2028-06-01"),
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


def test_the_court_is_asked_by_a_task(make_line: MakeLine) -> None:
    """One task, GROUND_UNKNOWN, for the listing in doubt alone."""
    line = make_line(law(LISTED))
    line.publish(defaulted("1", UNREPORTED), defaulted("2", ABLE, about=B))
    assert "GROUND_UNKNOWN" not in line.tasks()
    line.publish(defaulted("3", OTHER, about=P))
    assert list(line.tasks()).count("GROUND_UNKNOWN") == 1


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
