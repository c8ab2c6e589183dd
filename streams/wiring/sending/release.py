"""Which fields of the subject a directive's row releases to its partner (D13)."""

from schemas.catalogue.model import Catalogue
from streams.send.directive import Directive


def released_to(directive: Directive, catalogue: Catalogue) -> frozenset[str]:
    """
    What every edition that the directive may rest on releases; nothing where none is found.

    The edition is named by measure and list version, and by trigger where grounds are named. One
    that the files have no more still rules what was decided under it (R8).
    """
    terms = directive.terms
    triggers = {ground.trigger for ground in terms.grounds}
    editions = [
        row
        for row in (*catalogue.measures, *catalogue.past.editions)
        if row.measure == directive.key.measure
        and row.partner == directive.key.partner
        and row.list_version == terms.list_version
        and (not triggers or row.trigger in triggers)
    ]
    if not editions:
        return frozenset()
    return frozenset.intersection(*(row.released for row in editions))
