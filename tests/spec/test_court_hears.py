"""Chapter 5, court orders: what their court hears of them (查控结果反馈)."""

from scenario.calendar import day
from scenario.drivers import MakeLine
from scenario.hub import Heard, Line
from scenario.message import Message, continuation, freeze, unfreeze
from scenario.partner import SUPERSEDED, ToldPartner, exchange

DONE = "EXECUTED"
NEVER = ("NOT_EXECUTED", "D2006")
OVER = ("NOT_EXECUTED", "D2005")


def told(make_line: MakeLine, *entries: tuple[Message, ...], on: str = "06-01") -> Line:
    """Return a line that took the entries in their order; the bank is away."""
    line = make_line(on=day(on))
    for entry in entries:
        line.publish(*entry)
    return line


def last_heard(line: Line) -> dict[str, tuple[str, str]]:
    """Return what a court that reads to the end knows of each order."""
    return {heard.record_no: (heard.result, heard.code) for heard in line.heard()}


def test_w8_an_amendment_that_imposes_tells_of_the_freeze_too(make_line: MakeLine) -> None:
    """Freeze and continuation are decided while the bank is away; what goes is one IMPOSE, and
    its court hears that both were executed, whatever was claimed before (R6)."""
    f, c = freeze("12", until="06-10"), continuation("13", of="12", until="12-01")
    for claimed in (False, True):
        line, bank = make_line(), ToldPartner("bank")
        line.publish(f)
        if claimed:
            line.claim("bank")
        line.publish(c)
        exchange(line, bank)
        assert list(line.heard()) == [Heard("12", DONE), Heard("13", DONE)]


def test_w8_superseded_is_told_to_no_court(make_line: MakeLine) -> None:
    """A bank that was away applies the last state: it answers superseded to the IMPOSE, EXECUTED
    to the AMEND, in either order. Its court hears that it holds the freeze (R6, R15)."""
    for imposed_first in (True, False):
        line = make_line()
        line.publish(freeze("12", until="06-10"))
        (imposed,) = line.claim("bank")
        line.mark_sent(imposed)
        line.publish(continuation("13", of="12", until="12-01"))
        (amended,) = line.claim("bank")
        line.mark_sent(amended)
        answers = [(imposed, *SUPERSEDED), (amended, DONE, "")]
        for sent, result, code in answers if imposed_first else answers[::-1]:
            line.answer("bank", sent.directive_id, result, reason_code=code)
        assert list(line.heard()) == [Heard("12", DONE), Heard("13", DONE)]


def test_each_hears_of_its_own(make_line: MakeLine) -> None:
    """The freeze, its continuation, the corrected freeze and the release are answered one by one:
    each is told under its own number (R6)."""
    line, f = make_line(), freeze("12", until="06-10")
    for message, result, code in (
        (f, DONE, ""),
        (continuation("13", of="12", until="12-01"), "NOT_EXECUTED", "R3001"),
        (f.corrected(2, amount_fen=20_000), "PARTIAL", "R3006"),
        (f.corrected(3, amount_fen=30_000), "NOT_EXECUTED", "R3002"),
        (unfreeze("14", of="12"), DONE, ""),
    ):
        line.publish(message)
        (sent,) = line.claim("bank")
        line.mark_sent(sent)
        line.answer("bank", sent.directive_id, result, reason_code=code)
    assert list(line.heard()) == [
        Heard("12", DONE),
        Heard("13", "NOT_EXECUTED", "R3001"),
        # What the bank held was without the continuation: now it holds that too.
        Heard("13", "PARTIAL", "R3006"),
        Heard("12", "NOT_EXECUTED", "R3002"),
        Heard("14", DONE),
    ]


def test_what_a_later_state_has_replaced_is_not_refused(make_line: MakeLine) -> None:
    """The AMEND is executed before the IMPOSE is answered: that it was not executed says nothing
    of what the bank holds (R6)."""
    line = make_line()
    line.publish(freeze("12", until="06-10"))
    (imposed,) = line.claim("bank")
    line.publish(continuation("13", of="12", until="12-01"))
    (amended,) = line.claim("bank")
    line.answer("bank", amended.directive_id, DONE)
    line.answer("bank", imposed.directive_id, "NOT_EXECUTED", reason_code="R3007")
    assert list(line.heard()) == [Heard("12", DONE), Heard("13", DONE)]


