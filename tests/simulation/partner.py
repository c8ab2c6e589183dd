"""
The virtual partner of the simulation: chance decides how it fares and what it says of it.

It answers late, twice, never or falsely, refuses, thinks better of it, loses its ledger, and dies
between ledger and answer. `misled` names the measures of which the hub cannot know better than it
was told.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from random import Random
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from support.virtual_partner import Told, VirtualPartner, read

from connectors.partners.answer import NOT_HELD, Answer, Result, encoded
from connectors.partners.directive import Directive, NotADirective
from connectors.partners.ledger import Ledger
from connectors.partners.signature import NotSigned, require_signed
from schemas.catalogue.model import Channel
from simulation.broker import Broker
from simulation.deaths import Killed
from simulation.mood import Mood
from streams.send import signature

HUB_SEED = bytes(range(32))
HUB_KEY = Ed25519PublicKey.from_public_bytes(signature.public_key(HUB_SEED))
#: So many answers lie between two backups of a ledger.
BACKUP_EVERY = 3
#: What a person at the partner has to do (R3004), and what only a person can mend (R3007).
RULES_FORBID, NEEDS_A_PERSON = "R3004", "R3007"


@dataclass(slots=True, kw_only=True)
class PlayedPartner(VirtualPartner):
    """A virtual partner with its mood, what it still means to say, and what it misled about."""

    channel: Channel
    broker: Broker
    mood: Mood = Mood.WELL
    honest: bool = False
    unsaid: list[bytes] = field(default_factory=list)
    refused: dict[UUID, Directive] = field(default_factory=dict)
    misled: set[UUID] = field(default_factory=set)
    arrived: dict[UUID, set[int]] = field(default_factory=lambda: defaultdict(set))
    strangers: int = 0
    backups: list[Ledger] = field(default_factory=list)
    #: Full lists asked for.
    lists: int = 0
    asked_after: tuple[int, int] = (0, 0)
    broken_off: bool = False
    #: Its files by name: bodies with the headers of their signatures.
    folder: dict[str, tuple[bytes, Mapping[str, str]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.execute = self._as_its_mood_is
        VirtualPartner.__post_init__(self)  # `super()` knows no class with slots

    def _as_its_mood_is(self, directive: Directive, _: Ledger) -> Answer:
        result, code = Result.EXECUTED, ""
        if self.mood is Mood.REFUSES:
            result, code = Result.NOT_EXECUTED, RULES_FORBID
            self.refused[directive.measure_id] = directive
        elif self.mood is Mood.PARTLY:
            result = Result.PARTIAL
        return Answer(
            directive_id=directive.directive_id,
            measure_id=directive.measure_id,
            result=result,
            reason_code=code,
        )

    @property
    def unread(self) -> int:
        """How many files it has not taken, or messages of its topic it has not moved past."""
        if self.channel is Channel.FOLDER:
            return len(self.folder)
        return len(self.broker.outgoing[f"sanctions.{self.name}"]) - self.desk.ledger.position

    # --- what comes in ---------------------------------------------------------------------------

    def over_http(
        self, body: bytes, headers: Mapping[str, str], now: datetime, chance: Random
    ) -> int:
        """The status of a reply; 0 where nobody replies."""
        if self.mood in (Mood.AWAY, Mood.BUSY, Mood.MOVED):
            return {Mood.AWAY: 0, Mood.BUSY: 503, Mood.MOVED: 404}[self.mood]
        handles = self.mood not in (Mood.FAILS, Mood.PICKY) or chance.random() < 0.5
        try:
            require_signed(headers, body, (HUB_KEY,), int(now.timestamp()))
            read(body)
        except (NotSigned, NotADirective):
            self.strangers += 1
            return 401
        if handles and not self._handles(body, chance):
            return 0
        if self.mood is Mood.PICKY:
            return chance.choice((400, 413, 422))
        return 500 if self.mood is Mood.FAILS else chance.choice((200, 200, 204))

    def into_folder(self, name: str, body: bytes, headers: Mapping[str, str]) -> int:
        """A file is written, unless its share is away; one that stands there stays (R14)."""
        away = self.mood is Mood.AWAY
        return 0 if away or not self.folder.setdefault(name, (body, headers)) else 204

    def read(self, chance: Random, most: int) -> str:
        """Read on where it is told: in its folder, or at its topic."""
        if self.channel is not Channel.FOLDER:
            return self.over_topic(chance, most)
        names = [] if self.mood is Mood.AWAY else sorted(self.folder)[:most]
        for name in names:
            body, headers = self.folder[name]
            require_signed(headers, body, (HUB_KEY,), None)
            if not self._handles(body, chance) or (chance.random() < 0.1 and not self.honest):
                return "killed before it took the file away"
            del self.folder[name]
        return f"took {len(names)} files"

    def _handles(self, body: bytes, chance: Random) -> bool:
        """Handle one delivery by itself; whether it was not killed over it."""
        try:
            outcome = self.take(body)
        except Killed:
            return False
        self._say([] if outcome is None else [outcome.answer], chance)
        self._ask_if_lost(chance)
        return True

    def over_topic(self, chance: Random, most: int) -> str:
        """Read on from the ledger's position, handle, answer, move on (`PartnerClient.once`)."""
        if self.mood is Mood.AWAY:
            return "away"
        position = self.desk.ledger.position
        log = self.broker.outgoing[f"sanctions.{self.name}"][position : position + most]
        told: list[Told] = []
        for message in log:
            given = {name.lower(): text.decode() for name, text in message.headers}
            try:
                require_signed(given, message.value, (HUB_KEY,), None)
                found = read(message.value)
                self.desk.require_mine(found)
                told.append(found)
            except (NotSigned, NotADirective):
                self.strangers += 1
                continue
            self.note(told[-1], message.value)
        try:
            with self.watched():
                outcomes = self.desk.catch_up(told)
        except Killed:
            return "killed"
        self._say([outcome.answer for outcome in outcomes], chance)
        self._ask_if_lost(chance)
        if chance.random() < 0.1 and not self.honest:
            return "killed before it moved on"
        try:
            self.desk.move_to(position + len(log))
        except Killed:  # by what was to kill it at a directive, and none came
            return "killed as it moved on"
        return f"read {len(log)}"

    def note(self, told: Told, body: bytes) -> None:
        """Remember what came, and its number."""
        self.arrived[told.subject_key].add(told.sequence)
        VirtualPartner.note(self, told, body)

    def _ask_if_lost(self, chance: Random) -> None:
        if len((ledger := self.desk.ledger).answers) % BACKUP_EVERY == 0:
            self.backups.append(ledger)
        if ledger.gap:
            self.reconcile(chance)

    def reconcile(self, chance: Random) -> str:
        """Ask the hub for the full list, as a partner may whenever it likes (R13)."""
        assert self.ask_full_list is not None
        for listed in self.ask_full_list().listed:
            self.arrived[listed.directive.subject_key].add(listed.directive.sequence)
        self.lists += 1
        try:
            with self.watched():
                answers = self.desk.reconcile(lambda answers: self._say(list(answers), chance))
        except Killed:
            self.broken_off = True
            return "killed"
        return f"{len(answers)} of the full list were new"

    def lose_some_ledger(self, chance: Random) -> str:
        """Go on with a backup, or with nothing."""
        kept = chance.choice([Ledger(), *self.backups])
        self.lose_ledger(kept)
        return f"lost its ledger, goes on at {kept.position}"

    def settle(self, chance: Random) -> bool:
        """
        When all is quiet, ask once more after a loss or a list; False where there is no need.

        Answers that were under way when the list was read had numbers that it did not know.
        """
        if self.asked_after == (self.losses, self.lists) and not self.desk.ledger.gap:
            return False
        self.reconcile(chance)
        self.asked_after = (self.losses, self.lists)
        return True

    def returned(self, directive: UUID, measure: UUID) -> None:
        """It returned what, for all that the hub knows, it never took: if it did it, it misled."""
        if directive in self.desk.ledger.answers:
            self.misled.add(measure)

    def did_not(self, directive: UUID) -> bool:
        """Whether it did not do what it was told, whatever it then said of it."""
        answer = self.desk.ledger.answers.get(directive)
        return answer is not None and answer.result is Result.NOT_EXECUTED

    # --- what is said ----------------------------------------------------------------------------

    def _say(self, answers: Sequence[Answer], chance: Random) -> None:
        for answer in answers:
            how = "plainly" if self.honest else chance.choices(WAYS, ODDS)[0]
            match how:
                case "plainly":
                    self.unsaid.append(encoded(answer))
                case "twice":
                    self.unsaid += [encoded(answer)] * 2
                case "accepts first":
                    received = replace(answer, result=Result.ACCEPTED, reason_code="")
                    done = replace(answer, answer_no=answer.answer_no + 1)
                    self.unsaid += [encoded(received), encoded(done)]
                case "falsely":
                    self.unsaid.append(encoded(self._lie(answer)))
                case _:
                    pass

    def _lie(self, answer: Answer) -> Answer:
        assert answer.measure_id is not None
        self.misled.add(answer.measure_id)
        if answer.result is Result.NOT_EXECUTED and answer.reason_code != NOT_HELD:
            return replace(answer, result=Result.EXECUTED, reason_code="")
        return replace(answer, result=Result.NOT_EXECUTED, reason_code=NEEDS_A_PERSON)

    def think_better(self) -> str:
        """What was refused last is executed after all, and said so."""
        while self.refused:
            _, directive = self.refused.popitem()
            with self.watched():
                did = self.desk.think_better(directive)
            if did:
                answer = Answer(
                    directive_id=directive.directive_id,
                    measure_id=directive.measure_id,
                    result=Result.EXECUTED,
                    answer_no=self.desk.ledger.answers[directive.directive_id].answer_no + 2,
                )
                self.unsaid.append(encoded(answer))
                return "thought better"
        return "nothing was refused"

    def answer(self, now: datetime, chance: Random) -> str:
        """Publish one of the answers that wait, any of them."""
        if not self.unsaid:
            return "nothing to say"
        payload = self.unsaid.pop(chance.randrange(len(self.unsaid)))
        read = self.broker.append(f"feedback.{self.name}", payload, now)
        return f"answer at {read.offset}"


#: How an answer is given, and how often in a hundred.
WAYS = ("plainly", "twice", "accepts first", "never", "falsely")
ODDS = (70, 6, 8, 8, 4)
