"""What departments publish: one flat record of a kind, as it goes into Avro."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, TypeAlias

from scenario.calendar import day
from scenario.cast import COURT, COURT2, HRSS, MARKET, STREET, TAX, A
from streams.kinds.event import Authority, Subject

#: A field of a record; its type is the schema's, which a type checker cannot see.
Value: TypeAlias = Any

#: Who decides where a case names nobody else.
OWN_AUTHORITY = {
    "tax": TAX,
    "hrss": HRSS,
    "court": COURT,
    "court2": COURT2,
    "market-320412": MARKET,
    "street": STREET,
}
#: The notice of a record that says that its subject was told before (R7).
TOLD: Value = {"prior": True, "heard": True, "served": True}

DATES = {
    "decided": "decided_on",
    "starts": "effective_from",
    "until": "effective_until",
    "on": "on",
}


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Message:
    """
    One message of one department. Two messages are never equal, also when they say the same.

    `appended` is the broker's day for it, None = the day on which it is published.
    """

    department: str
    kind: str
    record: Mapping[str, Value]
    appended: date | None = field(default=None, kw_only=True)

    def __repr__(self) -> str:
        """Return one short line: a falsified property shows a dozen of these."""
        r = self.record
        rest: dict[str, Value] = {
            name: f"{value:%m-%d}" if isinstance(value, date) else value
            for name, value in r.items()
            if name not in {"event_id", "record_no", "version", "action"} and value
        }
        for name in ("authority", "subject"):
            if rest.get(name):
                rest[name] = rest[name]["name"]
        return f"\n  {self.department} {r['record_no']} v{r['version']} {r['action']} {rest}"

    @property
    def id(self) -> tuple[str, str]:
        """(department, record_no)."""
        return (self.department, str(self.record["record_no"]))

    def again(self, **changes: Value) -> "Message":
        """Return the same message once more, or with other content under the same number."""
        return Message(self.department, self.kind, {**self.record, **said(changes)})

    def asserted(self, v: int, **changes: Value) -> "Message":
        """Return a later ASSERT of the same record."""
        return self.again(version=v, action="ASSERT", **changes)

    def corrected(self, v: int, **changes: Value) -> "Message":
        """Return a CORRECT of the same record."""
        return self.again(version=v, action="CORRECT", **changes)

    def ended(self, v: int, on: str) -> "Message":
        """Return an END of the same record, in force until the day before `on`."""
        return self._bare(v, "END", on=day(on))

    def revoked(self, v: int) -> "Message":
        """Return a REVOKE of the same record."""
        return self._bare(v, "REVOKE")

    def relayed(self, by: str, number: str, **changes: Value) -> "Message":
        """Return another department's copy of the same decision, under a number of its own."""
        copy = {**self.record, "record_no": number, "version": 1, "action": "ASSERT"}
        return Message(by, self.kind, {**copy, **said(changes)})

    def _bare(self, v: int, action: str, **fields: Value) -> "Message":
        kept = {k: self.record[k] for k in ("event_id", "record_no", "authority")}
        if "target" in self.record:
            kept["target"] = self.record["target"]
        kept |= {k: self.record[k] for k in KEPT_BY_KIND[self.kind]}
        why = {"reason": "办结" if action == "END" else "撤销"}
        return Message(
            self.department, self.kind, {**kept, "version": v, "action": action, **why, **fields}
        )


#: What a kind's END and REVOKE repeat, since the kind makes no sense without it.
KEPT_BY_KIND: Mapping[str, tuple[str, ...]] = {
    "AdministrativePenalty": (),
    "ListEntry": ("list_code", "colour"),
    "JudgmentDefault": (),
    "SpendingRestriction": (),
    "EnforcementOrder": ("order", "addressee"),
    "RepairDecision": (),
    "ObjectionMark": (),
}


def said(changes: Mapping[str, Value]) -> dict[str, Value]:
    """Return fields as the record has them: subjects as records, days as dates."""
    fields: dict[str, Value] = {}
    for name, value in changes.items():
        if name == "about":
            assert isinstance(value, Subject)
            fields["subject"] = subject_record(value)
        elif name in DATES:
            fields[DATES[name]] = day(value) if isinstance(value, str) else value
        elif name == "authority" and isinstance(value, Authority):
            fields[name] = asdict(value)
        elif name == "case_no":
            fields["case"] = {"case_no": value, "parties_total": None, "party_role": ""}
        else:
            fields[name] = value
    return fields


def subject_record(subject: Subject) -> dict[str, Value]:
    """Return a claim as the record has it."""
    return {**asdict(subject), "kind": subject.kind.value}


def related(
    role: str, person: Subject, *, since: str | None = None, until: str | None = None
) -> dict[str, Value]:
    """Return a person the source names beside the subject, with the time in that role."""
    return {
        "role": role,
        "subject": subject_record(person),
        "named_by_source": True,
        "from": day(since) if since else None,
        "to": day(until) if until else None,
    }


