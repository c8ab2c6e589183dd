"""R30: of what the pool's readers are told nothing, and how what was told is taken back."""

import pytest
from scenario.calendar import day
from scenario.cast import A
from scenario.drivers import MakeHub, MakeLine
from scenario.expect import in_force, on, wage_measures
from scenario.frozen import FROZEN
from scenario.hub import Hub
from scenario.message import Message, freeze, mark, penalty, repair, unfreeze, wage
from scenario.orders import every_order


def state(hub: Hub, message: Message) -> str | None:
    """Return how the pool's readers have the fact of a record, None where they have none."""
    told = hub.told(message)
    return None if told is None else told.state


@pytest.mark.parametrize("watched", ["WATCH", "BLACK", "RED"])
def test_of_a_watch_list_nothing_is_told(make_hub: MakeHub, watched: str) -> None:
    """An entry of a black or a red list is told, one of a watch list is kept and not told."""
    entry, other = wage("W1", colour=watched), penalty("N")
    for hub in every_order(make_hub, entry, other):
        assert state(hub, entry) == (None if watched == "WATCH" else "STANDING")
        assert state(hub, other) == "STANDING"
        assert hub.facts() == 2
        assert hub.told_of() == (1 if watched == "WATCH" else 2)


@pytest.mark.parametrize("disclosure", ["PUBLIC", "SHARED", "RESTRICTED"])
def test_of_what_is_restricted_nothing_is_told(make_hub: MakeHub, disclosure: str) -> None:
    """It grounds its measures all the same: what is silent is judged like all else."""
    entry = wage("W1", disclosure=disclosure)
    hub = make_hub()
    hub.publish(entry)
    assert state(hub, entry) == (None if disclosure == "RESTRICTED" else "STANDING")
    assert in_force(hub) == wage_measures(A)


def test_of_a_courts_order_nothing_is_told(make_hub: MakeHub) -> None:
    """Neither of a freeze, whatever it says of its disclosure, nor of its release, in any order."""
    order = freeze("F1", disclosure="PUBLIC")
    release = unfreeze("U1", of="F1")
    for hub in every_order(make_hub, order, release):
        assert [state(hub, order), state(hub, release)] == [None, None]
        assert hub.told_of() == 0


def test_an_order_that_was_executed_is_not_told_either(make_line: MakeLine) -> None:
    """The bank has it and answered; who reads the pool hears of it neither before nor after."""
    line, order = make_line(), freeze("F1")
    line.publish(order)
    (sent,) = line.claim("bank")
    line.answer("bank", sent.directive_id, "EXECUTED")
    assert [heard.result for heard in line.heard()] == ["EXECUTED"]
    assert line.told_of() == 0
    line.publish(order.ended(2, on="06-01"))
    assert in_force(line) == set()
    assert line.told_of() == 0


def test_the_pool_is_silent_of_a_freeze_that_stands(make_hub: MakeHub) -> None:
    """It is in force at the bank, and no day and no mark makes it told."""
    hub, order = make_hub(), freeze("12")
    hub.publish(order)
    hub.publish(mark("M1", of=order, by="court"))
    hub.tick(day("06-03"))
    assert in_force(hub) == {FROZEN}
    assert state(hub, order) is None


@pytest.mark.parametrize("silent", [{"colour": "WATCH"}, {"disclosure": "RESTRICTED"}])
def test_what_was_told_is_taken_back(make_hub: MakeHub, silent: dict[str, str]) -> None:
    """A correction to silence ends with nothing told, one away from it with what stands, in any
    order in which the versions come."""
    shown = wage("W1")
    hidden = shown.corrected(2, **silent)
    for hub in every_order(make_hub, shown, hidden):
        assert state(hub, shown) is None
        assert hub.told_of() == 0
    back = shown.corrected(3)
    for hub in every_order(make_hub, shown, hidden, back):
        assert state(hub, shown) == "STANDING"
        assert hub.told_of() == 1


