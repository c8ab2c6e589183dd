"""The sections of a catalogue as lines for a terminal, and as plain values for a program."""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from schemas.catalogue.editions import by_row
from schemas.catalogue.model import Catalogue, Effect, Rank, Row
from schemas.catalogue.named_list import ListCode
from schemas.catalogue.serialise import to_json


def _departments(catalogue: Catalogue) -> Iterator[str]:
    for row in catalogue.departments.values():
        yield f"{row.id}  {row.name}  {row.rank.name}  {row.region}{'  court' if row.court else ''}"
        yield f"    kinds        {', '.join(sorted(row.kinds))}"
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
    "departments": _departments,
    "partners": _partners,
    "lists": _lists,
    "codes": _codes,
    "measures": _measures,
    "items": _items,
    "working_years": _working_days,
}


def plain_sections(catalogue: Catalogue, names: list[str]) -> dict[str, object]:
    """The version and the named sections as JSON knows them, ranks and effects by name."""
    whole = json.loads(to_json(catalogue))
    for row in whole["departments"].values():
        row["rank"] = Rank(row["rank"]).name
    for row in whole["measures"]:
        row["effect"] = Effect(row["effect"]).name
    said = {name: whole[name] for name in ("version", *names)}
    return said | ({"derived": whole["derived"]} if "codes" in names else {})
