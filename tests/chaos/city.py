"""The city that is struck: the hub as its operator runs it, departments and partners beside it."""

import os
import re
import shutil
import signal
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from support.hub_process import HubUp, environment, hub, hub_up, processes_of
from support.imports import ROOT
from support.sending_stack import Installation, SamplePartner, free_port

from chaos.disk import Disk, mounted
from chaos.journals import Growing
from chaos.proxy import LOOPBACK, Proxy
from chaos.publishing import Department
from chaos.scraping import Scraping
from chaos.to_database import HUB_PATH, proxy_to_database
from chaos.watching import HOLDER, Watch
from schemas.catalogue.load import SAMPLE

PARTNERS = ("bank", "land", "court", "procurement")
BY_WEBHOOK = ("bank", "land")
#: A partner that forgot what it was told is told again after so long.
ANSWER_WITHIN_S = 20
#: Events a second of each department whose matters partners act on: they write a ledger each time.
OWN_RATE = 4.0
#: No fault may stop the city for longer; the supervisor's own longest pause is 30 s.
PATIENCE_S = 180.0
LOOK_S = 0.05
#: How a process of the hub is known by its command line.
PROGRAMS = {
    **{role: f"streams.operate.run {role} --name {role} " for role in ("relay", "push", "api")},
    "broker": "kafka.Kafka",
    "database": "postgres -D",
}


class DidNotRecover(Exception):
    """Something did not come back in time; the text says what."""


