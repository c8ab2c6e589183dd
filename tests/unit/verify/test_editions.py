"""Which edition rules, by the recount of `hub verify` (R8)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from scenario.calendar import day
from scenario.cast import BNK_02, PRC_01_WAGE, P, catalogue
from scenario.message import Message, continuation, freeze, judgment, related, wage
from scenario.recounted import Recounted

from schemas.catalogue.model import Catalogue, Effect, MeasureRow, OnObjection, TargetRole

CONTROLLER = TargetRole.CONTROLLER
FIRST = replace(PRC_01_WAGE, list_version="1", term_months=12, valid_until=None)


def until(edition: MeasureRow, last: str) -> MeasureRow:
    """The same edition with an end."""
    return replace(edition, valid_until=day(last))


def second(months: int, since: str = "05-01", **fields: object) -> MeasureRow:
    """Another edition of the row."""
    return replace(
        FIRST,
        list_version="2",
        term_months=months,
        valid_from=day(since),
        **fields,  # type: ignore[arg-type]
    )


def ruled(
    decided: str, on: str, *loads: tuple[str, Sequence[MeasureRow]], until: str | None = None
) -> tuple[str, int | None] | None:
    """By which edition and longest term a listing counts, None where it grounds nothing."""
    found = recounted([wage("W1", decided=decided, until=until)], on, *loads).ruling()
    if not found:
        return None
    edition = found["PRC-01"].edition
    return edition.list_version, edition.term_months


def recounted(
    told: Sequence[Message], on: str, *loads: tuple[str, Sequence[MeasureRow]]
) -> Recounted:
    """Messages after some loads, each of some rows on a day."""
    laws: list[tuple[date, Catalogue]] = [(day(at), catalogue(tuple(rows))) for at, rows in loads]
    return Recounted(told, day(on), laws)


OLD = ("01-01", [FIRST])


def test_w4_a_stricter_edition_dated_in_the_past() -> None:
    """It takes over on its load day; what was decided before keeps its edition (W4)."""
    new = ("06-10", [until(FIRST, "04-30"), second(36)])
    assert ruled("05-15", "06-10", OLD, new) == ("1", 12)
    assert ruled("06-09", "06-30", OLD, new) == ("1", 12)
    assert ruled("06-11", "06-11", OLD, new) == ("2", 36)


def test_w4_a_milder_edition_dated_in_the_past() -> None:
    """It counts from its own day, and not before (W4)."""
    new = ("06-10", [until(FIRST, "04-30"), second(6)])
    assert ruled("05-15", "06-09", OLD) == ("1", 12)
    assert ruled("05-15", "06-10", OLD, new) == ("2", 6)
    assert ruled("04-15", "06-10", OLD, new) == ("2", 6)


def test_w4_a_predecessor_that_an_earlier_load_ended() -> None:
    """It counts to that end only: what was decided in the gap has no basis (W4)."""
    ended = ("05-01", [until(FIRST, "04-30")])
    for months in (6, 36):
        new = ("06-10", [until(FIRST, "04-30"), second(months)])
        assert ruled("05-15", "06-10", OLD, ended, new) is None
        assert ruled("04-15", "06-10", OLD, ended, new) == min(("1", 12), ("2", months), key=term)


def term(edition: tuple[str, int]) -> int:
    """The term of an edition."""
    return edition[1]


def test_w6_what_was_once_milder_stays_milder() -> None:
    """Of all editions since the decision the mildest rules (W6)."""
    law = (
        "01-01",
        [
            until(replace(FIRST, term_months=36), "06-30"),
            replace(second(24, "07-01"), valid_until=day("12-31")),
            replace(FIRST, list_version="3", term_months=36, valid_from=day("2027-01-01")),
        ],
    )
    assert ruled("06-01", "06-30", law) == ("1", 36)
    assert ruled("06-01", "07-01", law) == ("2", 24)
    assert ruled("06-01", "2027-01-01", law) == ("2", 24)
    assert ruled("2027-01-02", "2027-01-02", law) == ("3", 36)


def test_of_equals_the_earliest() -> None:
    """An edition that is no milder changes nothing of what was decided before."""
    law = ("01-01", [until(FIRST, "06-30"), second(12, "07-01")])
    assert ruled("06-01", "07-15", law) == ("1", 12)


def test_mildness() -> None:
    """Effect comes before the term, the term before what an objection does."""
    milder = second(36, "07-01", effect=Effect.CAUTION)
    assert ruled("06-01", "07-01", ("01-01", [until(FIRST, "06-30"), milder])) == ("2", 36)
    suspending = second(12, "07-01", on_objection=OnObjection.SUSPEND)
    assert ruled("06-01", "07-01", ("01-01", [until(FIRST, "06-30"), suspending])) == ("2", 12)


def test_the_term_that_bears_is_compared() -> None:
    """The usual term where the decision names no last day, else the longest (R22)."""
    first, later = replace(FIRST, term_months=36, usual_months=12), second(24, "07-01")
    law = ("01-01", [until(first, "06-30"), replace(later, usual_months=18)])
    assert ruled("06-01", "07-01", law) == ("1", 36)
    assert ruled("06-01", "07-01", law, until="2027-01-01") == ("2", 24)


def test_without_a_usual_term_the_longest_bears() -> None:
    """It is compared with the other's usual term, and no term is longer than any."""
    first = until(replace(FIRST, term_months=36), "06-30")
    later = replace(second(24, "07-01"), term_months=None, usual_months=24)
    law = ("01-01", [first, later])
    assert ruled("06-01", "07-01", law) == ("2", None)
    assert ruled("06-01", "07-01", law, until="2027-01-01") == ("1", 36)
    law = ("01-01", [first, replace(later, usual_months=36)])
    assert ruled("06-01", "07-01", law) == ("1", 36)


