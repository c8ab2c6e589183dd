"""A city under real faults loses nothing and doubles nothing; and whoever judges it would see."""

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from chaos.evidence import Evidence, Receipt, Told
from chaos.faults import FAULTS
from chaos.journals import Growing, Place, acknowledged
from chaos.schedule import FIRST, THEN, drawn
from chaos.verdict import judge
from support.hub_process import environment
from support.imports import ROOT

from connectors.partners.ledger import Entry, Ledger

FAULT_COUNT, EVENT_COUNT = len(FIRST), 20_000
BEGUN: Place = ("credit.events.hrss", 0, 0)
ENDED: Place = ("credit.events.hrss", 0, 1)
SEALED: Place = ("credit.events.court", 0, 0)
SUBJECT = UUID(int=1)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Any]:
    """What a run came to."""
    out = tmp_path_factory.mktemp("chaos") / "chaos.json"
    options = ["--faults", str(FAULT_COUNT), "--events", str(EVENT_COUNT), "--out", str(out)]
    done = subprocess.run(
        [sys.executable, "-m", "chaos", *options],
        env=environment(PYTHONPATH=f"{ROOT}:{ROOT / 'tests'}"),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    found: Mapping[str, Any] = json.loads(out.read_text("utf-8"))
    return found


def test_nothing_is_lost_doubled_or_outlives_its_ground(told: Mapping[str, Any]) -> None:
    """A dozen faults strike a city at work; of twenty thousand events none comes to harm."""
    counted = [told[name] for name in ("lost", "doubled", "outliving", "missing")]
    assert counted == [0, 0, 0, 0]
    assert told["verify_holds"]
    assert told["late"] == []


def test_it_was_struck_as_often_as_it_says(told: Mapping[str, Any]) -> None:
    """Every fault of the first group struck, while at least so many events were acknowledged."""
    assert told["faults"] == FAULT_COUNT
    assert sorted(told["recovery_s"]) == sorted(FIRST)
    assert told["events"] >= EVENT_COUNT
    assert told["directives"] > 100


def test_each_fault_shows_where_an_operator_looks(told: Mapping[str, Any]) -> None:
    """Every stroke moved a series of `/metrics` that is named for its kind (invariant 8)."""
    assert told["shown_by_nothing"] == []
    assert all(told["shown_by"][kind] for kind in FIRST)


def test_every_kind_of_fault_is_drawn_before_one_comes_again() -> None:
    """The schedule has every kind there is, in an order that only the seed says."""
    whole = drawn(3, len(FAULTS))
    assert sorted(whole) == sorted(FAULTS)
    assert sorted(drawn(3, len(FIRST))) == sorted(FIRST)
    assert sorted(drawn(3, 2 * len(FAULTS))) == sorted([*FIRST, *THEN] * 2)
    assert whole == drawn(3, len(FAULTS))
    assert whole != drawn(4, len(FAULTS))


def test_journals_are_read_on_as_they_grow(tmp_path: Path) -> None:
    """Whole lines are counted once, also those of a journal that comes later."""
    growing = Growing(tmp_path)
    (tmp_path / "a.tsv").write_text("t\t0\t0\tone\nt\t0\t1\ttw")
    assert growing.lines() == 1
    with (tmp_path / "a.tsv").open("a") as journal:
        journal.write("o\n")
    (tmp_path / "b.tsv").write_text("u\t0\t0\tthree\n")
    assert growing.lines() == 3
    assert acknowledged(tmp_path) == {("t", 0, 0): "one", ("t", 0, 1): "two", ("u", 0, 0): "three"}


def held(record_no: str, measure: str) -> Entry:
    """One measure that a record grounds."""
    return Entry(
        sequence=1,
        holds={
            "subject_key": str(SUBJECT),
            "measure": measure,
            "object": "",
            "original_order_no": "",
            "grounds": [{"record_no": record_no}],
        },
    )


def sound() -> Evidence:
    """An entry that was begun and ended, and a seal that stands; all is well."""
    said = {BEGUN: "hrss-1/BEGIN", ENDED: "hrss-1/END", SEALED: "court-2/BEGIN"}
    return Evidence(
        acknowledged=said,
        published=frozenset(said.values()),
        receipts=[
            Receipt(place=place, event_id=event_id, first=True, entry="1", outcome="ACCEPTED")
            for place, event_id in said.items()
        ],
        told=[
            Told(partner="land", subject=SUBJECT, sequence=1, directive=UUID(int=5), content="a"),
            Told(partner="bank", subject=SUBJECT, sequence=1, directive=UUID(int=6), content="b"),
        ],
        ledgers={
            "bank": Ledger(),
            "procurement": Ledger(),
            "land": Ledger(measures={UUID(int=7): held("court-2", "LND-01")}),
        },
        decided=dict.fromkeys(said, 1),
        stored=dict.fromkeys(said, 1),
    )


def test_a_run_without_fault_is_judged_so() -> None:
    """Where everything is as it was promised there is no difference."""
    assert judge(sound()).holds


def test_a_message_without_a_decision_or_a_receipt_is_lost() -> None:
    """Acknowledged is decided, and told to whom it was acknowledged: under its own name."""
    good = sound()
    undecided = replace(good, decided={BEGUN: 1, SEALED: 1})
    untold = replace(good, receipts=good.receipts[:2])
    another = replace(good, receipts=[*good.receipts[:2], replace(good.receipts[2], event_id="x")])
    assert [len(judge(one).lost) for one in (undecided, untold, another)] == [1, 1, 1]


def test_a_second_effect_is_seen() -> None:
    """Two decisions, two contents of a sequence or of a directive, two measures in force."""
    good = sound()
    first = good.told[0]
    land = good.ledgers["land"]
    twice = Ledger(measures={**land.measures, UUID(int=8): held("court-2", "LND-01")})
    spoiled = [
        replace(good, decided={**good.decided, BEGUN: 2}),
        replace(good, stored={**good.stored, BEGUN: 2}),
        replace(good, receipts=[*good.receipts, replace(good.receipts[0], entry="2")]),
        replace(good, told=[*good.told, replace(first, directive=UUID(int=9), content="c")]),
        replace(good, told=[*good.told, replace(first, sequence=2, content="c")]),
        replace(good, ledgers={**good.ledgers, "land": twice}),
    ]
    assert [len(judge(one).doubled) for one in spoiled] == [1] * len(spoiled)


def test_the_same_again_is_no_second_effect() -> None:
    """A receipt or a directive that is sent once more, as it was, doubles nothing."""
    good = sound()
    again = replace(good, receipts=[*good.receipts, *good.receipts], told=[*good.told, *good.told])
    assert judge(again).holds


def test_what_outlives_its_ground_and_what_is_missing_are_seen() -> None:
    """A partner that holds what was ended, or does not hold what stands, is named."""
    good = sound()
    outliving = Ledger(measures={UUID(int=8): held("hrss-1", "BNK-07")})
    found = judge(replace(good, ledgers={**good.ledgers, "bank": outliving}))
    assert (len(found.outliving), len(found.missing)) == (1, 0)
    found = judge(replace(good, ledgers={**good.ledgers, "land": Ledger()}))
    assert (len(found.outliving), len(found.missing)) == (0, 1)


def test_an_end_in_doubt_is_no_difference() -> None:
    """An end that was not acknowledged and stands on the topic may have had effect or not."""
    good = sound()
    doubtful = replace(
        good, acknowledged={p: e for p, e in good.acknowledged.items() if p != ENDED}
    )
    assert judge(doubtful).holds
    bank = Ledger(measures={UUID(int=8): held("hrss-1", "BNK-07")})
    assert judge(replace(doubtful, ledgers={**good.ledgers, "bank": bank})).holds
