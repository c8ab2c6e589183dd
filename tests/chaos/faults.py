"""
Each fault: it strikes, waits until the city works again, and says how long that took.

Killed or cut, the time runs from the stroke; so it does for a worker that is stopped, since another
must take over. Where the fault has a length of its own (a stopped process, a partner that is down)
it runs from the end of the fault.
"""

import random
import subprocess
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from signal import SIGCONT, SIGKILL, SIGSTOP

from support.hub_process import environment

from chaos.city import City, signalled
from chaos.lasting import Fault, lasting
from chaos.proxy import Proxy
from chaos.recovery import (
    afresh,
    decides,
    goes_on,
    goes_on_everywhere,
    pushes,
    relays,
    seconds,
    serves,
    takes_and_decides,
)
from chaos.to_database import HUB_PATH
from chaos.watching import ANSWERED, CUT, DECIDED_FOR
from chaos.ways import (
    broker_cut,
    cut_and_admit,
    database_cut,
    database_silent,
    database_stalled,
)
from streams.wiring.run_folder import ready_file

#: How slow a slow partner is.
SLOW_S = (1.0, 3.0)


def worker_killed(city: City, _: random.Random) -> float:
    """The worker that decides is killed under load; the other takes over."""
    return decides(city, city.strike(city.holder, SIGKILL)[1])


def worker_stopped(city: City, _: random.Random) -> float:
    """The worker that decides is stopped under load; the other takes over, and it is woken up."""
    holder, at = city.strike(city.holder, SIGSTOP)
    took_s = decides(city, at)
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
        lasting(chance)
        return works(city, signalled(pid, SIGCONT))

    return strike


def _disk_full(name: str, works: Callable[[City, datetime], float]) -> Fault:
    def strike(city: City, chance: random.Random) -> float:
        before, pids = _refused(city, name), city.pids(name)
        city.disks[name].fill()
        try:
            city.await_that(
                f"{name} is refused a write, or has ended",
                lambda: _refused(city, name) > before or city.pids(name) != pids,
            )
            lasting(chance)
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
    """The database ends every session of the hub at once."""
    at = datetime.now(UTC)
    city.await_that("sessions are cut", lambda: bool(city.watch.one(CUT)))
    return afresh(goes_on_everywhere)(city, at)


def two_relays(city: City, _: random.Random) -> float:
    """A second relay runs beside the first; the first is killed, and sending goes on."""
    data = city.up.data
    settings = environment(
        HUB_BOOTSTRAP_SERVERS=city.up.bootstrap,
        HUB_DATABASE_URL=city.up.database,
        PYTHONPATH=HUB_PATH,
    )
    program = [sys.executable, "-m", "streams.operate.run", "relay", "--name", "second-relay"]
    second = subprocess.Popen(
        [*program, "--data", str(data)],
        env=settings,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        city.await_that("there are two relays", ready_file(data, "second-relay").exists)
        return relays(city, city.strike(lambda: city.pid("relay"), SIGKILL)[1])
    finally:
        second.terminate()
        second.wait(30)


def _partner(mode: str, *partners: str) -> Fault:
    def strike(city: City, chance: random.Random) -> float:
        name = city.whom = chance.choice(partners)
        at = datetime.now(UTC)
        city.partners[name].behave(mode, chance.uniform(*SLOW_S))
        _await_told(city, name, at)
        lasting(chance)
        city.partners[name].behave("well")
        return _answers(city, name, datetime.now(UTC))

    return strike


def partner_killed(city: City, chance: random.Random) -> float:
    """A partner's system is killed and started again with the ledger that it has on disk."""
    name = city.whom = chance.choice(("bank", "land", "procurement"))
    at = datetime.now(UTC)
    city.partners[name].stop()
    _await_told(city, name, at)
    lasting(chance)
    city.partners[name].begin()
    city.await_that(f"{name} serves again", city.partners[name].serves)
    return _answers(city, name, datetime.now(UTC))


def _await_told(city: City, partner: str, since: datetime) -> None:
    """A fault of a partner that is told nothing is none."""
    city.await_that(
        f"something is decided for {partner}",
        lambda: bool(city.watch.one(DECIDED_FOR, partner, since)),
    )


def _answers(city: City, partner: str, since: datetime) -> float:
    what = f"an answer of {partner} is taken"
    return seconds(city, since, what, lambda: city.watch.moment(ANSWERED, partner))


FAULTS: Mapping[str, Fault] = {
    "worker killed": worker_killed,
    "worker stopped": worker_stopped,
    "relay killed": _killed("relay", relays),
    "relay stopped": _stopped("relay", relays),
    "push killed": _killed("push", pushes),
    "push stopped": _stopped("push", pushes),
    "API killed": _killed("api", serves),
    "API stopped": _stopped("api", serves),
    "broker killed": _killed("broker", takes_and_decides),
    "broker stopped": _stopped("broker", takes_and_decides),
    "broker cut": broker_cut,
    "broker disk full": _disk_full("broker", takes_and_decides),
    "database killed": _killed("database", afresh(goes_on)),
    "database disk full": _disk_full("database", goes_on),
    "database cut": database_cut,
    "database stalled": database_stalled,
    "database silent": database_silent(Proxy.flow),
    "database lost": database_silent(cut_and_admit),
    "sessions cut": sessions_cut,
    "two relays": two_relays,
    "partner down": _partner("down", "bank", "land", "procurement"),
    "partner slow": _partner("slow", "bank", "land", "procurement"),
    "partner forgets": _partner("forget", "bank", "land"),
    "partner cuts": _partner("cut", "bank", "land"),
    "partner killed": partner_killed,
}
