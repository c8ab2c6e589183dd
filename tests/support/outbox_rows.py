"""Decided directives, put into the database as the line does, for tests of what sends them."""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from psycopg import sql

from schemas.catalogue.model import Binding, Catalogue, Channel, Effect
from streams.kinds.event import Subject, SubjectKind
from streams.rule.measure import Ground, MeasureKey, Terms
from streams.send.directive import Directive, DirectiveAction
from streams.sending.claims import STREAMS_AT_A_TIME, Claims
from streams.sending.holds import Scope, add_hold
from streams.sending.marks import mark_sent
from streams.sending.outgoing import Outgoing
from streams.statements import store_statement
from streams.store.connection import Connection
from streams.store.forms import content_of, documents_text, naming_bytes, terms_text
from streams.store.seal import Seal, directive_cell
from streams.wiring.keys import KeyRing

TODAY = date(2026, 6, 1)
NOON = datetime(2026, 6, 1, 4, tzinfo=UTC)
SEAL = Seal.of(KeyRing(versions={1: bytes(32)}))
A = UUID(int=0xA)
B = UUID(int=0xB)
INSERT = """
INSERT INTO directive (directive_id, measure_id, n, action, partner, subject, measure, instance,
                       terms, documents, content, valid_until, reason, decided_on, entry,
                       key_version, claim, unconditional, held)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
"""
COMPANY = Subject(
    kind=SubjectKind.ORGANISATION, name="常州样例建设有限公司", uscc="91999900MA0000007U"
)
MEASURES = {
    "bank": ("BNK-07", "list/WAGE_ARREARS", "2026"),
    "procurement": ("PRC-01", "list/WAGE_ARREARS", "2026"),
    "land": ("LND-01", "order/SEAL", "2024"),
}


def terms(until: date | None = None, *, partner: str = "bank", reason: str = "") -> Terms:
    """What a measure of the sample city says."""
    _, trigger, list_version = MEASURES[partner]
    return Terms(
        binding=Binding.ADVISORY,
        effect=Effect.CAUTION,
        valid_from=TODAY,
        valid_until=until,
        legal_basis=("保障农民工工资支付条例 第四十八条",),
        list_version=list_version,
        reason=reason,
        grounds=(Ground(source="hrss", record_no="W1", trigger=trigger),),
    )


@dataclass(slots=True, kw_only=True)
class Decided(ABC):
    """An outbox into which a test decides what it likes; time is told."""

    catalogue: Catalogue
    now: datetime = NOON
    today: date = TODAY
    entries: int = 0
    decided: dict[MeasureKey, list[Directive]] = field(default_factory=dict)

    @abstractmethod
    def _keep(self, directives: list[Directive]) -> None:
        """Keep what one entry decided."""

    def decide(
        self,
        action: str,
        *,
        partner: str = "bank",
        subject: UUID = A,
        said: Terms | None = None,
        instance: str = "",
        held: bool = False,
        unconditional: bool = False,
    ) -> Directive:
        """Decide the next directive of a measure, as one entry of the line."""
        key = MeasureKey(
            partner=partner, subject=subject, measure=MEASURES[partner][0], instance=instance
        )
        before = self.decided.setdefault(key, [])
        last = before[-1].terms if before else terms(partner=partner)
        directive = Directive(
            key=key,
            n=len(before),
            action=DirectiveAction(action),
            terms=said or (last if action == "LIFT" else terms(partner=partner)),
            decided_on=self.today,
            held=held,
            unconditional=unconditional,
            naming=COMPANY,
        )
        before.append(directive)
        self._entry([directive])
        return directive

    def decide_many(self, subjects: Iterable[UUID], partner: str) -> None:
        """An IMPOSE for each subject."""
        first = self.decide("IMPOSE", partner=partner, subject=UUID(int=1 << 100))
        self._entry(
            [replace(first, key=replace(first.key, subject=subject)) for subject in subjects]
        )

    def _entry(self, directives: list[Directive]) -> None:
        self.entries += 1
        self._keep(directives)

    def later(self, *, seconds: int = 0, days: int = 0) -> None:
        """Time goes by."""
        self.now += timedelta(seconds=seconds, days=days)
        self.today += timedelta(days=days)


@dataclass(slots=True, kw_only=True)
class Outbox(Decided):
    """The outgoing rows of one database."""

    connection: Connection
    seal: Seal = SEAL

    def _keep(self, directives: list[Directive]) -> None:
        with self.connection.cursor() as cursor:
            cursor.executemany(INSERT, [self._row(directive) for directive in directives])

    def _row(self, directive: Directive) -> tuple[object, ...]:
        given = directive.directive_id
        return (
            given,
            directive.measure_id,
            directive.n,
            directive.action.value,
            directive.key.partner,
            directive.key.subject,
            directive.key.measure,
            directive.key.instance,
            terms_text(directive.terms),
            documents_text(directive.documents),
            content_of(directive.terms),
            directive.terms.valid_until,
            directive.reason,
            directive.decided_on,
            self.entries,
            self.seal.version,
            self.seal.close(naming_bytes(directive.naming), directive_cell(given)),
            directive.unconditional,
            directive.held,
        )

    def claim(
        self,
        partner: str = "bank",
        *,
        limit: int = STREAMS_AT_A_TIME,
        under_way: frozenset[UUID] = frozenset(),
        channel: Channel | None = None,
    ) -> tuple[Outgoing, ...]:
        """Claim what may go to a partner now; by its own channel unless another is given."""
        claims = Claims(
            connection=self.connection,
            seal=self.seal,
            partner=partner,
            channel=channel or self.catalogue.partners[partner].channel,
        )
        return claims.claim(self.catalogue, self.now, self.today, limit, under_way)

    def sent(self, *outgoing: Outgoing) -> None:
        """A transport took them."""
        mark_sent(self.connection, [one.id for one in outgoing], self.now)

    def answer(self, directive_id: UUID, result: str, *, number: int = 1, code: str = "") -> None:
        """The line took in an answer."""
        self.connection.execute(
            store_statement("answered"),
            {
                "directives": [directive_id],
                "numbers": [number],
                "results": [result],
                "codes": [code],
                "at": [self.now],
                "entry": self.entries,
            },
        )

    def journal(self) -> None:
        """Write the journal's row of the last entry, which a reader of the hub looks for."""
        self.connection.execute(
            "INSERT INTO journal"
            " (number, id, day, judged_at, catalogue, code_version, kind, detail)"
            " VALUES (%s, gen_random_uuid(), %s, now(), 1, '', 'BATCH', '{}')"
            " ON CONFLICT DO NOTHING",
            (self.entries, self.today),
        )

    def column(self, directive_id: UUID, name: str) -> object:
        """One column of a directive."""
        query = sql.SQL("SELECT {} FROM directive WHERE directive_id = %s")
        found = self.connection.execute(
            query.format(sql.Identifier(name)), (directive_id,)
        ).fetchone()
        assert found is not None
        return found[0]

    def hold(self, scope: str, name: str = "") -> UUID:
        """An operator holds burdens back."""
        return add_hold(self.connection, Scope(scope), name, "operator", "first load")
