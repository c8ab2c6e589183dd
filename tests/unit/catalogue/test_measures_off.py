"""Rows that are switched off, and the 58 measures that were looked at."""

import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from support.catalogues import FREEZE, WAGE_BAN, editions, loaded, sample, without_row

from schemas.catalogue.apply import next_catalogue
from schemas.catalogue.check import holes
from schemas.catalogue.check_stricter import stricter
from schemas.catalogue.difference import How, differing_rows
from schemas.catalogue.load import SAMPLE, read_catalogue
from schemas.catalogue.model import Catalogue
from schemas.catalogue.serialise import from_json, to_json

#: Every code of the collection.
COLLECTED = (
    *(f"BNK-{n:02}" for n in range(1, 11)),
    *(f"CRT-{n:02}" for n in range(1, 5)),
    *(f"LND-{n:02}" for n in range(1, 6)),
    *(f"HPF-{n:02}" for n in range(1, 4)),
    *("PWR-01", "PWR-02", "INS-01", "INS-02", "INS-03", "SSI-01"),
    *("TEL-01", "TEL-02", "TEL-03", "PRC-01", "PRC-02", "PRC-03"),
    *("TRN-01", "TRN-02", "TRN-03", "VEH-01", "VEH-02", "POL-01", "TAX-01"),
    *(f"REG-{n:02}" for n in range(1, 6)),
    *("HR-01", "FIN-01", "SCI-01", "EDU-01", "HTL-01", "TOU-01", "CHA-01", "HON-01"),
    *("PUB-01", "PUB-02", "PUB-03", "RED-01"),
)
PAGE = (Path(__file__).parents[3] / "docs" / "measures.md").read_text(encoding="utf-8")
#: An order's continuation and its end are part of its row.
PART_OF_BNK_02 = {"BNK-03", "BNK-04"}
DAY = date(2026, 12, 1)


def told(heading: str) -> set[str]:
    """The codes below a heading of the page; of a table those in its first column."""
    text = PAGE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| ([A-Z]{2,3}-\d\d) \|", text, re.MULTILINE)
    return set(rows or re.findall(r"[A-Z]{2,3}-\d\d", text))


def test_each_of_the_58_is_accounted_for_once() -> None:
    """In force, off, a fact, or with what brings it: the page has each in one place."""
    headings = re.findall(r"^## (.+)$", PAGE, re.MULTILINE)
    found = [code for heading in headings for code in told(heading)]
    assert len(COLLECTED) == 58
    assert sorted(found) == sorted(COLLECTED)


def test_the_page_says_of_each_what_the_rows_say() -> None:
    """What is in force has a row that is; what is off has rows that are all off; the rest none."""
    on = {row.measure for row in sample().measures}
    off = {row.measure for row in sample().off} - on
    for_good = told("Off for good") - {"POL-01"}
    assert told("In force") - PART_OF_BNK_02 == on
    assert told("Off, the row complete but for what `why` says") | for_good == off
    assert len((on | off | PART_OF_BNK_02) - for_good) == 30


def test_each_row_that_is_off_says_why() -> None:
    """Whoever looks finds the reason beside the row."""
    assert sample().off
    assert [row.row for row in sample().off if len(row.why) < 20] == []


def test_a_row_in_force_rests_on_no_other_provinces_rules() -> None:
    """A basis of Shanghai or another place binds nobody in Jiangsu."""
    other = re.compile("上海|浙江|山东|深圳|广东")
    wrong = [row.named for row in sample().measures if any(map(other.search, row.legal_basis))]
    assert wrong == []


def switched_off(catalogue: Catalogue, row: tuple[str, str], why: str = "looked at") -> Catalogue:
    """The catalogue with all editions of a row off."""
    off = tuple(replace(each, enabled=False, why=why) for each in editions(catalogue, row))
    return replace(without_row(catalogue, row), off=(*catalogue.off, *off))


