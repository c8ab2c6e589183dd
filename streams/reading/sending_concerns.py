"""What is wrong with sending: to which partner, since when, why, and what to look at next."""

from collections.abc import Iterator, Mapping
from typing import Final

from streams.send.retry import ALARM_AFTER
from streams.statements import reading_statement
from streams.store.connection import Connection

#: Longer than this nothing should wait to leave.
UNSENT_AFTER_S: Final = 15 * 60.0
#: A lift should be confirmed within a day.
OPEN_LIFT_AFTER_S: Final = 24 * 3600.0

#: What the relay carries, in words.
RELAYED: Final = {
    "receipts": "receipts",
    "pool": "changes of the pool",
    "order results": "results of orders",
}

#: Where to look when they wait.
_RELAYS: Final = "see the relay's log; a topic that is missing is made at the next start"
_LOOK: Final = {"order results": f"ask hub partner ping of their court, or {_RELAYS}"}

#: Values of one gauge by its labels.
Values = Mapping[tuple[str, ...], float]


def paused_channels(connection: Connection) -> Mapping[str, str]:
    """The reason for each channel that is broken, by partner."""
    return dict(connection.execute(reading_statement("paused_channels")).fetchall())


def sending_concerns(
    connection: Connection, paused: Mapping[str, str], gauges: Mapping[str, Values]
) -> Iterator[str]:
    """A sentence for each channel that is broken and for all that waits for too long."""
    yield from _channels(paused)
    yield from _failing(connection)
    yield from _refused_results(connection)
    yield from _waiting_to_leave(gauges.get("unsent_oldest_seconds", {}))
    yield from _awaited(connection, gauges)
    yield from _unrelayed(gauges.get("unrelayed_oldest_seconds", {}))


def _channels(paused: Mapping[str, str]) -> Iterator[str]:
    for partner, why in paused.items():
        yield (
            f"the channel of {partner} is broken ({why}): mend it, then run "
            f"hub partner resume {partner}"
        )


def _failing(connection: Connection) -> Iterator[str]:
    rows = connection.execute(reading_statement("failing"), {"many": ALARM_AFTER})
    for partner, failed, what, failures, why, many in rows:
        others = f", and {many - 1} more" if many > 1 else ""
        explain = f", hub explain {failed} tells of it" if what == "directive" else ""
        yield (
            f"a {what} to {partner} has failed {failures} times in a row ({why}){others}: ask the "
            f"partner{explain}; hub directive aside {failed} ends the attempts"
        )


def _refused_results(connection: Connection) -> Iterator[str]:
    for partner, aside, result, why, many in connection.execute(
        reading_statement("untold_results")
    ):
        if not aside:
            yield (
                f"{many} result{'s' * (many != 1)} of orders {'was' if many == 1 else 'were'} "
                f"refused by {partner} ({why}), and the court does not know: ask there; hub "
                f"directive resend {result} sends the first again, hub directive aside {result} "
                "leaves it"
            )


def set_aside(connection: Connection) -> Iterator[str]:
    """A sentence for the lifts, the burdens and the results of each partner that were set aside."""
    for partner, lifts, directive, since, many in connection.execute(reading_statement("aside")):
        what = "lift" if lifts else "burden"
        are = "is" if many == 1 else "are"
        yield (
            f"{many} {what}{'s' * (many != 1)} to {partner} {are} set aside, the first since "
            f"{since.isoformat(timespec='minutes')}: hub explain {directive} tells of it, "
            f"hub directive resend {directive} puts it back"
        )
    for partner, is_aside, result, _, many in connection.execute(
        reading_statement("untold_results")
    ):
        if is_aside:
            yield (
                f"{many} result{'s' * (many != 1)} of orders for {partner} "
                f"{'is' if many == 1 else 'are'} set aside: hub directive resend {result} puts "
                "the first back"
            )


def _waiting_to_leave(oldest_s: Values) -> Iterator[str]:
    # Lifts first: somebody is burdened without a ground.
    for (partner, action), seconds in sorted(
        oldest_s.items(), key=lambda each: (each[0][1] != "LIFT", each[0])
    ):
        if seconds > UNSENT_AFTER_S:
            held = "" if action == "LIFT" else "see hub holds, and "
            yield (
                f"a {action.lower()} to {partner} has been waiting to leave for "
                f"{seconds / 60:.0f} minutes: {held}try hub partner ping {partner}"
            )


def _unrelayed(oldest_s: Values) -> Iterator[str]:
    for (what,), seconds in oldest_s.items():
        if seconds > UNSENT_AFTER_S:
            yield (
                f"{RELAYED[what]} have been waiting to be relayed for {seconds / 60:.0f} minutes: "
                f"{_LOOK.get(what, _RELAYS)}"
            )


def _awaited(connection: Connection, gauges: Mapping[str, Values]) -> Iterator[str]:
    lifts = {
        partner: seconds
        for (partner,), seconds in sorted(gauges.get("open_lift_oldest_seconds", {}).items())
        if seconds > OPEN_LIFT_AFTER_S
    }
    missed = missed_twice(gauges)
    if not lifts and not missed:
        return
    named = {
        (partner, what): f", hub explain {directive} tells of the first"
        for partner, what, directive in connection.execute(reading_statement("longest_awaited"))
    }
    for partner, seconds in lifts.items():
        about = named.get((partner, "LIFT"), "")
        yield (
            f"a lift has not been confirmed by {partner} for {seconds / 3600:.0f} hours: "
            f"ask the partner{about}"
        )
    for partner, many in sorted(missed.items()):
        about = named.get((partner, "ANSWER"), "")
        yield (
            f"{many} directive{'s were' if many > 1 else ' was'} not answered twice by {partner}: "
            f"ask the partner{about}"
        )


def missed_twice(gauges: Mapping[str, Values]) -> Mapping[str, int]:
    """Directives whose answer is overdue a second time, by partner."""
    return {
        partner: int(many)
        for (partner, misses), many in gauges.get("answer_misses", {}).items()
        if misses == "2"
    }
