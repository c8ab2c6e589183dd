"""
失信被执行人: the court's fields and words, with the spellings its feeds are known to have.

Keys are compared without case and underscores, so that `caseCode` and `CaseCode` are one.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

#: The field by each of its spellings.
_SPELLINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "name": ("iname",),
    "case_no": ("casecode",),
    "card_no": ("cardnum",),
    "representative": ("businessentity", "buesinessentity"),
    "court": ("courtname",),
    "court_uscc": ("courtuscc",),
    "party": ("partytypename",),
    "basis_no": ("gistid", "gistcid"),
    "basis_unit": ("gistunit",),
    "filed": ("regdate",),
    "duty": ("duty",),
    "performance": ("performance",),
    "performed": ("performedpart",),
    "unperformed": ("unperformpart",),
    "circumstances": ("disrupttypename", "disreputtypename"),
    "published": ("publishdate",),
    "action": ("infoactiontype",),
    "valid": ("isvalid",),
    "deleted": ("delflag",),
    "changed": ("updatetime", "createtime"),
    "returned_as": ("hubrecord",),
}
#: Known and not passed on: age and sex are in no record, places follow from the court.
_LEFT_OUT: Final = frozenset(
    {"id", "laolaiid", "uid", "age", "sexy", "sex", "sexname", "areaname", "areaid"}
    | {"hubline", "hubcode", "hubfield", "hubadvice"}
)
_BY_SPELLING: Final = MappingProxyType(
    {spelling: field for field, spellings in _SPELLINGS.items() for spelling in spellings}
)

PERSON: Final = frozenset({"0", "自然人", "个人"})
BODY: Final = frozenset({"1", "法人", "法人或其他组织", "法人/组织", "其他组织", "企业"})

#: InfoActionType: whether the row deletes. The column is known from one regulator's copy, where it
#: is text and no value of it was found: these words, and above all the numbers, are a guess.
#: Another word returns its row. docs/howto/department.md says the same to the department.
DELETES: Final[Mapping[str, bool]] = MappingProxyType(
    dict.fromkeys(("", "I", "INSERT", "A", "ADD", "新增", "增加", "1"), False)
    | dict.fromkeys(("U", "UPDATE", "M", "MODIFY", "修改", "变更", "更新", "2"), False)
    | dict.fromkeys(("D", "DELETE", "删除", "撤下", "3"), True)
)
TRUE: Final = frozenset({"1", "TRUE", "Y", "YES", "是"})
FALSE: Final = frozenset({"0", "FALSE", "N", "NO", "否"})


def field_of(key: str) -> str | None:
    """The field of a key; "" for one that is left out, None for an unknown one."""
    folded = key.replace("_", "").lower()
    return _BY_SPELLING.get(folded, "" if folded in _LEFT_OUT else None)
