"""How the hub is, from the same gauges that the metrics show, and what to do next."""

from collections.abc import Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from typing import Final

from monitoring.database_gauges import DatabaseGauges
from monitoring.metrics import PREFIX
from schemas.catalogue.check_editions import NOTICE_DAYS
from schemas.catalogue.model import Channel
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

#: Values of one gauge by its labels.
Values = Mapping[tuple[str, ...], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """
    How the hub is. Ages are None where nothing waits; `catch_up_s` None: no lag, or it grows.

    `concerns`: what is not well. `next_step`: what to do first, also where all is well.
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
    next_step: str

    @property
    def well(self) -> bool:
        """Whether nothing is wrong; tasks for a person are work, not a fault."""
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

    paused = tuple(
        sorted(labels[0] for labels, on in gauges.get("channel_paused", {}).items() if on)
    )
    overdue = {k: v for k, v in gauges.get("answer_misses", {}).items() if k[1] == "2"}
    unsent, lift = most("unsent_oldest_seconds"), most("open_lift_oldest_seconds")
    concerns = (
        *_line(when, holder, catch_up_s),
        *_restored(connection),
        *_stranded(connection),
        *_sending(paused, unsent, lift, int(sum(overdue.values()))),
        *_editions(gauges.get("edition_ends_days", {})),
    )
    tasks, quarantined = total("open_tasks"), total("quarantined_messages")
    return Condition(
        day=when.day,
        lag_messages=when.lag_messages,
        lag_s=when.lag_s,
        catch_up_s=catch_up_s,
        worker=holder.name if holder else "",
        heartbeat_age_s=holder.age_s if holder else None,
        oldest_unsent_s=unsent,
        unsent=total("unsent_directives"),
        open_lifts=total("open_lifts"),
        oldest_open_lift_s=lift,
        held=total("held_directives"),
        overdue_answers=int(sum(overdue.values())),
        open_tasks=tasks,
        quarantined=quarantined,
        parked=total("parked_records"),
        paused_channels=paused,
        concerns=concerns,
        next_step=_next_step(concerns, tasks, quarantined),
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
        yield f"{when.stale}{growing}"


def _restored(connection: Connection) -> Iterator[str]:
    if connection.execute("SELECT 1 FROM generation WHERE told_at IS NULL LIMIT 1").fetchone():
        yield (
            "a backup was brought back and partners are told nothing: do once more what was "
            "commanded since, then run hub retell"
        )


def _stranded(connection: Connection) -> Iterator[str]:
    rules = RulesInForce().now(connection)
    if rules is None:
        return
    partners = rules.book.catalogue.partners.values()
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


def _sending(
    paused: tuple[str, ...], unsent_s: float | None, lift_s: float | None, overdue: int
) -> Iterator[str]:
    for partner in paused:
        yield f"the channel of {partner} is broken: mend it, then run hub partner resume {partner}"
    if unsent_s is not None and unsent_s > UNSENT_AFTER_S:
        yield f"a directive has been waiting to leave for {unsent_s / 60:.0f} minutes"
    if lift_s is not None and lift_s > OPEN_LIFT_AFTER_S:
        yield f"a lift has not been confirmed for {lift_s / 3600:.0f} hours: ask the partner"
    if overdue:
        yield f"{overdue} directives were not answered twice: ask the partner"


def _editions(left: Values) -> Iterator[str]:
    for (measure, trigger), days in sorted(left.items()):
        if days <= NOTICE_DAYS:
            yield (
                f"the last edition with {measure} for {trigger} ends in {days:.0f} days: "
                "load its successor with hub catalogue load FOLDER"
            )


def _next_step(concerns: tuple[str, ...], tasks: int, quarantined: int) -> str:
    if concerns:
        return concerns[0]
    if quarantined:
        return "messages are in quarantine: hub quarantine list"
    return "tasks wait for a person: hub tasks list" if tasks else "nothing to do"
