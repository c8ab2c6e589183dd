"""What a file itself calls that which a refusal is about: the hub names fields of its schema."""

import json
import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from connectors.departments.layouts import cf_columns, court_words

_PLACE: Final = re.compile(r"\[\d+\]")
#: By field of the record: the column of the penalty layout it is read from.
_OF_PENALTY: Final[Mapping[str, str]] = MappingProxyType(
    {
        "subject.kind": "CF_XDR_LB",
        "subject.name": "CF_XDR_MC",
        "subject.uscc": "CF_XDR_SHXYM",
        "subject.org_code": "CF_XDR_ZZJG",
        "subject.registration_no": "CF_XDR_GSZC",
        "subject.id_type": "CF_XDR_ZJLX",
        "subject.id_number": "CF_XDR_ZJHM",
        "related.subject.name": "CF_FRDB",
        "decided_on": "CF_JDRQ",
        "effective_until": "CF_YXQ",
        "region": "DFBM",
        "authority.name": "CF_CFJG",
        "authority.uscc": "CF_CFJGDM",
        "document_no": "CF_WSH",
        "legal_basis": "CF_YJ",
        "violation": "CF_WFXW",
        "violation_facts": "CF_SY",
        "categories": "CF_CFLB",
        "content": "CF_NR",
        "fine_fen": "CF_NR_FK",
        "confiscated_fen": "CF_NR_WFFF",
        "licence": "CF_NR_ZKDX",
        "publish_until": "CF_GSJZQ",
        "clauses": cf_columns.CLAUSES,
        "reported_by_name": "CF_SJLY",
        "reported_by_uscc": "CF_SJLYDM",
    }
)
#: By field of the record: the field of a court's line it is read from.
_OF_LISTING: Final[Mapping[str, str]] = MappingProxyType(
    {
        "subject.kind": "party",
        "subject.name": "name",
        "subject.uscc": "card_no",
        "subject.org_code": "card_no",
        "subject.id_number": "card_no",
        "related.subject.name": "representative",
        "decided_on": "published",
        "authority.name": "court",
        "authority.uscc": "court_uscc",
        "case.case_no": "case_no",
        "basis_no": "basis_no",
        "basis_unit": "basis_unit",
        "filed_on": "filed",
        "duty": "duty",
        "performance": "performance",
        "performed_part": "performed",
        "unperformed_part": "unperformed",
        "circumstances": "circumstances",
        "on": "changed",
    }
)


def own_name(columns: Sequence[str], cells: Sequence[str], field: str) -> str:
    """
    The header of a table, or the key of a court's line, for a field of the record or the layout.

    What the file has no place for stays as it is named. `columns`: the headers, none where the file
    is no table; `cells`: the row as it stood.
    """
    plain = _PLACE.sub("", field)
    if columns:
        code = _OF_PENALTY.get(plain, field)
        return next((one.strip() for one in columns if cf_columns.column_of(one) == code), code)
    within = _OF_LISTING.get(plain) or court_words.field_of(field) or field
    keys = _keys(cells)
    return next((key for key in keys if within and court_words.field_of(key) == within), field)


def _keys(cells: Sequence[str]) -> Sequence[str]:
    try:
        found = json.loads(cells[0])
    except (IndexError, ValueError, RecursionError):
        return ()
    return tuple(found) if isinstance(found, dict) else ()