def test_gone_is_told_once(make_line: MakeLine) -> None:
    """Readers hear STANDING, then that it is no more; what happens to it later they do not hear."""
    line, shown = make_line(), wage("W1")
    line.publish(shown)
    line.publish(shown.corrected(2, colour="WATCH"))
    line.publish(shown.corrected(3, colour="WATCH", cause="x"))
    line.publish(mark("M1", of=shown))
    line.publish(shown.ended(4, on="06-01"))
    assert line.told_words(shown) == ("STANDING", "GONE")


def test_the_record_that_tells_of_the_fact_is_asked(make_hub: MakeHub) -> None:
    """The decider's word rules over its copies: what it restricts is silent though a copy is not,
    and what it shares is told though a copy is restricted."""
    for mine, copied in (("RESTRICTED", "PUBLIC"), ("SHARED", "RESTRICTED")):
        own = wage("W1", disclosure=mine)
        copy = own.relayed("province", "K1", disclosure=copied)
        for hub in every_order(make_hub, own, copy):
            assert state(hub, copy) == (None if mine == "RESTRICTED" else "STANDING")
            assert hub.told_of() == (0 if mine == "RESTRICTED" else 1)


def test_a_copy_speaks_until_the_next_does(make_hub: MakeHub) -> None:
    """Relayed alone: the nation's copy speaks until it ends, then the province's restricted one."""
    first = penalty("N").relayed("province", "K1", disclosure="RESTRICTED")
    second = penalty("N").relayed("nation", "K2")
    for hub in every_order(make_hub, first, second):
        assert state(hub, first) == "STANDING"
    ended = second.ended(2, on="06-03")
    for hub in every_order(make_hub, first, second, ended):
        assert state(hub, first) == "STANDING"
        hub.tick(day("06-03"))
        assert state(hub, first) is None
        assert hub.told_of() == 0


def test_silence_holds_through_repair_mark_and_end(make_hub: MakeHub) -> None:
    """However a restricted fact stands, nothing is told of it; repairs and marks are no facts."""
    entry = wage("W1", disclosure="RESTRICTED")
    hub = make_hub()
    hub.publish(entry, repair("R1", of=entry), mark("M1", of=entry))
    assert hub.fact(entry).repaired
    assert hub.told_of() == 0
    hub.publish(entry.revoked(2))
    assert state(hub, entry) is None


def test_a_watched_entry_grounds_nothing_and_waits_for_nobody(make_hub: MakeHub) -> None:
    """Beside it a black entry of another record is told and judged as ever."""
    hub, watched, black = make_hub(), wage("W1", colour="WATCH"), wage("W2")
    hub.publish(watched, black)
    assert in_force(hub) == wage_measures(A) == {on(A, "PRC-01"), on(A, "BNK-07")}
    assert [state(hub, watched), state(hub, black)] == [None, "STANDING"]


def test_what_is_told_says_on_which_list_until_when_and_for_whom(make_hub: MakeHub) -> None:
    """List and colour of an entry, the day that the decision itself names, and its disclosure; a
    penalty is on no list, and a term of the law is nobody's own last day."""
    entry = wage("W1", colour="RED", until="12-31", disclosure="PUBLIC")
    hub, other = make_hub(), penalty("N")
    hub.publish(entry, other)
    told = hub.told(entry)
    assert told is not None
    assert (told.list_code, told.colour) == ("WAGE_ARREARS", "RED")
    assert (told.until, told.disclosure) == (day("12-31"), "PUBLIC")
    told = hub.told(other)
    assert told is not None
    assert (told.list_code, told.colour, told.until, told.disclosure) == ("", "", None, "SHARED")


def test_another_list_day_or_disclosure_is_told(make_line: MakeLine) -> None:
    """Each correction of one of them is one more word; a colour that changes is told as it is."""
    line, entry = make_line(), wage("W1")
    line.publish(entry)
    for v, change in enumerate(
        ({"until": "12-31"}, {"disclosure": "PUBLIC"}, {"colour": "RED"}), 2
    ):
        line.publish(entry.corrected(v, **change))
    assert line.told_words(entry) == ("STANDING",) * 4
    told = line.told(entry)
    assert told is not None
    assert (told.colour, told.until, told.disclosure) == ("RED", None, "SHARED")