@pytest.fixture
def city(tmp_path: Path) -> Path:
    """A copy of the sample catalogue that a test may change."""
    return Path(shutil.copytree(SAMPLE, tmp_path / "city"))


def with_line(city: Path, after: str, line: str) -> Path:
    """A line more in the measures, after the first `after`."""
    file = city / "measures.toml"
    text = file.read_text(encoding="utf-8")
    assert after in text
    file.write_text(text.replace(after, f"{after}{line}", 1), encoding="utf-8")
    return city


def test_a_row_of_the_files_that_is_off_is_kept_apart(city: Path) -> None:
    """No edition of it is among those that anybody goes by."""
    off = 'enabled = false\nwhy = "the city has not read it"\n'
    read = read_catalogue(with_line(city, 'trigger = "list/WAGE_ARREARS"\n', off))
    assert isinstance(read, Catalogue), "\n".join(map(str, read))
    assert WAGE_BAN not in {row.row for row in read.measures}
    apart = [row.list_version for row in read.off if row.row == WAGE_BAN]
    assert apart == ["2022", "2026"]


def test_on_and_off_stand_in_the_row(city: Path) -> None:
    """An edition does not say it, so that a row is not half on."""
    read = read_catalogue(with_line(city, 'list_version = "2022"\n', "enabled = false\n"))
    assert not isinstance(read, Catalogue)
    assert "enabled: stands in the row, not in an edition" in {hole.reason for hole in read}


def test_switching_off_is_milder_and_switching_on_is_a_new_row() -> None:
    """A load may switch a row off at any time; one that it switches on for the first time reaches
    only what is decided from the day of the load (R8)."""
    first = loaded(switched_off(sample(), WAGE_BAN))
    assert WAGE_BAN not in first.applies_from
    assert stricter(loaded(), switched_off(sample(), WAGE_BAN), DAY) == ()
    assert next_catalogue(first, sample(), DAY).applies_from[WAGE_BAN] == DAY


def test_a_row_that_is_off_is_stored_and_told_when_it_changes() -> None:
    """It survives the text of the catalogue, is part of its version, and a diff names it."""
    now = switched_off(sample(), WAGE_BAN)
    assert from_json(to_json(now)).off == now.off
    changed = {(row.section, row.how) for row in differing_rows(sample(), now)}
    assert changed == {("measures", How.REMOVED), ("off", How.ADDED)}


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"why": " "}, "why: missing"),
        ({"name": ""}, "name: missing"),
        ({"source": "Plan 九 1"}, "source: Plan 九 1 is no clause"),
        ({"trigger": "civility/POINTS"}, "civility points never feed a measure"),
        ({"trigger": "rating/COLOUR"}, "trigger: unknown form"),
        ({"partner": "nobody"}, "partner: unknown partner"),
        ({"measure": FREEZE[0], "trigger": FREEZE[1]}, "another row of this measure"),
    ],
)
def test_a_row_that_is_off_and_does_not_stand(changes: dict[str, str], reason: str) -> None:
    """It may lack a basis or an edition, never the reason why it is off."""
    row = replace(sample().off[0], **changes)  # type: ignore[arg-type]
    found = holes(replace(sample(), off=(*sample().off, row)))
    (hole,) = (hole for hole in found if hole.file == "measures.toml")
    assert reason in hole.reason


def test_a_row_that_is_on_says_no_reason() -> None:
    """`why` beside a row in force is a mistake: somebody meant it to be off."""
    first, *others = sample().measures
    (hole,) = holes(replace(sample(), measures=(replace(first, why="not yet"), *others)))
    assert hole.reason == "why: only a row that is off says why"


def test_an_item_whose_measures_are_all_off_is_a_hole() -> None:
    """Whoever asks would always hear CLEAR, and take it for an answer."""
    item = replace(sample().items["air-ticket"], measures=frozenset({"TEL-01"}))
    (hole,) = holes(replace(sample(), items={**sample().items, item.id: item}))
    assert hole.reason == "measures: none of them is on; whoever asks would always hear CLEAR"
