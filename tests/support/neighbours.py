"""A batch decided on a store, and all that can be seen of what it left there."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from uuid import UUID, uuid5

from contract.line_on_store import everything
from contract.stores import Seen, StoreUnderTest, loaded
from scenario.calendar import noon
from support.bad_messages import (
    BOOK,
    DAY,
    Sample,
    faulty_reference,
    message,
    neighbours,
)

from streams.accept.codes import codes
from streams.accept.outcome import Outcome
from streams.deciding.arrivals import Reader
from streams.deciding.message import Message
from streams.identify.pseudonym import PseudonymKey
from streams.line.changes import Changes
from streams.line.decide import decide_batch, need_of, rulebook
from streams.line.entry import Batch, Entry
from streams.line.store import Snapshot
from streams.send.directive import Directive

ENTRIES = UUID("00000000-0000-0000-0000-00000000e17a")
READER = Reader(reference=faulty_reference(), key=PseudonymKey(version=1, secret=bytes(32)))
RULES = rulebook(BOOK)


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """What a store has after some batches: all that can be seen, and all that can be loaded."""

    seen: Seen
    known: Snapshot

    def without(self, place: tuple[str, int, int], tasks: AbstractSet[UUID]) -> "Left":
        """The same, but for what is kept about one message alone, and some tasks."""
        return replace(
            self,
            seen=replace(
                self.seen,
                outcomes={at: told for at, told in self.seen.outcomes.items() if at != place},
                quarantine={at: told for at, told in self.seen.quarantine.items() if at != place},
                tasks={key: task for key, task in self.seen.tasks.items() if key not in tasks},
            ),
        )


def left_by(store: StoreUnderTest, *batches: list[Message]) -> Left:
    """Decide each batch in an entry of its own, as the worker does."""
    decided: list[Changes] = []
    for number, messages in enumerate(batches, 1):
        batch = Batch(arrivals=tuple(READER.read(one) for one in messages))
        entry = Entry(
            id=uuid5(ENTRIES, str(number)), number=number, day=DAY, judged_at=noon(DAY), work=batch
        )
        snapshot = store.store.load(need_of(batch))
        changes = decide_batch(entry, batch, snapshot, RULES)
        store.save(changes)
        decided.append(changes)
    return Left(seen=store.seen(), known=loaded(store.store, everything(decided)))


def check_between_neighbours(
    sample: Sample, whole: StoreUnderTest, alone: StoreUnderTest
) -> Message:
    """
    The sample between two good messages of one batch is told of, and they are as if it had
    not come.

    `whole` gets all three, `alone` the two; both are empty. Returns where the sample stood.
    """
    before = [message(source, place, one) for place, (source, one) in enumerate(sample.before)]
    start = len(before)
    first, last = neighbours(sample.source)
    good = [message(sample.source, start, first), message(sample.source, start + 2, last)]
    bad = message(sample.source, start + 1, sample.payload)
    earlier = [before] if before else []
    found = left_by(whole, *earlier, [good[0], bad, good[1]])
    wanted = left_by(alone, *earlier, good)

    sentence = codes()[sample.code].advice
    (told,) = found.seen.outcomes[bad.place]
    assert tuple(told[:3]) == (sample.outcome, sample.code, sample.field)
    assert told[3] == ("" if sample.by_line else sentence)
    kept = {bad.place: (sample.code, sentence)} if sample.outcome is Outcome.QUARANTINED else {}
    assert found.seen.quarantine == kept
    for one in good:
        assert [told[0] for told in found.seen.outcomes[one.place]] == [Outcome.ACCEPTED]
        assert imposed(found, one)
        assert imposed(found, one) == imposed(wanted, one)
    if not sample.admitted:
        opened = found.seen.tasks.keys() - wanted.seen.tasks.keys()
        assert [found.seen.tasks[key][0] for key in opened] == list(filter(None, [sample.task]))
        assert found.without(bad.place, opened) == wanted
    return bad


def imposed(left: Left, one: Message) -> list[Directive]:
    """What follows for the subject of a good message."""
    (subject,) = {
        version.subject
        for versions in left.known.versions.values()
        for version in versions
        if version.event.origin == one.origin
    }
    assert subject is not None
    return [decided.last for decided in left.known.decided[subject].values()]
