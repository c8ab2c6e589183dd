"""`python -m streams.operate.run ROLE --name NAME --data DIR`: one of the hub's own processes."""

import argparse
import gc
import importlib
import logging
import os
import sys
from collections.abc import Callable, Mapping, Sequence

from monitoring.logs import write_logs
from streams.operate.supervise.children import HUB_PROCESSES
from streams.wiring.failures import SETTINGS_WRONG, CannotRun
from streams.wiring.run_folder import ready_file
from streams.wiring.settings import SERVERS, Settings, read_settings

#: Exit code after a fault of the program (EX_SOFTWARE of sysexits.h).
FAULT = 70

log = logging.getLogger(__name__)

#: What a role does: it calls its second argument once it serves, and returns its exit code.
Target = Callable[[Settings, Callable[[], None]], int]


def main(arguments: Sequence[str], environment: Mapping[str, str]) -> int:
    """
    Run the role named in `arguments` to its end.

    1 after a sentence on stderr that says why it cannot run, 78 where that is a setting or a key
    file, 70 on a fault of the program.
    """
    parser = argparse.ArgumentParser(prog="python -m streams.operate.run")
    parser.add_argument("role", choices=[process.role for process in HUB_PROCESSES])
    parser.add_argument("--name", required=True, help="name of this copy, for its log")
    parser.add_argument("--data", required=True, help="data folder of the hub")
    given = parser.parse_args(arguments)
    process = next(process for process in HUB_PROCESSES if process.role == given.role)
    try:
        settings = read_settings({**environment, "HUB_DATA": given.data}, needed=SERVERS)
        write_logs(given.name, settings.log_level)
        ready = ready_file(settings.data, given.name)
        try:
            target = _target(process.target)
            # What was imported stays: to look through it for garbage takes a tenth of a second.
            gc.freeze()
            return target(settings, ready.touch)
        finally:
            ready.unlink(missing_ok=True)
    except CannotRun as reason:
        print(reason, file=sys.stderr)  # noqa: T201  # the supervisor shows the end of this log
        return SETTINGS_WRONG if reason.is_of_settings else CannotRun.exit_code
    except Exception:
        # Its words may repeat a value: the log shows its type and where it came from.
        log.critical("the process ended by a fault", exc_info=True)
        return FAULT


def _target(name: str) -> Target:
    module, _, function = name.partition(":")
    target: Target = getattr(importlib.import_module(module), function)
    return target


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], os.environ))
