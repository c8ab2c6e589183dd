"""What was told of facts against how they stand."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from schemas.codec import encode
from streams.wiring.verify.finding import Finding
from streams.wiring.verify.pool import Pool, Written, check_pool
from streams.wiring.verify.pool_topic import Heard
from streams.wiring.verify.recount.standing import Standing, Stands

FACT, OTHER = UUID(int=1), UUID(int=2)
SO = Standing(UUID(int=9), "ListEntry", "STANDING", "hrss", 1, date(2026, 6, 1))
POOL = Pool(stands={FACT: Stands(FACT, ("hrss", "W1"), SO)})
NOTHING: Written = {}


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
        "judged_at": 0,
    }
    return encode("credit.pool.PoolChange", {**said, **changes})


def found(
    last: Mapping[UUID, bytes | None],
    waiting: Written = NOTHING,
    pool: Pool = POOL,
    *,
    since: frozenset[UUID] = frozenset(),
    whole: bool = True,
) -> list[tuple[str, str, str]]:
    """The differences."""
    finding = Finding(invariant=5)
    check_pool(pool, Heard(last=dict(last), since=set(since)), waiting, finding, whole=whole)
    return [(d.check, d.where, d.what) for d in finding.differences]


WHERE = f"{FACT} (ListEntry hrss W1)"
UNTOLD = [("untold", WHERE, "is STANDING, and no message says so")]


def test_what_is_told_as_it_stands() -> None:
    """A last message that says what is so is no difference."""
    assert found({FACT: message(FACT)}) == []


def test_what_is_told_otherwise() -> None:
    """Every field that is told otherwise is named with both."""
    assert found({FACT: message(FACT, state="ENDED", provenances=3)}) == [
        ("told", WHERE, "was told as state ENDED, is STANDING; provenances 3, is 1")
    ]


def test_what_was_never_told() -> None:
    """A fact without any message, or with its last one taking it back, is named."""
    assert found({}) == found({FACT: None}) == UNTOLD


def test_what_is_no_more() -> None:
    """A message for what is no fact is named where everything was recounted, and only there."""
    last = {FACT: message(FACT), OTHER: message(OTHER)}
    where = f"{OTHER} (ListEntry of hrss)"
    what = "was told as STANDING, and no record tells of it any more"
    assert found(last) == [("gone", where, what)]
    assert found(last, whole=False) == []
    assert found({**last, OTHER: None}) == []


def test_what_is_written_comes_after_what_was_sent() -> None:
    """What waits to be sent is the last word, whatever the topic still says."""
    assert found({FACT: message(FACT, state="ENDED")}, {FACT: SO}) == []
    assert found({FACT: message(FACT)}, {FACT: None}) == UNTOLD
    assert found({FACT: message(FACT), OTHER: message(OTHER)}, {OTHER: None}) == []
    assert found({FACT: message(FACT)}, {OTHER: SO})[0][0] == "gone"


def test_what_nothing_can_be_said_of() -> None:
    """Facts told of since, and ids of what is not worked off, are not compared."""
    last = {FACT: message(FACT, state="ENDED"), OTHER: message(OTHER)}
    assert found(last, since=frozenset({FACT, OTHER})) == []
    assert found({OTHER: message(OTHER)}, pool=Pool(undecided={OTHER})) == []


def test_what_cannot_be_read() -> None:
    """A message that says nothing is named as such, whether its fact stands or not."""
    unread = "its last message cannot be read: "
    for last, why in (
        (b"", "0 bytes are too few for the framing"),
        (message(OTHER), "is about another fact than its key"),
        (message(FACT, subject_key="A"), "names no subject key"),
    ):
        assert found({FACT: last}) == [("message", WHERE, unread + why)]
        assert found({FACT: last}, pool=Pool()) == [("message", str(FACT), unread + why)]
