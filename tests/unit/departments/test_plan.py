"""What an importer sends, against the line itself: each row of a file finds its record."""

import json
from datetime import date, timedelta

import pytest
from support.cf_files import A, B, C, cf_file, cf_text, row
from support.importing_line import DAY, ImportingLine

from connectors.departments.layouts import cf, court_list
from connectors.departments.row import Reading


def file(*rows: dict[str, str]) -> Reading:
    found = cf.read(cf_file(*rows))
    assert isinstance(found, Reading)
    return found


def sent(hub: ImportingLine, reading: Reading) -> list[tuple[int, str, int]]:
    return [(one.row.line, one.action, one.record["version"]) for one in hub.take(reading).send]


def test_new_changed_and_unchanged_rows() -> None:
    """New rows are asserted, equal ones not sent, changed ones corrected."""
    hub = ImportingLine()
    assert sent(hub, file(row(), row(CF_WSH="二"))) == [(2, "ASSERT", 1), (3, "ASSERT", 1)]
    assert sent(hub, file(row(), row(CF_WSH="二"))) == []
    assert sent(hub, file(row(CF_NR="改"), row(CF_WSH="二"))) == [(2, "CORRECT", 2)]


@pytest.mark.parametrize("on", [DAY, DAY + timedelta(days=30)])
def test_a_table_imported_every_night_does_not_revive_what_was_ended(on: date) -> None:
    """The layout cannot say that a penalty has ended, today or on a day to come: its rows go on
    saying what was decided. A changed one corrects that, and the end stays."""
    hub = ImportingLine()
    hub.take(file(row()))
    ending = {"version": 2, "action": "END", "reason": "x", "on": on}
    hub.publish("AdministrativePenalty", {**hub.records[0], **ending})
    assert sent(hub, file(row())) == []
    assert sent(hub, file(row(CF_NR="改"))) == [(2, "CORRECT", 3)]
    assert hub.outcomes[1:] == ["ENDED", "CORRECTED"]
    assert sent(hub, file(row(CF_NR="改"))) == []


def test_spelling_is_no_change() -> None:
    """Width, spaces and brackets of the document number neither make a record nor a version."""
    hub = ImportingLine()
    hub.take(file(row()))
    plan = hub.plan(file(row(CF_WSH="样税稽罚［2026］ 17号", CF_XDR_SHXYM=f" {A.lower()} ")))
    assert [one.action for one in plan.send] == ["CORRECT"]
    assert plan.send[0].record_no == hub.records[0]["record_no"]


def test_a_corrected_code_corrects_the_only_record() -> None:
    """One row, one record: a corrected subject is a CORRECT of it, whatever the subject."""
    hub = ImportingLine()
    hub.take(file(row()))
    assert sent(hub, file(row(CF_XDR_SHXYM=B, CF_XDR_MC="乙公司"))) == [(2, "CORRECT", 2)]
    assert hub.outcomes == ["ACCEPTED", "CORRECTED"]
    assert sent(hub, file(row(CF_XDR_SHXYM=B, CF_XDR_MC="乙公司"))) == []


def test_a_record_of_the_sdk_is_found_by_its_document() -> None:
    """What the department published under a number of its own is corrected there, not doubled."""
    hub = ImportingLine()
    (numbered,) = file(row()).rows
    hub.publish(
        numbered.kind,
        {
            **numbered.record,
            "record_no": "TAX-17",
            "version": 7,
            "action": "ASSERT",
            "event_id": "",
        },
    )
    assert sent(hub, file(row())) == []
    assert sent(hub, file(row(CF_NR="改"))) == [(2, "CORRECT", 8)]
    assert hub.records[-1]["record_no"] == "TAX-17"


