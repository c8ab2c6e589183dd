"""A penalty (行政处罚): what it grounds stands by the clauses it was decided under."""

from oracle.keys import by_document
from oracle.kinds.fields import given
from oracle.kinds.kind import Kind, Nature
from streams.kinds.administrative_penalty import AdministrativePenalty

KIND = Kind(
    body=AdministrativePenalty,
    read=lambda fields: AdministrativePenalty(
        **given(fields, "violation", "clauses", "content", "fine_fen")
    ),
    nature=Nature.FACT,
    key=lambda event, _: by_document(event),
    triggers=lambda body: [f"penalty/{clause}" for clause in body.clauses],
    reason=lambda body: body.violation,
    to_be_published=lambda _: True,
)
