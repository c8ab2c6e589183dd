"""
An admitted message read again: the event it was, without asking anew whether it may come in (R17).

The database keeps a version as the bytes that brought it. Whoever could send it then may not be
able to now, and a list may be gone from the catalogue: acceptance is not reopened.
"""

from collections.abc import Mapping

from streams.accept.dates import day_of
from streams.accept.events import ACTIONS, Parts, compose, people_of
from streams.accept.identifiers import uscc
from streams.accept.identifiers.flaw import Flaw
from streams.accept.layout import Layout
from streams.accept.shape import sweep
from streams.accept.wire import read
from streams.kinds.event import CONTENT, Authority, Event, Origin
from streams.kinds.problem import Problem
from streams.kinds.table import KINDS


class NotRestorable(ValueError):
    """Stored bytes are not the admitted message they should be; the text shows none of them."""


def restore(
    payload: bytes,
    origin: Origin,
    source: str,
    content_hash: bytes,
    layouts: Mapping[int, Layout | None],
) -> Event:
    """
    The event that `decode` made of these bytes when it admitted them.

    `content_hash` is the stored one, which is not computed again. Raises `NotRestorable` for bytes
    that never were an admitted message.
    """
    found = read(payload, layouts)
    if isinstance(found, Problem):
        raise _fault(origin, found.code)
    layout, record = found.layout, found.record
    problem = None if found.swept else sweep(record, layout.shape)
    if problem is not None:
        raise _fault(origin, problem.code)
    action = ACTIONS[record["action"]]
    code = uscc.check(record["authority"]["uscc"])
    body = KINDS[layout.kind].read(record, action in CONTENT)
    people = people_of(record, day_of(origin.appended_at))
    if isinstance(code, Flaw) or isinstance(body, Problem) or isinstance(people, Problem):
        raise _fault(origin, "a field that was right before is not now")
    authority = Authority(name=record["authority"]["name"], uscc=code)
    subject, related = people
    parts = Parts(action=action, authority=authority, body=body, subject=subject, related=related)
    return compose(layout.kind, record, origin, source, parts, content_hash)


def _fault(origin: Origin, why: str) -> NotRestorable:
    where = f"{origin.topic}, partition {origin.partition}, offset {origin.offset}"
    return NotRestorable(f"the stored message of {where} cannot be read again: {why}")
