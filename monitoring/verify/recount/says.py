"""What a measure says to its partner: its ruling ground, as far as the row releases it (D13)."""

from collections.abc import Mapping

from monitoring.verify.recount.due import Ground, Measure, Owed
from monitoring.verify.recount.kinds.shape import Nature

#: Fields of the terms, in the form in which the terms are stored.
Says = Mapping[str, object]


def says(measure: Measure, ground: Ground) -> Says:
    """Every field of a measure's terms that a partner is told."""
    edition, content = ground.edition, ground.content
    said, may = content.said, edition.released
    assert said is not None, "what grounds a measure has a trigger"
    papers = [*said.documents]
    for order in ground.extended_by:
        papers += order.said.documents if order.said else ()
    amount, thing = "amount" in may, measure.instance.split("|", 2)[-1]
    written = dict(zip(content.objects, said.objects, strict=True))
    return {
        "binding": edition.binding.value,
        "effect": int(edition.effect),
        "valid_from": ground.begins.isoformat(),
        "valid_until": None if ground.until is None else ground.until.isoformat(),
        "legal_basis": list(edition.legal_basis),
        "list_version": edition.list_version,
        "reason": said.reason if "reason" in may else "",
        "case_no": said.case_no if "case" in may else "",
        "original_order_no": content.record[1] if content.nature is Nature.ORDER else "",
        "object": written.get(thing, "") if "object" in may else "",
        "amount_fen": said.amount_fen if amount else None,
        "currency": said.currency if amount else "",
        "documents": [{"name": name, "sha256": digest} for name, digest in dict.fromkeys(papers)]
        if "documents" in may
        else [],
    }


def all_say(found: Owed) -> Mapping[Measure, Says]:
    """What every measure that is owed says."""
    return {measure: says(measure, found.ruling(measure)) for measure in found.grounds}