def test_what_became_milder_for_one_sort_of_decisions() -> None:
    """An edition in its place gets a usual term: from the load on, for those without a last day."""
    milder = ("06-10", [replace(FIRST, usual_months=6)])
    found = recounted([wage("W1", decided="05-15")], "06-10", OLD, milder).ruling()
    assert found["PRC-01"].until == day("11-15")
    named = wage("W1", decided="05-15", until="2027-01-01")
    found = recounted([named], "06-10", OLD, milder).ruling()
    assert found["PRC-01"].until == day("2027-01-01")


@pytest.mark.parametrize(
    ("longest", "usual", "rules"), [(12, 6, "0"), (11, 10, "0"), (13, 6, "1"), (11, 11, "1")]
)
def test_a_load_compares_for_both_sorts(longest: int, usual: int, rules: str) -> None:
    """What is dated in the past counts on days before its load if it is stricter for no sort."""
    first = replace(FIRST, usual_months=10)
    between = replace(
        FIRST,
        list_version="0",
        term_months=longest,
        usual_months=usual,
        valid_from=day("05-01"),
        valid_until=day("06-05"),
    )
    old = ("01-01", [first])
    new = ("06-10", [until(first, "04-30"), between, second(12, "06-06", usual_months=10)])
    for named in (None, "2030-01-01"):
        edition = ruled("05-15", "06-10", old, new, until=named)
        assert edition is not None
        assert edition[0] == rules


def test_days_without_an_edition_are_free_for_those_days() -> None:
    """In a gap nothing is due; after it what was decided before it is due again."""
    law = ("01-01", [until(FIRST, "06-30"), second(24, "08-01")])
    assert ruled("06-01", "07-15", law) is None
    assert ruled("06-01", "08-01", law) == ("1", 12)
    assert ruled("07-15", "08-01", law) is None


def test_what_became_milder_in_its_place() -> None:
    """The same edition counts as it was loaded last, also for days before that load."""
    milder = ("06-10", [replace(FIRST, term_months=6)])
    assert ruled("05-15", "06-10", OLD, milder) == ("1", 6)


def test_an_edition_that_another_one_outlived() -> None:
    """What became milder in a predecessor counts, also on days that its successor has now."""
    milder = replace(until(FIRST, "04-30"), term_months=6)
    assert ruled("05-15", "06-10", OLD, ("06-10", [milder, second(36)])) == ("1", 6)


def test_a_row_that_comes_later_burdens_nobody_backwards() -> None:
    """A new row applies to what is decided from its load day on."""
    other = ("01-01", [BNK_02])
    new = ("06-10", [BNK_02, FIRST])
    assert ruled("06-09", "06-10", other, new) is None
    assert ruled("06-10", "06-10", other, new) == ("1", 12)


