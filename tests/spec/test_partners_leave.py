"""R17: a partner leaves, or is told by another channel, when nothing is open with it."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from scenario.calendar import day
from scenario.cast import CATALOGUE, ROWS, A, catalogue
from scenario.drivers import MakeLine
from scenario.expect import in_force, on, wage_measures
from scenario.hub import Line, Shown
from scenario.message import continuation, freeze, seal, unfreeze, unseal, wage
from scenario.partner import ToldPartner, exchange, send_unanswered

from schemas.catalogue.model import Catalogue, Channel
from streams.line.changes import DONE

NEXT = (
    "first load a catalogue that leaves each its channel and has no rows for it, wait until every "
    "lift is confirmed, then load this one"
)


def without_rows(partner: str) -> Catalogue:
    """The catalogue of the cases in which nothing is due at a partner."""
    return catalogue([row for row in ROWS if row.partner != partner])


def without(*gone: str) -> Catalogue:
    """The catalogue of the cases without partners and what was due there."""
    rest = catalogue([row for row in ROWS if row.partner not in gone])
    partners = {name: each for name, each in rest.partners.items() if name not in gone}
    return replace(rest, version=f"without {gone}", partners=partners)


def told_by(channel: Channel, partner: str) -> Catalogue:
    """The catalogue of the cases in which a partner has this channel."""
    other = replace(CATALOGUE.partners[partner], channel=channel)
    partners = {**CATALOGUE.partners, partner: other}
    return replace(CATALOGUE, version=f"{partner} {channel}", partners=partners)


def refused(line: Line, new: Catalogue, *open_there: str) -> None:
    """A load changes nothing, and says what is open and what to do."""
    measures = in_force(line)
    line.load_catalogue(new)
    assert line.results()[-1] == f"{'; '.join(open_there)}: {NEXT}"
    assert in_force(line) == measures


def test_a_partner_leaves_after_its_lifts_are_confirmed(make_line: MakeLine) -> None:
    """Holding a measure, and with its lift on its way, procurement stays; then it leaves."""
    line, partner = make_line(), ToldPartner("procurement")
    line.publish(wage("W1"))
    exchange(line, partner)
    refused(
        line,
        without("procurement"),
        "partner procurement holds 1 measure and 0 directives are open",
    )
    line.load_catalogue(without_rows("procurement"))
    assert line.results()[-1] == DONE
    open_lift = "partner procurement holds {} and 1 directive is open"
    refused(line, without("procurement"), open_lift.format("1 measure"))
    (lift,) = send_unanswered(line, partner)
    refused(line, without("procurement"), open_lift.format("0 measures"))
    line.answer("procurement", lift.directive_id, "EXECUTED")
    line.load_catalogue(without("procurement"))
    assert line.results()[-1] == DONE
    assert not partner.holds
    assert in_force(line) == {on(A, "BNK-07")}


@pytest.mark.parametrize(
    "new", [told_by(Channel.TOPIC, "bank"), told_by(Channel.CHECK, "bank")], ids=["topic", "check"]
)
def test_a_channel_changes_when_nothing_is_open(make_line: MakeLine, new: Catalogue) -> None:
    """A bank that holds a measure keeps its channel; one that holds nothing may get another."""
    line, bank, w = make_line(), ToldPartner("bank"), wage("W1")
    line.publish(w)
    exchange(line, bank)
    refused(line, new, "partner bank holds 1 measure and 0 directives are open")
    line.publish(w.revoked(2))
    exchange(line, bank)
    line.load_catalogue(new)
    assert line.results()[-1] == DONE


def test_every_partner_that_must_stay_is_named(make_line: MakeLine) -> None:
    """One load drops three partners: of the two with a measure each that has not left, both."""
    line = make_line()
    line.publish(wage("W1"))
    refused(
        line,
        without("bank", "land", "procurement"),
        "partner bank holds 1 measure and 1 directive is open",
        "partner procurement holds 1 measure and 1 directive is open",
    )
    assert in_force(line) == wage_measures(A)


def test_a_refused_lift_keeps_its_partner(make_line: MakeLine) -> None:
    """Procurement could not lift: it holds the measure until another lift is done (R12)."""
    line, partner = make_line(), ToldPartner("procurement")
    line.publish(wage("W1"))
    exchange(line, partner)
    line.load_catalogue(without_rows("procurement"))
    (lift,) = line.claim("procurement")
    line.mark_sent(lift)
    line.answer("procurement", lift.directive_id, "NOT_EXECUTED", reason_code="R3099")
    refused(
        line,
        without("procurement"),
        "partner procurement holds 1 measure and 0 directives are open",
    )
    line.lift_again(lift.directive_id)
    exchange(line, partner)
    line.load_catalogue(without("procurement"))
    assert line.results()[-1] == DONE
    assert not partner.holds


def test_what_was_never_told_keeps_nobody(make_line: MakeLine) -> None:
    """Imposed and ended before anything left: once the sender has looked, procurement may go."""
    line, w = make_line(), wage("W1")
    line.publish(w)
    line.publish(w.revoked(2))
    assert not line.claim("procurement")
    line.load_catalogue(without("procurement"))
    assert line.results()[-1] == DONE


def test_a_release_of_what_was_never_sealed_keeps_its_partner(make_line: MakeLine) -> None:
    """An UNSEAL whose SEAL never left is told all the same; "not held" confirms it (R6)."""
    line, land = make_line(), ToldPartner("land")
    line.publish(seal("12"), unseal("13", of="12"))
    refused(line, without("land"), "partner land holds 0 measures and 1 directive is open")
    exchange(line, land)
    line.load_catalogue(without("land"))
    assert line.results()[-1] == DONE


LEAVING: dict[str, Callable[[], Catalogue]] = {
    "measures": lambda: without_rows("procurement"),
    "nothing": catalogue,
    "another partner": lambda: without("land"),
}


@pytest.mark.parametrize("changed", LEAVING)
def test_a_load_that_leaves_a_partner_its_channel_is_not_held_up(
    make_line: MakeLine, changed: str
) -> None:
    """Whatever is open with a partner that stays."""
    line = make_line()
    line.publish(wage("W1"))
    line.load_catalogue(LEAVING[changed]())
    assert line.results()[-1] == DONE


def test_c106_a_release_is_let_in_after_its_partners_last_day(make_line: MakeLine) -> None:
    """The bank's row ended, it still holds the freeze, and the hub still tells it: the court may
    continue nothing there any more (E1301), and its release goes out (R6, R17)."""
    closing = replace(CATALOGUE.partners["bank"], valid_until=day("06-10"))
    partners = {**CATALOGUE.partners, "bank": closing}
    line = make_line(replace(CATALOGUE, version="bank closes", partners=partners))
    bank, further, release = ToldPartner("bank"), continuation("13", "12"), unfreeze("14", "12")
    line.publish(freeze("12"))
    exchange(line, bank)
    line.tick(day("06-11"))
    line.publish(further, release)
    assert line.shown(further) == Shown("REFUSED", "E1301")
    exchange(line, bank)
    assert bank.actions() == ["IMPOSE", "LIFT"]
    assert not bank.holds
