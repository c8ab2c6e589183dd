"""What was told of facts against how they stand."""

from collections.abc import Iterable, Iterator
from datetime import date
from uuid import UUID

import pytest

from monitoring.verify.finding import Finding
from monitoring.verify.pool import compare, gone, last_word, silence, wrote
from monitoring.verify.recount.standing import Standing, Stands
from monitoring.verify.spool import FactSpool, SpoolPage, spool
from schemas.codec import encode

FACT, OTHER = UUID(int=1), UUID(int=2)
SO = Standing(
    subject=UUID(int=9),
    kind="ListEntry",
    state="STANDING",
    source="hrss",
    provenances=1,
    decided_on=date(2026, 6, 1),
    effective_until=date(2026, 12, 31),
    list_code="WAGE_ARREARS",
    colour="BLACK",
    disclosure="PUBLIC",
)
ENDED = SO._replace(state="ENDED", subject=None, decided_on=None)
STANDS = Stands(FACT, ("hrss", "W1"), SO, told=True)
WHERE = f"{FACT} (ListEntry hrss W1)"
UNTOLD = [("untold", WHERE, "is STANDING, and no message says so")]

Differences = list[tuple[str, str, str]]


def message(fact: UUID, **changes: object) -> bytes:
    """A message that says of a fact what is so, or something else."""
    said = {
        "fact_id": str(fact),
        "subject_key": str(SO.subject),
        "kind": SO.kind,
        "source": SO.source,
        "state": SO.state,
        "provenances": SO.provenances,
        "decided_on": SO.decided_on,
        "effective_until": SO.effective_until,
        "list_code": SO.list_code,
        "colour": SO.colour,
        "disclosure": SO.disclosure,
        "judged_at": 0,
    }
    return encode("credit.pool.PoolChange", {**said, **changes})


@pytest.fixture
def said() -> Iterator[FactSpool]:
    """An empty spool."""
    with spool() as empty:
        yield empty


def written(*words: Standing | None, sent: bool = False, fact: UUID = FACT) -> Iterable[SpoolPage]:
    """Pages of a fact, an entry for each."""
    return [SpoolPage(fact, entry, sent, word) for entry, word in enumerate(words, 1)]


def found(said: FactSpool, *, asked: bool = True) -> Differences:
    """The differences of the fact that stands."""
    finding = Finding(invariant=5)
    compare(STANDS, last_word(FACT, said, asked=asked), finding)
    return named(finding)


def named(finding: Finding) -> Differences:
    """The differences."""
    return [(d.check, d.where, d.what) for d in finding.differences]


def test_what_is_told_as_it_stands(said: FactSpool) -> None:
    """A last message that says what is so is no difference, whatever was said before."""
    said.hear([(FACT, False, message(FACT, state="ENDED")), (FACT, False, message(FACT))])
    assert found(said) == []


def test_what_is_told_otherwise(said: FactSpool) -> None:
    """Every field that is told otherwise is named with both."""
    said.hear([(FACT, False, message(FACT, state="ENDED", provenances=3))])
    assert found(said) == [
        ("told", WHERE, "was told as state ENDED, is STANDING; provenances 3, is 1")
    ]


def test_what_was_never_told(said: FactSpool) -> None:
    """A fact without any message, or with its last one taking it back, is named."""
    assert found(said) == UNTOLD
    said.hear([(FACT, False, message(FACT)), (FACT, False, None)])
    assert found(said) == UNTOLD


def test_what_is_written_comes_after_what_was_sent(said: FactSpool) -> None:
    """What waits to be sent is the last word, whatever the topic still says."""
    said.hear([(FACT, False, message(FACT, state="ENDED"))])
    said.write(written(ENDED, SO))
    assert found(said) == []
    said.write([SpoolPage(FACT, 3, False, None)])
    assert found(said) == UNTOLD


def test_without_the_topic_what_was_written_was_told(said: FactSpool) -> None:
    """Where the broker is not asked a page that was sent is the last word."""
    said.write(written(SO, sent=True))
    assert found(said) == UNTOLD
    assert found(said, asked=False) == []


def test_what_was_told_of_since(said: FactSpool) -> None:
    """What came after the moment is not its last message, and is known to have come."""
    said.hear([(FACT, False, message(FACT)), (FACT, True, None)])
    assert last_word(FACT, said, asked=True).since
    assert found(said) == []


def test_what_nobody_recounted(said: FactSpool) -> None:
    """Every fact that is spoken of and was not recounted is asked for once."""
    said.hear([(FACT, False, message(FACT)), (OTHER, False, b"x"), (OTHER, False, None)])
    said.write(written(SO, SO, fact=UUID(int=3)))
    said.sort()
    said.know([FACT])
    assert sorted(said.unknown()) == [OTHER, UUID(int=3)]


def test_what_is_no_more() -> None:
    """A message for what is no fact is named; one that takes it back is not."""
    finding = Finding(invariant=5)
    gone(OTHER, None, finding)
    gone(OTHER, SO, finding)
    gone(OTHER, "is no message", finding)
    assert named(finding) == [
        (
            "gone",
            f"{OTHER} (ListEntry of hrss)",
            "was told as STANDING, and no record tells of it any more",
        ),
        ("message", str(OTHER), "its last message cannot be read: is no message"),
    ]


def test_what_nothing_may_be_told_of(said: FactSpool) -> None:
    """A message, sent or written, for a fact that is silent is named; one that takes it back, or
    none at all, is not (R30)."""
    hidden = STANDS._replace(told=False)

    def differences() -> Differences:
        finding = Finding(invariant=5)
        silence(hidden, last_word(FACT, said, asked=True), finding)
        return named(finding)

    assert differences() == []
    said.hear([(FACT, False, message(FACT))])
    told_how = "was told as STANDING, and nothing may be told of it"
    assert differences() == [("silent", WHERE, told_how)]
    said.hear([(FACT, False, None)])
    assert differences() == []
    said.write(written(SO))
    told_how = "is written to be told as STANDING, and nothing may be told of it"
    assert differences() == [("silent", WHERE, told_how)]


def test_what_cannot_be_read(said: FactSpool) -> None:
    """A message that says nothing is named as such."""
    unread = "its last message cannot be read: "
    for last, why in (
        (b"", "0 bytes are too few for the framing"),
        (message(OTHER), "is about another fact than its key"),
        (message(FACT, subject_key="A"), "names no subject key"),
    ):
        said.hear([(FACT, False, last)])
        assert found(said) == [("message", WHERE, unread + why)]


def test_what_an_entry_wrote(said: FactSpool) -> None:
    """What is written of a fact that stood otherwise then is named with its entry."""
    said.write(written(SO, ENDED, None, sent=True))
    one, two, three = said.written(FACT)
    assert (one.standing, two.standing, three.standing) == (SO, ENDED, None)
    finding = Finding(invariant=5)
    for page, stood in ((one, SO), (two, ENDED), (three, None)):
        wrote(page, stood, finding)
    assert finding.holds
    wrote(one, SO._replace(state="REPAIRED"), finding)
    wrote(two, None, finding)
    wrote(three, SO, finding)
    assert named(finding) == [
        ("written", f"{FACT} of entry 1", "is written as state STANDING, is REPAIRED after it"),
        ("written", f"{FACT} of entry 2", "is written as ENDED, and was none to be told of then"),
        ("written", f"{FACT} of entry 3", "is written as GONE, and was STANDING then"),
    ]
