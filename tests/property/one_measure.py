"""One measure at one partner: what is decided, claimed, lost, answered and known of it."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from uuid import UUID

from support.outbox_rows import terms

from streams.send.claim import AMEND, IMPOSE, LIFT, Claim, Fate, Plan, Sending, plan
from streams.send.directive import DirectiveAction
from streams.send.milder import ToldTerms
from streams.track.answer import NOT_HELD, ONCE_TAKEN, SUPERSEDED, AnswerResult
from streams.track.fate import fate

START = date(2026, 6, 1)
CONTENT = {"x": UUID(int=1), "y": UUID(int=2)}
#: y ends before x does.
ENDS = {CONTENT["x"]: date(2029, 5, 24), CONTENT["y"]: date(2027, 5, 24)}
Reply = tuple[AnswerResult, str]


def _id(n: int) -> UUID:
    return UUID(int=1000 + n)


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A claimed directive on its way."""

    n: int
    sequence: int
    action: DirectiveAction
    content: UUID


@dataclass(slots=True)
class Partner:
    """
    Keeps its side of R13; it may refuse a burden, and think better of it later.

    It is none of `support/virtual_partner.py`, whose ledger is the shipped kit's: what is claimed
    and believed of a measure is held here against the contract written down once more, by itself.
    """

    last: int = 0
    holds: UUID | None = None
    holds_by: int = -1
    refuses: bool = False
    replies: dict[int, Reply] = field(default_factory=dict)
    refused: Message | None = None

    def receive(self, message: Message) -> Reply:
        if message.n not in self.replies:
            self.replies[message.n] = self._apply(message)
        return self.replies[message.n]

    def _apply(self, message: Message) -> Reply:
        if message.sequence <= self.last:
            return AnswerResult.NOT_EXECUTED, SUPERSEDED
        self.last, self.refused = message.sequence, None
        if message.action is LIFT:
            held, self.holds = self.holds, None
            return (AnswerResult.NOT_EXECUTED, NOT_HELD) if held is None else EXECUTED
        if self.refuses:
            self.refused = message
            return AnswerResult.NOT_EXECUTED, "R3004"
        self.holds, self.holds_by = message.content, message.n
        return EXECUTED

    def think_better(self) -> Message | None:
        """Apply after all what was refused last, if nothing came after it."""
        message, self.refused = self.refused, None
        if message is not None:
            self.holds, self.holds_by = message.content, message.n
        return message


EXECUTED: Reply = (AnswerResult.EXECUTED, "")


