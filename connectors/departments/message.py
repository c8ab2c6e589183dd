"""From a record to the letter that carries it, or the field that keeps it from being one."""

from collections.abc import Mapping
from typing import Final

from connectors.departments import citizen_number
from connectors.departments.failures import BadRecord
from connectors.departments.fitting import misfit
from connectors.departments.outbox.frame import Letter
from schemas.codec import encode

EVENTS: Final = "credit.events"

#: The hub takes no longer message (E1506).
LONGEST_BYTES: Final = 65_536


def letter(department: str, kind: str, record: Mapping[str, object]) -> Letter:
    """
    The message of a record for the department's topic, its key the record number.

    `kind` is a record's name, for example ``ListEntry``. Raises `BadRecord`, naming the field, when
    the record does not fit the schema, is too large, or its number could not be a message key.
    """
    subject = f"{EVENTS}.{kind}"
    try:
        wrong = misfit(subject, record)
    except KeyError:
        raise BadRecord("kind", f"no schema is named {subject}") from None
    if wrong:
        raise BadRecord(*wrong)
    record_no = str(record["record_no"])
    if not record_no:
        raise BadRecord("record_no", "is blank")
    if citizen_number.inside(record_no):
        raise BadRecord("record_no", "contains an identity number; keys are seen by many (E1302)")
    message = encode(subject, record)
    if len(message) > LONGEST_BYTES:
        raise BadRecord("", f"{len(message)} bytes are more than {LONGEST_BYTES} (E1506)")
    return Letter(topic=f"{EVENTS}.{department}", record_no=record_no, message=message)
