"""Sentences from receipts, answers and the API. Nothing here knows what the story should be."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from connectors.departments.receipt import Receipt

#: What an outcome means for the department, in a clause.
MEANING = {
    "ACCEPTED": "taken into the pool",
    "REPEAT": "a repeat: the hub had this already",
    "MERGED": "the same fact as {cause}; kept as a second source of it",
    "CORRECTED": "the record now says this",
    "ENDED": "ended{by}",
    "REVOKED": "revoked{by}",
    "REPAIRED": "repaired{by}",
    "PARKED": "waits for the record it is about",
    "PARK_EXPIRED": "still waits for the record it is about",
    "STORED": "kept, without effect",
    "QUARANTINED": "could not be read",
    "REFUSED": "refused",
    "DROPPED": "given up",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """One event of the sample files, where it came to stand on Kafka."""

    department: str
    kind: str
    record_no: str
    version: int
    action: str
    about: str
    topic: str
    partition: int
    offset: int

    @property
    def place(self) -> tuple[str, int, int]:
        """Where it stands."""
        return (self.topic, self.partition, self.offset)

    def words(self) -> str:
        """What was published, as a clause."""
        about = f" on {self.about}" if self.about else ""
        return (
            f"{self.department}: {self.kind} {self.record_no} v{self.version} {self.action}{about}"
        )


def outcome(receipt: Receipt) -> str:
    """What a receipt says, as a clause with code and advice."""
    cause = " ".join(receipt.caused_by) if receipt.caused_by else ""
    late = ", reported late" if receipt.code == "E1204" else ""
    meaning = MEANING[receipt.outcome.value].format(cause=cause, by=f" by {cause}" if cause else "")
    code = f" {receipt.code}" if receipt.code else ""
    advice = f" — {receipt.hint}" if receipt.hint and receipt.outcome.refused else ""
    where = f" ({receipt.field})" if receipt.field else ""
    return f"{receipt.outcome}{code}: {meaning}{late}{where}{advice}"


def directive(explained: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """One directive with its ground, its clause and the partner's answer, as a sentence."""
    whom = names.get(explained["subject_key"], explained["subject_key"])
    what = {"IMPOSE": "impose", "AMEND": "amend", "LIFT": "lift"}[explained["action"]]
    rule = explained["rule"]
    grounds = " and ".join(
        f"{ground['department']} {ground['record_no']}" for ground in explained["grounds"]
    )
    until = explained["valid_until"] or "lifted"
    because = f"because of {grounds}" if grounds else ""
    ending = "" if what == "lift" else f", until {until}, on {rule['clauses'][0]}"
    why = f" ({explained['reason']})" if what == "lift" and explained["reason"] else ""
    return (
        f"{explained['partner']} was told to {what} {rule['measure']} {rule['name']} on {whom} "
        f"{because}{ending}{why}; it answered {answer(explained)}."
    )


def answer(explained: Mapping[str, Any]) -> str:
    """The partner's ruling answer, in a word or two."""
    answers = explained["answers"]
    if not answers:
        return "nothing yet"
    last = max(answers, key=lambda given: given["answer_no"])
    code = f" ({last['reason_code']})" if last["reason_code"] else ""
    return f"{last['result']}{code}"


def counter(checked: Mapping[str, Any]) -> str:
    """What an official sees, as a sentence."""
    found = "; ".join(
        f"{r['measure']} {r['name']} until {r['until'] or 'lifted'}"
        for r in checked["restrictions"]
    )
    say = {"CLEAR": "nothing stands against it", "UNKNOWN": checked["why"]}
    return f"{checked['item_name']}: {checked['verdict']} — {found or say[checked['verdict']]}"
