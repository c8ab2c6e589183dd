"""A mark of an objection (异议标注): marks the fact it names while it is open (R5)."""

from oracle.kinds.fields import given
from oracle.kinds.kind import Attachment, Effect, Kind, Nature
from streams.kinds.kind import Target
from streams.kinds.objection_mark import ObjectionMark

KIND = Kind(
    body=ObjectionMark,
    read=lambda fields: ObjectionMark(
        target=Target(**fields["target"]), **given(fields, "objection_no")
    ),
    nature=Nature.ATTACHMENT,
    attachment=lambda body: Attachment(
        Effect.MARKS, (body.target.department, body.target.record_no)
    ),
)
