"""Invariant 3 ahead: whoever owes something else on a later day is looked at again by then (R7)."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from monitoring.verify.finding import Finding
from monitoring.verify.recount.ahead import days_ahead
from monitoring.verify.recount.due import Owed, owed
from monitoring.verify.recount.says import all_say
from monitoring.verify.recount.world import World


def check_agenda(
    world: World, subject: UUID, found: Owed, again_on: date | None, finding: Finding
) -> None:
    """No measure begins, changes or ends by itself before the day to judge a subject again."""
    ahead = days_ahead(world, again_on)
    if not ahead:
        return
    now = all_say(found)
    for day in ahead:
        then = all_say(owed(replace(world, day=day), subject))
        changed = sorted(m for m in now.keys() | then.keys() if now.get(m) != then.get(m))
        if changed:
            judged = f"on {again_on}" if again_on else "on no day"
            finding.differ(
                "agenda", str(changed[0]), f"changes on {day} and is judged again {judged}"
            )
            return