def test_a_status_of_a_web_server_is_told_to_no_court(make_line: MakeLine) -> None:
    """422 is RETURNED with the hub's own number: no answer of the bank; its own is one (R6)."""
    line = make_line()
    line.publish(freeze("12"))
    (sent,) = line.claim("bank")
    line.answer("bank", sent.directive_id, "RETURNED", reason_code="R3007", answer_no=0)
    assert list(line.heard()) == []
    line.answer("bank", sent.directive_id, "RETURNED", reason_code="R3009")
    assert list(line.heard()) == [Heard("12", "RETURNED", "R3009")]


def test_w9_a_freeze_that_never_left_is_told(make_line: MakeLine) -> None:
    """The bank was away until after the last day: nothing goes, its court hears so, once (R6)."""
    line, bank = make_line(), ToldPartner("bank")
    line.publish(freeze("12", until="06-03"))
    line.clock(day("06-04"))
    assert line.claim("bank") == []
    assert list(line.heard()) == []
    line.tick(day("06-04"))
    assert exchange(line, bank) == []
    assert exchange(line, bank) == []
    assert list(line.heard()) == [Heard("12", *NEVER)]
    assert line.tasks() == []


def test_w9_with_its_continuation(make_line: MakeLine) -> None:
    """Neither left: both are told. Where the freeze had left, only the continuation came to
    nothing (R6)."""
    f, c = freeze("12", until="06-03"), continuation("13", of="12", until="06-05")
    line = told(make_line, (f,), (c,))
    line.tick(day("06-06"))
    line.claim("bank")
    assert last_heard(line) == {"12": NEVER, "13": NEVER}
    for answered in (True, False):
        line = told(make_line, (f,))
        (sent,) = line.claim("bank")
        line.mark_sent(sent)
        if answered:
            line.answer("bank", sent.directive_id, DONE)
        line.publish(c)
        line.tick(day("06-06"))
        line.claim("bank")
        assert last_heard(line) == {"13": NEVER} | ({"12": (DONE, "")} if answered else {})


def test_w9_what_another_directive_carried_out_is_none(make_line: MakeLine) -> None:
    """The IMPOSE was superseded by the AMEND, which went: nothing came to nothing, neither then
    nor when all is lifted (R6, R12)."""
    line, bank = make_line(), ToldPartner("bank")
    line.publish(freeze("12", until="06-03"))
    line.publish(continuation("13", of="12", until="06-05"))
    exchange(line, bank)
    line.tick(day("06-06"))
    exchange(line, bank)
    assert list(line.heard()) == [Heard("12", DONE), Heard("13", DONE)]


def test_only_the_hub_can_say_that_it_never_sent(make_line: MakeLine) -> None:
    """A partner that writes the hub's word on its own topic is refused, before and after (R14)."""
    line = make_line()
    line.publish(freeze("12"))
    (decided,) = line.decided("bank")
    word = {"result": "NOT_EXECUTED", "reason_code": "D2006", "answer_no": 0}
    shown = line.answer("bank", decided.directive_id, **word)  # type: ignore[arg-type]
    assert shown == ("REFUSED", "E1107")
    assert list(line.heard()) == []
    (sent,) = line.claim("bank")
    line.answer("bank", sent.directive_id, DONE)
    assert list(line.heard()) == [Heard("12", DONE)]


def test_a_release_before_anything_left(make_line: MakeLine) -> None:
    """Freeze and release in every order, the bank away: its court hears that the freeze was never
    sent, and of the release what the bank answers (R6)."""
    f, u = freeze("12"), unfreeze("13", of="12")
    for entries in ([(f,), (u,)], [(u,), (f,)], [(f, u)]):
        line = told(make_line, *entries)
        exchange(line, ToldPartner("bank"))
        assert last_heard(line) == {"12": NEVER, "13": ("NOT_EXECUTED", "R3005")}


def test_a_continuation_of_a_released_freeze_is_told(make_line: MakeLine) -> None:
    """The bank held the freeze and lifted it; then, or with the release, its continuation comes,
    or had come and never left: NOT_EXECUTED each time (R6)."""
    c, u = continuation("13", of="12", until="2027-12-01"), unfreeze("14", of="12")
    for entries in ([(u,), (c,)], [(c,), (u,)], [(c, u)]):
        line, bank = make_line(), ToldPartner("bank")
        line.publish(freeze("12"))
        exchange(line, bank)
        for entry in entries:
            line.publish(*entry)
        exchange(line, bank)
        assert last_heard(line) == {"12": (DONE, ""), "13": NEVER, "14": (DONE, "")}


