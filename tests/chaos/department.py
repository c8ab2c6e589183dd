"""
A department as a process of its own: it publishes at a rate and journals what was acknowledged.

`hrss` lists wage arrears, which the bank and the procurement centre must act on; `court` seals
real estate, which the land registry registers. Most of what they begin they end soon after, and
the name of each event says which of the two it was.
"""

import argparse
import random
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final

from scenario.codes import organisation_code, uscc

from schemas.codec import Record, encode
from schemas.samples import sample
from streams.operate.load.counting import AcknowledgedJournal, LoadCounts
from streams.operate.load.generator import LoadBounds, load
from streams.operate.load.traffic import Publication
from streams.operate.supervise.stop_signals import stop_signals

BEGIN: Final = "BEGIN"
END: Final = "END"
#: So many matters stand at most; partners keep ledgers that are written as a whole.
STANDING: Final = 40
#: Shares of what is said while something stands: an end, and the same once more.
ENDS: Final = 0.40
AGAIN: Final = 0.10

Kind = tuple[str, Record]


def messages(department: str, seed: int, first: int, today: date) -> Iterator[Publication]:
    """Matters from number `first` on, without end; the same arguments give the same bytes."""
    chance = random.Random(seed)
    standing: list[int] = []
    number = first
    while True:
        roll = chance.random()
        if standing and (roll < ENDS or len(standing) >= STANDING):
            ended = standing.pop(chance.randrange(len(standing)))
            yield _publication(department, ended, END, today)
        elif standing and roll < ENDS + AGAIN:
            yield _publication(department, chance.choice(standing), BEGIN, today)
        else:
            yield _publication(department, number, BEGIN, today)
            standing.append(number)
            number += 1


def matter_of(event_id: str) -> tuple[str, str]:
    """The record that an event begins or ends, and which of the two."""
    record_no, _, act = event_id.partition("/")
    return record_no, act


def _publication(department: str, number: int, act: str, today: date) -> Publication:
    kind, record = (_entry if department == "hrss" else _seal)(number, act, today)
    record_no = f"{department}-{number}"
    own = {"event_id": f"{record_no}/{act}", "related": []}
    return Publication(
        department=department,
        key=record_no.encode(),
        payload=encode(kind, record | own),
        event_id=str(own["event_id"]),
    )


def _entry(number: int, act: str, today: date) -> Kind:
    kind = "credit.events.ListEntry"
    told: Record = {
        "record_no": f"hrss-{number}",
        "document_no": f"样人社监列〔2026〕{number}号",
        "effective_from": None,
    }
    if act == END:
        told |= {"version": 2, "action": "END", "reason": "已支付", "on": today}
    return kind, _about(kind, number, today) | told


def _seal(number: int, act: str, today: date) -> Kind:
    kind = "credit.events.EnforcementOrder"
    told: Record = {
        "record_no": f"court-{number}" if act == BEGIN else f"court-{number}-E",
        "document_no": f"(2026)样9999执{number}号之{'一' if act == BEGIN else '二'}",
        "addressee": "land",
        "order": "SEAL" if act == BEGIN else "UNSEAL",
        "original_order_no": "" if act == BEGIN else f"court-{number}",
        "objects": [{"kind": "REAL_ESTATE", "type": "", "number": f"9999{number}"}],
        "effective_from": today - timedelta(days=1),
    }
    return kind, _about(kind, number, today) | told


def _about(kind: str, number: int, today: date) -> Record:
    """A sample record about the organisation of a number, decided yesterday, for a year."""
    made = sample(kind)
    digits = f"{number:08}"
    codes = {"uscc": uscc("91", digits), "org_code": organisation_code(digits)}
    own = {
        "subject": {**made["subject"], **codes, "name": f"样例{number}", "registration_no": ""},
        "decided_on": today - timedelta(days=1),
        "effective_until": today + timedelta(days=365),
        "served_on": None,
        "published_on": None,
    }
    return made | own


def main(words: Sequence[str]) -> int:
    """Publish until SIGTERM; 1 where something was not acknowledged."""
    given = argparse.ArgumentParser(prog="python -m chaos.department", description=__doc__)
    given.add_argument("department", choices=("hrss", "court"))
    given.add_argument("--bootstrap", required=True)
    given.add_argument("--rate", type=float, required=True, help="events a second")
    given.add_argument("--seed", type=int, required=True)
    given.add_argument("--first", type=int, required=True, help="number of the first matter")
    given.add_argument("--journal", type=Path, required=True)
    options = given.parse_args(words)
    counted = LoadCounts(journal=AcknowledgedJournal(options.journal))
    said = messages(options.department, options.seed, options.first, datetime.now(UTC).date())
    with stop_signals() as signals:
        bounds = LoadBounds(rate=options.rate)
        done = load(
            options.bootstrap,
            said,
            bounds,
            counted,
            signals.requested,
            lambda _count, _seconds: None,
        )
    return int(not done.well)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
