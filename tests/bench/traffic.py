"""
Seeded traffic: the event and the mix that the throughput figures are measured with.

Penalties of about 600 bytes; 65 % new, 20 % exact repeats, 10 % the same decision from a relayer,
5 % corrections; one subject has three events on average; one penalty in twenty carries a
procurement ban, so that one event in about thirty imposes something.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from schemas.codec import encode
from streams.accept.identifiers.org_code import check_character as org_check
from streams.accept.identifiers.uscc import check_character as uscc_check

KIND = "credit.events.AdministrativePenalty"
TAX = {"name": "市税务局", "uscc": "11999900000010014G"}
DECIDER, RELAYER = "tax", "province"


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """One message for one department's topic."""

    department: str
    key: bytes
    payload: bytes


def organisation(number: int) -> str:
    """A synthetic social credit code of region 999900 with right check characters."""
    body = f"MA{number:06d}"
    unchecked = f"91999900{body}{org_check(body)}"
    return unchecked + uscc_check(unchecked)


def publications(count: int, seed: int = 7, first: int = 0) -> Iterator[Publication]:
    """`count` messages of the mix, the same for the same seed; `first` shifts all numbers."""
    chance = random.Random(seed)
    told: list[tuple[int, int, Publication]] = []
    for number in range(first, first + count):
        roll = chance.random()
        if roll < 0.65 or not told:
            message = _penalty(number, 1, chance)
            told.append((number, 1, message))
            yield message
        elif roll < 0.85:
            yield chance.choice(told)[2]
        elif roll < 0.95:
            yield _relayed(chance.choice(told)[0], chance)
        else:
            place = chance.randrange(len(told))
            matter, version, _ = told[place]
            message = _penalty(matter, version + 1, chance)
            told[place] = (matter, version + 1, message)
            yield message


def burdens(count: int, first: int) -> Iterator[Publication]:
    """`count` penalties that each impose something, on subjects that no earlier matter named."""
    chance = random.Random(first)
    begin = -(-first // 20) * 20
    for matter in range(begin, begin + 20 * count, 20):
        yield _penalty(matter, 1, chance)


def _penalty(matter: int, version: int, chance: random.Random) -> Publication:
    return _publication(
        DECIDER,
        f"CF-{matter:08d}",
        _record(matter, chance)
        | {"version": version, "action": "ASSERT" if version == 1 else "CORRECT"},
    )


def _relayed(matter: int, chance: random.Random) -> Publication:
    return _publication(RELAYER, f"S-{matter:08d}", _record(matter, chance) | {"version": 1})


def _publication(department: str, record_no: str, record: dict[str, object]) -> Publication:
    record |= {"record_no": record_no}
    return Publication(department=department, key=record_no.encode(), payload=encode(KIND, record))


def _record(matter: int, chance: random.Random) -> dict[str, object]:
    decided_on = date(2026, 1, 5) + timedelta(days=matter % 90)
    return {
        "event_id": f"{matter:08d}-{chance.randrange(10**9):09d}",
        "action": "ASSERT",
        "decided_on": decided_on,
        "effective_from": decided_on,
        "effective_until": decided_on + timedelta(days=730),
        "served_on": decided_on + timedelta(days=3),
        "region": "999900",
        "subject": {
            "kind": "ORGANISATION",
            "name": f"常州样例机电设备有限公司{matter % 7919}",
            "uscc": organisation(matter * 7 % 1_000_000 // 3),
        },
        "authority": TAX,
        "document_no": f"常税稽罚〔2026〕{matter}号",
        "legal_basis": ["中华人民共和国税收征收管理法 第六十三条第一款"],
        "severity": "一般",
        "disclosure": "PUBLIC",
        "notice": {"prior": True, "heard": True, "served": True},
        "violation": "在账簿上多列支出，造成少缴应纳税款",
        "violation_facts": "检查发现该单位以不符合规定的发票列支成本，少缴企业所得税。",
        "categories": ["罚款"],
        "content": "处少缴税款百分之五十的罚款",
        "fine_fen": 1_250_000 + matter,
        "publish_until": decided_on + timedelta(days=365),
        "clauses": ["PROCUREMENT_BAN"] if matter % 20 == 0 else [],
    }
