"""A source that imposes far more than usual on a day is stopped, and its lifts go (R32)."""

from dataclasses import replace
from datetime import date, timedelta

from scenario.calendar import TODAY, day
from scenario.cast import BNK_02, BNK_07, LND_04, PRC_01_BAN, PRC_01_WAGE, catalogue
from scenario.codes import uscc
from scenario.drivers import MakeLine
from scenario.hub import Line
from scenario.message import Message, Value, continuation, freeze, judgment, penalty, wage

from schemas.catalogue.brake import Brake
from schemas.catalogue.model import Catalogue, MeasureRow
from schemas.catalogue.serialise import catalogue_version
from streams.kinds.event import Subject, SubjectKind


def braked(*rows: MeasureRow, factor: int | None = 3) -> Catalogue:
    """A catalogue with these rows and a brake, None: with none."""
    made = replace(catalogue(rows), brake=Brake(factor=factor, reason="the case says so"))
    return replace(made, version=catalogue_version(made))


LAW = braked(PRC_01_WAGE, PRC_01_BAN)
OFF = braked(PRC_01_WAGE, PRC_01_BAN, factor=None)


def company(n: int) -> Subject:
    """One of many companies."""
    name = f"样例公司{n}"
    return Subject(kind=SubjectKind.ORGANISATION, name=name, uscc=uscc("91", f"{n:08d}"))


def wages(begin: int, end: int, *, on: date = TODAY, **more: Value) -> list[Message]:
    """Entries in the wage-arrears list, each of a company of its own, decided on a day."""
    decided = on.isoformat()
    return [wage(f"W{n}", about=company(n), decided=decided, **more) for n in range(begin, end)]


def states(line: Line) -> list[str]:
    """How far each directive got that is no lift."""
    return [d.state for d in line.decided("procurement") if d.action != "LIFT"]


def gone(line: Line, partner: str = "procurement") -> list[str]:
    """What goes to the partner now, and is taken there."""
    sent = line.claim(partner)
    for each in sent:
        line.mark_sent(each)
    return [each.action for each in sent]


def usual(line: Line, number: int, days: int) -> date:
    """Let so many burdens come on each of so many working days; return the day after."""
    on, begin = TODAY, 100_000
    for _ in range(days):
        line.publish(*wages(begin, begin + number, on=on))
        begin += number
        on += timedelta(days=3 if on.weekday() == 4 else 1)
        line.tick(on)
    gone(line)
    return on


def test_up_to_its_threshold_everything_goes(make_line: MakeLine) -> None:
    """Fifty burdens of a source that never sent any are as many as the floor lets go."""
    line = make_line(LAW)
    line.publish(*wages(0, 30))
    line.publish(*wages(30, 50))
    assert line.above() == {}
    assert gone(line) == ["IMPOSE"] * 50
    assert list(line.tasks()) == []


def test_the_entry_that_comes_above_it_is_held_whole(make_line: MakeLine) -> None:
    """Ten are let go; the entry of the eleventh to the fifty-first holds all of its own, and so do
    the entries after it. There is one task."""
    line = make_line(LAW)
    line.publish(*wages(0, 10))
    line.publish(*wages(10, 51))
    assert line.above() == {"hrss": (50, 51)}
    line.publish(*wages(51, 53))
    assert line.above() == {"hrss": (50, 53)}
    assert states(line) == ["DECIDED"] * 10 + ["HELD"] * 43
    assert gone(line) == ["IMPOSE"] * 10
    assert list(line.tasks()) == ["MASS_EFFECT"]


def test_lifts_of_the_source_go(make_line: MakeLine) -> None:
    """What it takes back while it is above its threshold is lifted at once."""
    line = make_line(LAW)
    line.publish(*(first := wages(0, 10)))
    assert gone(line) == ["IMPOSE"] * 10
    line.publish(*wages(10, 60), *(each.revoked(2) for each in first[:4]))
    assert line.above() == {"hrss": (50, 60)}
    lifts = [d.state for d in line.decided("procurement") if d.action == "LIFT"]
    assert lifts == ["DECIDED"] * 4
    assert gone(line) == ["LIFT"] * 4


