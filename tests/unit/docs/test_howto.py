"""The how-tos name everything an operator or a partner can meet."""

import re

from support.imports import ROOT

from connectors.channels.reply import BROKEN, RETURNING
from connectors.partners.sample.behaviour import Mode
from schemas.manifest import published
from streams.settle.task import TaskKind
from streams.track.answer import NOT_HELD, SUPERSEDED, AnswerResult
from streams.wiring.settings import Settings

OPERATOR = (ROOT / "docs" / "howto" / "operator.md").read_text("utf-8")
PARTNER = (ROOT / "docs" / "howto" / "partner.md").read_text("utf-8")


def test_every_setting_is_told() -> None:
    """The operator finds each setting by its name."""
    names = [f"HUB_{name.upper()}" for name in Settings.model_fields]
    assert [name for name in names if f"`{name}`" not in OPERATOR] == []


def test_every_kind_of_task_is_told() -> None:
    """For each kind of task that the line can raise there is a line that says what to do."""
    assert [kind for kind in TaskKind if f"| `{kind}` |" not in OPERATOR] == []


def test_a_partner_knows_what_its_replies_mean() -> None:
    """Each status that is not simply tried again stands in the table of replies."""
    told = {int(status) for status in re.findall(r"\b[45]\d\d\b", PARTNER)}
    assert told >= RETURNING | BROKEN


def test_a_partner_knows_every_field_and_result_of_an_answer() -> None:
    """The page names each field of an answer, and each result."""
    contract = published().latest("credit.answers.Answer")
    assert contract is not None
    answer = published().schema(contract)
    assert isinstance(answer["fields"], list)
    fields = [field["name"] for field in answer["fields"] if isinstance(field, dict)]
    assert [name for name in fields if f"`{name}`" not in PARTNER] == []
    assert [result for result in AnswerResult if result.value not in PARTNER] == []


def test_every_way_to_misbehave_is_told() -> None:
    """Whoever tries a sample partner finds what it can be told."""
    assert [
        mode for mode in Mode if mode is not Mode.WELL and f"`{mode.value}`" not in PARTNER
    ] == []


def test_a_partner_knows_in_which_field_the_hub_reads_why() -> None:
    """The two reasons that the hub acts on are told beside the field they stand in."""
    contract = PARTNER[PARTNER.index("## The contract") :]
    for code in (SUPERSEDED, NOT_HELD):
        first = contract[: contract.index(code)].rstrip("`")
        assert first.rstrip().endswith("`reason_code`"), code
