"""Reading the files of a catalogue: strict, and every fault named by file and row."""

import shutil
from pathlib import Path

import pytest
from support.catalogues import sample

from schemas.catalogue.hole import Hole
from schemas.catalogue.load import SAMPLE, read_catalogue
from schemas.catalogue.model import Catalogue, Effect, Rank, TargetRole
from schemas.catalogue.parse import FILES


@pytest.fixture
def city(tmp_path: Path) -> Path:
    """A copy of the sample catalogue that a test may spoil."""
    return Path(shutil.copytree(SAMPLE, tmp_path / "city"))


def spoil(file: Path, old: str, new: str) -> None:
    """Replace the first `old`, which must be there."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def holes_of(folder: Path) -> tuple[Hole, ...]:
    """The holes of a folder, which must have some."""
    read = read_catalogue(folder)
    assert not isinstance(read, Catalogue)
    return read


def test_sample_city_has_the_cast_of_the_cases() -> None:
    """The sample names the departments, partners and rows every worked case speaks of."""
    catalogue = sample()
    assert len(catalogue.departments) >= 12
    assert {"tax", "hrss", "court", "court-320412", "market-320412", "province", "nation"} <= set(
        catalogue.departments
    )
    assert {"bank", "land", "court", "procurement"} <= set(catalogue.partners)
    rows = {row.row: row for row in catalogue.measures}
    assert rows["PRC-01", "list/WAGE_ARREARS"].term_months == 36
    assert rows["PRC-01", "penalty/PROCUREMENT_BAN"].partner == "procurement"
    assert rows["BNK-07", "list/WAGE_ARREARS"].on_objection == "SUSPEND"
    assert rows["LND-04", "judgment-default"].term_months is None
    assert TargetRole.PRINCIPAL in rows["LND-04", "judgment-default"].targets
    assert rows["BNK-02", "order/FREEZE"].term_months == 12
    assert rows["LND-01", "order/SEAL"].per_object


def test_a_row_reads_with_the_types_of_the_model() -> None:
    """Ranks and effects stand by name in the files and compare by number in the model."""
    assert sample().departments["nation"].rank < Rank.CITY
    assert {row.effect for row in sample().measures} == {
        Effect.REPORT,
        Effect.CAUTION,
        Effect.REFUSE,
        Effect.CONTROL,
    }


def test_an_edition_says_only_what_differs_from_its_row() -> None:
    """What an edition states replaces the row's; the rest is the row's."""
    freeze = [row for row in sample().measures if row.measure == "BNK-02"]
    assert [row.term_months for row in freeze] == [6, 12, 12, 12]
    assert len({row.remedy for row in freeze}) == 1


def test_version_is_the_digest_of_the_rows_alone(city: Path) -> None:
    """Comments and the order of rows do not change the version; a row does."""
    file = city / "items.toml"
    parts = file.read_text(encoding="utf-8").split("\n\n")
    file.write_text("\n\n".join(["# Another order.", *reversed(parts[1:])]), encoding="utf-8")
    same = read_catalogue(city)
    assert isinstance(same, Catalogue)
    assert same.version == sample().version
    spoil(file, 'name = "授信审批"', 'name = "贷款审批"')
    other = read_catalogue(city)
    assert isinstance(other, Catalogue)
    assert other.version != sample().version


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_a_hole(city: Path, name: str) -> None:
    """Each file must be there."""
    (city / name).unlink()
    assert [hole.file for hole in holes_of(city)] == [name]


def test_a_folder_that_is_not_there_is_a_hole(tmp_path: Path) -> None:
    """A wrong folder is told, not raised."""
    (nowhere,) = holes_of(tmp_path / "nowhere")
    assert str(nowhere).startswith(f"{tmp_path / 'nowhere'}: is no folder; a catalogue is one with")
    (tmp_path / "empty").mkdir()
    assert {hole.file for hole in holes_of(tmp_path / "empty")} == set(FILES)


def test_a_file_nobody_knows_is_a_hole(city: Path) -> None:
    """A misspelt file name is not silently left out."""
    (city / "measure.toml").touch()
    assert [hole.file for hole in holes_of(city)] == ["measure.toml"]


def test_bytes_that_are_not_utf8_are_a_hole(city: Path) -> None:
    """A file in GB18030 is told by name."""
    (city / "lists.toml").write_bytes("# 名单".encode("gb18030"))
    assert "UTF-8" in str(holes_of(city)[0])


def test_text_that_is_not_toml_is_a_hole(city: Path) -> None:
    """The parser's line and column reach the reader."""
    (city / "partners.toml").write_text("[bank\n", encoding="utf-8")
    assert any("is not TOML" in hole.reason and "line 1" in hole.reason for hole in holes_of(city))