def test_a_row_that_was_away() -> None:
    """Days on which no catalogue had the row stay free; the others count as before."""
    away, back = ("05-01", [BNK_02]), ("06-10", [FIRST])
    assert ruled("05-15", "06-10", OLD, away, back) is None
    assert ruled("04-15", "06-10", OLD, away, back) == ("1", 12)


def test_what_a_load_set_aside() -> None:
    """Days that a load set aside come back with the same edition, and with no other."""
    ended = ("06-05", [until(FIRST, "04-30")])
    assert ruled("05-15", "06-05", OLD, ended) is None
    assert ruled("05-15", "06-10", OLD, ended, ("06-10", [FIRST])) == ("1", 12)
    new = ("06-10", [until(FIRST, "04-30"), second(6)])
    assert ruled("05-15", "06-10", OLD, ended, new) is None


def test_what_a_load_set_aside_was_milder_once() -> None:
    """A milder edition that a load leaves out still rules what was decided before."""
    law = ("01-01", [until(FIRST, "06-30"), second(6, "07-01")])
    without = ("07-10", [until(FIRST, "06-30"), replace(second(36, "07-01"), list_version="3")])
    assert ruled("06-01", "07-10", law, without) == ("2", 6)
    assert ruled("07-10", "07-10", law, without) == ("3", 36)


def test_a_role_is_asked_by_itself() -> None:
    """A target that an edition gains reaches nobody whom it did not reach on the day decided."""
    row = replace(FIRST, trigger="judgment-default", measure="LND-04")
    more = replace(row, list_version="2", valid_from=day("06-10"))
    more = replace(more, targets=row.targets | {TargetRole.PRINCIPAL})
    loads = (("01-01", [row]), ("06-10", [until(row, "06-09"), more]))
    told = [judgment("J1", decided="05-15", related=[related("PRINCIPAL", P)])]
    assert recounted(told, "06-10", *loads).ruling(P) == {}
    assert list(recounted(told, "06-10", *loads).ruling()) == ["LND-04"]
    later = [judgment("J1", decided="06-10", related=[related("PRINCIPAL", P)])]
    assert list(recounted(later, "06-10", *loads).ruling(P)) == ["LND-04"]


def test_two_roles_that_end_on_one_day() -> None:
    """Of two editions that give one last day the milder speaks, by the term that bears (R22)."""
    row = replace(FIRST, trigger="judgment-default", measure="LND-04", usual_months=24)
    first = replace(until(row, "06-30"), targets=frozenset({TargetRole.PRINCIPAL, CONTROLLER}))
    milder = replace(
        second(36, "07-01", usual_months=12, on_objection=OnObjection.SUSPEND),
        trigger=row.trigger,
        measure=row.measure,
        targets=frozenset({CONTROLLER}),
        valid_until=day("07-31"),
    )
    last = replace(
        first,
        list_version="3",
        term_months=24,
        usual_months=12,
        valid_from=day("08-01"),
        valid_until=None,
    )
    told = [judgment("1", related=[related(role, P) for role in ("PRINCIPAL", "CONTROLLER")])]
    found = recounted(told, "08-01", ("01-01", [first, milder, last])).ruling(P)["LND-04"]
    assert (found.until, found.edition.list_version) == (day("2027-06-01"), "2")


def test_orders_know_no_mildness() -> None:
    """Original and continuation each have the term of the edition of their own day."""
    short = replace(BNK_02, list_version="2", valid_from=day("06-10"), term_months=1)
    law = ("01-01", [until(BNK_02, "06-09"), short])
    told = [freeze("1", decided="06-01")]
    assert recounted(told, "06-20", law).ruling()["BNK-02 court|1|"].until == day("2027-06-01")
    told = [freeze("1", decided="06-10"), continuation("2", of="1", decided="06-20")]
    found = recounted(told, "06-20", law).ruling()["BNK-02 court|1|"]
    assert (found.until, found.edition.list_version) == (day("07-20"), "2")


def test_a_milder_edition_dated_in_the_past_reaches_no_order() -> None:
    """An order of an earlier day keeps the edition that counted then."""
    short = replace(BNK_02, list_version="2", valid_from=day("05-01"), term_months=1)
    loads = (("01-01", [BNK_02]), ("06-10", [until(BNK_02, "04-30"), short]))
    told = [freeze("1", decided="05-15")]
    found = recounted(told, "06-20", *loads).ruling()["BNK-02 court|1|"]
    assert (found.until, found.edition.list_version) == (day("2027-05-15"), "2020")
