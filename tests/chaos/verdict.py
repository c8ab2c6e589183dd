"""
What a run shows, from its evidence alone: lost, doubled, outliving, missing.

The rules of the departments of `chaos/department.py` are known here by themselves: what they began
and did not end is held by the partners named in `HELD_BY`, and what they ended is held by nobody.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from chaos.department import BEGIN, END, matter_of
from chaos.evidence import NAMED, Evidence

#: Which partners hold what a department's record grounds.
HELD_BY = {"hrss": ("bank", "procurement"), "court": ("land",)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """
    Each difference in words.

    `lost`: acknowledged, and without a decision or a receipt. `doubled`: decided, stored, numbered
    or in force twice. `outliving`: held, though every record it rests on was ended. `missing`: not
    held, though a record it rests on stands.
    """

    lost: tuple[str, ...]
    doubled: tuple[str, ...]
    outliving: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether there is no difference."""
        return not (self.lost or self.doubled or self.outliving or self.missing)


def judge(evidence: Evidence) -> Verdict:
    """Compare what was promised with what is there."""
    return Verdict(
        lost=tuple(_lost(evidence)),
        doubled=(*_decided_twice(evidence), *_told_twice(evidence), *_held_twice(evidence)),
        outliving=tuple(_outliving(evidence)),
        missing=tuple(_missing(evidence)),
    )


def _lost(evidence: Evidence) -> Iterator[str]:
    told = {(receipt.place, receipt.event_id) for receipt in evidence.receipts if receipt.first}
    for place, event_id in evidence.acknowledged.items():
        if place not in evidence.decided:
            yield f"{place}: {event_id} was acknowledged and not decided"
        if (place, event_id) not in told:
            yield f"{place}: {event_id} was acknowledged and has no receipt"


def _decided_twice(evidence: Evidence) -> Iterator[str]:
    for what, counted in (("decided", evidence.decided), ("stored", evidence.stored)):
        for place, times in counted.items():
            if times > 1:
                yield f"{place} is {what} {times} times"
    firsts = defaultdict(set)
    for receipt in evidence.receipts:
        if receipt.first:
            firsts[receipt.place].add((receipt.entry, receipt.outcome))
    for place, said in firsts.items():
        if len(said) > 1:
            yield f"{place} has {len(said)} first receipts that differ"


def _told_twice(evidence: Evidence) -> Iterator[str]:
    contents: dict[str, set[str]] = defaultdict(set)
    for told in evidence.told:
        stream = f"{told.partner} about {told.subject}"
        contents[f"sequence {told.sequence} of {stream}"].add(told.content)
        contents[f"directive {told.directive}"].add(told.content)
    for what, various in contents.items():
        if len(various) > 1:
            yield f"{what} was told with {len(various)} contents"


def _held_twice(evidence: Evidence) -> Iterator[str]:
    for partner, ledger in evidence.ledgers.items():
        seen: set[tuple[str, ...]] = set()
        for held in ledger.held():
            of = (held["subject_key"], held["measure"], held["object"], held["original_order_no"])
            if of in seen:
                yield f"{partner} holds {of} twice"
            seen.add(of)


def _outliving(evidence: Evidence) -> Iterator[str]:
    ended = {record for record, act in _acts(evidence.acknowledged.values()) if act == END}
    for partner, ledger in evidence.ledgers.items():
        for held in ledger.held():
            grounds = {ground["record_no"] for ground in held["grounds"]}
            if grounds and grounds <= ended:
                yield f"{partner} holds {held['measure']} for {sorted(grounds)}, which was ended"


def _missing(evidence: Evidence) -> Iterator[str]:
    begun = {record for record, act in _acts(evidence.acknowledged.values()) if act == BEGIN}
    # An end that nobody acknowledged may still have reached the topic: then it counts.
    ended = {record for record, act in _acts(evidence.published) if act == END}
    held = {
        (partner, ground["record_no"])
        for partner, ledger in evidence.ledgers.items()
        for one in ledger.held()
        for ground in one["grounds"]
    }
    for record in sorted(begun - ended):
        for partner in HELD_BY[record.partition("-")[0]]:
            if (partner, record) not in held:
                yield f"{partner} does not hold what {record} grounds"


def _acts(event_ids: Iterable[str]) -> Iterator[tuple[str, str]]:
    for event_id in event_ids:
        record, act = matter_of(event_id)
        if act and f"credit.events.{record.partition('-')[0]}" in NAMED:
            yield record, act
