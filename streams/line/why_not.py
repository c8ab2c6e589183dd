"""Why an act could not be done, in the words that are stored and read by whoever asked (R17)."""

from enum import StrEnum


class WhyNot(StrEnum):
    """One reason each; `{}` stands for what there is to say of the one case."""

    #: Nothing can be judged yet.
    NO_CATALOGUE = "no catalogue is loaded yet"
    #: No entry decided a directive of that id.
    NO_DIRECTIVE = "there is no such directive"
    #: It waits for no signature.
    NOT_HELD = "the directive is not held"
    #: Of that source and day, or no more.
    NOTHING_BRAKED = "the brake holds nothing of that department and day"
    #: Of a measure only what was decided last may be signed; `{}`: that directive.
    DECIDED_AFTER = "directive {} was decided after it: that one holds"
    #: What a ground holds up is not lifted while the ground stands (R12).
    IN_FORCE = "the measure is in force: end its ground instead"
    #: Only what one decider tells twice is merged (R3).
    NOT_ONE_DECISION = "not two records of one decider about one decision"
    #: A record is merged once.
    MERGED_BEFORE = "one of them was merged with another record before"
    #: No command takes a merge back, and it would take a decision that stands down with it.
    KEPT_IS_OVER = "the record to keep was ended or revoked: keep the other, or resolve the task"
    #: None of that place.
    NOT_IN_QUARANTINE = "no such message is in quarantine"
    #: `{}`: the code that it has now.
    STILL_UNREADABLE = "still not readable: {}"
    #: Only a partner can say again what it did.
    IS_AN_ANSWER = "answers are not replayed: ask the partner to answer again"
    #: A value in it is none that a column can hold.
    UNSTORABLE = "the database takes no such value: nothing was changed"
    #: A partner stays while anything is open with it (ADR 0333); `{}`: what, with whom.
    OPEN_WITH_PARTNERS = (
        "{}: first load a catalogue that leaves each its channel and has no rows for it, wait "
        "until every lift is confirmed, then load this one"
    )
    #: No edition that was in force becomes stricter (R8); `{}`: where it would.
    STRICTER = "{}"
