"""The sections of a catalogue as lines for a terminal, and as plain values for a program."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from schemas.catalogue.domain import Domain
from schemas.catalogue.editions import by_row
from schemas.catalogue.model import Catalogue, Effect, Rank, Row
from schemas.catalogue.named_list import ListCode
from schemas.catalogue.serialise import to_json


def _domains(catalogue: Catalogue) -> Iterator[str]:
    for row in _by_number(catalogue):
        yield f"{row.number}  {row.name}"
        for field, ids in (("leads", row.leads), ("participants", row.participants)):
            if ids:
                yield f"    {field:12} {'、'.join(_in_the_plan(row, ids, catalogue))}"
                yield f"                 {', '.join(ids)}"
        yield f"    kinds        {', '.join(sorted(row.kinds))}"
        yield from _standing(row, row.basis)


def _by_number(catalogue: Catalogue) -> list[Domain]:
    return sorted(catalogue.domains.values(), key=lambda row: row.number)


def _in_the_plan(row: Domain, ids: Iterable[str], catalogue: Catalogue) -> list[str]:
    """How the plan writes bodies in a domain's clause."""
    return [row.written.get(name) or catalogue.departments[name].plan_name for name in ids]


def _departments(catalogue: Catalogue) -> Iterator[str]:
    for row in catalogue.departments.values():
        own = " (the city's own code)" if row.own_region else ""
        court = "  court" if row.court else ""
        yield f"{row.id}  {row.name}  {row.rank.name}  {row.region}{own}{court}"
        if row.plan_name not in {"", row.name}:
            since = f", its name since {row.name_since}" if row.name_since else ""
            yield f"    in the plan  {row.plan_name}{since}"
        yield f"    kinds        {', '.join(sorted(row.kinds)) or 'none: it sends nothing'}"
        if row.lists:
            yield f"    lists        {', '.join(sorted(row.lists))}"
        for field in ("decides_for", "relays_for", "repairs_for"):
            if authorities := getattr(row, field):
                yield f"    {field:12} {', '.join(sorted(authorities))}"
        yield from _standing(row, row.basis)


def _partners(catalogue: Catalogue) -> Iterator[str]:
    for row in catalogue.partners.values():
        yield f"{row.id}  {row.name}  {row.channel}  answers within {row.answer_within_s} s"
        yield from _standing(row, row.basis)


def _lists(catalogue: Catalogue) -> Iterator[str]:
    for row in catalogue.lists.values():
        yield f"{row.code}  {row.name}{f'  {row.colour}' if row.colour else ''}"
        yield from _of_list(row)
        yield from _standing(row, row.basis)


def _of_list(row: ListCode) -> Iterator[str]:
    terms = {"usual": row.usual_months, "longest": row.longest_months}
    if known := [f"{name} {months} months" for name, months in terms.items() if months]:
        yield f"    stands  {', '.join(known)}"
    if row.exit:
        yield f"    exit    {row.exit}"
    if row.prior_notice_since:
        yield f"    grounds only who was told before, if decided from {row.prior_notice_since} on"
    if not row.grounds:
        yield f"    grounds nothing: {row.why}"
    if not row.shown:
        yield "    not published"


def _codes(catalogue: Catalogue) -> Iterator[str]:
    for rows in catalogue.codes.values():
        for row in rows.values():
            orders = f"  ordered by {', '.join(sorted(row.ordered_by))}" if row.ordered_by else ""
            yield f"{row.sort} {row.code}  {row.name}{orders}"
            yield from _standing(row, row.basis)
    for way in catalogue.derived:
        yield f"derived {way.named}  {way.name}"
        yield from _standing(way, way.basis)


def _measures(catalogue: Catalogue) -> Iterator[str]:
    for editions in by_row(catalogue.measures).values():
        first = editions[0]
        yield f"{first.measure}  {first.name}  {first.trigger} → {first.partner}"
        for row in editions:
            term = f"{row.term_months} months" if row.term_months else "as long as its ground"
            if row.usual_months:
                term += f", {row.usual_months} where the decision names no last day"
            yield f"    edition {row.list_version}: {row.binding} {row.effect.name}, {term}"
            yield f"      for     {', '.join(sorted(row.targets))}"
            yield f"      sees    {', '.join(sorted(row.released)) or 'ids and dates only'}"
            yield f"      under an objection: {row.on_objection}; repaired: {row.on_repair}"
            yield from (f"  {line}" for line in _standing(row, "; ".join(row.legal_basis)))
    yield from _measures_off(catalogue)


def _measures_off(catalogue: Catalogue) -> Iterator[str]:
    for row in catalogue.off:
        to = f"{row.trigger or 'no trigger'} → {row.partner or 'nobody'}"
        yield f"{row.measure}  {row.name}  {to}"
        yield f"    off     {row.why}"
        yield f"    basis   {'; '.join(row.legal_basis) or 'none'}"
        yield f"    source  {row.source}"


def _items(catalogue: Catalogue) -> Iterator[str]:
    for row in catalogue.items.values():
        yield f"{row.id}  {row.name}: {', '.join(sorted(row.measures))}"
        yield from _standing(row, row.basis)


def _working_days(catalogue: Catalogue) -> Iterator[str]:
    for row in catalogue.working_years.values():
        yield f"{row.year}  {len(row.free)} weekdays free, {len(row.worked)} weekend days worked"
        yield f"    basis   {row.basis}"
        yield f"    source  {row.source}"


def _standing(row: Row, basis: str) -> Iterator[str]:
    until = f"to {row.valid_until}" if row.valid_until else "until further notice"
    yield f"    valid   {row.valid_from} {until}"
    yield f"    basis   {basis}"
    yield f"    source  {row.source}"


#: Each section's lines, in the order of the files.
SECTIONS: Final[Mapping[str, Callable[[Catalogue], Iterator[str]]]] = {
    "domains": _domains,
    "departments": _departments,
    "partners": _partners,
    "lists": _lists,
    "codes": _codes,
    "measures": _measures,
    "items": _items,
    "working_days": _working_days,
}


def plain_rows(catalogue: Catalogue, section: str) -> list[Mapping[str, object]]:
    """
    The rows of a section as JSON knows them, ranks and effects by name.

    A domain's `leads` and `participants` are in the plan's own words, their ids beside them.
    """
    whole = json.loads(to_json(catalogue))
    match section:
        case "domains":
            return [
                _plain_domain(row, whole["domains"][row.id], catalogue)
                for row in _by_number(catalogue)
            ]
        case "departments":
            return [{**row, "rank": Rank(row["rank"]).name} for row in whole[section].values()]
        case "measures":
            rows = (*whole["measures"], *whole["off"])
            return [{**row, "effect": Effect(row["effect"]).name} for row in rows]
        case "codes":
            codes = [row for rows in whole[section].values() for row in rows.values()]
            return [*codes, *whole["derived"]]
        case "working_days":
            return list(whole["working_years"].values())
        case _:
            return list(whole[section].values())


def _plain_domain(
    row: Domain, plain: Mapping[str, object], catalogue: Catalogue
) -> Mapping[str, object]:
    return {
        **plain,
        "leads": _in_the_plan(row, row.leads, catalogue),
        "participants": _in_the_plan(row, row.participants, catalogue),
        "lead_ids": row.leads,
        "participant_ids": row.participants,
    }