@dataclass(slots=True)
class City:
    """
    Everything that runs, and what an operator does when something of it ends.

    `rate`, `events`: of the load beside the two departments with a rate of their own: a second, and
    in all. After that these two go on alone.
    """

    folder: Path
    seed: int
    rate: float
    events: int
    up: HubUp = field(init=False)
    watch: Watch = field(init=False)
    growing: Growing = field(init=False)
    scraping: Scraping = field(init=False)
    #: All clients' way to the broker, once that was started again: its address names this port.
    to_broker: Proxy = field(init=False)
    #: The way of the hub's processes to the database; whoever judges goes there directly.
    to_database: Proxy = field(init=False)
    #: Of each server, by name; none where `no_disk` says why.
    disks: dict[str, Disk] = field(default_factory=dict)
    no_disk: str = ""
    #: The partner that was struck last.
    whom: str = ""
    partners: dict[str, SamplePartner] = field(default_factory=dict)
    departments: list[Department] = field(default_factory=list)
    #: What ended by itself and was started again, as the operator saw it.
    ended: list[str] = field(default_factory=list)
    _stack: ExitStack = field(default_factory=ExitStack)

    # --- how it comes up and goes down ---------------------------------------------------------

    def start(self) -> None:
        """Servers, hub and partners serve; departments say nothing yet."""
        self.journals.mkdir()
        data = self.folder / "data"
        self.disks, self.no_disk = mounted(
            {"broker": data / "broker", "database": data / "postgres"}
        )
        self.to_database = proxy_to_database(data)
        self._start_hub()
        self.watch = Watch(self.up.database)
        self.growing = Growing(self.journals)
        self.scraping = Scraping(self.up.api)
        installation = Installation(
            environment=environment(PYTHONPATH=str(ROOT)),
            bootstrap=self.up.bootstrap,
            database_url=self.up.database,
            data=self.up.data,
        )
        for name in PARTNERS:
            log = self.folder / f"{name}.log"
            partner = SamplePartner(installation, name, free_port(), hub=self.up.api, log=log)
            self.partners[name] = partner
        with ThreadPoolExecutor(len(PARTNERS), "connecting") as threads:
            for each in [threads.submit(self._connect, *one) for one in self.partners.items()]:
                each.result()

    def _start_hub(self) -> None:
        self._stack = ExitStack()
        settings = environment(
            PYTHONPATH=HUB_PATH, HUB_CATALOGUE=str(self.folder / "catalogue"), HUB_WORKERS="2"
        )
        self.up = self._stack.enter_context(hub_up(self.folder / "data", env=settings))
        if not hasattr(self, "to_broker"):
            self.to_broker = Proxy(int(self.up.bootstrap.rpartition(":")[2]))
        # A broker reads its settings when it starts: this is for its next start.
        settings_file = self.up.data / "broker" / "server.properties"
        told = re.sub(
            r"(?m)^advertised\.listeners=.*$",
            f"advertised.listeners=CLIENT://{LOOPBACK}:{self.to_broker.port}",
            settings_file.read_text("utf-8"),
        )
        settings_file.write_text(told, "utf-8")

    def _connect(self, name: str, partner: SamplePartner) -> None:
        partner.start()
        options = ["--public-key", str(partner.ledger_file.with_suffix(".key.pub"))]
        if name in BY_WEBHOOK:
            options += ["--url", f"{partner.url}/directives"]
        reasons = ("--by", "甲", "--because", "接入")
        done = hub("partner", "connect", name, *options, *reasons, "--data", str(self.up.data))
        assert done.returncode == 0, done.stdout + done.stderr

    def open(self) -> None:
        """Departments begin to publish."""
        rates = {"load": self.rate, "hrss": OWN_RATE, "court": OWN_RATE}
        for name, rate in rates.items():
            made = Department(name, rate, self.seed, self.up.bootstrap, self.up.data, self.journals)
            made.events = self.events if name == "load" else None
            made.start()
            self.departments.append(made)

    def close_departments(self) -> None:
        """After the call nobody publishes any more, and all journals are complete."""
        for department in self.departments:
            department.ask_to_stop()
        for department in self.departments:
            department.await_end(PATIENCE_S)
        self.departments.clear()

    def stop(self) -> None:
        """After the call nothing of the city runs."""
        self.close_departments()
        for partner in self.partners.values():
            partner.stop()
        if hasattr(self, "watch"):
            self.scraping.stop()
            self.watch.close()
        self._stack.close()
        for name in ("to_broker", "to_database"):
            if hasattr(self, name):
                getattr(self, name).close()
        for disk in self.disks.values():
            disk.unmount()

    # --- what an operator does -----------------------------------------------------------------

    def hub_down(self) -> None:
        """After the call the hub does not run; partners do."""
        self._stack.close()

    def hub_up_again(self) -> None:
        """After the call it serves, on the same folder and ports."""
        self._start_hub()

    def look_after(self) -> None:
        """Start again what ended by itself: the whole stack, or a department's program."""
        if self.up.process.poll() is not None:
            said = (self.folder / "data.stderr").read_text("utf-8").strip().splitlines()
            who = [line for line in said if " ended with " in line or " was ended by " in line]
            self.ended.append(f"hub up: {' '.join((*who[-1:], *said[-1:]))}")
            self.hub_down()
            self.hub_up_again()
        for department in self.departments:
            if (code := department.ended()) is not None:
                self.ended.append(f"{department.name} ended with {code}")
                department.start()

    def await_that(
        self, what: str, holds: Callable[[], bool], patience_s: float = PATIENCE_S
    ) -> None:
        """Wait until something holds, and look after the city meanwhile. Raises `DidNotRecover`."""
        deadline = time.monotonic() + patience_s
        while not holds():
            if time.monotonic() > deadline:
                raise DidNotRecover(f"not within {patience_s:.0f} s: {what}")
            self.look_after()
            time.sleep(LOOK_S)

    def first_after(
        self, since: datetime, what: str, newest: Callable[[], datetime | None]
    ) -> datetime:
        """The first moment after `since` at which something is seen to have been done."""
        seen: list[datetime] = []

        def done() -> bool:
            found = newest()
            if found is not None and found > since:
                seen.append(found)
            return bool(seen)

        self.await_that(what, done)
        return seen[0]

    # --- what is seen --------------------------------------------------------------------------

    @property
    def journals(self) -> Path:
        """The folder of the departments' journals."""
        return self.folder / "journals"

    def acknowledged(self) -> int:
        """How many messages have been acknowledged by now."""
        return self.growing.lines()

    def pid(self, name: str) -> int:
        """The process of a role or server; waits while it is being started again."""
        self.await_that(f"there is a {name}", lambda: bool(self.pids(name)))
        return self.pids(name)[0]

    def pids(self, name: str) -> list[int]:
        """The processes of a role or server now."""
        lines = processes_of(self.up.data).items()
        return [pid for pid, line in lines if PROGRAMS[name] in line]

    def holder(self) -> int:
        """Process id of the worker that decides."""
        found: list[int] = []

        def known() -> bool:
            word = self.watch.one(HOLDER)
            pid = int(word.rpartition(":")[2]) if word else 0
            if "streams.operate.run worker " in processes_of(self.up.data).get(pid, ""):
                found.append(pid)
            return bool(found)

        self.await_that("somebody decides", known)
        return found[0]

    def strike(self, find: Callable[[], int], number: signal.Signals) -> tuple[int, datetime]:
        """Signal the process that `find` names, another one if that has just ended; which, when."""
        while True:
            pid = find()
            try:
                return pid, signalled(pid, number)
            except ProcessLookupError:
                continue

    def another_serves(self, name: str, before: int) -> None:
        """Wait until another process than `before` has the role."""
        self.await_that(f"{name} runs again", lambda: any(pid != before for pid in self.pids(name)))


def signalled(pid: int, number: signal.Signals) -> datetime:
    """Send a signal to one process of this city; when that was done."""
    os.kill(pid, number)
    return datetime.now(UTC)


@contextmanager
def city(seed: int, rate: float, events: int) -> Iterator[City]:
    """A city on a fresh folder; at the end nothing of it runs, and the folder is gone."""
    folder = Path(tempfile.mkdtemp(prefix="hub-chaos-"))
    folder.chmod(0o711)  # the database's own user passes through
    _hasty_catalogue(folder / "catalogue")
    made = City(folder, seed, rate, events)
    try:
        made.start()
        yield made
    finally:
        made.stop()
        shutil.rmtree(folder)


def _hasty_catalogue(folder: Path) -> None:
    """The sample city's catalogue, but every partner must answer within seconds."""
    shutil.copytree(SAMPLE, folder)
    file = folder / "partners.toml"
    told = re.sub(
        r"answer_within_s = [\d_]+", f"answer_within_s = {ANSWER_WITHIN_S}", file.read_text("utf-8")
    )
    file.write_text(told, "utf-8")
