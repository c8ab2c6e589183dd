"""The doors without a server: what each says to the bytes laid before it, in a few words."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

from support.accepting import APPENDED, reference

from connectors.departments.failures import BadRecord
from connectors.departments.layouts import cf, court_list
from connectors.departments.message import letter
from connectors.departments.numbering import Numbered, questions, sort_rows, version_of
from connectors.departments.returned import of_refused, returned_lines, returned_table
from connectors.departments.row import BrokenFile, Reading
from schemas.samples.parts import COURT
from streams.accept.outcome import Quarantined, Refused
from streams.deciding.arrivals import Reader
from streams.deciding.message import Message
from streams.identify.pseudonym import PseudonymKey
from streams.line.entry import Arrival

#: What a door says, by where the bytes were laid.
Door = Callable[[str, bytes], str]

KEY = b"\x07" * 32


def doors() -> dict[str, Door]:
    """By the name of their folder of files."""
    reader = Reader(reference=reference(), key=PseudonymKey(version=1, secret=KEY))
    on_topic = partial(_on_topic, reader)
    file = partial(_file, on_topic)
    return {"events": on_topic, "answers": on_topic, "cf": file, "court-list": file}


def said(arrival: Arrival) -> str:
    """What the line took a message for."""
    match arrival:
        case Refused(code=code, field=field):
            return f"REFUSED {code} {field}".rstrip()
        case Quarantined(code=code):
            return f"QUARANTINED {code}"
        case _:
            return "ACCEPTED"


def _on_topic(reader: Reader, topic: str, payload: bytes) -> str:
    return said(
        reader.read(
            Message(
                topic=topic,
                partition=0,
                offset=0,
                appended_at_ms=int(APPENDED.timestamp() * 1000),
                payload=payload,
            )
        )
    )


def _file(hub: Door, layout: str, content: bytes) -> str:
    """
    What became of a file's rows, with how often where it is not once.

    As `hub import` goes: read, number, ask, publish, hand back what is to be mended.
    """
    if layout == "cf":
        reading, department = cf.read(content), "tax"
    else:
        reading = court_list.read(content, COURT["uscc"], date(2026, 6, 1))
        department = "court"
    if isinstance(reading, BrokenFile):
        return f"BROKEN {reading.code}"
    rows = sort_rows(reading, KEY)
    found = Counter(_published(hub, department, rows.numbered))
    found.update(f"RETURNED {one.code} {one.column[:40]}".rstrip() for one in reading.refused)
    found["REPEATED"] += len(rows.repeated) + len(rows.superseded)
    found["CLERK"] += len(rows.contradicting)
    _hand_back(reading)
    told = [v if number == 1 else f"{number} {v}" for v, number in found.items() if number]
    return ", ".join(told) or "NOTHING"


def _published(hub: Door, department: str, rows: tuple[Numbered, ...]) -> Iterator[str]:
    questions(rows)
    for one in rows:
        try:
            sent = letter(department, one.row.kind, version_of(one.row, one.record_no))
        except BadRecord as wrong:
            yield f"UNFIT {wrong.field}"
        else:
            yield hub(sent.topic, sent.message)


def _hand_back(reading: Reading) -> None:
    back = [of_refused(one, reading) for one in reading.refused]
    text = returned_table(reading.columns, back) if reading.columns else returned_lines(back)
    text.encode()
    "".join(one.column + one.advice for one in back).encode()
