"""Messages that must be turned away, each with the code that says why."""

from collections.abc import Mapping
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from scenario.cast import COURT
from scenario.codes import citizen_number
from scenario.message import Message, Value, said, wage

from schemas.codec import encode
from simulation.quarter import Quarter

#: The id of no schema, under which civility points might come one day.
NO_SCHEMA = b"\x00\x00\x00\x63\x00"


class Wrong(NamedTuple):
    """A department's message that must not get in."""

    department: str
    payload: bytes
    code: str


def wrong(chance: Random, quarter: Quarter, today: date) -> Wrong:
    """Something is the matter with it."""
    if chance.random() < 0.3:
        return Wrong("hrss", *chance.choice(_noise(chance)))
    base = wage(f"W{quarter.number}-8", about=quarter.people.bodies[0], decided=today)
    change, code = chance.choice(_changes(chance, base, today))
    record = {**base.record, **said(change)}
    return Wrong(base.department, encode(f"credit.events.{base.kind}", record), code)


def _changes(chance: Random, base: Message, today: date) -> list[tuple[dict[str, Value], str]]:
    subject: Mapping[str, Value] = base.record["subject"]
    number = citizen_number("19800101", chance.randrange(1000))
    broken = number[:-1] + ("0" if number[-1] != "0" else "1")
    person = {**subject, "kind": "PERSON", "uscc": "", "org_code": "", "id_type": "ID_CARD"}
    person |= {"registration_no": "", "id_country": "", "birth_date": None}
    masked = number[:6] + "********" + number[14:]
    body = {**person, "kind": "ORGANISATION", "id_type": "", "id_number": ""}
    return [
        ({"record_no": f"W-{number}"}, "E1302"),
        ({"record_no": ""}, "E1101"),
        ({"subject": {**person, "id_number": broken}}, "E1003"),
        ({"subject": {**person, "id_number": masked}}, "E1005"),
        ({"subject": {**body, "uscc": "91999900MA0000008U"}}, "E1002"),
        ({"decided": today + timedelta(days=2), "until": None}, "E1201"),
        ({"list_code": "NO_SUCH_LIST"}, "E1301"),
        ({"authority": COURT}, "E1303"),
        ({"version": 0}, "E1107"),
        ({"document_no": "无"}, "E1004"),
    ]


def _noise(chance: Random) -> list[tuple[bytes, str]]:
    return [
        (chance.randbytes(chance.randrange(1, 40)).replace(b"\x00", b"\x01"), "E1502"),
        (NO_SCHEMA + chance.randbytes(20), "E1501"),
        (b"", "E1502"),
    ]
