"""`hub directive aside`: who and why, a lift with a second reason, and the way back."""

import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from integration.operate.conftest import WHO, IdleHub
from support.catalogues import loaded
from support.in_force import put_in_force
from support.outbox_rows import TODAY, B, Outbox

from streams.store.seal import Seal
from streams.wiring.failures import CannotRun
from streams.wiring.keys import load_keys

TWICE = (*WHO, "--because", "the bank was told by letter")


@pytest.fixture
def outbox(idle_hub: IdleHub) -> Iterator[Outbox]:
    """Outgoing rows of the hub, under its own key and a catalogue in force."""
    seal = Seal.of(load_keys(idle_hub.keys).identity_encryption)
    with idle_hub.connection() as connection:
        put_in_force(connection, loaded(), TODAY)
        yield Outbox(connection=connection, catalogue=loaded(), seal=seal)


def claimed(outbox: Outbox, action: str) -> str:
    """The id of a directive that is on its way to the bank."""
    decided = outbox.decide(action, subject=B, unconditional=action == "LIFT")
    outbox.journal()
    assert [one.id for one in outbox.claim()] == [decided.directive_id]
    return str(decided.directive_id)


def explained(hub: IdleHub, directive: str) -> dict[str, Any]:
    """What `hub explain` tells of a directive."""
    found: dict[str, Any] = json.loads(hub.run("explain", directive, "--json").output)
    return found


def test_it_is_shown_as_set_aside_until_it_is_put_back(idle_hub: IdleHub, outbox: Outbox) -> None:
    """Its state says so, and its acts who did it and why, both ways."""
    directive = claimed(outbox, "IMPOSE")
    idle_hub.run("directive", "aside", directive, *WHO)
    found = explained(idle_hub, directive)
    assert found["state"] == "ASIDE"
    assert "aside      since " in idle_hub.run("explain", directive).output
    assert [(act["name"], act["because"]) for act in found["acts"]] == [
        ("directive.aside", "contract 2026-3")
    ]
    idle_hub.run("directive", "resend", directive, *WHO)
    found = explained(idle_hub, directive)
    assert found["state"] == "CLAIMED"
    assert [act["name"] for act in found["acts"]] == ["directive.resend", "directive.aside"]
    assert outbox.column(UUID(directive), "next_attempt_at") is not None


def test_a_lift_needs_a_second_reason(idle_hub: IdleHub, outbox: Outbox) -> None:
    """With one nothing is done; with two both stand with the act."""
    directive = claimed(outbox, "LIFT")
    with pytest.raises(CannotRun, match="This is a LIFT"):
        idle_hub.run("directive", "aside", directive, *WHO)
    assert explained(idle_hub, directive)["state"] == "CLAIMED"
    idle_hub.run("directive", "aside", directive, *TWICE)
    (act,) = explained(idle_hub, directive)["acts"]
    assert act["because"] == "contract 2026-3; the bank was told by letter"


def test_what_is_not_under_way_cannot_be_set_aside(idle_hub: IdleHub, outbox: Outbox) -> None:
    """There is no such directive, or it was never claimed: that is said, and is no act."""
    unclaimed = str(outbox.decide("IMPOSE").directive_id)
    for directive in (str(UUID(int=1)), unclaimed):
        with pytest.raises(CannotRun, match="Nothing is set aside"):
            idle_hub.run("directive", "aside", directive, *WHO)
    assert json.loads(idle_hub.run("acts", "--json").output) == []
