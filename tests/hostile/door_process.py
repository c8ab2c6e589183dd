"""
`python -m hostile.door_process DOOR`: one door in a process of its own.

On standard input comes a line of JSON with `where` and `length`, then as many bytes; back goes a
line with the verdict and the largest memory so far. Two seconds of processor time on one input end
the process (SIGPROF), as an exception does.
"""

import json
import signal
import sys
from pathlib import Path

from hostile.doors import doors

LIMIT_CPU_S = 2.0


def main(name: str) -> int:
    """Answer until the input ends."""
    door = doors()[name]
    while line := sys.stdin.buffer.readline():
        asked = json.loads(line)
        content = sys.stdin.buffer.read(asked["length"])
        signal.setitimer(signal.ITIMER_PROF, LIMIT_CPU_S)
        verdict = door(asked["where"], content)
        signal.setitimer(signal.ITIMER_PROF, 0)
        reply = {"verdict": verdict, **memory("self")}
        sys.stdout.write(json.dumps(reply) + "\n")
        sys.stdout.flush()
    return 0


def memory(process: str) -> dict[str, int]:
    """What a process holds in memory, and the most it has held, in KiB."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    fields = dict(line.split(":", 1) for line in lines)
    return {
        "now_kib": int(fields["VmRSS"].split()[0]),
        "most_kib": int(fields["VmHWM"].split()[0]),
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