@pytest.mark.parametrize(
    ("file", "old", "new", "row", "reason"),
    [
        ("partners.toml", "\nanswer_within_s", "\nanswer_in_s", "bank", "answer_in_s: unknown key"),
        ("partners.toml", "86_400", '"a day"', "bank", "answer_within_s: input should be"),
        ("partners.toml", '"WEBHOOK"', '"FAX"', "bank", "channel: input should be"),
        ("partners.toml", "[bank]", '[bank]\nid = "bank2"', "bank", "the table's name says it"),
        ("partners.toml", "[bank]", "bank = 1\n[bank2]", "bank", "is not a table"),
        ("lists.toml", 'name = "拖', 'title = "拖', "WAGE_ARREARS", "name: missing"),
        ("departments.toml", '"CITY"', '"TOWN"', "tax", "rank: should be one of NATION"),
        ("measures.toml", 'partner = "p', 'to = "p', "PRC-01 list/WAGE_ARREARS 2022", "to: unk"),
        ("measures.toml", '"REFUSE"', "3", "PRC-01 list/WAGE_ARREARS 2022", "effect: should be"),
        ("measures.toml", "2022-01-01", "2022", "PRC-01 list/WAGE_ARREARS 2022", "valid_from: "),
        ("measures.toml", '"ORGANISATION"', '"UNREGISTERED"', "PRC-01", "targets"),
        (
            "measures.toml",
            "\n[[row]]\n",
            "\n[[rows]]\n[[row]]\n",
            "rows",
            "rows stand under [[row]]",
        ),
        (
            "measures.toml",
            "[[row.edition]]",
            '[[row.edition]]\npartner = "bank"',
            "PRC-01",
            "partner: stands in the row",
        ),
        ("lists.toml", 'colour = "BLACK"', 'colour = "GREY"', "WAGE", "colour: in"),
        ("lists.toml", "[WAGE_ARREARS]", '[WAGE_ARREARS]\ngrounds = "no"', "WAGE", "grounds: in"),
        (
            "codes.toml",
            "[clauses]",
            '[[derived]]\nclaus = "X"\n[clauses]',
            "derived 1",
            "claus: unk",
        ),
        ("items.toml", '["PRC-01"]', '"PRC-01"', "government-procurement", "measures: "),
    ],
)
def test_a_row_of_the_wrong_form_is_named(
    city: Path, file: str, old: str, new: str, row: str, reason: str
) -> None:
    """Unknown keys, wrong types, missing fields: file, row and reason."""
    spoil(city / file, old, new)
    assert any(
        hole.file == file and hole.row.startswith(row) and reason in hole.reason
        for hole in holes_of(city)
    ), "\n".join(str(hole) for hole in holes_of(city))


def test_a_row_without_an_edition_is_a_hole(city: Path) -> None:
    """A row that is in no list edition cannot stand."""
    text = (city / "measures.toml").read_text(encoding="utf-8")
    head, _ = text.split("[[row.edition]]", 1)
    (city / "measures.toml").write_text(head, encoding="utf-8")
    hole, *_ = holes_of(city)
    assert (hole.row, hole.reason) == ("PRC-01 list/WAGE_ARREARS", "has no [[row.edition]]")


def test_a_derived_clause_is_a_table(city: Path) -> None:
    """What stands under `derived` as anything else is told by its place."""
    text = (city / "codes.toml").read_text(encoding="utf-8")
    head, *_ = text.split("[[derived]]", 1)
    (city / "codes.toml").write_text(f"derived = [1]\n{head}", encoding="utf-8")
    hole, *_ = holes_of(city)
    assert (hole.row, hole.reason) == ("derived 1", "is not a table; write [[derived]]")


def test_all_holes_of_form_are_told_at_once(city: Path) -> None:
    """The keeper mends a catalogue in one round, not one fault at a time."""
    spoil(city / "partners.toml", '"WEBHOOK"', '"FAX"')
    spoil(city / "departments.toml", '"CITY"', '"TOWN"')
    assert {hole.file for hole in holes_of(city)} == {"partners.toml", "departments.toml"}


def test_what_reads_well_is_checked_too(city: Path) -> None:
    """A catalogue with a hole of content is not handed out either."""
    spoil(city / "items.toml", '["PRC-01"]', '["PRC-99"]')
    hole, *_ = holes_of(city)
    assert str(hole) == (
        "items.toml [government-procurement-qualification]: measures: unknown measure PRC-99"
    )
