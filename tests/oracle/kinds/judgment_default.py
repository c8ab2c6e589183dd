"""A judgment debtor (失信被执行人), put on the list by a court in a case."""

from oracle.keys import by_case
from oracle.kinds.fields import given
from oracle.kinds.kind import Kind, Nature
from streams.kinds.judgment_default import JudgmentDefault

KIND = Kind(
    body=JudgmentDefault,
    read=lambda fields: JudgmentDefault(**given(fields, "duty", "performance", "basis_no")),
    nature=Nature.FACT,
    of_courts=True,
    key=lambda event, _: by_case(event),
    triggers=lambda _: ["judgment-default"],
    reason=lambda body: body.duty,
)
