"""A restriction of spending (限制消费), put on somebody by a court in a case."""

from oracle.keys import by_case
from oracle.kinds.fields import given
from oracle.kinds.kind import Kind, Nature
from streams.kinds.spending_restriction import SpendingRestriction

KIND = Kind(
    body=SpendingRestriction,
    read=lambda fields: SpendingRestriction(**given(fields, "applicant", "restricted")),
    nature=Nature.FACT,
    of_courts=True,
    key=lambda event, _: by_case(event),
    triggers=lambda _: ["spending-restriction"],
)
