"""
How long `hub catalogue diff --against-pool` takes for a large pool, and whether it is right.

Run it with `PYTHONPATH=.:tests python tests/bench/what_if.py [--subjects 100000]`.

The line decides about so many subjects on a PostgreSQL of its own. Then a catalogue without the
rows of PRC-01 is asked about, and loaded: prints the seconds of asking and of loading, and the
number of directives in which they differ. Nothing is asserted about time.
"""

import argparse
import sys
import time
from dataclasses import replace

from bench.store_cost import postgres
from contract.stores import OnPostgres
from integration.verify.test_any_play import Line
from support.many_subjects import decisions

from schemas.catalogue.model import Catalogue
from streams.reading.what_if import WhatIf, what_if
from streams.store.digest import digest

BATCH = 2_000


def main() -> None:
    """Run and print."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--subjects", type=int, default=100_000)
    options = given.parse_args()
    with postgres() as url:
        under = OnPostgres(url)
        with under.connection:
            measure(Line(under), options.subjects)


def measure(line: Line, subjects: int) -> None:
    """Fill the pool, ask, load, compare."""
    told = list(decisions(subjects, seed=1))
    for first in range(0, len(told), BATCH):
        line.publish(told[first : first + BATCH])
    assert line.decider.book is not None
    law = without_bans(line.decider.book.catalogue)
    before = digest(line.under.connection).sha256
    began = time.perf_counter()
    found = what_if(line.under.store, line.decider.book, None, law, lambda *_: None)
    asked = time.perf_counter()
    same = digest(line.under.connection).sha256 == before
    entry = line.under.store.where().entry
    loading = time.perf_counter()
    line.load(law)
    loaded = time.perf_counter()
    sys.stdout.write(
        f"{found.subjects:,} subjects, {len(told):,} events: asked in {asked - began:.1f} s, "
        f"loaded in {loaded - loading:.1f} s; {len(found.changes):,} directives foretold, "
        f"{apart(line, entry, found)} not as loaded; digest "
        f"{'unchanged' if same else 'CHANGED'} by asking\n"
    )


def without_bans(law: Catalogue) -> Catalogue:
    """The catalogue without PRC-01, so that every ban from procurement ends."""
    rows = [row for row in law.measures if row.measure != "PRC-01"]
    return replace(law, version="without PRC-01", measures=tuple(rows))


def apart(line: Line, entry: int, found: WhatIf) -> int:
    """In how many directives the load differs from what was foretold."""
    rows = line.under.connection.execute(
        "SELECT directive_id FROM directive WHERE entry > %s", (entry,)
    )
    return len({each.directive_id for each in found.changes} ^ {row[0] for row in rows})


if __name__ == "__main__":
    main()
