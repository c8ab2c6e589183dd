"""
How soon a source's lifts are claimed while the brake holds what it imposes (R32).

Run it with `PYTHONPATH=.:tests python tests/bench/brake.py [--burdens 5000]`.

A source imposes 40 burdens, then so many more in entries of 2,000, the last of which also takes
thirty of the first back. Prints how many are held, the seconds from the begin of that last entry
until its lifts are claimed, and those of an approval of all. Nothing is asserted about time.
"""

import argparse
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime

from bench.store_cost import postgres
from contract.line_on_store import LineOnStore
from contract.stores import RING, OnPostgres
from scenario.calendar import TODAY
from scenario.cast import PRC_01_WAGE, catalogue
from scenario.codes import uscc
from scenario.message import Message, wage

from schemas.catalogue.brake import Brake
from streams.kinds.event import Subject, SubjectKind
from streams.line import acts
from streams.line.command import ApproveBraked, Command
from streams.line.entry import Act
from streams.line.store import Need
from streams.sending.claims import Claims
from streams.store.connection import connect
from streams.store.seal import Seal

BATCH, FIRST, LIFTED = 2_000, 40, 30
LAW = replace(catalogue((PRC_01_WAGE,)), brake=Brake(factor=3, reason="the benchmark"))


def company(number: int) -> Subject:
    """One of many companies."""
    code = uscc("91", f"{number:08d}")
    return Subject(kind=SubjectKind.ORGANISATION, name=f"样例{number}", uscc=code)


def main() -> None:
    """Run and print."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--burdens", type=int, default=5_000)
    options = given.parse_args()
    with postgres() as url:
        under = OnPostgres(url)
        with under.connection, connect(url, "bench") as sender:
            partner = LAW.partners["procurement"]
            claims = Claims(
                connection=sender,
                seal=Seal.of(RING),
                partner=partner.id,
                channel=partner.channel,
            )
            measure(LineOnStore(under.store, under.save, LAW), claims, options.burdens)


def measure(line: LineOnStore, claims: Claims, burdens: int) -> None:
    """Flood, take back, claim, approve."""
    told = [wage(f"W{n}", about=company(n)) for n in range(FIRST + burdens)]
    line.publish(*told[:FIRST])
    claims.claim(LAW, datetime.now(UTC), TODAY)
    flood: list[Message] = [*told[FIRST:], *(one.revoked(2) for one in told[:LIFTED])]
    places = range(0, len(flood), BATCH)
    for place in places[:-1]:
        line.publish(*flood[place : place + BATCH])
    began = time.perf_counter()
    line.publish(*flood[places[-1] :])
    decided = time.perf_counter()
    lifts = sum(one.lifts for one in claims.claim(LAW, datetime.now(UTC), TODAY))
    claimed = time.perf_counter()
    held = sum(each.held for changes in line.decided for each in changes.issued.directives)
    doing = ApproveBraked(source="hrss", day=TODAY)
    command = Command(
        id=line.decided[-1].entry.id, by="office", because="bench", asked_at=datetime.now(UTC),
        doing=doing,
    )  # fmt: skip
    approving = time.perf_counter()
    snapshot = line.store.load(Need(braked=("hrss", TODAY)))
    approved = line.keep(acts.approve_braked(line.entry(Act(command=command)), snapshot))
    done = time.perf_counter()
    sys.stdout.write(
        f"{burdens:,} burdens, {held:,} held; {lifts} lifts claimed {claimed - began:.2f} s after "
        f"their entry of {len(flood) - places[-1]:,} messages began, {claimed - decided:.3f} s "
        f"after it was decided; {len(approved.done.approved):,} approved in "
        f"{done - approving:.2f} s\n"
    )


if __name__ == "__main__":
    main()
