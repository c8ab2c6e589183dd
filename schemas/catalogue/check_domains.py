"""What a domain of the plan must hold: somebody who leads, and something that is reported."""

from collections.abc import Iterator
from typing import Final

from schemas.catalogue.check_source import source_faults
from schemas.catalogue.domain import Domain
from schemas.catalogue.hole import Hole
from schemas.catalogue.model import Catalogue
from schemas.catalogue.words import ID, KINDS

FILE: Final = "domains.toml"


def domain_holes(catalogue: Catalogue) -> Iterator[Hole]:
    """A hole for each fault of each domain."""
    for row in catalogue.domains.values():
        for reason in _domain(row, catalogue):
            yield Hole(file=FILE, row=row.id, reason=reason)


def _domain(row: Domain, catalogue: Catalogue) -> Iterator[str]:
    if not ID.fullmatch(row.id):
        yield "an id has small letters, digits and single hyphens, and starts with a letter"
    yield from source_faults(row)
    if row.number <= 0:
        yield "number: must be above 0"
    for other in catalogue.domains.values():
        # Each pair once, at the later id.
        if other.id < row.id and other.number == row.number:
            yield f"number: {row.number} is that of {other.id} already"
    yield from _bodies(row, catalogue)
    if not row.kinds:
        yield "kinds: empty; nobody would report anything about it"
    for kind in sorted(row.kinds - KINDS):
        yield f"kinds: unknown kind {kind}"
    sent = frozenset[str]().union(
        *(catalogue.departments[name].kinds for name in row.leads if name in catalogue.departments)
    )
    for kind in sorted(row.kinds & KINDS - sent):
        yield f"kinds: none of its leads may send {kind}"


def _bodies(row: Domain, catalogue: Catalogue) -> Iterator[str]:
    if not row.leads:
        yield "leads: empty; somebody must lead"
    for field, names in (("leads", row.leads), ("participants", row.participants)):
        for name in names:
            department = catalogue.departments.get(name)
            if department is None:
                yield f"{field}: unknown department {name}"
            elif not (department.plan_name or row.written.get(name)):
                yield f"{field}: nothing says how the plan writes {name}; give it a plan_name"
    named = [*row.leads, *row.participants]
    for name in sorted({name for name in named if named.count(name) > 1}):
        yield f"leads, participants: {name} stands there twice"
    for name in sorted(row.written.keys() - set(named)):
        yield f"written: {name} neither leads nor takes part"
