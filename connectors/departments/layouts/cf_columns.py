"""
行政处罚信息 (双公示, the national layout of 2018): its columns by code, with their Chinese headers.

Headers are compared without width, spaces and brackets. `HUB_*` are the columns with which refused
rows are returned; they are read, so that a mended file can be imported as it is.
"""

import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

#: A clerk's list of restrictions a decision orders, an addition of the hub to the layout.
CLAUSES: Final = "CF_CLAUSES"

RETURNED: Final = ("HUB_LINE", "HUB_CODE", "HUB_FIELD", "HUB_ADVICE", "HUB_RECORD")

_TABLE: Final[Mapping[str, tuple[str, ...]]] = {
    "CF_XDR_MC": ("行政相对人名称",),
    "CF_XDR_LB": ("行政相对人类别",),
    "CF_XDR_SHXYM": ("行政相对人代码_1(统一社会信用代码)", "统一社会信用代码"),
    "CF_XDR_GSZC": ("行政相对人代码_2(工商注册号)", "工商注册号"),
    "CF_XDR_ZZJG": ("行政相对人代码_3(组织机构代码)", "组织机构代码"),
    "CF_XDR_SWDJ": ("行政相对人代码_4(税务登记号)", "税务登记号"),
    "CF_XDR_SYDW": ("行政相对人代码_5(事业单位证书号)", "事业单位证书号"),
    "CF_XDR_SHZZ": ("行政相对人代码_6(社会组织登记证号)", "社会组织登记证号"),
    "CF_FRDB": ("法定代表人",),
    "CF_FR_ZJLX": ("法定代表人证件类型", "法人代表证件类型"),
    "CF_FR_ZJHM": ("法定代表人证件号码", "法人代表证件号码", "CF_FR_SFZH"),
    "CF_XDR_ZJLX": ("自然人证件类型", "证件类型"),
    "CF_XDR_ZJHM": ("自然人证件号码", "证件号码"),
    "CF_WSH": ("行政处罚决定书文号", "行政处罚决定文书号"),
    "CF_WFXW": ("违法行为类型",),
    "CF_SY": ("违法事实",),
    "CF_YJ": ("处罚依据",),
    "CF_CFLB": ("处罚类别",),
    "CF_NR": ("处罚内容",),
    "CF_NR_FK": ("罚款金额(万元)",),
    "CF_NR_WFFF": ("没收违法所得、没收非法财物的金额(万元)", "没收金额(万元)"),
    "CF_NR_ZKDX": ("暂扣或吊销证照名称及编号",),
    "CF_JDRQ": ("处罚决定日期",),
    "CF_YXQ": ("处罚有效期",),
    "CF_GSJZQ": ("公示截止期",),
    "CF_CFJG": ("处罚机关",),
    "CF_CFJGDM": ("处罚机关统一社会信用代码",),
    "CF_SJLY": ("数据来源单位",),
    "CF_SJLYDM": ("数据来源单位统一社会信用代码",),
    "BZ": ("备注",),
    "DFBM": ("地方编码",),
    "CF_ZT": ("当前状态",),
    CLAUSES: ("限制条款",),
    **dict.fromkeys(RETURNED, ()),
}

#: Columns without which no row could be told.
REQUIRED: Final = (
    "CF_XDR_MC",
    "CF_XDR_LB",
    "CF_WSH",
    "CF_WFXW",
    "CF_SY",
    "CF_YJ",
    "CF_CFLB",
    "CF_NR",
    "CF_JDRQ",
    "CF_CFJG",
    "CF_CFJGDM",
)

#: With every space and bracket somebody may have put in.
LONGEST_HEADER: Final = 200

_PUNCTUATION: Final = re.compile(r"[\s()\[\]_、]+")


def column_of(header: str) -> str | None:
    """The code of a header, whichever way it is written; None when it is none of the layout."""
    # To normalise a run of marks takes the square of its length.
    return _BY_HEADER.get(_folded(header)) if len(header) <= LONGEST_HEADER else None


def _folded(header: str) -> str:
    return _PUNCTUATION.sub("", unicodedata.normalize("NFKC", header)).upper().lstrip("*")


_BY_HEADER: Final = MappingProxyType(
    {_folded(word): code for code, words in _TABLE.items() for word in (code, *words)}
)
