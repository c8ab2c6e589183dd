"""One verification: all five invariants, from one moment of the database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from monitoring.verify.bodies import Bodies, check_bodies
from monitoring.verify.bookkeeping import check_bookkeeping
from monitoring.verify.braked import check_braked
from monitoring.verify.broker import broker
from monitoring.verify.cells import Opener, opener
from monitoring.verify.chronicle import Chronicle
from monitoring.verify.database import DatabaseMoment, snapshot
from monitoring.verify.delivery import check_delivery, input_topics
from monitoring.verify.directive import directives, measures
from monitoring.verify.effects import check_measure, check_streams
from monitoring.verify.finding import Finding
from monitoring.verify.grounds import GroundFindings, check_today
from monitoring.verify.history import check_history
from monitoring.verify.last_word import check_last_word
from monitoring.verify.ledgers import LedgerReport, Since, ask, check_applied, check_held
from monitoring.verify.lifts import check_lifts, check_released
from monitoring.verify.partner_topics import always_with_topics, partner_topics
from monitoring.verify.pool import PoolCheck
from monitoring.verify.pool_topic import PoolTopic, hear, pool_topic, write
from monitoring.verify.portions import AT_A_TIME, portions
from monitoring.verify.progress import Tell, silent, told
from monitoring.verify.reading import ReadingKeys, read_journal, read_messages
from monitoring.verify.spool import spool
from monitoring.verify.unapproved import check_unapproved
from monitoring.verify.witness import PartnerWitness
from streams.wiring.keys import Keys


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Where to look. `witnesses`: the partners that can be asked."""

    database: str
    bootstrap: str
    keys: Keys
    witnesses: tuple[PartnerWitness, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """
    What a verification found, at one entry of the journal.

    `sample`: how many subjects were recounted, None = all. `asked`: partners whose ledgers were
    looked at.
    """

    entry: int
    day: date | None
    sample: int | None
    asked: tuple[str, ...]
    findings: tuple[Finding, ...]

    @property
    def holds(self) -> bool:
        """Whether every invariant holds."""
        return all(finding.holds for finding in self.findings)


class Five(NamedTuple):
    """The findings, by invariant."""

    lost: Finding
    once: Finding
    ground: Finding
    basis: Finding
    pool: Finding


def verify(evidence: Evidence, sample: int | None = None, tell: Tell = silent) -> Verification:
    """
    Recount all invariants; `sample` limits 3 to 5 to so many subjects.

    Raises `CannotSee` when database, broker or a named partner does not answer.
    """
    opened = opener(evidence.keys.identity_encryption)
    secret = evidence.keys.identity_hmac.current
    topic = pool_topic(evidence.bootstrap)
    with snapshot(evidence.database) as moment:
        _, _, _, entry, day, _ = moment.row("journal")
        ledgers = tuple(ask(witness) for witness in evidence.witnesses)
        lost = Finding(invariant=1)
        _against_broker(moment, evidence.bootstrap, opened, lost, tell)
        drawn = None if sample is None else _sample(moment, sample, entry)
        five = recount(moment, opened, secret, lost=lost, drawn=drawn, topic=topic, tell=tell)
        against_ledgers(evidence.database, ledgers, moment, five)
    return Verification(
        entry=entry,
        day=day,
        sample=None if drawn is None else len(drawn),
        asked=tuple(ledger.partner for ledger in ledgers),
        findings=five,
    )


def recount(
    moment: DatabaseMoment,
    opened: Opener,
    secret: bytes,
    *,
    lost: Finding | None = None,
    drawn: list[UUID] | None = None,
    topic: PoolTopic | None = None,
    tell: Tell = silent,
) -> Five:
    """
    What the database alone says of all invariants; `lost` has what the broker said.

    `topic` None: the broker is not asked; what was written to be told is taken as told.
    """
    five = Five(lost or Finding(invariant=1), *(Finding(invariant=n) for n in (2, 3, 4, 5)))
    check_bookkeeping(moment, five.lost)
    check_streams(moment, five.once)
    for measure in measures(moment):
        check_measure(measure, five.once)
    check_unapproved(moment, opened, five.once)
    journal = read_journal(moment)
    check_braked(moment, journal.loads, five.once)
    with_topics = always_with_topics(load.catalogue for load in journal.loads)
    told_them = None if topic is None else partner_topics(topic.bootstrap, with_topics, tell)
    check_bodies(moment, Bodies(opened, secret, told_them), drawn, five.once, tell)
    with spool() as said:
        write(moment, said, tell)
        if topic is not None:
            hear(topic, moment, said, five.pool, tell)
        said.sort()
        pool = PoolCheck(moment, said, topic is not None, five.lost, five.pool)
        some = told(portions(moment, drawn), tell, f"times {AT_A_TIME} subjects", every=1)
        for wanted in some:
            means = ReadingKeys(opened, secret)
            chronicle = read_messages(moment, journal, means, wanted, five.ground)
            _measures(moment, chronicle, sorted(wanted.subjects), five)
            pool.check(chronicle, wanted)
        if drawn is None:
            pool.check_gone()
    return five


def _against_broker(
    moment: DatabaseMoment, bootstrap: str, opened: Opener, finding: Finding, tell: Tell
) -> None:
    topics = input_topics(moment)
    with broker(bootstrap, topics) as there:
        check_delivery(moment, there, topics, opened, finding, tell)


def against_ledgers(
    database: str, ledgers: Sequence[LedgerReport], moment: DatabaseMoment, five: Five
) -> None:
    """What partners said, against the moment; `database` is asked what was decided since."""
    if not ledgers:
        return
    for ledger in ledgers:
        spoken_of = sorted({word.directive_id for word in (*ledger.applied, *ledger.held)})
        with snapshot(database) as now:
            known = now.rows("known_directives", {"directives": spoken_of})
            claimed = now.rows("claimed_by_now", {"partner": ledger.partner})
        since = Since({directive for (directive,) in known}, dict(claimed))
        check_applied(ledger, since, five.once)
        check_held(ledger, since, measures(moment), five.ground)


def _sample(moment: DatabaseMoment, number: int, entry: int) -> list[UUID]:
    rows = moment.rows("sample", {"number": number, "seed": str(entry)})
    return sorted(subject for (subject,) in rows)


def _measures(
    moment: DatabaseMoment, chronicle: Chronicle, subjects: list[UUID], five: Five
) -> None:
    agenda: dict[UUID, date] = dict(moment.rows("agenda", {"subjects": subjects}))
    by_subject = directives(moment, subjects)
    findings, named = GroundFindings(five.ground, five.basis), chronicle.subjects
    for subject in subjects:
        decided = by_subject.get(subject, [])
        if decided or subject in named:
            five.ground.count("subjects")
        if chronicle.entries and chronicle.loads:
            again_on = agenda.get(subject)
            if again_on is not None and again_on <= chronicle.last.day:
                five.ground.count("subjects still to be judged today")
            else:
                check_today(chronicle, subject, decided, again_on, findings)
                check_released(chronicle, subject, decided, five.ground)
            check_history(chronicle, subject, decided, five.ground)
            check_lifts(decided, chronicle.last.day, five.ground)
            check_last_word(decided, five.ground)
        elif decided:
            five.ground.differ("no ground", str(subject), "has directives and no entry decided any")
