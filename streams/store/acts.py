"""
Acts beside the journal: an operator changes how the hub sends, is reached or encrypts, or looks at
bytes that nobody sees otherwise, and nothing that the line decides. Each is one row: who, why,
about what (R17).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID, uuid4

from streams.statements import store_statement
from streams.store.connection import Connection


class ActName(StrEnum):
    """What was done; `about` of its row is what is named here."""

    HOLD = "hold.begin"  #: a partner's, measure's or department's burdens wait, or all
    END_HOLD = "hold.end"  #: of the same scope
    RESEND = "directive.resend"  #: a directive
    ASIDE = "directive.aside"  #: a directive
    CONNECT = "partner.connect"  #: a partner
    RESUME = "partner.resume"  #: a partner
    ROTATE = "key.rotate"  #: a key
    SHOW = "quarantine.show"  #: the place of a message whose bytes were shown


@dataclass(frozen=True, slots=True, kw_only=True)
class OperatorAct:
    """`detail`: what of it was changed, never a secret and nobody's data."""

    name: ActName
    about: str
    by: str
    because: str
    detail: str = ""


def add_act(connection: Connection, act: OperatorAct) -> UUID:
    """Write an act down in the transaction that does it; return the id of its row."""
    return _add(connection, act, done=True)


@contextmanager
def act_on_files(connection: Connection, act: OperatorAct) -> Iterator[None]:
    """
    Write down an act on files; no transaction can hold both the files and its row.

    The row is there before the block begins, and says that it is done once the block has ended: of
    whatever was changed it is known who did it, also when the process dies in between.
    """
    kept = _add(connection, act, done=False)
    yield
    connection.execute(store_statement("act_done"), {"id": kept})


def _add(connection: Connection, act: OperatorAct, *, done: bool) -> UUID:
    kept = uuid4()
    given = {
        "id": kept,
        "name": act.name.value,
        "about": act.about,
        "detail": act.detail,
        "by": act.by,
        "because": act.because,
        "done": done,
    }
    connection.execute(store_statement("add_act"), given)
    return kept
