"""Importing is settled after one run, whatever the file and whatever was imported before."""

from collections.abc import Mapping

from hypothesis import given, settings
from hypothesis import strategies as st
from support.cf_files import A, B, C, cf_file, row
from support.importing_line import ImportingLine

from connectors.departments.layouts.cf import read
from connectors.departments.row import Reading

ROWS = st.fixed_dictionaries(
    {
        "CF_WSH": st.sampled_from(["一号", "二号"]),
        "CF_XDR_SHXYM": st.sampled_from([A, B, C, A[:-1] + "0"]),
        "CF_NR": st.sampled_from(["甲", "乙"]),
        "CF_JDRQ": st.sampled_from(["2026-05-11", "2026-05-11", "2026-05-11", "x"]),
    }
)


def reading(rows: list[Mapping[str, str]]) -> Reading:
    found = read(cf_file(*(row(**one) for one in rows)))
    assert isinstance(found, Reading)
    return found


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(ROWS, max_size=5), min_size=1, max_size=4))
def test_a_file_imported_again_sends_nothing_new(files: list[list[Mapping[str, str]]]) -> None:
    """
    After each file only rows the hub refuses are left to send, and every row is told of once.

    A row's record never passes to a subject of another row: what stands is what the file says.
    """
    hub = ImportingLine()
    for rows in files:
        file = reading(rows)
        todo = hub.take(file)
        told = [one.row.line for one in todo.send] + [one.row.line for one in todo.clerk]
        told += [one.line for one in todo.unchanged] + [one.line for one in file.refused]
        assert sorted(told) == list(range(2, len(rows) + 2))
        again = hub.plan(file)
        assert {one.row.record["subject"]["uscc"] for one in again.send} <= {A[:-1] + "0"}
        assert [one.row.line for one in again.clerk] == [one.row.line for one in todo.clerk]