def test_a_waiting_continuation_of_a_released_freeze_is_told(make_line: MakeLine) -> None:
    """Continuation and release come before their freeze: all three hear (R6)."""
    f, c, u = freeze("12"), continuation("13", of="12", until="2027-12-01"), unfreeze("14", of="12")
    for entries in ([(c,), (u,), (f,)], [(u,), (c,), (f,)], [(u,), (f,), (c,)], [(c, f, u)]):
        line = told(make_line, *entries)
        exchange(line, ToldPartner("bank"))
        assert last_heard(line) == {"12": NEVER, "13": NEVER, "14": ("NOT_EXECUTED", "R3005")}


def test_a_freeze_that_comes_after_its_own_term_is_told(make_line: MakeLine) -> None:
    """Nothing is sent; its court hears D2005. A continuation that makes it last is executed with
    it; one whose own term is over too comes to nothing as well (R6)."""
    f = freeze("12", until="06-10")
    line = told(make_line, (f,), on="06-20")
    assert list(line.heard()) == [Heard("12", *OVER)]
    timely = continuation("13", of="12", decided="06-10", until="12-01")
    for entries in ([(f,), (timely,)], [(timely,), (f,)], [(f, timely)]):
        line = told(make_line, *entries, on="06-20")
        exchange(line, ToldPartner("bank"))
        assert last_heard(line) == {"12": (DONE, ""), "13": (DONE, "")}
    short = continuation("13", of="12", decided="06-10", until="06-15")
    for entries in ([(f,), (short,)], [(short,), (f,)], [(f, short)]):
        line = told(make_line, *entries, on="06-20")
        assert last_heard(line) == {"12": OVER, "13": OVER}


def test_what_ran_its_term_is_not_told_again(make_line: MakeLine) -> None:
    """A freeze that was executed and runs out, or whose court revokes or ends it, is told no more
    than that it was executed (R6)."""
    line, bank, f = make_line(), ToldPartner("bank"), freeze("11", until="06-03")
    second, third = freeze("12"), freeze("13")
    line.publish(f, second, third)
    exchange(line, bank)
    line.publish(second.revoked(2), third.ended(2, on="06-02"))
    line.tick(day("06-04"))
    exchange(line, bank)
    assert sorted(line.heard()) == [Heard(number, DONE) for number in ("11", "12", "13")]


def test_what_was_claimed_and_never_taken_is_told(make_line: MakeLine) -> None:
    """The freeze was claimed, and the bank not reached until after its last day: whether it had it
    nobody knows, until it answers to the lift that it held no such freeze. Had it answered before,
    nothing is told but that (R6)."""
    for answered in (False, True):
        line, bank = make_line(), ToldPartner("bank")
        line.publish(freeze("12", until="06-03"))
        (imposed,) = line.claim("bank")
        if answered:
            line.answer("bank", imposed.directive_id, "NOT_EXECUTED", reason_code="R3001")
        line.publish(continuation("13", of="12", until="06-05"))
        line.clock(day("06-06"))
        line.tick(day("06-06"))
        (lift,) = exchange(line, bank)
        assert lift.action == "LIFT"
        word = ("NOT_EXECUTED", "R3001" if answered else "R3005")
        assert last_heard(line) == {"12": word, "13": NEVER}


def test_a_release_of_what_was_never_taken_tells_of_both(make_line: MakeLine) -> None:
    """The lift overtook the claimed freeze: its court hears that neither was there (C63)."""
    line, bank = make_line(), ToldPartner("bank")
    line.publish(freeze("12"))
    line.claim("bank")
    line.publish(unfreeze("13", of="12"))
    exchange(line, bank)
    assert list(line.heard()) == [
        Heard("13", "NOT_EXECUTED", "R3005"),
        Heard("12", "NOT_EXECUTED", "R3005"),
    ]


def test_a_freeze_that_was_carried_out_is_never_told_the_contrary(make_line: MakeLine) -> None:
    """Executed, over, and released for the record afterwards; or ended by its court and asserted
    anew once it is over: its court hears EXECUTED of it and nothing else (R6)."""
    f = freeze("12", until="06-03")
    for later in ((unfreeze("13", of="12"),), (f.ended(2, on="06-02"), f.asserted(3))):
        line, bank = make_line(), ToldPartner("bank")
        line.publish(f)
        exchange(line, bank)
        line.tick(day("06-05"))
        exchange(line, bank)
        for message in later:
            line.publish(message)
            exchange(line, bank)
        assert [heard.result for heard in line.heard() if heard.record_no == "12"] == [DONE]
