"""The hub's own processes. To add one, add one line here.

Each is `python -m streams.operate.run ROLE`; what a role does is the function behind its name,
`target(settings, ready) -> exit code`, which calls `ready()` once it serves.
"""

import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from monitoring.shared import FOLDER_VARIABLE, fresh_folder
from streams.operate.embedded.child import Recipe
from streams.operate.machine_code import Choice
from streams.wiring.libpq_variables import libpq_variables
from streams.wiring.run_folder import metrics_folder, ready_file
from streams.wiring.settings import Settings, as_environment

#: They run what this process runs.
AS_HERE: Final = Choice()


@dataclass(frozen=True, slots=True, kw_only=True)
class HubProcess:
    """One kind of process."""

    role: str
    #: `module:function`.
    target: str
    #: Whether it runs as often as `HUB_WORKERS` says, or once.
    by_workers: bool = False


#: In the order in which they are started; ended all together, before the servers.
HUB_PROCESSES: tuple[HubProcess, ...] = (
    HubProcess(role="worker", target="streams.worker.service:serve", by_workers=True),
    HubProcess(role="api", target="streams.api.serve:serve"),
    HubProcess(role="relay", target="streams.sending.relay:serve"),
    HubProcess(role="push", target="streams.sending.push:serve"),
)


def hub_recipes(
    settings: Settings,
    processes: tuple[HubProcess, ...] = HUB_PROCESSES,
    code: Choice = AS_HERE,
) -> Iterator[Recipe]:
    """How to run each of the hub's processes with `settings`, which name the servers."""
    passed_on = {key: value for key, value in _passed_on().items() if not key.startswith("HUB_")}
    environment = {
        **passed_on,
        **code.python_path(passed_on),
        **as_environment(settings),
        FOLDER_VARIABLE: str(fresh_folder(metrics_folder(settings.data))),
    }
    for process in processes:
        copies = settings.workers if process.by_workers else 1
        for number in range(1, copies + 1):
            name = process.role if number == 1 else f"{process.role}-{number}"
            yield _recipe(settings, process, name, environment)


def _recipe(
    settings: Settings, process: HubProcess, name: str, environment: Mapping[str, str]
) -> Recipe:
    ready = ready_file(settings.data, name)
    ready.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    return Recipe(
        name=name,
        argv=(
            *(sys.executable, "-m", "streams.operate.run", process.role),
            *("--name", name, "--data", str(settings.data)),  # so that `ps` tells whose it is
        ),
        ready=ready.exists,
        before=lambda: ready.unlink(missing_ok=True),
        log=settings.data / "logs" / f"{name}.log",
        environment=environment,
    )


def _passed_on() -> dict[str, str]:
    """
    What a Python process and libpq need of the environment.

    No more, so that nothing leaks into logs.
    """
    wanted = ("PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR", "SSL_CERT_FILE", "PYTHONPATH")
    needed = {name: os.environ[name] for name in wanted if name in os.environ}
    return {**needed, **libpq_variables(os.environ)}
