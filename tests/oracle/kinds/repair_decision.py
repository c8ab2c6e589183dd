"""A repair (信用修复): stops the measures of the fact it names (R4)."""

from oracle.kinds.fields import given
from oracle.kinds.kind import Attachment, Effect, Kind, Nature
from streams.kinds.kind import Target
from streams.kinds.repair_decision import RepairDecision

KIND = Kind(
    body=RepairDecision,
    read=lambda fields: RepairDecision(
        target=Target(**fields["target"]), **given(fields, "method")
    ),
    nature=Nature.ATTACHMENT,
    attachment=lambda body: Attachment(
        Effect.REPAIRS, (body.target.department, body.target.record_no)
    ),
)