def message(by: str, kind: str, number: str, v: int, **fields: Value) -> Message:
    """Return a message with an envelope of defaults; `by` names its department."""
    envelope: dict[str, Value] = {
        "event_id": f"{by}-{number}-{v}",
        "record_no": number,
        "version": v,
        "action": "ASSERT",
        "authority": asdict(OWN_AUTHORITY[by]) if by in OWN_AUTHORITY else None,
    }
    return Message(by, kind, {**envelope, **said(fields)})


def wage(number: str, v: int = 1, *, by: str = "hrss", **fields: Value) -> Message:
    """Return an entry in the wage-arrears list, about A and decided today."""
    defaults: dict[str, Value] = {
        "about": A,
        "decided": "06-01",
        "document_no": f"人社监〔2026〕{number}号",
        "list_code": "WAGE_ARREARS",
        "colour": "BLACK",
        "cause": "拖欠工资",
    }
    return message(by, "ListEntry", number, v, **{**defaults, **fields})


def penalty(number: str, v: int = 1, *, by: str = "tax", **fields: Value) -> Message:
    """Return a penalty with a procurement ban, about A and decided today."""
    defaults: dict[str, Value] = {
        "about": A,
        "decided": "06-01",
        "document_no": f"税罚〔2026〕{number}号",
        "violation": "虚开发票",
        "clauses": ["PROCUREMENT_BAN"],
    }
    return message(by, "AdministrativePenalty", number, v, **{**defaults, **fields})


def judgment(number: str, v: int = 1, *, by: str = "court", **fields: Value) -> Message:
    """Return the listing of a judgment debtor, A unless said, decided today."""
    defaults: dict[str, Value] = {
        "about": A,
        "decided": "06-01",
        "case_no": f"（2026）苏04执{number}号",
        "duty": "给付货款",
    }
    return message(by, "JudgmentDefault", number, v, **{**defaults, **fields})


def restriction(number: str, v: int = 1, *, by: str = "court", **fields: Value) -> Message:
    """Return an order restricting spending, about A and decided today."""
    defaults: dict[str, Value] = {
        "about": A,
        "decided": "06-01",
        "case_no": f"（2026）苏04执{number}号",
        "restricted": ["不动产"],
    }
    return message(by, "SpendingRestriction", number, v, **{**defaults, **fields})


def order(kind: str, number: str, v: int = 1, *, by: str = "court", **fields: Value) -> Message:
    """Return a court's order to the bank, about A and decided today."""
    defaults: dict[str, Value] = {
        "about": A,
        "decided": "06-01",
        "case_no": "（2026）苏04执77号",
        "order": kind,
        "addressee": "land" if "SEAL" in kind or kind == "RENEW" else "bank",
        "documents": [{"name": f"裁定书{number}", "sha256": ""}],
    }
    return message(by, "EnforcementOrder", number, v, **{**defaults, **fields})


def freeze(number: str, v: int = 1, **fields: Value) -> Message:
    """Return a freeze of 100 yuan, for a year unless said."""
    return order("FREEZE", number, v, **{"amount_fen": 10_000, "currency": "CNY", **fields})


def continuation(number: str, of: str, v: int = 1, **fields: Value) -> Message:
    """Return the continuation of a freeze."""
    return order("CONTINUE", number, v, **{"original_order_no": of, **fields})


def unfreeze(number: str, of: str, v: int = 1, **fields: Value) -> Message:
    """Return the release of a freeze."""
    return order("UNFREEZE", number, v, **{"original_order_no": of, **fields})


def seal(number: str, v: int = 1, **fields: Value) -> Message:
    """Return the seal of registered real estate, for three years unless said."""
    return order("SEAL", number, v, **fields)


def renewal(number: str, of: str, v: int = 1, **fields: Value) -> Message:
    """Return the renewal of a seal."""
    return order("RENEW", number, v, **{"original_order_no": of, **fields})


def unseal(number: str, of: str, v: int = 1, **fields: Value) -> Message:
    """Return the release of a seal."""
    return order("UNSEAL", number, v, **{"original_order_no": of, **fields})


def repair(number: str, of: Message, v: int = 1, *, by: str = "hrss", **fields: Value) -> Message:
    """Return a repair decision on a record, decided today."""
    return message(by, "RepairDecision", number, v, **{**targeting(of, by), **fields})


def mark(number: str, of: Message, v: int = 1, *, by: str = "hrss", **fields: Value) -> Message:
    """Return an objection mark on a record, decided today."""
    return message(by, "ObjectionMark", number, v, **{**targeting(of, by), **fields})


def targeting(of: Message, by: str) -> dict[str, Value]:
    """Return the fields that name a record; a relayer speaks under the record's authority."""
    own = {} if by in OWN_AUTHORITY else {"authority": of.record["authority"]}
    target = {"department": of.department, "record_no": of.record["record_no"]}
    return {"decided": "06-01", "target": target, **own}
