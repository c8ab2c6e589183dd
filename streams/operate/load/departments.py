"""Which departments of a catalogue the traffic comes from."""

from collections.abc import Sequence

from schemas.catalogue.code import CodeSort
from schemas.catalogue.model import Catalogue
from schemas.catalogue.words import EVERYONE
from streams.operate.load.traffic import BAN, FISCAL, RELAYER, DecidingDepartment
from streams.wiring.failures import CannotRun

PENALTY = "AdministrativePenalty"


def deciders(catalogue: Catalogue, wanted: int) -> tuple[Sequence[DecidingDepartment], str]:
    """
    `wanted` departments that decide on penalties, and one that passes on what they decided.

    First comes one that may order a ban from procurement, the finance bureau where it may, and the
    province where the catalogue has it. Raises `CannotRun`.
    """
    bodies = [
        department
        for department in catalogue.departments.values()
        if PENALTY in department.kinds and not department.court
    ]
    clause = catalogue.codes.get(CodeSort.CLAUSES, {}).get(BAN)
    ban = frozenset(catalogue.departments) if clause is None else clause.ordered_by
    found = [
        DecidingDepartment(department=body.id, name=body.name, uscc=min(body.decides_for))
        for body in sorted(
            bodies, key=lambda body: (body.id not in ban, body.id != FISCAL.department, body.id)
        )
        if body.decides_for
    ]
    relayers = [body.id for body in bodies if EVERYONE in body.relays_for]
    if len(found) < wanted or not relayers:
        raise CannotRun(
            f"The catalogue has {len(found)} departments that decide on penalties and "
            f"{len(relayers)} that pass everything on; {wanted} and one are asked for."
        )
    relayer = min(relayers, key=lambda relayer: (relayer != RELAYER, relayer))
    return tuple(found[:wanted]), relayer
