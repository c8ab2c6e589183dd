"""A milder amendment waits neither for approval nor behind a hold (R12)."""

from dataclasses import replace

from scenario.calendar import day
from scenario.cast import A, catalogue, row
from scenario.drivers import MakeLine
from scenario.expect import on
from scenario.message import wage
from scenario.partner import ToldPartner, exchange

from schemas.catalogue.model import Catalogue, Effect

SHORT, LONG, LONGER = "2027-01-01", "2028-01-01", "2028-12-31"
FIRST = row("PRC-09", "list/WAGE_ARREARS", "procurement", valid_until=day("06-30"))
OFFICE = "市信用办"
BNK_07 = on(A, "BNK-07")


def _law(*, first_signed: str = "", then: Effect) -> Catalogue:
    """From July another effect, for which the office must sign."""
    second = replace(
        FIRST,
        list_version="2026-07",
        valid_from=day("07-01"),
        valid_until=None,
        effect=then,
        release=OFFICE,
    )
    return catalogue((replace(FIRST, release=first_signed), second))


def test_w13_a_milder_edition_needs_no_signature(make_line: MakeLine) -> None:
    """The procurement office refuses; from July it is only to be careful, which is not signed yet:
    it is told at once, and nothing is left for the signature to release (R12)."""
    line, partner = make_line(_law(then=Effect.CAUTION)), ToldPartner("procurement")
    line.publish(wage("W1"))
    exchange(line, partner)
    line.tick(day("07-01"))
    assert line.decided("procurement")[-1].state == "HELD"
    (sent,) = exchange(line, partner)
    assert (sent.action, sent.sequence) == ("AMEND", 2)
    assert line.decided("procurement")[-1].state == "EXECUTED"


def test_w13_nothing_goes_in_place_of_an_unsigned_impose(make_line: MakeLine) -> None:
    """Where the IMPOSE itself waits for its signature the partner is told nothing (R12)."""
    line, partner = (
        make_line(_law(first_signed=OFFICE, then=Effect.CAUTION)),
        ToldPartner("procurement"),
    )
    line.publish(wage("W1"))
    line.tick(day("07-01"))
    assert [d.action for d in line.decided("procurement")] == ["IMPOSE", "AMEND"]
    assert not exchange(line, partner)


def test_w13_a_milder_amendment_passes_a_hold(make_line: MakeLine) -> None:
    """The bank's burdens are held back: what ends earlier goes at once, what ends later waits, and
    so does all that it was not told before (R12)."""
    line, bank, w = make_line(), ToldPartner("bank"), wage("W1", until=LONG)
    line.publish(w)
    exchange(line, bank)
    line.hold("bank")
    line.publish(w.corrected(2, until=SHORT))
    (sent,) = exchange(line, bank)
    assert (sent.action, sent.valid_until) == ("AMEND", day(SHORT))
    line.publish(w.corrected(3, until=LONGER))
    assert not exchange(line, bank)
    assert line.believed_held("bank") == {BNK_07}


def test_w13_an_impose_behind_a_hold_is_not_told_as_an_amendment(make_line: MakeLine) -> None:
    """Nobody is burdened behind a hold, neither by what was decided first nor by what is milder;
    also where the IMPOSE had its sequence already and never left (R12)."""
    for claimed in (False, True):
        line, bank, w = make_line(), ToldPartner("bank"), wage("W1", until=LONG)
        line.publish(w)
        if claimed:
            line.claim("bank")
        line.hold("bank")
        line.publish(w.corrected(2, until=SHORT))
        assert not exchange(line, bank)


def test_w13_a_milder_amendment_behind_a_hold_is_sent_again(make_line: MakeLine) -> None:
    """The first attempt failed, and then no answer came: the same bytes go again (R12, R14)."""
    line, bank, w = make_line(), ToldPartner("bank"), wage("W1", until=LONG)
    line.publish(w)
    exchange(line, bank)
    line.hold("bank")
    line.publish(w.corrected(2, until=SHORT))
    (sent,) = line.claim("bank")
    assert line.claim("bank") == [sent]
    line.mark_sent(sent)
    assert not line.claim("bank")
    line.answers_missed("bank")
    assert line.claim("bank") == [sent]
