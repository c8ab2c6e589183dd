"""The sample files say what the how-to says of them."""

from datetime import date
from pathlib import Path

from connectors.departments.layouts import cf, court_list
from connectors.departments.numbering import sort_rows
from connectors.departments.row import Reading, Standing

DEMO = Path(__file__).parents[3] / "deploy" / "demo"
KEY = bytes(32)


def test_both_writings_of_the_penalty_table_are_one_file() -> None:
    """UTF-8 and GB18030 give the same rows; one lacks its code and is told so."""
    plain = cf.read((DEMO / "cf_penalties.csv").read_bytes())
    assert isinstance(plain, Reading)
    assert cf.read((DEMO / "cf_penalties.gb18030.csv").read_bytes()) == plain
    assert [(one.line, one.code) for one in plain.refused] == [(6, "E1105")]
    numbers = [one.record_no for one in sort_rows(plain, KEY).numbered]
    assert [len(number) for number in numbers] == [29, 43, 43, 29]
    assert plain.rows[1].record["confiscated_fen"] == 1_250_000


def test_the_courts_feed_lists_deletes_and_masks() -> None:
    """Three spellings of days, a listing deleted again in the same file, a masked number."""
    read = court_list.read(
        (DEMO / "court_list.jsonl").read_bytes(), "11999900000018016G", date(2026, 6, 1)
    )
    assert isinstance(read, Reading)
    assert [(one.line, one.code) for one in read.refused] == [(5, "E1005")]
    found = sort_rows(read, KEY)
    assert [one.line for one in found.superseded] == [3]
    assert [one.row.standing for one in found.numbered] == [
        Standing.STANDS,
        Standing.STANDS,
        Standing.ENDED,
    ]
