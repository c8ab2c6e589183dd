"""A mark of an objection (异议标注): marks the fact it names while it is open (R5)."""

from oracle.kinds.kind import Attachment, Effect, Kind, Nature
from streams.accept.kinds import ObjectionMark

KIND = Kind(
    body=ObjectionMark,
    nature=Nature.ATTACHMENT,
    attachment=lambda body: Attachment(
        Effect.MARKS, (body.target.department, body.target.record_no)
    ),
)
