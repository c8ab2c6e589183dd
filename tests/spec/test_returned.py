"""Chapter 4, sending: what a partner took once and returned when it was told again."""

from scenario.calendar import day
from scenario.drivers import MakeLine
from scenario.message import wage
from scenario.partner import ToldPartner, exchange

from streams.track.answer import ONCE_TAKEN

SHORT, LONG = "2027-01-01", "2028-01-01"


def test_c98_what_was_taken_and_then_returned_may_have_been_done(make_line: MakeLine) -> None:
    """Taken with 200, not answered, returned when told again: a task, and not believed undone. The
    old terms, due again, are said; so is the lift (R12, R14, ADR 0325)."""
    line, bank, w = make_line(), ToldPartner("bank"), wage("W1", until=LONG)
    line.publish(w)
    exchange(line, bank)
    line.publish(w.corrected(2, until=SHORT))
    (amended,) = line.claim("bank")
    line.mark_sent(amended)
    bank.receive(amended)  # and nobody hears of it
    line.answer("bank", amended.directive_id, "RETURNED", reason_code=ONCE_TAKEN, answer_no=0)
    assert line.tasks() == ["RETURNED"]
    assert not line.claim("bank")
    line.publish(w.corrected(3, until=LONG))
    (again,) = exchange(line, bank)
    assert (again.action, again.supersedes) == ("AMEND", amended.directive_id)
    assert [held.valid_until for held in bank.holds.values()] == [day(LONG)]
    line.publish(w.revoked(4))
    exchange(line, bank)
    assert not bank.holds


def test_c98_after_a_lift_that_may_have_been_done_it_is_imposed_anew(make_line: MakeLine) -> None:
    """The bank lifted, said nothing and returned the repeat; the same terms, due again, go as an
    IMPOSE (R12, ADR 0325)."""
    line, bank, w = make_line(), ToldPartner("bank"), wage("W1", until=LONG)
    line.publish(w)
    exchange(line, bank)
    line.publish(w.ended(2, on="06-01"))
    (lift,) = line.claim("bank")
    line.mark_sent(lift)
    bank.receive(lift)  # and nobody hears of it
    line.answer("bank", lift.directive_id, "RETURNED", reason_code=ONCE_TAKEN, answer_no=0)
    line.publish(w.asserted(3))
    (again,) = exchange(line, bank)
    assert again.action == "IMPOSE"
    assert len(bank.holds) == 1
