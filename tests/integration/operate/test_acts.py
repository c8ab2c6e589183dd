"""Who did what and why: acts beside the journal, kept in one table and shown."""

import base64
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from integration.operate.conftest import WHO, IdleHub

from streams.sending.channel_state import channel_state, pause_channel, resume_channel
from streams.sending.holds import Scope, add_hold, end_holds, holds_of
from streams.store.acts import ActName, OperatorAct, act_on_files
from streams.wiring.failures import CannotRun
from streams.wiring.keys import load_keys

BY, BECAUSE = WHO[1], WHO[3]


def told(hub: IdleHub, *about: str) -> list[dict[str, Any]]:
    """What `hub acts` tells, the newest first."""
    found: list[dict[str, Any]] = json.loads(hub.run("acts", "--json", *about).output)
    return found


def test_a_rotated_key_says_who_made_it(idle_hub: IdleHub) -> None:
    """The new version stands in the file, and its act names key, version, who and why."""
    idle_hub.run("keys", "rotate", "hub-ed25519", *WHO)
    assert load_keys(idle_hub.keys).hub_ed25519.newest == 2
    assert json.loads(idle_hub.run("keys", "list", "--json").output)["hub-ed25519"] == [1, 2]
    (act,) = told(idle_hub, "--about", "hub-ed25519")
    assert (act["name"], act["detail"], act["result"]) == ("key.rotate", "version 2", "DONE")
    assert (act["by"], act["because"]) == (BY, BECAUSE)


def test_a_key_that_cannot_rotate_is_no_act(idle_hub: IdleHub) -> None:
    """What is refused changes nothing, and leaves no row."""
    with pytest.raises(CannotRun, match="cannot be rotated"):
        idle_hub.run("keys", "rotate", "identity-hmac", *WHO)
    assert told(idle_hub) == []


def test_a_partners_settings_say_who_changed_them(idle_hub: IdleHub, tmp_path: Path) -> None:
    """The act names what was given, and no value: an address may hold a secret."""
    key = tmp_path / "bank.pub"
    key.write_text(f"whpk_{base64.b64encode(bytes(32)).decode()}\n")
    url = "https://user:word@bank.example/directives"
    idle_hub.run("partner", "connect", "bank", "--url", url, "--public-key", str(key), *WHO)
    (act,) = told(idle_hub, "--about", "bank")
    assert (act["name"], act["detail"]) == ("partner.connect", "address, public key")
    assert (act["by"], act["because"], act["result"]) == (BY, BECAUSE, "DONE")


@pytest.mark.parametrize(
    "arguments",
    [
        ("keys", "rotate", "outbox", "--by", " ", "--because", "yearly"),
        ("keys", "rotate", "outbox", "--by", "Wang", "--because", ""),
        ("partner", "connect", "bank", "--url", "https://b.example", "--by", "", "--because", "x"),
        ("partner", "resume", "bank", "--by", "Wang", "--because", "\t"),
        ("hold", "--all", "--by", "", "--because", "x"),
        ("release", "--all", "--by", "", "--because", "x"),
        ("directive", "resend", f"{'0' * 32}", "--by", "Wang", "--because", " "),
        ("directive", "aside", f"{'0' * 32}", *WHO, "--because", " "),
    ],
)
def test_a_blank_name_or_reason_changes_nothing(
    idle_hub: IdleHub, arguments: tuple[str, ...]
) -> None:
    """The command says so before it does anything."""
    with pytest.raises(CannotRun, match="may not be blank"):
        idle_hub.run(*arguments)
    assert told(idle_hub) == []
    assert load_keys(idle_hub.keys).outbox.newest == 1
    assert not (idle_hub.keys / "partners").exists()


def test_an_act_that_broke_off_is_known(idle_hub: IdleHub) -> None:
    """Who began to change a file is kept, also if the process ends before it is done."""
    act = OperatorAct(name=ActName.ROTATE, about="outbox", by=BY, because=BECAUSE)
    with (
        idle_hub.connection() as connection,
        pytest.raises(OSError, match="disk"),
        act_on_files(connection, act),
    ):
        raise OSError("disk full")
    (act_told,) = told(idle_hub)
    assert (act_told["by"], act_told["result"]) == (BY, "begun, not known to be done")


def test_a_hold_is_listed_until_it_ends(idle_hub: IdleHub) -> None:
    """`hub holds` shows scope, who and why; ended, it stands among the acts with both ends."""
    with idle_hub.connection() as connection:
        add_hold(connection, Scope.PARTNER, "bank", BY, BECAUSE)
        (held,) = json.loads(idle_hub.run("holds", "--json").output)
        assert (held["scope"], held["name"], held["by"]) == ("PARTNER", "bank", BY)
        assert f"because {BECAUSE}" in idle_hub.run("holds").output
        assert end_holds(connection, Scope.PARTNER, "bank", "Li", "done") == 1
        assert end_holds(connection, Scope.PARTNER, "bank", "Li", "again") == 0
        assert not holds_of(connection, "bank").everything
    assert json.loads(idle_hub.run("holds", "--json").output) == []
    acts = [(act["name"], act["detail"], act["by"]) for act in told(idle_hub)]
    assert acts == [("hold.end", "PARTNER", "Li"), ("hold.begin", "PARTNER", BY)]


def test_a_resumed_channel_says_who_resumed_it(idle_hub: IdleHub) -> None:
    """Only a channel that was paused is resumed, and only then there is an act."""
    with idle_hub.connection() as connection:
        assert not resume_channel(connection, "bank", BY, "not paused")
        pause_channel(connection, "bank", "HTTP 404", datetime(2026, 6, 1, tzinfo=UTC))
        idle_hub.run("partner", "resume", "bank", *WHO)
        assert channel_state(connection, "bank").paused_because is None
    (act,) = told(idle_hub)
    assert (act["name"], act["about"], act["because"]) == ("partner.resume", "bank", BECAUSE)
    assert f"by {BY}, because {BECAUSE}" in idle_hub.run("acts").output