def test_several_rows_of_a_decision_keep_apart() -> None:
    """Each subject of one decision has its own record; the first stays what it was."""
    hub = ImportingLine()
    hub.take(file(row()))
    both = file(row(), row(CF_XDR_SHXYM=B))
    assert sent(hub, both) == [(3, "ASSERT", 1)]
    assert sent(hub, both) == []
    assert sent(hub, file(row(CF_XDR_SHXYM=B, CF_NR="改"))) == [(2, "CORRECT", 2)]
    assert hub.outcomes == ["ACCEPTED", "ACCEPTED", "CORRECTED"]


def test_what_cannot_be_matched_is_for_a_clerk() -> None:
    """Another subject where several are known, or several where one is known, is never guessed."""
    hub = ImportingLine()
    hub.take(file(row(), row(CF_XDR_SHXYM=B)))
    for unclear in (file(row(CF_XDR_SHXYM=C)), file(row(), row(CF_XDR_SHXYM=C))):
        plan = hub.plan(unclear)
        assert plan.send == ()
        assert [one.row.subject_code for one in plan.clerk] == [C[8:17]]
    other = ImportingLine()
    other.take(file(row()))
    plan = other.plan(file(row(CF_XDR_SHXYM=B), row(CF_XDR_SHXYM=C)))
    assert (len(plan.send), len(plan.clerk)) == (0, 2)


def test_contradicting_rows_are_for_a_clerk_and_repeated_ones_are_one() -> None:
    """Two rows about one subject and decision: equal ones count once, others not at all."""
    hub = ImportingLine()
    plan = hub.plan(file(row(), row(), row(CF_WSH="二"), row(CF_WSH="二", CF_NR="改")))
    assert [one.row.line for one in plan.send] == [2]
    assert [one.line for one in plan.unchanged] == [3]
    assert [one.row.line for one in plan.clerk] == [4, 5]


def test_a_refused_row_among_several_never_takes_its_neighbours_record() -> None:
    """A row that comes back alone, mended, is one more record and corrects no neighbour."""
    hub = ImportingLine()
    first = file(row(), row(CF_XDR_SHXYM=B, CF_JDRQ="x"))
    assert sent(hub, first) == [(2, "ASSERT", 1)]
    headers = [*row(), "HUB_LINE", "HUB_CODE", "HUB_FIELD", "HUB_ADVICE", "HUB_RECORD"]
    mended = {**row(CF_XDR_SHXYM=B), **dict.fromkeys(headers[-5:-1], "x"), "HUB_RECORD": "+"}
    back = cf.read(cf_text(mended, headers=headers).encode())
    assert isinstance(back, Reading)
    assert sent(hub, back) == [(2, "ASSERT", 1)]
    assert hub.records[0]["record_no"] != hub.records[1]["record_no"]
    assert sent(hub, file(row(), row(CF_XDR_SHXYM=B))) == []


def test_a_row_the_hub_refused_comes_back_under_its_number() -> None:
    """A wrong code is refused; mended under the number it was returned with, it is that record."""
    hub = ImportingLine()
    wrong = file(row(), row(CF_XDR_SHXYM=B[:-1] + "0"))
    hub.take(wrong)
    assert sorted(hub.outcomes) == ["ACCEPTED", "REFUSED"]
    number = hub.records[1]["record_no"]
    mended = {**row(CF_XDR_SHXYM=B), "HUB_RECORD": number}
    back = cf.read(cf_text(mended, headers=[*row(), "HUB_RECORD"]).encode())
    assert isinstance(back, Reading)
    assert sent(hub, back) == [(2, "ASSERT", 1)]
    assert hub.records[-1]["record_no"] == number
    assert hub.outcomes[-1] == "ACCEPTED"


def test_a_revoked_record_is_not_revived_by_a_file() -> None:
    """What was withdrawn stands in old files for years; only a person brings it back."""
    hub = ImportingLine()
    hub.take(file(row()))
    record = {**hub.records[0], "version": 2, "action": "REVOKE", "reason": "x"}
    hub.publish("AdministrativePenalty", record)
    plan = hub.plan(file(row()))
    assert plan.send == ()
    assert "revoked" in plan.clerk[0].why


