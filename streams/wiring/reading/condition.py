"""How the hub is, from the same gauges that the metrics show, and what to do next."""

from collections.abc import Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from typing import Final

from monitoring.database_gauges import DatabaseGauges
from monitoring.metrics import PREFIX
from schemas.catalogue.check_editions import NOTICE_DAYS
from schemas.catalogue.check_working_days import missing_years
from schemas.catalogue.model import Catalogue, Channel
from streams.wiring.database.connection import Connection
from streams.wiring.database.holder import STALE_AFTER_S, Holder
from streams.wiring.reading.as_of import AsOf
from streams.wiring.reading.edition_days import days_left
from streams.wiring.reading.rules_in_force import RulesInForce
from streams.wiring.reading.statements import statement
from streams.wiring.sending.order_results import FOR_ALL_COURTS

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

#: Values of one gauge by its labels.
Values = Mapping[tuple[str, ...], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """
    How the hub is. Ages are None where nothing waits; `catch_up_s` None: no lag, or it grows.

    `concerns`: what is not well. `notices`: what will be missed unless somebody acts in time.
    `next_step`: what to do first, also where all is well.
    """

    day: date | None
    lag_messages: int | None
    lag_s: float | None
    catch_up_s: float | None
    worker: str
    heartbeat_age_s: float | None
    oldest_unsent_s: float | None
    unsent: int
    open_lifts: int
    oldest_open_lift_s: float | None
    held: int
    overdue_answers: int
    open_tasks: int
    quarantined: int
    parked: int
    paused_channels: tuple[str, ...]
    concerns: tuple[str, ...]
    notices: tuple[str, ...]
    next_step: str

    @property
    def well(self) -> bool:
        """Whether nothing is wrong; tasks for a person and notices are work, not a fault."""
        return not self.concerns


def condition(
    connection: Connection, when: AsOf, holder: Holder | None, catch_up_s: float | None
) -> Condition:
    """How the hub is now. `catch_up_s`: as measured by the caller."""
    gauges = _gauges(connection)

    def total(name: str) -> int:
        return int(sum(gauges.get(name, {}).values()))

    def most(name: str) -> float | None:
        return max(gauges.get(name, {}).values(), default=None)

    rules = RulesInForce().now(connection)
    catalogue = None if rules is None else rules.book.catalogue
    paused = _paused(connection)
    concerns = (
        *_line(when, holder, catch_up_s),
        *_restored(connection),
        *_stranded(connection, catalogue),
        *_channels(paused),
        *_waiting_to_leave(gauges.get("unsent_oldest_seconds", {})),
        *_awaited(connection, gauges),
        *_unrelayed(gauges.get("unrelayed_oldest_seconds", {})),
        *_editions(gauges.get("edition_ends_days", {})),
    )
    notices = tuple(_working_days(catalogue, when.day))
    tasks, quarantined = total("open_tasks"), total("quarantined_messages")
    return Condition(
        day=when.day,
        lag_messages=when.lag_messages,
        lag_s=when.lag_s,
        catch_up_s=catch_up_s,
        worker=holder.name if holder else "",
        heartbeat_age_s=holder.age_s if holder else None,
        oldest_unsent_s=most("unsent_oldest_seconds"),
        unsent=total("unsent_directives"),
        open_lifts=total("open_lifts"),
        oldest_open_lift_s=most("open_lift_oldest_seconds"),
        held=total("held_directives"),
        overdue_answers=sum(_missed(gauges).values()),
        open_tasks=tasks,
        quarantined=quarantined,
        parked=total("parked_records"),
        paused_channels=tuple(paused),
        concerns=concerns,
        notices=notices,
        next_step=_next_step((*concerns, *notices), tasks, quarantined),
    )


def _gauges(connection: Connection) -> Mapping[str, Values]:
    reading = DatabaseGauges(
        lambda: nullcontext(connection), lambda: None, days_left, manual_clock=False
    )
    return {
        family.name.removeprefix(PREFIX): {
            tuple(sample.labels.values()): sample.value for sample in family.samples
        }
        for family in reading.collect()
    }


def _line(when: AsOf, holder: Holder | None, catch_up_s: float | None) -> Iterator[str]:
    if holder is None or holder.age_s > STALE_AFTER_S:
        yield "no worker decides: see the worker's log"
    if when.stale:
        growing = "" if catch_up_s is not None or not when.lag_messages else ", and it grows"
        away = when.day is not None and when.lag_s is None
        step = "start it, or see its log" if away else "see the worker's log"
        yield f"{when.stale}{growing}: {step}"


def _restored(connection: Connection) -> Iterator[str]:
    if connection.execute("SELECT 1 FROM generation WHERE told_at IS NULL LIMIT 1").fetchone():
        yield (
            "a backup was brought back and partners are told nothing: do once more what was "
            "commanded since, then run hub retell"
        )


def _stranded(connection: Connection, catalogue: Catalogue | None) -> Iterator[str]:
    if catalogue is None:
        return
    partners = catalogue.partners.values()
    told = [partner.id for partner in partners if partner.channel is not Channel.CHECK]
    for partner, lifts in connection.execute(statement("stranded"), {"told": told}):
        yield (
            f"{lifts} lift{'s' * (lifts != 1)} to {partner} cannot leave, since the catalogue "
            "names no channel for it: load one that names the channel it had"
        )
    with_topics = [partner.id for partner in partners if partner.channel is Channel.TOPIC]
    given = {"with_topics": with_topics, "for_all": FOR_ALL_COURTS}
    for court, results in connection.execute(statement("stranded_results"), given):
        yield (
            f"{results} result{'s' * (results != 1)} of orders of {court} cannot be told, since no "
            f"partner with a topic carries them: load a catalogue with the partner {FOR_ALL_COURTS}"
        )


def _paused(connection: Connection) -> Mapping[str, str]:
    """Why the channel of each partner is broken whose channel is."""
    return dict(
        connection.execute(
            "SELECT partner, paused_because FROM channel WHERE paused_because IS NOT NULL"
            " ORDER BY partner"
        ).fetchall()
    )


def _channels(paused: Mapping[str, str]) -> Iterator[str]:
    for partner, why in paused.items():
        yield (
            f"the channel of {partner} is broken ({why}): mend it, then run "
            f"hub partner resume {partner}"
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
                "see the relay's log; a topic that is missing is made at the next start"
            )


def _awaited(connection: Connection, gauges: Mapping[str, Values]) -> Iterator[str]:
    lifts = {
        partner: seconds
        for (partner,), seconds in sorted(gauges.get("open_lift_oldest_seconds", {}).items())
        if seconds > OPEN_LIFT_AFTER_S
    }
    missed = _missed(gauges)
    if not lifts and not missed:
        return
    named = {
        (partner, what): f", hub explain {directive} tells of the first"
        for partner, what, directive in connection.execute(statement("longest_awaited"))
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


def _missed(gauges: Mapping[str, Values]) -> Mapping[str, int]:
    """Directives whose answer is overdue a second time, by partner."""
    return {
        partner: int(many)
        for (partner, misses), many in gauges.get("answer_misses", {}).items()
        if misses == "2"
    }


def _editions(left: Values) -> Iterator[str]:
    for (measure, trigger), days in sorted(left.items()):
        if days <= NOTICE_DAYS:
            yield (
                f"the last edition with {measure} for {trigger} ends in {days:.0f} days: "
                "load its successor with hub catalogue load FOLDER"
            )


def _working_days(catalogue: Catalogue | None, day: date | None) -> Iterator[str]:
    # A city that keeps none at all has nobody called late, and means it (ADR 0246).
    if catalogue is None or day is None or not catalogue.working_years:
        return
    for hole in missing_years(catalogue, day):
        yield (
            f"the working days of {hole.row} are not loaded, and what is decided then is never "
            "called late: add them to working-days.toml, then hub catalogue load FOLDER"
        )


def _next_step(first: tuple[str, ...], tasks: int, quarantined: int) -> str:
    if first:
        return first[0]
    if quarantined:
        return "messages are in quarantine: hub quarantine list"
    return "tasks wait for a person: hub tasks list" if tasks else "nothing to do"
