"""The closed words a catalogue may use beyond the enums of `model.py`."""

import re
from typing import Final
from unicodedata import normalize

#: Kinds only a court's topic may carry (D6): nobody but a court lists a judgment debtor.
COURT_KINDS: Final = frozenset({"JudgmentDefault", "SpendingRestriction", "EnforcementOrder"})

#: The kind that puts somebody on a list.
LIST_ENTRY: Final = "ListEntry"

#: The kind whose clauses ground measures.
PENALTY: Final = "AdministrativePenalty"

#: Record names of the events a department's topic may carry.
KINDS: Final = COURT_KINDS | {
    PENALTY,
    LIST_ENTRY,
    "RepairDecision",
    "ObjectionMark",
}

#: In `relays_for`: whoever decided; in `lists`: whatever list.
EVERYONE: Final = "*"

#: Directive fields that a row may make visible to its partner beyond ids and dates.
MAY_BE_VISIBLE: Final = frozenset(
    {"subject_name", "subject_code", "reason", "case", "documents", "amount", "object"}
)

#: Triggers that ground only measures which last until lifted (R6).
STANDING_TRIGGERS: Final = frozenset(
    {"judgment-default", "spending-restriction", "order/FREEZE", "order/SEAL"}
)

#: Ids become parts of topic names, addresses and file names.
ID: Final = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")

#: Clause and list codes.
CODE: Final = re.compile(r"[A-Z][A-Z0-9_]*")

#: Ids of measures, as the measure list and the directives name them.
MEASURE: Final = re.compile(r"[A-Z][A-Z0-9]*(-[A-Z0-9]+)*")

#: The longest id or code: it becomes part of a topic's name, of a path and of a column in a table.
LONGEST_NAME: Final = 64

#: Words that say civility points (文明积分), which never feed a measure.
_CIVILITY: Final = re.compile(r"civility|文明(信用|诚信)?(积分|分值|行为分)", re.IGNORECASE)


def says_something(text: str) -> bool:
    """Whether a text has a letter, a Chinese character or a digit: blanks say nothing."""
    return any(sign.isalnum() for sign in text)


def names_civility(text: str) -> bool:
    """Whether a text names civility points."""
    return _CIVILITY.search(normalize("NFKC", text)) is not None


def is_order(trigger: str) -> bool:
    """Whether a court's order grounds the row (R6)."""
    return trigger in {"order/FREEZE", "order/SEAL"}


def list_code(trigger: str) -> str | None:
    """The list a trigger ``list/<LIST_CODE>`` names, None for any other trigger."""
    form, _, code = trigger.partition("/")
    return code if form == "list" else None


def clause_code(trigger: str) -> str | None:
    """The clause a trigger ``penalty/<CLAUSE>`` names, None for any other trigger."""
    form, _, code = trigger.partition("/")
    return code if form == "penalty" else None


def penalty_trigger(clause: str) -> str:
    """The trigger that a clause of a penalty grounds."""
    return f"penalty/{clause}"


def is_trigger(trigger: str) -> bool:
    """Whether a trigger has one of the forms `MeasureRow` names."""
    form, _, code = trigger.partition("/")
    return trigger in STANDING_TRIGGERS or (
        form in {"penalty", "list"} and CODE.fullmatch(code) is not None
    )