def test_amendments_of_what_a_partner_has_go(make_line: MakeLine) -> None:
    """A burden that left before is amended as ever, also to a longer term."""
    line = make_line(LAW)
    line.publish(first := wage("W", about=company(0), until="07-01"))
    assert gone(line) == ["IMPOSE"]
    line.publish(*wages(10, 70), first.corrected(2, until="08-01"))
    assert line.above() == {"hrss": (50, 61)}
    assert gone(line) == ["AMEND"]


def test_other_sources_go(make_line: MakeLine) -> None:
    """A penalty of the tax bureau in the same entry goes, and so does one after it."""
    line = make_line(LAW)
    line.publish(*wages(0, 60), penalty("P1", about=company(70)))
    line.publish(penalty("P2", about=company(71)))
    assert gone(line) == ["IMPOSE"] * 2


def test_a_burden_is_because_of_the_ground_that_gives_its_terms(make_line: MakeLine) -> None:
    """A company with a longer ban by the tax bureau is imposed on because of that: the entry in
    the wage list counts for nobody, and is not held with the others."""
    line = make_line(LAW)
    line.publish(
        *wages(0, 50),
        wage("W50", about=company(50), until="07-01"),
        penalty("P1", about=company(50)),
    )
    assert line.above() == {}
    assert gone(line) == ["IMPOSE"] * 51


def test_a_courts_orders_go(make_line: MakeLine) -> None:
    """Sixty freezes open the task, and no one holds what the bank must carry out. They count: whom
    the court lists as debtors in the same entry waits, as for any source."""
    line = make_line(braked(BNK_02, LND_04))
    line.publish(
        *(freeze(f"F{n}", about=company(n)) for n in range(60)),
        *(judgment(f"J{n}", about=company(n)) for n in range(60, 65)),
    )
    assert line.above() == {"court": (50, 65)}
    assert list(line.tasks()) == ["MASS_EFFECT"]
    assert gone(line, "bank") == ["IMPOSE"] * 60
    assert gone(line, "land") == []
    line.publish(freeze("F60", about=company(70)))
    assert gone(line, "bank") == ["IMPOSE"]


def test_a_continued_order_goes(make_line: MakeLine) -> None:
    """Freezes beyond the threshold are continued in a later entry: each goes, and its new term."""
    line = make_line(braked(BNK_02))
    line.publish(*(freeze(f"F{n}", about=company(n)) for n in range(60)))
    line.publish(*(continuation(f"C{n}", f"F{n}", about=company(n)) for n in range(60)))
    assert gone(line, "bank") == ["IMPOSE"] * 60


def test_the_next_day_is_free_again(make_line: MakeLine) -> None:
    """With the tick what is new goes; what was held waits on."""
    line = make_line(LAW)
    line.publish(*wages(0, 60))
    line.tick(day("06-02"))
    line.publish(*wages(60, 65, on=day("06-02")))
    assert line.above() == {}
    assert gone(line) == ["IMPOSE"] * 5
    assert states(line).count("HELD") == 60


def test_the_threshold_is_a_multiple_of_the_median(make_line: MakeLine) -> None:
    """Twenty on eleven of the last twenty working days: the median is twenty, sixty may go."""
    line = make_line(LAW)
    on = usual(line, 20, days=11)
    line.publish(*wages(0, 60, on=on))
    assert line.above() == {}
    line.publish(*wages(60, 61, on=on))
    assert line.above() == {"hrss": (60, 61)}


def test_one_approval_lets_all_go(make_line: MakeLine) -> None:
    """All of the source and the day, and nothing of another; a second time there is nothing."""
    line = make_line(LAW)
    line.publish(*wages(0, 60), *(penalty(f"P{n}", about=company(n)) for n in range(100, 160)))
    assert line.above() == {"hrss": (50, 60), "tax": (50, 60)}
    line.approve_braked("hrss", TODAY)
    assert gone(line) == ["IMPOSE"] * 60
    line.approve_braked("hrss", TODAY)
    line.approve_braked("tax", day("06-02"))
    assert list(line.results())[-2:] == ["the brake holds nothing of that department and day"] * 2


