"""How the hub is, from the same gauges that the metrics show, and what to do next."""

from collections.abc import Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date, timedelta

from connectors.channels.kinds import told
from monitoring.database_gauges import DatabaseGauges
from monitoring.metrics import PREFIX
from schemas.catalogue.check_editions import NOTICE_DAYS
from schemas.catalogue.check_working_days import missing_years
from schemas.catalogue.model import Catalogue
from streams.reading.as_of import AsOf
from streams.reading.days_left import days_left
from streams.reading.in_force import may_be_told
from streams.reading.sending_concerns import (
    Values,
    missed_twice,
    paused_channels,
    sending_concerns,
    set_aside,
)
from streams.sending.order_results import FOR_ALL_COURTS
from streams.statements import reading_statement
from streams.store.connection import Connection
from streams.store.holder import STALE_AFTER_S, Holder
from streams.store.rules_in_force import RulesInForce


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """
    How the hub is. Ages are None where nothing waits; `catch_up_s` None: no lag, or it grows.

    `concerns`: what is not well. `notices`: what will be missed unless somebody acts in time, and
    what was set aside.
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
    aside: int
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
    connection: Connection,
    when: AsOf,
    holder: Holder | None,
    catch_up_s: float | None,
    clocks_apart: timedelta | None = None,
) -> Condition:
    """
    How the hub is now.

    `catch_up_s`, and how far clocks are apart for which partners are told nothing, as measured by
    the caller.
    """
    gauges = _gauges(connection)

    def total(name: str) -> int:
        return int(sum(gauges.get(name, {}).values()))

    def most(name: str) -> float | None:
        return max(gauges.get(name, {}).values(), default=None)

    rules = RulesInForce().now(connection)
    catalogue = None if rules is None else rules.book.catalogue
    paused = paused_channels(connection)
    concerns = (
        *_line(when, holder, catch_up_s),
        *_clocks(clocks_apart),
        *_restored(connection),
        *_stranded(connection, catalogue),
        *sending_concerns(connection, paused, gauges),
        *_editions(gauges.get("edition_ends_days", {})),
    )
    soon = tuple(_working_days(catalogue, when.day))
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
        aside=total("aside_directives"),
        overdue_answers=sum(missed_twice(gauges).values()),
        open_tasks=tasks,
        quarantined=quarantined,
        parked=total("parked_records"),
        paused_channels=tuple(paused),
        concerns=concerns,
        notices=(*soon, *set_aside(connection)),
        next_step=_next_step((*concerns, *soon), tasks, quarantined),
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
    elif holder.stands_still:
        yield holder.stands_still
    if when.stale:
        growing = "" if catch_up_s is not None or not when.lag_messages else ", and it grows"
        away = when.day is not None and when.lag_s is None
        step = "start it, or see its log" if away else "see the worker's log"
        yield f"{when.stale}{growing}: {step}"


def _clocks(apart: timedelta | None) -> Iterator[str]:
    if apart is not None:
        yield (
            f"this machine's clock and the database's are {apart.total_seconds():.0f} s apart, and "
            "partners are told nothing: set both by the same time server, or, to go on as they "
            "are, run hub tick --through TODAY"
        )


def _restored(connection: Connection) -> Iterator[str]:
    if not may_be_told(connection):
        yield (
            "a backup was brought back and partners are told nothing: do once more what was "
            "commanded since, then run hub retell"
        )


def _stranded(connection: Connection, catalogue: Catalogue | None) -> Iterator[str]:
    if catalogue is None:
        return
    partners = told(catalogue)
    for partner, lifts in connection.execute(reading_statement("stranded"), {"told": partners}):
        yield (
            f"{lifts} lift{'s' * (lifts != 1)} to {partner} cannot leave, since the catalogue "
            "names no channel for it: load one that names the channel it had"
        )
    given = {"told": partners, "for_all": FOR_ALL_COURTS}
    for court, results in connection.execute(reading_statement("stranded_results"), given):
        yield (
            f"{results} result{'s' * (results != 1)} of orders of {court} cannot be told, since no "
            "partner with a channel carries them: load a catalogue with the partner "
            f"{FOR_ALL_COURTS}"
        )


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
            "called late; due days of it are provisional, Monday to Friday: add them to "
            "working-days.toml, then hub catalogue load FOLDER"
        )


def _next_step(first: tuple[str, ...], tasks: int, quarantined: int) -> str:
    if first:
        return first[0]
    if quarantined:
        return "messages are in quarantine: hub quarantine list"
    return "tasks wait for a person: hub tasks list" if tasks else "nothing to do"
