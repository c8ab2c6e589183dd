"""An entry on a list (列入名单); only a black list grounds anything."""

from typing import Final

from monitoring.verify.recount.canonical import Fields, unless
from monitoring.verify.recount.kinds.shape import NO_AMOUNT, Amount, Heading, Key, Kind, Nature
from monitoring.verify.recount.writing import code, prose
from schemas.codec import Record

_TRIGGER: Final = "list"
_BLACK: Final = "BLACK"
_COLOURS: Final = frozenset({_BLACK, "RED", "WATCH"})


def _body(said: Record) -> tuple[Fields, Fields]:
    colour = said["colour"] if said["colour"] in _COLOURS else _BLACK
    return {"list_code": code(said["list_code"])}, {
        "colour": unless(colour, _BLACK),
        "cause": prose(said["cause"]),
        "amount_fen": said["amount_fen"],
    }


def _key(said: Record, heading: Heading) -> Key | None:
    document = heading.by_document
    return None if document is None else (code(said["list_code"]), *document)


def _triggers(said: Record) -> tuple[str, ...]:
    return (f"{_TRIGGER}/{code(said['list_code'])}",) if said["colour"] == _BLACK else ()


def _amount(said: Record) -> Amount:
    return NO_AMOUNT if said["amount_fen"] is None else Amount(said["amount_fen"], "CNY")


KIND: Final = Kind(
    name="ListEntry",
    nature=Nature.FACT,
    body=_body,
    key=_key,
    trigger=_TRIGGER,
    triggers=_triggers,
    list_code=lambda said: code(said["list_code"]),
    reason=lambda said: prose(said["cause"]),
    amount=_amount,
)
