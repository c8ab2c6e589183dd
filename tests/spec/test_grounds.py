"""R10: several facts ground one measure."""

from dataclasses import replace

from scenario.calendar import day
from scenario.cast import BNK_02, PRC_01_WAGE, A, catalogue
from scenario.drivers import MakeHub, MakeLine
from scenario.expect import in_force, on, terms, until
from scenario.hub import Line, Sent
from scenario.message import continuation, freeze, mark, repair, unfreeze, wage
from scenario.orders import every_order
from scenario.outbox import fields_of

BAN = on(A, "PRC-01")
SHORT = wage("W1", until="2027-01-01")
LONG = wage("W2", until="2028-01-01")


def test_the_longest_lasting_ground_gives_the_last_day(make_hub: MakeHub) -> None:
    """Whichever comes first; once that one has ended, the other's day holds."""
    for hub in every_order(make_hub, SHORT, LONG):
        assert until(hub, BAN) == day("2028-01-01")
    for hub in every_order(make_hub, SHORT, LONG, LONG.ended(2, on="06-01")):
        assert until(hub, BAN) == day("2027-01-01")
    for hub in every_order(make_hub, SHORT, LONG, LONG.revoked(2), SHORT.revoked(2)):
        assert BAN not in in_force(hub)


def test_every_ground_is_named(make_line: MakeLine) -> None:
    """A measure says which facts hold it up, all of them, whichever gave its terms."""
    line = make_line()
    line.publish(SHORT, LONG)
    assert [g.record_no for g in terms(line, BAN).grounds] == ["W1", "W2"]


def executed(line: Line, partner: str) -> Sent:
    """What a partner is told now, which it executes."""
    (sent,) = line.claim(partner)
    line.mark_sent(sent)
    line.answer(partner, sent.directive_id, "EXECUTED")
    return sent


W1, W2 = wage("W1", until="2028-01-01"), wage("W2", until="2028-01-01")


def test_w10_all_grounds_of_now_are_named_in_any_order(make_line: MakeLine) -> None:
    """Two decisions with one last day hold a measure up: both are named whichever came first,
    without another word to the partner, and once one is revoked the other alone."""
    for line in every_order(make_line, W1, W2):
        assert line.held_up_by(BAN) == ("W1", "W2")
        line.publish(W2.revoked(2))
        assert line.held_up_by(BAN) == ("W1",)
        assert [decision.action for decision in line.decided("procurement")] == ["IMPOSE"]


def test_w10_the_lift_tells_of_the_ground_that_held_it_up_last(make_line: MakeLine) -> None:
    """In every order: what was revoked before the last ground ended is not the lift's reason."""
    for line in every_order(make_line, W1, W2):
        assert executed(line, "procurement").action == "IMPOSE"
        line.publish(W2.revoked(2))
        line.publish(repair("R1", W1))
        assert line.held_up_by(BAN) == ()
        told = fields_of(executed(line, "procurement").body)
        assert told["reason"] == "D2003: the record was repaired"
        assert [ground["record_no"] for ground in told["grounds"]] == ["W1"]


def test_a_ground_that_is_marked_or_repaired_holds_nothing_up(make_line: MakeLine) -> None:
    """Where the row waits for the objection it names the other alone, and both once it is closed;
    where it does not wait, both (R4, R5)."""
    line, caution = make_line(), on(A, "BNK-07")
    marked = mark("M1", W1)
    line.publish(W1, W2, marked)
    assert line.held_up_by(caution) == ("W2",)
    assert line.held_up_by(BAN) == ("W1", "W2")
    line.publish(marked.ended(2, on="06-01"))
    assert line.held_up_by(caution) == ("W1", "W2")
    line.publish(repair("R2", W2))
    assert line.held_up_by(caution) == line.held_up_by(BAN) == ("W1",)


def test_what_waits_for_a_signature_names_its_grounds_too(make_line: MakeLine) -> None:
    """A held directive is of a measure that is due: those of now, whoever came since."""
    line = make_line(catalogue((replace(PRC_01_WAGE, release="市信用办"),)))
    line.publish(W2)
    line.publish(W1)
    assert line.held_up_by(BAN) == ("W1", "W2")
    assert [decision.state for decision in line.decided("procurement")] == ["HELD"]


def test_a_courts_measure_names_its_original_and_what_continues_it(make_line: MakeLine) -> None:
    """Of the orders that continue a freeze those that count, in every order of arrival; a release
    of its court holds nothing up, and nothing names the court's other freeze (R6)."""
    frozen = on(A, "BNK-02", "court|12|")
    orders = (
        freeze("12", until="06-30"),
        continuation("14", of="12", decided="06-01", until="07-31"),
        continuation("13", of="12", decided="06-01", until="08-31"),
    )
    for line in every_order(make_line, *orders, first=(freeze("22", until="06-30"),)):
        assert line.held_up_by(frozen) == ("12", "13", "14")
        assert line.held_up_by(on(A, "BNK-02", "court|22|")) == ("22",)
        line.publish(orders[2].revoked(2))
        assert line.held_up_by(frozen) == ("12", "14")
        line.publish(unfreeze("15", of="12"))
        assert line.held_up_by(frozen) == ()


def test_a_lift_names_whom_its_burden_named_after_its_row_is_gone(make_line: MakeLine) -> None:
    """The row has left the catalogue: the partner is told whom and which object it is about as
    before, with what the edition that imposed it released, and why (R8, D2001)."""
    for row, said, partner, about in (
        (PRC_01_WAGE, wage("W1"), "procurement", None),
        (BNK_02, freeze("12", objects=[ACCOUNT]), "bank", "ACCOUNT:6222"),
    ):
        line = make_line()
        line.load_catalogue(catalogue((row,)))
        line.publish(said)
        imposed = fields_of(executed(line, partner).body)
        line.load_catalogue(catalogue(()))
        told = fields_of(executed(line, partner).body)
        assert told["subject"]["name"] == A.name
        assert (told["subject"], told["object"]) == (imposed["subject"], imposed["object"])
        assert told["object"] == (about or "")
        assert told["reason"].startswith("D2001: ")


ACCOUNT = {"kind": "ACCOUNT", "number": "6222", "type": ""}
