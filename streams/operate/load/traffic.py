"""
Seeded traffic: penalties of about 600 bytes about companies of region 9999xx, in a given mix.

In the standard mix 65 % are new, 20 % exact repeats, 10 % the same decision from a relayer, 5 %
corrections; one subject has three events on average; one penalty in twenty carries a procurement
ban, so that one event in about thirty imposes something.
"""

import random
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import islice
from typing import Final

from schemas.codec import encode
from schemas.uscc import check_character as uscc_check
from streams.accept.identifiers.org_code import check_character as org_check
from streams.operate.load.mix import STANDARD, Mix

KIND: Final = "credit.events.AdministrativePenalty"
#: The clause of every burden, 禁止参加政府采购活动.
BAN: Final = "PROCUREMENT_BAN"


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidingDepartment:
    """A department that publishes penalties of its own, and its authority."""

    department: str
    name: str
    uscc: str


#: Its bans from procurement are its own to order (采购法 77).
FISCAL: Final = DecidingDepartment(department="fiscal", name="市财政局", uscc="119999000000150181")
RELAYER: Final = "province"


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """One message for one department's topic."""

    department: str
    key: bytes
    payload: bytes
    event_id: str = ""


def organisation(number: int) -> str:
    """A synthetic social credit code of region 999900 with right check characters."""
    body = f"MA{number:06d}"
    unchecked = f"91999900{body}{org_check(body)}"
    return unchecked + uscc_check(unchecked)


def publications(count: int, seed: int = 7, first: int = 0) -> Iterator[Publication]:
    """`count` messages of the standard mix, the same for the same seed; `first` shifts numbers."""
    return islice(Traffic().messages(seed, first), count)


def burdens(count: int, first: int) -> Iterator[Publication]:
    """`count` penalties that each impose something, on subjects that no earlier matter named."""
    chance, traffic = _chance(first), Traffic()
    begin = -(-first // 20) * 20
    for matter in range(begin, begin + 20 * count, 20):
        yield traffic.penalty(matter, 1, _event(chance))


@dataclass(slots=True)
class _Told:
    """What was told, by place: matter, version, number of the event; a few bytes each."""

    matters: "array[int]" = field(default_factory=lambda: array("Q"))
    versions: "array[int]" = field(default_factory=lambda: array("L"))
    events: "array[int]" = field(default_factory=lambda: array("Q"))

    def add(self, matter: int, event: int) -> None:
        self.matters.append(matter)
        self.versions.append(1)
        self.events.append(event)


@dataclass(frozen=True, slots=True, kw_only=True)
class Traffic:
    """
    Messages of a mix. `deciders` take matters in turn, but for those with a ban from procurement,
    which are the first one's; `relayer` passes on what they decided.

    The same seed and first number give the same bytes.
    """

    mix: Mix = STANDARD
    deciders: Sequence[DecidingDepartment] = (FISCAL,)
    relayer: str = RELAYER

    def messages(self, seed: int, first: int = 0) -> Iterator[Publication]:
        """Messages without end."""
        chance, told, number = _chance(seed), _Told(), first
        repeats = self.mix.new + self.mix.repeats
        second = repeats + self.mix.second_source
        while True:
            roll = chance.random()
            if roll < self.mix.new or not told.matters:
                event = _event(chance)
                told.add(number, event)
                yield self.penalty(number, 1, event)
            else:
                place = chance.choice(range(len(told.matters)))
                matter = told.matters[place]
                if roll < repeats:
                    yield self.penalty(matter, told.versions[place], told.events[place])
                elif roll < second:
                    yield self._relayed(matter, _event(chance))
                else:
                    told.versions[place] += 1
                    told.events[place] = event = _event(chance)
                    yield self.penalty(matter, told.versions[place], event)
            number += 1

    def penalty(self, matter: int, version: int, event: int) -> Publication:
        """One version of a decider's own record; each correction raises the fine by 1,000 yuan."""
        action = "ASSERT" if version == 1 else "CORRECT"
        said = self._record(matter, event) | {"version": version, "action": action}
        said |= {"fine_fen": _fine_fen(matter) + 100_000 * (version - 1)}
        return _publication(self._decider(matter).department, f"CF-{matter:08d}", said)

    def _relayed(self, matter: int, event: int) -> Publication:
        said = self._record(matter, event) | {"version": 1}
        return _publication(self.relayer, f"S-{matter:08d}", said)

    def _decider(self, matter: int) -> DecidingDepartment:
        return self.deciders[0 if self._bans(matter) else matter % len(self.deciders)]

    def _bans(self, matter: int) -> bool:
        return matter % self.mix.ban_one_in == 0

    def _record(self, matter: int, event: int) -> dict[str, object]:
        decided_on = date(2026, 1, 5) + timedelta(days=matter % 90)
        decider = self._decider(matter)
        return {
            "event_id": f"{matter:08d}-{event:09d}",
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
            "authority": {"name": decider.name, "uscc": decider.uscc},
            "document_no": f"常财购罚〔2026〕{matter}号",
            "legal_basis": ["中华人民共和国政府采购法 第七十七条第一款"],
            "severity": "一般",
            "disclosure": "PUBLIC",
            "notice": {"prior": True, "heard": True, "served": True},
            "violation": "提供虚假材料谋取中标、成交",
            "violation_facts": "检查发现该单位在投标文件中提供虚假业绩证明，谋取中标、成交。",
            "categories": ["罚款"],
            "content": "处采购金额千分之五以上千分之十以下的罚款",
            "fine_fen": _fine_fen(matter),
            "publish_until": decided_on + timedelta(days=365),
            "clauses": [BAN] if self._bans(matter) else [],
        }


def _fine_fen(matter: int) -> int:
    return 1_250_000 + matter


def _chance(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311  # the same traffic again is the purpose


def _event(chance: random.Random) -> int:
    return chance.randrange(10**9)


def _publication(department: str, record_no: str, record: dict[str, object]) -> Publication:
    record |= {"record_no": record_no}
    return Publication(
        department=department,
        key=record_no.encode(),
        payload=encode(KIND, record),
        event_id=str(record["event_id"]),
    )
