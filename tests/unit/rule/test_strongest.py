"""Several grounds for one measure (R10)."""

from datetime import date
from itertools import permutations

from scenario.cast import A, B

from schemas.catalogue.model import Binding, Effect
from streams.kinds.event import Subject
from streams.rule.due import Grounding
from streams.rule.judge import strongest
from streams.rule.measure import Ground, Terms


def claimed(source: str, record_no: str, until: date | None, naming: Subject = A) -> Grounding:
    """One ground's claim."""
    terms = Terms(
        binding=Binding.STATUTORY,
        effect=Effect.REFUSE,
        valid_from=date(2026, 6, 1),
        valid_until=until,
        legal_basis=(source,),
        list_version="2026",
    )
    ground = Ground(source=source, record_no=record_no, trigger="list/WAGE_ARREARS")
    return Grounding(terms=terms, ground=ground, naming=naming)


def test_the_longest_lasting_ground_speaks() -> None:
    """The terms and the name of the subject are its own; without an end it lasts longest."""
    short = claimed("hrss", "1", date(2027, 1, 1))
    long = claimed("tax", "2", date(2028, 1, 1), B)
    open_ended = claimed("tax", "9", None)
    for order in permutations((short, long)):
        terms, naming = strongest(order)
        assert (terms.valid_until, terms.legal_basis, naming) == (date(2028, 1, 1), ("tax",), B)
    for order in permutations((short, long, open_ended)):
        assert strongest(order)[0].valid_until is None


def test_of_equally_long_ones_the_first_by_source_and_number_speaks() -> None:
    """Whatever the order in which they were found."""
    one, other = claimed("hrss", "2", None), claimed("hrss", "1", None, B)
    for order in permutations((one, other, claimed("tax", "0", None))):
        terms, naming = strongest(order)
        assert (terms.legal_basis, naming) == (("hrss",), B)


def test_every_ground_is_named_once() -> None:
    """Two departments with one number are two grounds; one that claims twice is one."""
    grounds = (claimed("tax", "1", None), claimed("hrss", "1", None), claimed("tax", "1", None))
    for order in permutations(grounds):
        named = [(g.source, g.record_no) for g in strongest(order)[0].grounds]
        assert named == [("hrss", "1"), ("tax", "1")]
