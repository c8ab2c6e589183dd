"""Files in the penalty layout, made for tests."""

import csv
from collections.abc import Sequence
from io import StringIO

TAX_USCC = "11999900000010014G"
A, B, C = "91999900MA0000007U", "91999900MA0000K129", "91999900MA0000QW4P"

ROW = {
    "CF_XDR_MC": "样例建设有限公司",
    "CF_XDR_LB": "法人及非法人组织",
    "CF_XDR_SHXYM": A,
    "CF_FRDB": "样例甲",
    "CF_XDR_ZJLX": "",
    "CF_XDR_ZJHM": "",
    "CF_WSH": "样税稽罚〔2026〕17号",
    "CF_WFXW": "偷税",
    "CF_SY": "在账簿上少列收入",
    "CF_YJ": "中华人民共和国税收征收管理法 第六十三条",
    "CF_CFLB": "罚款",
    "CF_NR": "处以罚款二千元",
    "CF_NR_FK": "0.2",
    "CF_JDRQ": "2026-05-11",
    "CF_YXQ": "2027-05-11",
    "CF_GSJZQ": "2099-12-31",
    "CF_CFJG": "市税务局",
    "CF_CFJGDM": TAX_USCC,
    "CF_SJLY": "市税务局",
    "CF_SJLYDM": TAX_USCC,
    "CF_CLAUSES": "",
}

CHINESE = {
    "CF_XDR_MC": "行政相对人名称",
    "CF_XDR_LB": "行政相对人类别",
    "CF_XDR_SHXYM": "行政相对人代码_1（统一社会信用代码）",
    "CF_WSH": "行政处罚决定书文号",
    "CF_NR_FK": "罚款金额（万元）",
    "CF_JDRQ": "处罚决定日期",
    "CF_CFJGDM": "处罚机关统一社会信用代码",
}


def row(**changed: str) -> dict[str, str]:
    """A right row with other cells."""
    return {**ROW, **changed}


def cf_text(*rows: dict[str, str], headers: Sequence[str] = tuple(ROW)) -> str:
    """The rows as CSV, under headers that need not be their codes."""
    out = StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(headers)
    writer.writerows(list(one.values()) for one in rows)
    return out.getvalue()


def cf_file(*rows: dict[str, str]) -> bytes:
    """The same as UTF-8."""
    return cf_text(*rows).encode()
