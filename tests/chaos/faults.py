"""
Each fault: it strikes, waits until the city works again, and says how long that took.

Killed or cut, the time runs from the stroke; so it does for a worker that is stopped, since another
must take over. Where the fault has a length of its own (a stopped process, a partner that is down)
it runs from the end of the fault.
"""

import random
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from signal import SIGCONT, SIGKILL, SIGSTOP, SIGTERM

import httpx
from hub_process import environment
from imports import ROOT

from chaos.city import City, signalled
from chaos.watching import ANSWERED, CUT, DECIDED, DECIDED_FOR, PUSHED, RELAYED
from streams.wiring.embedded.probes import broker_answers
from streams.wiring.supervise.children import ready_file

Fault = Callable[[City, random.Random], float]
#: How long what lasts lasts, in seconds.
LASTS_S = (2.0, 5.0)
#: How slow a slow partner is.
SLOW_S = (1.0, 3.0)


def _seconds(
    city: City, since: datetime, what: str, newest: Callable[[], datetime | None]
) -> float:
    return (city.first_after(since, what, newest) - since).total_seconds()


def _decides(city: City, since: datetime) -> float:
    return _seconds(city, since, "an entry is decided", lambda: city.watch.moment(DECIDED))


def _relays(city: City, since: datetime) -> float:
    return _seconds(city, since, "receipts are sent", lambda: city.watch.moment(RELAYED))


def _pushes(city: City, since: datetime) -> float:
    return _seconds(city, since, "a directive is pushed", lambda: city.watch.moment(PUSHED))


def _serves(city: City, since: datetime) -> float:
    def answered() -> datetime | None:
        try:
            well = httpx.get(f"{city.up.api}/healthz", timeout=2).is_success
        except httpx.TransportError:
            return None
        return datetime.now(UTC) if well else None

    return _seconds(city, since, "the API answers", answered)


def _takes_and_decides(city: City, since: datetime) -> float:
    """A message is acknowledged, and after that an entry is decided."""
    city.await_that("the broker answers", lambda: broker_answers(city.up.bootstrap))
    before = city.acknowledged()
    city.await_that("a message is acknowledged", lambda: city.acknowledged() > before)
    now = datetime.now(UTC)
    return (now - since).total_seconds() + _decides(city, now)


def _goes_on(city: City, since: datetime) -> float:
    """An entry is decided and receipts are sent."""
    return max(_decides(city, since), _relays(city, since))


def _lasting(chance: random.Random) -> None:
    """The fault lasts so long: no condition says when it ends."""
    time.sleep(chance.uniform(*LASTS_S))


def worker_killed(city: City, _: random.Random) -> float:
    """The worker that decides is killed under load; the other takes over."""
    return _decides(city, city.strike(city.holder, SIGKILL)[1])


def worker_stopped(city: City, _: random.Random) -> float:
    """The worker that decides is stopped under load; the other takes over, and it is woken up."""
    holder, at = city.strike(city.holder, SIGSTOP)
    took_s = _decides(city, at)
    signalled(holder, SIGCONT)
    return took_s


def _killed(name: str, works: Callable[[City, datetime], float]) -> Fault:
    def strike(city: City, _: random.Random) -> float:
        pid, at = city.strike(lambda: city.pid(name), SIGKILL)
        city.another_serves(name, pid)
        return works(city, at)

    return strike


def _stopped(name: str, works: Callable[[City, datetime], float]) -> Fault:
    def strike(city: City, chance: random.Random) -> float:
        pid, _ = city.strike(lambda: city.pid(name), SIGSTOP)
        _lasting(chance)
        return works(city, signalled(pid, SIGCONT))

    return strike


def broker_cut(city: City, chance: random.Random) -> float:
    """Every connection with the broker is reset, and none is let in for a while."""
    if not city.proxy.connections:
        before, _ = city.strike(lambda: city.pid("broker"), SIGTERM)
        city.another_serves("broker", before)
    city.await_that("clients go through the proxy", lambda: city.proxy.connections > 1)
    city.proxy.cut()
    _lasting(chance)
    at = datetime.now(UTC)
    city.proxy.admit()
    return _takes_and_decides(city, at)