def test_a_penalty_that_ends_some_day_and_is_revoked_before_is_revoked() -> None:
    """What was never right does not go on burdening until the day on which it was to end."""
    hub = ImportingLine()
    hub.take(file(row()))
    ending = {"version": 2, "action": "END", "reason": "x", "on": DAY + timedelta(days=30)}
    hub.publish("AdministrativePenalty", {**hub.records[0], **ending})
    revoked = cf.read(cf_text(row(CF_ZT="1"), headers=[*row(), "CF_ZT"]).encode())
    assert isinstance(revoked, Reading)
    assert sent(hub, revoked) == [(2, "REVOKE", 3)]
    assert hub.outcomes[-1] == "REVOKED"
    assert sent(hub, revoked) == []


def court_file(*lines: dict[str, object]) -> Reading:
    usual = {
        "iname": "样例甲",
        "caseCode": "(2026)苏9999执17号",
        "cardNum": "999999199001010016",
        "courtName": "市中级人民法院",
        "partyTypeName": "0",
        "publishDate": "2026年05月12日",
    }
    text = "\n".join(json.dumps({**usual, **line}) for line in lines)
    found = court_list.read(text.encode(), "11999900000018016G", DAY)
    assert isinstance(found, Reading)
    return found


def test_a_courts_deletion_ends_and_its_return_asserts() -> None:
    """Listing, deletion and listing again are ASSERT, END and a higher ASSERT of one record."""
    hub = ImportingLine("court")
    assert sent(hub, court_file({})) == [(1, "ASSERT", 1)]
    assert sent(hub, court_file({"delflag": "1"})) == [(1, "END", 2)]
    assert sent(hub, court_file({"delflag": "1"})) == []
    assert sent(hub, court_file({})) == [(1, "ASSERT", 3)]
    assert sent(hub, court_file({})) == []
    assert hub.outcomes[-1] == "ACCEPTED"


def test_a_listing_that_ends_some_day_is_neither_asserted_nor_kept_until_then() -> None:
    """Until that day a feed goes on naming it, which is no listing again; a deletion before that
    day ends it at once."""
    hub = ImportingLine("court")
    hub.take(court_file({}))
    ending = {"version": 2, "action": "END", "reason": "x", "on": DAY + timedelta(days=30)}
    hub.publish("JudgmentDefault", {**hub.records[0], **ending})
    assert sent(hub, court_file({})) == []
    assert sent(hub, court_file({"delflag": "1"})) == [(1, "END", 3)]
    assert hub.records[-1]["on"] == DAY
    assert sent(hub, court_file({})) == [(1, "ASSERT", 4)]


def test_the_last_line_of_a_feed_counts() -> None:
    """Listed and deleted in one file, never heard of: nothing is sent."""
    hub = ImportingLine("court")
    assert sent(hub, court_file({}, {"delflag": "1"})) == []
    assert sent(hub, court_file({"delflag": "1"}, {})) == [(2, "ASSERT", 1)]


def test_one_more_debtor_is_never_taken_for_a_corrected_code() -> None:
    """A case comes debtor by debtor: another name with another code is a clerk's matter."""
    hub = ImportingLine("court")
    hub.take(court_file({}))
    another = court_file({"iname": "样例乙", "cardNum": "999999199001010024"})
    assert [len(hub.plan(another).send), len(hub.plan(another).clerk)] == [0, 1]
    assert sent(hub, court_file({"cardNum": "999999199001010024"})) == [(1, "CORRECT", 2)]


def test_numbers_never_hold_an_identity_number() -> None:
    """The number of a person's record tells nothing of the person."""
    hub = ImportingLine("court")
    (planned,) = hub.plan(court_file({})).send
    assert "999999199001010016" not in planned.record_no
    assert planned.record_no.startswith("SX-")
