"""An administrative penalty (行政处罚)."""

from typing import Final

from monitoring.verify.recount.canonical import Fields, listed, proses, texts
from monitoring.verify.recount.kinds.shape import Kind, Nature, Sanction
from monitoring.verify.recount.writing import code, prose, text
from schemas.codec import Record

_TRIGGER: Final = "penalty"


def _body(said: Record) -> tuple[Fields, Fields]:
    return {}, {
        **proses(said, "violation", "violation_facts", "content"),
        **texts(said, "licence", "reported_by_name"),
        "categories": listed(text, said["categories"]),
        "clauses": listed(code, said["clauses"]),
        "reported_by_uscc": code(said["reported_by_uscc"]),
        **{field: said[field] for field in ("fine_fen", "confiscated_fen", "publish_until")},
    }


def _sanction(said: Record) -> Sanction:
    return Sanction(tuple(map(text, said["categories"])), said["fine_fen"])


KIND: Final = Kind(
    name="AdministrativePenalty",
    nature=Nature.FACT,
    body=_body,
    key=lambda _, heading: heading.by_document,
    trigger=_TRIGGER,
    triggers=lambda said: tuple(f"{_TRIGGER}/{code(clause)}" for clause in said["clauses"]),
    sanction=_sanction,
    reason=lambda said: prose(said["violation"]),
)