def _disk_full(name: str, works: Callable[[City, datetime], float]) -> Fault:
    def strike(city: City, chance: random.Random) -> float:
        before, pids = _refused(city, name), city.pids(name)
        city.disks[name].fill()
        try:
            city.await_that(
                f"{name} is refused a write, or has ended",
                lambda: _refused(city, name) > before or city.pids(name) != pids,
            )
            _lasting(chance)
        finally:
            at = datetime.now(UTC)
            city.disks[name].free()
        return works(city, at)

    return strike


def _refused(city: City, name: str) -> int:
    """How often a server's log says that the disk is full."""
    log = city.up.data / "logs" / f"{name}.log"
    return log.read_bytes().count(b"No space left on device")


def sessions_cut(city: City, _: random.Random) -> float:
    """Every connection of the hub with the database is cut at once."""
    at = datetime.now(UTC)
    city.await_that("sessions are cut", lambda: bool(city.watch.one(CUT)))
    return max(_goes_on(city, at), _pushes(city, at))


def two_relays(city: City, _: random.Random) -> float:
    """A second relay runs beside the first; the first is killed, and sending goes on."""
    data = city.up.data
    settings = environment(
        HUB_BOOTSTRAP_SERVERS=city.up.bootstrap,
        HUB_DATABASE_URL=city.up.database,
        PYTHONPATH=str(ROOT),
    )
    program = [sys.executable, "-m", "streams.wiring.run", "relay", "--name", "second-relay"]
    second = subprocess.Popen(
        [*program, "--data", str(data)],
        env=settings,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        city.await_that("there are two relays", ready_file(data, "second-relay").exists)
        return _relays(city, city.strike(lambda: city.pid("relay"), SIGKILL)[1])
    finally:
        second.terminate()
        second.wait(30)


def _partner(mode: str, *partners: str) -> Fault:
    def strike(city: City, chance: random.Random) -> float:
        name = city.whom = chance.choice(partners)
        at = datetime.now(UTC)
        city.partners[name].behave(mode, chance.uniform(*SLOW_S))
        _await_told(city, name, at)
        _lasting(chance)
        city.partners[name].behave("well")
        return _answers(city, name, datetime.now(UTC))

    return strike


def partner_killed(city: City, chance: random.Random) -> float:
    """A partner's system is killed and started again with the ledger that it has on disk."""
    name = city.whom = chance.choice(("bank", "land", "procurement"))
    at = datetime.now(UTC)
    city.partners[name].stop()
    _await_told(city, name, at)
    _lasting(chance)
    city.partners[name].start()
    return _answers(city, name, datetime.now(UTC))


def _await_told(city: City, partner: str, since: datetime) -> None:
    """A fault of a partner that is told nothing is none."""
    city.await_that(
        f"something is decided for {partner}",
        lambda: bool(city.watch.one(DECIDED_FOR, partner, since)),
    )


def _answers(city: City, partner: str, since: datetime) -> float:
    what = f"an answer of {partner} is taken"
    return _seconds(city, since, what, lambda: city.watch.moment(ANSWERED, partner))


FAULTS: Mapping[str, Fault] = {
    "worker killed": worker_killed,
    "worker stopped": worker_stopped,
    "relay killed": _killed("relay", _relays),
    "relay stopped": _stopped("relay", _relays),
    "push killed": _killed("push", _pushes),
    "push stopped": _stopped("push", _pushes),
    "API killed": _killed("api", _serves),
    "API stopped": _stopped("api", _serves),
    "broker killed": _killed("broker", _takes_and_decides),
    "broker stopped": _stopped("broker", _takes_and_decides),
    "broker cut": broker_cut,
    "broker disk full": _disk_full("broker", _takes_and_decides),
    "database killed": _killed("database", _goes_on),
    "database disk full": _disk_full("database", _goes_on),
    "sessions cut": sessions_cut,
    "two relays": two_relays,
    "partner down": _partner("down", "bank", "land", "procurement"),
    "partner slow": _partner("slow", "bank", "land", "procurement"),
    "partner forgets": _partner("forget", "bank", "land"),
    "partner cuts": _partner("cut", "bank", "land"),
    "partner killed": partner_killed,
}
