"""The day advances by command on a manual clock; the last file, since no day comes back."""

import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import httpx
from scenario.codes import uscc
from support.hub_api import check, event, organisation, post, receipts_of
from support.hub_process import HubUp, environment


def test_a_measure_ends_with_the_day_after_its_last(api: httpx.Client, running_hub: HubUp) -> None:
    """A list entry whose last day is over burdens nobody: `hub tick --on` lifts it."""
    code = uscc("91", "00004001")
    today = date.fromisoformat(check(api, {"uscc": code})["as_of"]["day"])
    entry = event(
        "ListEntry",
        "TCK-1",
        subject=organisation("00004001"),
        document_no="TCK-1",
        effective_until=today + timedelta(days=1),
    )
    receipts_of(api, "hrss", post(api, "hrss", entry))
    before = check(api, {"uscc": code})
    assert before["verdict"] == "RESTRICTED"
    goal = today + timedelta(days=2)
    ticked = subprocess.run(
        [
            *(Path(sys.executable).with_name("hub"), "tick", "--on", goal.isoformat()),
            *("--by", "甲", "--because", "到期演示"),
        ],
        env=environment(HUB_DATA=str(running_hub.data)),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    assert ticked.returncode == 0, ticked.stdout + ticked.stderr
    assert goal.isoformat() in ticked.stdout
    after = check(api, {"uscc": code})
    assert (after["verdict"], after["as_of"]["day"]) == ("CLEAR", goal.isoformat())
    lifted = api.get(f"/directives/{before['restrictions'][0]['directive_id']}").json()
    assert lifted["action"] == "IMPOSE"
