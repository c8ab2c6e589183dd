"""
A quarter of the town: few subjects, departments and documents, so that everything collides there.

What one quarter's messages say concerns no other quarter, so that the oracle can be asked about one
at a time. Dates lie around the day on which something is said.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from property.strategies import OWN, misspelled
from scenario.cast import COURT, COURT2, HRSS, MARKET, TAX
from scenario.message import (
    Message,
    Value,
    judgment,
    mark,
    message,
    order,
    penalty,
    repair,
    subject_record,
    wage,
)

from simulation.law import CIVILITY
from simulation.people import People

#: A quarter is told of at most so many records; then the town grows by another.
RECORDS = 22
KNOWN = {"tax": (TAX, TAX, HRSS), "hrss": (HRSS, HRSS, TAX), "market-320412": (MARKET, TAX, HRSS)}
RELAYED = ("AdministrativePenalty", "ListEntry")
FAMILY = ("FREEZE", "FREEZE", "CONTINUE", "CONTINUE", "UNFREEZE", "SEAL", "RENEW", "UNSEAL")


@dataclass(slots=True)
class Quarter:
    """One quarter with all that was ever said of it, by record."""

    number: int
    people: People = field(init=False)
    said: dict[tuple[str, str], list[Message]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.people = People.of(self.number)

    @property
    def full(self) -> bool:
        """Whether enough was told of it."""
        return len(self.said) >= RECORDS

    def speak(self, chance: Random, today: date) -> Message:
        """A department's next word: a new record, or a version of one that it told of before."""
        known = [versions for _, versions in sorted(self.said.items())]
        if known and (self.full or chance.random() < 0.5):
            told = self._version(chance, chance.choice(known), today)
        else:
            told = self._record(chance, today)
            if told.id in self.said and chance.random() < 0.8:
                told = self._version(chance, self.said[told.id], today)
        versions = self.said.setdefault(told.id, [])
        versions.append(told)
        return told

    def _record(self, chance: Random, today: date) -> Message:
        make = chance.choices(
            [
                self._copy,
                self._penalty,
                self._wage,
                self._judgment,
                self._restriction,
                self._order,
                self._attached,
                self._points,
            ],
            [4, 5, 6, 3, 2, 5, 5, 1],
        )[0]
        return make(chance, today)

    def _version(self, chance: Random, versions: list[Message], today: date) -> Message:
        first = versions[0]
        used = {m.record["version"] for m in versions}
        fresh = [n for n in range(1, 9) if n not in used]
        number = chance.choice(fresh if fresh and chance.random() < 0.9 else range(1, 9))
        action = chance.choice(("ASSERT", "CORRECT", "CORRECT", "END", "END", "REVOKE"))
        if chance.random() < 0.06:
            first = self._on_another_form(chance, first)
            versions = [first]
        if action == "REVOKE":
            return first.revoked(number)
        if action == "END":
            return first.ended(number, on=(today + _days(chance, -3, 4)).isoformat())
        base = chance.choice([m for m in versions if m.record["action"] in ("ASSERT", "CORRECT")])
        changed = self._changed(chance, base, today) if chance.random() < 0.7 else {}
        return base.again(version=number, action=action, **changed)

    def _on_another_form(self, chance: Random, first: Message) -> Message:
        """The number of a record on the form of another kind of the same department."""
        forms = [
            versions[0]
            for _, versions in sorted(self.said.items())
            if versions[0].department == first.department
        ]
        return chance.choice(forms).again(record_no=first.record["record_no"])

    def _changed(self, chance: Random, base: Message, today: date) -> dict[str, Value]:
        """One thing said otherwise."""
        options: list[dict[str, Value]] = [_when(chance, today)]
        if base.record.get("subject"):
            options.append({"about": self.people.anybody(chance)})
        if base.kind == "AdministrativePenalty":
            options.append({"document_no": self._document(chance)})
            options.append({"clauses": chance.choice([["PROCUREMENT_BAN"], []])})
        if base.kind == "ListEntry":
            authority = self._authority(chance, base.department)
            options.append({"cause": chance.choice("xyz"), "authority": authority})
            options.append({"colour": chance.choice(["BLACK", "WATCH"])})
        if base.kind == "EnforcementOrder":
            options.append({"amount_fen": chance.randrange(1, 9) * 100})
            options.append({"addressee": chance.choice(("bank", "land"))})
        return chance.choice(options)

    # --- one kind after the other ----------------------------------------------------------------

    def _copy(self, chance: Random, today: date) -> Message:
        """Somebody else's decision, as a relayer has it."""
        known = [
            told
            for _, versions in sorted(self.said.items())
            for told in versions
            if told.kind in RELAYED and told.record["action"] == "ASSERT"
        ]
        if not known:
            return self._wage(chance, today)
        by = chance.choice(("province", "nation", "market-320412", "hrss"))
        return chance.choice(known).relayed(by, self._number("S", chance))

    def _penalty(self, chance: Random, today: date) -> Message:
        by = chance.choice(("tax", "tax", "hrss", "market-320412", "province", "nation"))
        return penalty(
            self._number("N", chance),
            by=by,
            about=self.people.anybody(chance),
            authority=self._authority(chance, by),
            document_no=self._document(chance),
            clauses=chance.choice((["PROCUREMENT_BAN"], ["PROCUREMENT_BAN"], ["OTHER"], [])),
            related=self._beside(chance, today),
            **_when(chance, today),
        )

    def _wage(self, chance: Random, today: date) -> Message:
        by = chance.choice(("hrss", "hrss", "tax", "province", "nation"))
        return wage(
            self._number("W", chance),
            by=by,
            about=self.people.anybody(chance),
            authority=self._authority(chance, by),
            document_no=self._document(chance),
            colour=chance.choice(("BLACK", "BLACK", "BLACK", "RED", "WATCH")),
            amount_fen=chance.choice((None, 5_000)),
            **_when(chance, today),
        )

    def _judgment(self, chance: Random, today: date) -> Message:
        return judgment(
            self._number("J", chance),
            by=chance.choice(("court", "court", "court2", "province")),
            about=self.people.anybody(chance),
            authority=COURT,
            case_no=chance.choice(("（{}）苏执1号", "({})苏执1号", "（{}）苏执2号")).format(
                3000 + self.number
            ),
            related=self._beside(chance, today),
            **_when(chance, today),
        )

    def _restriction(self, chance: Random, today: date) -> Message:
        return message(
            chance.choice(("court", "court", "court2")),
            "SpendingRestriction",
            self._number("R", chance),
            1,
            about=self.people.anybody(chance),
            authority=chance.choice((COURT, COURT, COURT2)),
            case_no=chance.choice(("（{}）苏执1号", "（{}）苏执3号")).format(3000 + self.number),
            related=self._beside(chance, today),
            **_when(chance, today),
        )

    def _order(self, chance: Random, today: date) -> Message:
        kind = chance.choice(FAMILY)
        number, original = chance.choice("123456"), chance.choice("11223")
        written = (chance.choice(("6222", "6222", "６２ ２２")), "6333")
        things = [{"kind": "ACCOUNT", "type": "", "number": n} for n in written]
        fields = _when(chance, today) | {"starts": None}
        if chance.random() < 0.1:
            fields["addressee"] = chance.choice(("bank", "land"))
        if kind in ("FREEZE", "SEAL"):
            number, original = chance.choice("12"), ""
        return order(
            kind,
            self._order_number(chance, number),
            by=chance.choice(("court", "court", "court", "court2")),
            about=chance.choice((*self.people.bodies[:4], *self.people.persons)),
            original_order_no=original and self._order_number(chance, original),
            amount_fen=chance.choice((100, 200)),
            currency="CNY",
            objects=chance.choice(([], things[:1], things)),
            **fields,
        )

    def _attached(self, chance: Random, today: date) -> Message:
        make: Callable[..., Message] = chance.choice((repair, mark))
        known = [versions[0] for _, versions in sorted(self.said.items())]
        target = chance.choice(known) if known else wage(f"W{self.number}-9")
        if chance.random() < 0.1:
            target = misspelled(target)
        near = [target.department, *(d for d, a in OWN.items() if a.uscc == _uscc(target))]
        able = [department for department in near if department in OWN]
        by = chance.choice(able if able and chance.random() < 0.7 else sorted(OWN))
        when = _when(chance, today)
        return make(
            f"X{self.number}-{chance.randrange(4)}",
            of=target,
            by=by,
            authority=OWN[by],
            decided=when["decided"],
        )

    def _points(self, chance: Random, today: date) -> Message:
        """Civility points: kept, and never a ground."""
        fields: dict[str, Value] = {
            "about": self.people.anybody(chance),
            "list_code": CIVILITY,
            "colour": chance.choice(("RED", "WATCH", "BLACK")),
        }
        number = self._number("C", chance)
        return message("hrss", "ListEntry", number, 1, **fields, **_when(chance, today))

    # --- what records share ----------------------------------------------------------------------

    def _number(self, letter: str, chance: Random) -> str:
        return f"{letter}{self.number}-{chance.randrange(4)}"

    def _order_number(self, chance: Random, number: str) -> str:
        """An order's number, mostly as its court first wrote it."""
        form = chance.choice(("O({})-{}",) * 5 + ("o〔{}〕-{}", "Ｏ （{}）-{}"))
        return form.format(self.number, number)

    def _document(self, chance: Random) -> str:
        form = chance.choice(("D{}〔1〕", "D{}〔1〕", "d{}[1]", "D{}-2", ""))
        return form.format(self.number)

    def _authority(self, chance: Random, by: str) -> Value:
        """Mostly one the department decides or relays for."""
        known = KNOWN.get(by, (TAX, HRSS, MARKET))
        return chance.choice(known if chance.random() < 0.9 else (TAX, HRSS, MARKET))

    def _beside(self, chance: Random, today: date) -> list[Mapping[str, Value]]:
        if chance.random() < 0.5:
            return []
        since = chance.choice((None, None, today + _days(chance, -3, 3)))
        return [
            {
                "role": chance.choice(("PRINCIPAL", "CONTROLLER")),
                "subject": subject_record(chance.choice(self.people.persons)),
                "named_by_source": chance.random() < 0.8,
                "from": since,
                "to": chance.choice((None, None, today + _days(chance, 4, 6))),
            }
        ]


def _uscc(message: Message) -> str:
    return str((message.record.get("authority") or {}).get("uscc"))


def _days(chance: Random, first: int, last: int) -> timedelta:
    return timedelta(days=chance.randint(first, last))


def _when(chance: Random, today: date) -> dict[str, Value]:
    """Dates that fit together: decided by today, perhaps begun later, perhaps soon over."""
    decided = today - timedelta(days=chance.choice((0, 0, 1, 2, 9, 40)))
    ends = (None, None, today + _days(chance, 0, 5), today + timedelta(days=400))
    return {
        "decided": decided,
        "starts": chance.choice((None, None, None, today + _days(chance, 0, 2))),
        "until": max(end, today + timedelta(days=2)) if (end := chance.choice(ends)) else None,
    }
