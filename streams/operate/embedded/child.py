"""One child process: started with its output in a file, awaited, and stopped cleanly."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from streams.operate.embedded.failures import ChildDied, ServerUnavailable

#: Seconds between two looks at a condition that is waited for.
PAUSE_S = 0.05

#: A log larger than this is set aside, as `.1`, before the next start.
LOG_LIMIT_BYTES = 16 * 1024 * 1024
#: Of a log, so many are shown where its child ended or does not serve.
LINES_TOLD = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """How to run a child."""

    #: Shown to the operator, and the name of its log file.
    name: str
    argv: tuple[str, ...]
    #: Whether it serves now; called again and again, must not raise for "not yet".
    ready: Callable[[], bool]
    log: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    #: User and group to run as; None for the own one.
    uid: int | None = None
    stop_signal: signal.Signals = signal.SIGTERM
    ready_timeout_s: float = 60.0
    stop_timeout_s: float = 20.0
    #: Done before each start, for example to remove what an earlier life left behind.
    before: Callable[[], None] = lambda: None
    #: Last step once it serves, for example to make its first database.
    prepare: Callable[[], None] = lambda: None
    #: Whether another start after its death is safe.
    restartable: bool = True


class Child:
    """A running process made from a recipe. Start it from the main thread only.

    The kernel ends it when the thread that started it ends, however that happens.
    """

    def __init__(self, recipe: Recipe) -> None:
        self.recipe = recipe
        recipe.before()
        recipe.log.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _turn_over(recipe.log)
        self._log_begin = recipe.log.stat().st_size if recipe.log.exists() else 0
        with recipe.log.open("ab") as log:
            self._process = subprocess.Popen(
                dying_with_parent(recipe.argv, recipe.stop_signal),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                cwd="/",
                env=dict(recipe.environment),
                start_new_session=True,  # Ctrl-C in a terminal reaches the supervisor alone
                user=recipe.uid,
                group=recipe.uid,
                extra_groups=None if recipe.uid is None else [],
            )

    @property
    def pid(self) -> int:
        """Process id."""
        return self._process.pid

    def exit_code(self) -> int | None:
        """The exit code (negative: the signal that ended it), or None while it runs."""
        return self._process.poll()

    def stopped(self) -> bool:
        """Whether somebody stopped it (SIGSTOP): it does nothing and holds what it has."""
        try:
            told = Path(f"/proc/{self.pid}/stat").read_text("utf-8", "replace")
        except OSError:  # of another system, or of a process that is gone
            return False
        return told.rpartition(")")[2].split()[0] == "T"

    def await_ready(self, interrupted: Callable[[], bool] = lambda: False) -> None:
        """Return once it serves and is prepared, or when `interrupted` says so.

        Raises `ChildDied` when it ended, `ServerUnavailable` when it took too long.
        """
        deadline = time.monotonic() + self.recipe.ready_timeout_s
        while not self.recipe.ready():
            if interrupted():
                return
            if self.exit_code() is not None:
                raise ChildDied(self.last_words())
            if time.monotonic() > deadline:
                self.stop()
                raise ServerUnavailable(
                    f"{self.recipe.name} did not answer within {self.recipe.ready_timeout_s:.0f} s "
                    f"and was stopped. The end of its log, {self.recipe.log}:\n{self.log_end()}"
                )
            time.sleep(PAUSE_S)
        self.recipe.prepare()

    def ask_to_stop(self) -> None:
        """Send the stop signal, unless it ended already."""
        if self.exit_code() is None:
            self._process.send_signal(self.recipe.stop_signal)

    def stop(self) -> int:
        """End it: first its stop signal, then, when it does not obey in time, SIGKILL."""
        self.ask_to_stop()
        try:
            return self._process.wait(self.recipe.stop_timeout_s)
        except subprocess.TimeoutExpired:
            self._process.kill()
            return self._process.wait()

    def kill(self) -> None:
        """End it at once, also where it cannot obey."""
        self._process.kill()

    def log_end(self) -> str:
        """The last lines of what it wrote since it was started."""
        with self.recipe.log.open("rb") as log:
            end = log.seek(0, os.SEEK_END)
            log.seek(max(self._log_begin, end - 16_384))
            written = log.read().decode("utf-8", "replace").splitlines()
        return "\n".join(f"  | {line}" for line in written[-LINES_TOLD:])

    def last_words(self) -> str:
        """How it ended, with the end of its log."""
        code = self._process.wait()
        how = f"was ended by {signal.Signals(-code).name}" if code < 0 else f"ended with {code}"
        return f"{self.recipe.name} {how}. The end of its log, {self.recipe.log}:\n{self.log_end()}"


def _turn_over(log: Path) -> None:
    if log.exists() and log.stat().st_size > LOG_LIMIT_BYTES:
        log.replace(log.with_name(f"{log.name}.1"))


def dying_with_parent(argv: Sequence[str], by: signal.Signals = signal.SIGTERM) -> list[str]:
    """The same command, ended by the kernel when the thread that starts it ends."""
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        return list(argv)
    return [setpriv, "--pdeathsig", by.name.removeprefix("SIG"), "--", *argv]
