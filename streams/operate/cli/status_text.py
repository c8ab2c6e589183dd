"""The hub's condition as lines for a terminal."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from streams.reading.condition import Condition


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A server of the hub, and the code of `docs/errors/` where it does not answer."""

    name: str
    place: str
    code: str
    answers: bool


def status_lines(pid: int, servers: Sequence[Server], found: Condition | None) -> Iterator[str]:
    """Process, servers, line, sending, people's work, next step."""
    yield f"hub       process {pid}"
    for server in servers:
        yield f"{server.name:9} {_answering(server)}"
    if found is None:
        yield "next      start the database, or see its log: without it nothing more can be told"
        return
    yield f"worker    {_worker(found)}"
    yield f"day       {found.day or 'not begun'}"
    yield f"lag       {_lag(found)}"
    aside = f", set aside {found.aside}" if found.aside else ""
    yield f"unsent    {found.unsent}{_age(found.oldest_unsent_s)}, held {found.held}{aside}"
    yield f"lifts     {found.open_lifts} open{_age(found.oldest_open_lift_s)}"
    yield f"answers   {found.overdue_answers} overdue twice"
    paused = ", ".join(found.paused_channels)
    yield f"channels  {f'{paused} paused' if paused else 'open'}"
    yield f"people    {found.open_tasks} tasks, {found.quarantined} in quarantine"
    yield f"parked    {found.parked}"
    for concern in found.concerns:
        yield f"NOT WELL  {concern}"
    for notice in found.notices:
        yield f"soon      {notice}"
    yield f"next      {found.next_step}"


def _answering(server: Server) -> str:
    if server.answers:
        return "answers"
    return f"{server.code} does not answer at {server.place}: see its log"


def _worker(found: Condition) -> str:
    if found.heartbeat_age_s is None:
        return "none"
    return f"{found.worker}, heartbeat {found.heartbeat_age_s:.1f} s ago"


def _lag(found: Condition) -> str:
    if found.lag_messages is None:
        return "unknown"
    text = f"{found.lag_messages} messages, {found.lag_s or 0:.1f} s"
    if not found.lag_messages:
        return text
    if found.catch_up_s is None:
        return f"{text}, not shrinking"
    return f"{text}, caught up in {found.catch_up_s:.0f} s"


def _age(seconds: float | None) -> str:
    return "" if seconds is None else f", oldest {seconds:.0f} s"