def test_a_tick_is_neither_counted_nor_held(make_line: MakeLine) -> None:
    """Sixty that begin on the next day are imposed by its tick; fifty more may come that day."""
    line = make_line(LAW)
    line.publish(*wages(0, 60, starts="06-02"))
    line.tick(day("06-02"))
    line.publish(*wages(60, 110, on=day("06-02")))
    assert line.above() == {}
    assert gone(line) == ["IMPOSE"] * 110


def test_a_load_is_neither_counted_nor_held(make_line: MakeLine) -> None:
    """A row that a load brings imposes on thirty at once, and twenty more burdens may come."""
    line = make_line(LAW)
    line.publish(*wages(0, 30))
    line.load_catalogue(braked(PRC_01_WAGE, PRC_01_BAN, BNK_07))
    assert [d.state for d in line.decided("bank")] == ["DECIDED"] * 30
    line.publish(*wages(30, 40))
    assert line.above() == {}
    line.publish(*wages(40, 41))
    assert line.above() == {"hrss": (50, 52)}


def test_what_is_held_and_ends_never_leaves(make_line: MakeLine) -> None:
    """The record is revoked while its burden is held: there is nothing to lift, and no approval
    brings it back."""
    line = make_line(LAW)
    line.publish(*(held := wages(0, 60)))
    line.publish(held[0].revoked(2))
    line.approve_braked("hrss", TODAY)
    assert gone(line) == ["IMPOSE"] * 59
    assert [d.action for d in line.decided("procurement")][-1] == "LIFT"


def test_an_amendment_of_what_is_held_is_held(make_line: MakeLine) -> None:
    """Corrected on the next day it would go in place of the burden that waits; with the approval
    for the day of the burden it goes as IMPOSE, with the corrected term."""
    line = make_line(LAW)
    line.publish(*(held := wages(0, 60)))
    line.tick(day("06-02"))
    line.publish(held[0].corrected(2, until="07-01"))
    assert gone(line) == []
    line.approve_braked("hrss", day("06-02"))
    assert gone(line) == []
    line.approve_braked("hrss", TODAY)
    sent = line.claim("procurement")
    assert [each.action for each in sent] == ["IMPOSE"] * 60
    assert [each.valid_until for each in sent].count(day("07-01")) == 1


def test_what_its_row_holds_waits_for_that_alone(make_line: MakeLine) -> None:
    """A burden that needs an approval by its row is counted, and the approval of what the brake
    holds is none of it."""
    line = make_line(braked(replace(PRC_01_WAGE, release="市信用办"), PRC_01_BAN))
    line.publish(*wages(0, 60))
    assert line.above() == {"hrss": (50, 60)}
    line.approve_braked("hrss", TODAY)
    assert list(line.results())[-1] == "the brake holds nothing of that department and day"
    assert gone(line) == []


def test_a_brake_that_comes_with_a_load_knows_what_was_before(make_line: MakeLine) -> None:
    """Sixty came while there was no brake; with it the next one of that day is the sixty-first."""
    line = make_line(OFF)
    line.publish(*wages(0, 60))
    assert gone(line) == ["IMPOSE"] * 60
    line.load_catalogue(LAW)
    line.publish(*wages(60, 61))
    assert line.above() == {"hrss": (50, 61)}


def test_a_load_without_brake_frees_only_what_is_new(make_line: MakeLine) -> None:
    """What was held before goes on waiting for its approval."""
    line = make_line(LAW)
    line.publish(*wages(0, 60))
    line.load_catalogue(OFF)
    line.publish(*wages(60, 120))
    assert gone(line) == ["IMPOSE"] * 60
    line.approve_braked("hrss", TODAY)
    assert gone(line) == ["IMPOSE"] * 60
