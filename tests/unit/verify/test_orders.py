"""Which order is about which, by the recount of `hub verify` (R6)."""

from collections.abc import Mapping

import pytest
from scenario.calendar import day
from scenario.cast import B
from scenario.message import (
    Message,
    continuation,
    freeze,
    mark,
    order,
    repair,
    seal,
    unfreeze,
    unseal,
)
from scenario.recounted import Recounted

from monitoring.verify.recount.attached import target_of
from monitoring.verify.recount.due import Ground

FIRST = "（2026）苏04执保12号"


def last_days(found: Mapping[str, Ground]) -> dict[str, str]:
    """Until when each measure lasts."""
    return {measure: str(ground.until) for measure, ground in found.items()}


@pytest.mark.parametrize(
    ("written", "named"),
    [
        (FIRST, "(2026)苏04执保12号"),
        (FIRST, "〔2026〕 苏04执保１２号"),
        ("12", "１２"),
        ("ab 12", "AB12"),
    ],
)
def test_w2_a_number_in_another_writing(written: str, named: str) -> None:
    """A release in other brackets, width, case or spacing ends the freeze it means (W2)."""
    found = Recounted([freeze(written), unfreeze("20", of=named)])
    assert found.ruling() == {}
    assert found.released() == {(f"BNK-02 court|{written}|", "20")}


def test_of_another_court_nothing_is_looked_up() -> None:
    """Numbers of two courts are two numbers, however they are written."""
    found = Recounted([freeze("12"), unfreeze("20", of="１２", by="court2")])
    assert list(found.ruling()) == ["BNK-02 court|12|"]
    assert found.released() == {("BNK-02 court2|１２|", "20")}


def test_w3_a_number_that_nobody_has() -> None:
    """A release of an unknown number ends that number as it wrote it, and no other freeze (W3)."""
    found = Recounted([freeze("12"), unfreeze("20", of="１３")])
    assert list(found.ruling()) == ["BNK-02 court|12|"]
    assert found.released() == {("BNK-02 court|１３|", "20")}


def test_of_several_the_one_written_the_same() -> None:
    """A release of one of two numbers that fold alike ends the one written as it names it."""
    found = Recounted([freeze("12"), freeze("１２"), unfreeze("20", of="12")])
    assert list(found.ruling()) == ["BNK-02 court|１２|"]


def test_of_several_written_otherwise_all() -> None:
    """A release that names two numbers in a third writing ends both; a continuation neither."""
    both = [freeze("A12"), freeze("Ａ12")]
    assert Recounted([*both, unfreeze("20", of="a12")]).ruling() == {}
    later = continuation("21", of="a12", decided="06-01")
    found = Recounted([*both, later])
    assert last_days(found.ruling()) == {
        "BNK-02 court|A12|": "2027-06-01",
        "BNK-02 court|Ａ12|": "2027-06-01",
    }
    assert found.parked() == {("court", "21")}


def test_exactly_one_is_meant() -> None:
    """Of several numbers the one about the order's own subject, also if another is written so."""
    told = [freeze("12", about=B), freeze("１２"), unfreeze("20", of="12")]
    assert Recounted(told).ruling() == {}
    assert list(Recounted(told).ruling(B)) == ["BNK-02 court|12|"]


@pytest.mark.parametrize(
    "other",
    [
        freeze("12", about=B),
        seal("12"),
        continuation("12", of="5"),
    ],
)
def test_what_does_not_fit_parks(other: Message) -> None:
    """A release of another subject's order, another kind of order or a continuation waits."""
    found = Recounted([other, unfreeze("20", of="１２")])
    assert ("court", "20") in found.parked()
    assert found.released() == set()


def test_a_continuation_in_another_writing() -> None:
    """A continuation that names the freeze in another writing extends it."""
    found = Recounted([freeze("12", decided="05-01"), continuation("21", of="１２")])
    assert last_days(found.ruling()) == {"BNK-02 court|12|": "2027-06-01"}
    assert found.parked() == set()


def test_w7_an_end_of_a_release() -> None:
    """A release that ended stays one; a revoked one is none (W7)."""
    release = unfreeze("20", of="12")
    ended = Recounted([freeze("12"), release, release.ended(2, "06-05")], on=day("06-06"))
    assert ended.ruling() == {}
    assert ended.released() == {("BNK-02 court|12|", "20")}
    revoked = Recounted([freeze("12"), release, release.revoked(2)], on=day("06-06"))
    assert list(revoked.ruling()) == ["BNK-02 court|12|"]
    assert revoked.released() == set()


def test_an_end_of_a_continuation() -> None:
    """A continuation that ended counts no more from that day on."""
    later = continuation("21", of="12")
    told = [freeze("12", decided="05-01"), later, later.ended(2, "06-05")]
    assert last_days(Recounted(told, on=day("06-04")).ruling()).popitem()[1] == "2027-06-01"
    assert last_days(Recounted(told, on=day("06-05")).ruling()).popitem()[1] == "2027-05-01"


def test_a_seal_is_released_likewise() -> None:
    """The release of a seal is looked up as that of a freeze."""
    found = Recounted([seal("12"), unseal("20", of="１２")])
    assert found.ruling() == {}


def test_a_repair_names_an_order_in_another_writing() -> None:
    """A repair by the court stops the order that it means, if it is exactly one."""
    named = freeze("１２")
    told = [freeze("12"), repair("R1", of=named, by="court")]
    assert Recounted(told).ruling() == {}
    assert Recounted(told).parked() == set()
    several = [freeze("A12"), freeze("Ａ12"), repair("R1", of=freeze("a12"), by="court")]
    assert len(Recounted(several).ruling()) == 2
    assert Recounted(several).parked() == {("court", "R1")}


def test_a_mark_of_its_own_subject() -> None:
    """Of several orders a mark is about the one on its own subject."""
    about_b = mark("M1", of=freeze("a12"), by="court", about=B)
    told = [freeze("A12"), freeze("Ａ12", about=B), about_b]
    world = Recounted(told).world(B)
    (attaching,) = [record for record in world.records if record.id == ("court", "M1")]
    found = target_of(world.records, attaching)
    assert found is not None
    assert found.id == ("court", "Ａ12")


def test_an_order_is_not_its_own_original() -> None:
    """A release whose own number folds like the freeze's ends the freeze."""
    found = Recounted([freeze("12"), order("UNFREEZE", "１２", original_order_no="12")])
    assert found.ruling() == {}
