"""Acts as rows of the table of commands."""

import json
from datetime import date
from uuid import UUID

import pytest

from schemas.catalogue.load import SAMPLE, read_catalogue
from schemas.catalogue.model import Binding, Catalogue, Effect
from streams.line.command import (
    Advance,
    Approve,
    Doing,
    DropQuarantined,
    FindOriginals,
    LiftAgain,
    LoadCatalogue,
    MergeRecords,
    QuarantineThrough,
    ReplayQuarantined,
    ResolveTask,
    Stray,
    TellAnew,
)
from streams.rule.measure import MeasureKey, Terms
from streams.store.commands import UnknownCommand, from_row, to_row

ONE, TWO = UUID(int=1), UUID(int=2)
STRAY = Stray(
    key=MeasureKey(partner="bank", subject=ONE, measure="BNK-02", instance="court|D1|ACCOUNT:9"),
    terms=Terms(
        binding=Binding.MANDATORY,
        effect=Effect.CONTROL,
        valid_from=date(2026, 3, 2),
        valid_until=None,
        legal_basis=("民事诉讼法 第二百四十九条",),
        list_version="2026",
        amount_fen=100,
    ),
)
ACTS: tuple[tuple[str, Doing], ...] = (
    ("directive.release", Approve(directive_id=ONE)),
    ("directive.lift", LiftAgain(directive_id=ONE)),
    ("record.merge", MergeRecords(kept=ONE, merged=TWO)),
    ("quarantine.replay", ReplayQuarantined(topic="credit.events.tax", partition=0, offset=7)),
    ("quarantine.drop", DropQuarantined(topic="feedback.bank", partition=0, offset=9)),
    ("task.resolve", ResolveTask(task_id=TWO)),
    ("quarantine.through", QuarantineThrough(topic="credit.events.tax", partition=0, offset=4)),
    ("day.advance", Advance(through=date(2026, 3, 2))),
    ("orders.find", FindOriginals(subjects=frozenset({ONE, TWO}))),
    (
        "partners.tell",
        TellAnew(
            generation=1_863_000_000 << 20,
            subjects=frozenset({ONE, TWO}),
            measures=frozenset({TWO}),
            strays=(STRAY,),
        ),
    ),
)


@pytest.mark.parametrize(("name", "act"), ACTS, ids=[name for name, _ in ACTS])
def test_an_act_is_read_back_from_its_row(name: str, act: Doing) -> None:
    """Name and arguments bring back the same act, after PostgreSQL has parsed the arguments."""
    written, arguments = to_row(act)
    assert written == name
    assert from_row(written, json.loads(arguments)) == act


def test_a_catalogue_is_read_back_from_its_row() -> None:
    """A whole catalogue survives its way through the table, whatever order its keys take."""
    catalogue = read_catalogue(SAMPLE)
    assert isinstance(catalogue, Catalogue)
    name, arguments = to_row(LoadCatalogue(catalogue=catalogue))
    shuffled = json.loads(json.dumps(json.loads(arguments), sort_keys=True))
    assert from_row(name, shuffled) == LoadCatalogue(catalogue=catalogue)


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("record.forget", {}),
        ("task.resolve", {}),
        ("task.resolve", {"task_id": "no id"}),
        ("catalogue.load", {"catalogue": {"version": "2026"}}),
    ],
)
def test_what_is_no_command_is_said_to_be_none(name: str, arguments: dict[str, object]) -> None:
    """An unknown name or wrong arguments are told apart from acts, and say what to look at."""
    with pytest.raises(UnknownCommand, match="another version"):
        from_row(name, arguments)
