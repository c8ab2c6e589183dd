"""
Who may say what: kinds, lists and clauses by topic (E1505), authorities by department (E1303),
names and codes that the catalogue has to know (E1301, R21).

All of it is settled by the catalogue in force, and stays settled: a later load reopens nothing
that was accepted or refused (R17).
"""

from collections.abc import Iterator
from datetime import date

from schemas.catalogue.code import CodeSort, OpenCode
from schemas.catalogue.editions import in_force
from schemas.catalogue.model import Catalogue, Department
from schemas.catalogue.words import EVERYONE
from streams.accept.identifiers import uscc
from streams.accept.identifiers.flaw import Flaw
from streams.accept.subjects import flaw_code
from streams.kinds.event import CONTENT, Authority, Event
from streams.kinds.order import ENDING
from streams.kinds.problem import Problem
from streams.kinds.table import KINDS


def department_for(source: str, kind: str, today: date, catalogue: Catalogue) -> Department | None:
    """The department, if its topic may carry this kind on that day; else None (E1505)."""
    department = catalogue.departments.get(source)
    if department is None or not in_force(department, today):
        return None
    if kind not in department.kinds or (KINDS[kind].of_courts and not department.court):
        return None
    return department


def authority_of(name: str, code: str, department: Department) -> Authority | Problem:
    """The authority, if its code is sound and the department decides or relays for it."""
    for field, value in (("name", name), ("uscc", code)):
        if not value:
            return Problem(code="E1101", field=f"authority.{field}")
    if code in department.decides_for:  # as nearly always; the catalogue's codes are checked
        return Authority(name=name, uscc=code)
    checked = uscc.check(code)
    if isinstance(checked, Flaw):
        return Problem(code=flaw_code(checked, "E1002"), field="authority.uscc")
    if checked in department.decides_for or checked in department.relays_for:
        return Authority(name=name, uscc=checked)
    if EVERYONE in department.relays_for:
        return Authority(name=name, uscc=checked)
    return Problem(code="E1303", field="authority.uscc")


def foreign_list(event: Event, department: Department) -> Problem | None:
    """
    A list on which the catalogue lets this department put nobody.

    END and REVOKE take somebody off, and may be told of any.
    """
    if event.action not in CONTENT:
        return None
    listed = KINDS[event.kind].listed(event.body)
    if listed is not None and not department.may_list(listed.code):
        return Problem(code="E1505", field="list_code")
    return None


def unknown_name(event: Event, today: date, catalogue: Catalogue) -> Problem | None:
    """
    The first list, partner or department an event names that the catalogue does not have.

    END and REVOKE only take away, and may name what the catalogue no longer has.
    """
    if event.action not in CONTENT:
        return None
    decided_on = event.decided_on or today
    field = KINDS[event.kind].unknown(event.body, decided_on, today, catalogue)
    return Problem(code="E1301", field=field) if field else None


def wrong_code(
    event: Event, department: Department, today: date, catalogue: Catalogue
) -> Problem | None:
    """
    The first open code that the catalogue does not have on the day of the decision (E1301), else
    the first clause that is not this department's to order (E1505).

    END, REVOKE and an order that ends another only take away, and may name what is gone (R21).
    """
    if not catalogue.codes or event.action not in CONTENT or _ends_an_order(event):
        return None
    day = event.decided_on or today
    orders: list[tuple[OpenCode, str]] = []
    for sort, field, word in _codes_of(event):
        rows = catalogue.codes.get(sort)
        if rows is None:
            continue
        row = rows.get(word)
        if row is None or not in_force(row, day):
            return Problem(code="E1301", field=field)
        if row.ordered_by:
            orders.append((row, field))
    if orders:
        orderer = _decider_of(event.authority.uscc, catalogue) or department.id
        for row, field in orders:
            if orderer not in row.ordered_by:
                return Problem(code="E1505", field=field)
    return None


def _ends_an_order(event: Event) -> bool:
    order = KINDS[event.kind].order
    return order is not None and order(event.body).order in ENDING


def _codes_of(event: Event) -> Iterator[tuple[CodeSort, str, str]]:
    """Every open code of an event that is not blank, with its sort and its field."""
    for place, thing in enumerate(event.objects):
        if thing.kind:
            yield CodeSort.OBJECTS, f"objects[{place}].kind", thing.kind
    if event.case is not None and event.case.party_role:
        yield CodeSort.PARTY_ROLES, "case.party_role", event.case.party_role
    yield from KINDS[event.kind].codes(event.body)


def _decider_of(authority: str, catalogue: Catalogue) -> str | None:
    """The department that decides for an authority, None where the catalogue has none."""
    return next(
        (each.id for each in catalogue.departments.values() if authority in each.decides_for), None
    )