@dataclass(slots=True)
class World:
    """One measure: what was decided, what is on its way, what is known of it."""

    rows: list[Sending] = field(default_factory=list)
    partner: Partner = field(default_factory=Partner)
    late: list[Message] = field(default_factory=list)
    answers: list[tuple[int, int, Reply]] = field(default_factory=list)
    best: dict[int, tuple[int, Reply]] = field(default_factory=dict)
    sequence: int = 0
    today: date = START
    on_hold: bool = False
    #: The partner applied what it returned at once: against that only a lift is safe (R12).
    misled: bool = False

    def decide(self, what: str) -> None:
        """x, y: in force with that content; X, Y: the same, held; l: lifted; o: lifted by order;
        e: in force, but only until today."""
        in_force = bool(self.rows) and not self.rows[-1].lifts
        if (what == "l" and not in_force) or (self.rows and what == self._last_word()):
            return
        action = LIFT if what in "lo" else AMEND if in_force else IMPOSE
        content = CONTENT.get(what.lower(), UUID(int=3))
        self.rows.append(
            Sending(
                directive_id=_id(len(self.rows)),
                n=len(self.rows),
                action=action,
                content=content,
                held=what in "XY",
                unconditional=what == "o",
                valid_until=self.today if what == "e" else ENDS.get(content),
                told=ToldTerms(terms=terms(self.today if what == "e" else ENDS.get(content))),
            )
        )

    def _last_word(self) -> str:
        last = self.rows[-1]
        return "" if last.lifts else {CONTENT["x"]: "x", CONTENT["y"]: "y"}.get(last.content, "e")

    def plan(self) -> Plan:
        """What may go now, with what follows for the rows written down."""
        result = plan(self.rows, self.today, burdens_wait=self.on_hold)
        for n, row in enumerate(self.rows):
            if row.directive_id in result.superseded:
                assert not row.claimed
                self.rows[n] = replace(row, superseded=True)
        return result

    def attempt(self) -> Message | None:
        """Claim what goes, or what goes again."""
        result = self.plan()
        if result.claim is not None:
            n = result.claim.directive_id.int - 1000
            self._check_first_claim(self.rows[n], result.claim)
            self.sequence += 1
            self.rows[n] = replace(
                self.rows[n],
                sequence=self.sequence,
                superseded=False,
                milder=result.claim.milder,
            )
            return self._message(n)
        if result.again is None:
            return None
        n = result.again.int - 1000
        self._check_again(self.rows[n])
        return self._message(n)

    def _check_again(self, row: Sending) -> None:
        assert row.fate is Fate.AWAITED
        if not row.lifts:
            signed = [later for later in self.rows if not later.held or later.claimed]
            assert not signed[-1].lifts
            assert signed[-1].content == row.content or (self.on_hold and row.milder)
            assert not self.on_hold or row.milder

    def _check_first_claim(self, row: Sending, claim: Claim) -> None:
        action = claim.action
        assert not row.claimed
        assert (action is LIFT) == row.lifts
        if row.lifts:
            later_rows = self.rows[row.n + 1 :]
            standing = [r for r in later_rows if r.claimed and r.fate is not Fate.REFUSED]
            assert not standing, "a lift must not take back what came after it"
        if not row.lifts:
            assert not any(later.lifts for later in self.rows[row.n + 1 :]), "its ground is gone"
            assert row.valid_until is None or self.today <= row.valid_until, "it is over"
            if self.on_hold or row.held:
                assert claim.milder
                assert claim.supersedes is not None
                before = self.rows[claim.supersedes.int - 1000]
                assert not before.lifts
                assert before.fate in (Fate.AWAITED, Fate.DONE)
                assert before.n < row.n
                assert row.valid_until is not None
                assert before.valid_until is None or row.valid_until < before.valid_until
                since = self.rows[before.n + 1 : row.n + 1]
                assert all(each.action is AMEND for each in since), "in place of an IMPOSE"

    def _message(self, n: int) -> Message:
        row = self.rows[n]
        assert row.sequence is not None
        return Message(n=n, sequence=row.sequence, action=row.action, content=row.content)

    def deliver(self, message: Message) -> None:
        self.rows[message.n] = replace(self.rows[message.n], delivered=True)
        self.answers.append((message.n, 1, self.partner.receive(message)))

    def hear(self, index: int = 0) -> None:
        """One answer arrives; the highest number wins per directive."""
        if not self.answers:
            return
        n, number, reply = self.answers.pop(index % len(self.answers))
        if n not in self.best or self.best[n][0] < number:
            self.best[n] = (number, reply)
        self._weigh(n)

    def _weigh(self, n: int) -> None:
        result, code = self.best[n][1]
        self.rows[n] = replace(self.rows[n], fate=fate(self.rows[n].action, result, code))

    def sign(self) -> None:
        self.rows = [replace(row, held=False) for row in self.rows]

    def step(self, word: str) -> None:
        match word:
            case "send":
                if message := self.attempt():
                    self.deliver(message)
            case "lose":
                self.attempt()
            case "delay":
                if message := self.attempt():
                    self.late.append(message)
            case "cut":
                if message := self.attempt():
                    self.partner.receive(message)
                    self.misled = True
                    self.best[message.n] = (1, (AnswerResult.RETURNED, ""))
                    self._weigh(message.n)
            case "cut again":
                if message := self.attempt():  # taken, its answer lost; told again, returned
                    self.partner.receive(message)
                    self.best[message.n] = (1, (AnswerResult.RETURNED, ONCE_TAKEN))
                    self._weigh(message.n)
            case "late" if self.late:
                self.deliver(self.late.pop())
            case "twice" if self.late:
                self.deliver(self.late[-1])
            case "late" | "twice":
                pass  # nothing is on its way
            case "hear":
                self.hear()
            case "hear last":
                self.hear(-1)
            case "moody":
                self.partner.refuses = not self.partner.refuses
            case "think better":
                if better := self.partner.think_better():
                    self.answers.append((better.n, 2, EXECUTED))
            case "hold":
                self.on_hold = not self.on_hold
            case "sign":
                self.sign()
            case "midnight":
                self.today += timedelta(days=1)
            case "x" | "y" | "l" | "o" | "X" | "Y" | "e":
                self.decide(word)
            case _:
                raise AssertionError(word)

    def come_to_rest(self, *, on_hold: bool) -> None:
        self.on_hold, self.partner.refuses = on_hold, False
        if not on_hold:
            self.sign()
        if self.rows and (until := self.rows[-1].valid_until) and until < self.today:
            self.decide("l")  # the tick that was late
        for delayed in self.late:
            self.deliver(delayed)
        for _ in range(8 * len(self.rows) + 8):
            while self.answers:
                self.hear()
            message = self.attempt()
            if message is None:
                break
            self.deliver(message)
        else:
            raise AssertionError("never comes to rest")

    def check_rest(self) -> None:
        """Holds what was decided last, unless exactly that was refused."""
        if not self.rows:
            return
        last = self.rows[-1]
        if last.lifts:
            assert self.partner.holds is None, "a measure outlives its ground"
            assert last.claimed or not last.unconditional, "a court's lift never left"
        elif not self.misled and not self._refused(last):
            assert self.partner.holds == last.content

    def _refused(self, row: Sending) -> bool:
        """Of what may have been done or not the partner alone knows."""
        said, _ = self.partner.replies.get(row.n, EXECUTED)
        not_done = row.fate is Fate.UNKNOWN and said is AnswerResult.NOT_EXECUTED
        return row.claimed and (row.fate is Fate.REFUSED or not_done)

    def check_rest_on_hold(self) -> None:
        """Lifts flow while burdens wait: nothing is held that was lifted since and is not due,
        unless a burden that replaces it may be there already."""
        if self.partner.holds is not None:
            signed = [row for row in self.rows if not row.held or row.claimed]
            lifted = any(row.lifts for row in signed[self.partner.holds_by :])
            content = signed[-1].content
            since = self.rows[self.partner.holds_by + 1 :]
            there = any(row.claimed and not row.lifts for row in since)
            assert not lifted or there or self.misled or content == self.partner.holds
