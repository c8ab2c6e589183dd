"""A restriction of spending (限制消费), put on somebody by a court in a case."""

from oracle.keys import by_case
from oracle.kinds.kind import Kind, Nature
from streams.accept.kinds import SpendingRestriction

KIND = Kind(
    body=SpendingRestriction,
    nature=Nature.FACT,
    of_courts=True,
    key=lambda event, _: by_case(event),
    triggers=lambda _: ["spending-restriction"],
)
