"""
`python -m hostile.door_process DOOR`: one door in a process of its own.

On standard input comes a line of JSON with `where` and `length`, then as many bytes; back goes a
line with the verdict and the largest memory so far. Two seconds of processor time on one input end
the process (SIGPROF), as an exception does.
"""

import json
import signal
import sys

from hostile.doors import doors
from hostile.limits import LIMIT_CPU_S, memory


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


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
