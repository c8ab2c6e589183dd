"""Hypothesis chooses what happens next; what is drawn never depends on what the servers did."""

from collections import Counter
from datetime import date

from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    MultipleResults,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    multiple,
    rule,
)
from property.strategies import (
    FURTHER,
    ORIGINALS,
    OWN,
    decided,
    ends,
)
from property.strategies import subjects as everybody
from scenario.message import Message, judgment, mark, order, penalty, repair, wage

from machine.ground import Ground
from machine.play import PARTNERS, Play
from machine.saying import DEBT, LISTING, ORDER, PENALTY, Said
from machine.steps import Step
from streams.kinds.event import Subject

OFFICES = ("tax", "hrss", "market-320412", "province", "nation")
#: No play is longer, so that the days of the cases are among its days.
MOST_DAYS = 9
LAST_DAYS, MOST_ANSWERS = 3, 8
#: A load takes as long as several other steps.
MOST_LAWS = 2

first_or_later = st.sampled_from([1, 1, 2])
which = st.integers(0, 7)
CONDUCT = st.sampled_from(["obeys", "obeys", "refuses", "lost"])
ACTS = ("sign", "hold", "let_go", "change_law", "back_up", "lose_ledger")
COURTS = st.sampled_from(["court", "court", "court", "court2"])


class Machine(RuleBasedStateMachine):
    """
    A town that publishes, corrects, ends, repairs, objects and orders; a hub that must keep up.

    `departments`, `subjects`: those of this play. `records`: complete versions told so far;
    `decisions`, `orders`: those of penalties and lists, and of original orders. `untold`: of whom
    something was told already, but not they themselves.
    """

    departments: Bundle[str] = Bundle("departments")
    subjects: Bundle[Subject] = Bundle("subjects")
    records: Bundle[Message] = Bundle("records")
    decisions: Bundle[Message] = Bundle("decisions")
    orders: Bundle[Message] = Bundle("orders")
    untold: Bundle[Message] = Bundle("untold")

    def __init__(self, ground: Ground, failed: list[list[Step]]) -> None:
        """`failed` gets the steps of each play that failed, the shortest one last."""
        super().__init__()
        self._failed = failed
        self._over = False
        self._numbers = 0
        self._versions: Counter[tuple[str, str]] = Counter()
        self._days = self._laws = 0
        self._play = Play(ground)

    def do(self, name: str, *given: Message | str | int) -> None:
        """Take a step of the play; remember the play if it fails."""
        try:
            self._play.do(name, *given)
        except BaseException:
            self._over = True
            self._failed.append(list(self._play.trace))
            raise

    @initialize(target=departments, chosen=st.permutations(OFFICES))
    def open_offices(self, chosen: list[str]) -> MultipleResults[str]:
        """Three departments."""
        return multiple(*chosen[:3])

    @initialize(target=subjects, chosen=st.lists(everybody, min_size=2, max_size=3))
    def come(self, chosen: list[Subject]) -> MultipleResults[Subject]:
        """Two subjects or three, or one that is named in two ways."""
        return multiple(*chosen)

    @initialize(
        targets=(records, decisions),
        by=st.sampled_from(["hrss", "province"]),
        about=everybody,
        said=LISTING,
    )
    def begin(self, by: str, about: Subject, said: Said) -> Message:
        """There is something to correct, to repeat, to repair."""
        return self._say(wage(self._number("W"), by=by, about=about, **said))

    # --- events ----------------------------------------------------------------------------------

    def _say(self, message: Message) -> Message:
        self.do("say", message)
        number = int(message.record["version"])
        self._versions[message.id] = max(number, self._versions[message.id])
        return message

    def _number(self, letter: str) -> str:
        self._numbers += 1
        return f"{letter}{self._numbers}"

    def _next(self, record: Message, step: int) -> int:
        return self._versions[record.id] + step

    @rule(targets=(records, decisions), by=departments, about=subjects, said=PENALTY)
    def penalise(self, by: str, about: Subject, said: Said) -> Message:
        """A penalty."""
        return self._say(penalty(self._number("N"), by=by, about=about, **said))

    @rule(targets=(records, decisions), by=departments, about=subjects, said=LISTING)
    def enlist(self, by: str, about: Subject, said: Said) -> Message:
        """An entry in the wage-arrears list."""
        return self._say(wage(self._number("W"), by=by, about=about, **said))

    @rule(target=records, about=subjects, said=DEBT)
    def list_debtor(self, about: Subject, said: Said) -> Message:
        """A judgment debtor, perhaps with somebody behind it."""
        return self._say(judgment(self._number("J"), about=about, **said))

    @rule(targets=(records, orders), about=subjects, kind=st.sampled_from(ORIGINALS), said=ORDER)
    def order_control(self, about: Subject, kind: str, said: Said) -> Message:
        """A court freezes or seals."""
        number = self._number("O")
        return self._say(order(kind, number, about=about, original_order_no="", **said))

    @rule(target=records, original=orders, kind=st.sampled_from(FURTHER), by=COURTS, said=ORDER)
    def order_further(self, original: Message, kind: str, by: str, said: Said) -> Message:
        """A court continues or releases what an original ordered."""
        named = {
            "original_order_no": original.record["record_no"],
            "subject": original.record["subject"],
        }
        return self._say(order(kind, self._number("O"), by=by, **said).again(**named))

    @rule(target=records, of=records, by=st.sampled_from(sorted(OWN)))
    def repair(self, of: Message, by: str) -> Message:
        """Somebody, entitled or not, repairs a record."""
        return self._say(repair(self._number("X"), of=of, by=by, authority=OWN[by]))

    @rule(target=records, of=records, by=st.sampled_from(sorted(OWN)))
    def object(self, of: Message, by: str) -> Message:
        """Somebody marks a record as objected to."""
        return self._say(mark(self._number("X"), of=of, by=by, authority=OWN[by]))

    @rule(target=records, record=decisions, by=departments, until=ends)
    def relay(self, record: Message, by: str, until: date | None) -> Message:
        """Another department tells of the same decision, not always alike."""
        return self._say(record.relayed(by, self._number("R"), until=until))

    @rule(
        target=untold,
        by=departments,
        about=subjects,
        said=LISTING,
        first=st.sampled_from(["END", "CORRECT", "REVOKE", "REPAIR", "MARK"]),
    )
    def tell_after(self, by: str, about: Subject, said: Said, first: str) -> Message:
        """What belongs to a record is told before the record, and waits for it."""
        record = wage(self._number("W"), by=by, about=about, **said)
        early = {
            "END": lambda: record.ended(2, "06-03"),
            "CORRECT": lambda: record.corrected(2, until=None),
            "REVOKE": lambda: record.revoked(2),
            "REPAIR": lambda: repair(self._number("X"), of=record),
            "MARK": lambda: mark(self._number("X"), of=record),
        }
        self._say(early[first]())
        return record

    @rule(target=untold, about=subjects, said=ORDER, first=st.sampled_from(FURTHER))
    def continue_before(self, about: Subject, said: Said, first: str) -> Message:
        """A further order comes before its original, and writes its number otherwise."""
        original = order("FREEZE", self._number("O"), about=about, original_order_no="", **said)
        of = {"about": about, "original_order_no": original.record["record_no"].lower()}
        self._say(order(first, self._number("O"), **of, **said))
        return original

    @rule(target=records, record=consumes(untold))
    def tell_original(self, record: Message) -> Message:
        """And now the record itself."""
        return self._say(record)

    @rule(record=records)
    def repeat(self, record: Message) -> None:
        """The same message once more."""
        self._say(record.again())

    @rule(
        target=records,
        record=records,
        step=first_or_later,
        action=st.sampled_from(["ASSERT", "CORRECT"]),
        about=subjects,
        until=ends,
        on=decided,
    )
    def correct(
        self, record: Message, step: int, action: str, about: Subject, until: date | None, on: date
    ) -> Message:
        """A later version, complete; where it leaves out a number, nothing ever has that."""
        attached = record.kind in {"RepairDecision", "ObjectionMark"}
        changed = {"decided": on} if attached else {"about": about, "until": until, "decided": on}
        number = self._next(record, step)
        return self._say(record.again(version=number, action=action, **changed))

    @rule(record=records, on=st.sampled_from(["06-01", "06-03", "06-06"]))
    def end(self, record: Message, on: str) -> None:
        """A record ends."""
        self._say(record.ended(self._next(record, 1), on))

    @rule(record=records, step=first_or_later)
    def withdraw(self, record: Message, step: int) -> None:
        """A record should never have been."""
        self._say(record.revoked(self._next(record, step)))

    # --- the hub, officers, days, partners -------------------------------------------------------

    @rule()
    def decide(self) -> None:
        """The worker decides what was published."""
        self.do("decide")

    @rule(conduct=CONDUCT)
    def tick(self, conduct: str) -> None:
        """A day passes, and what it decided goes out."""
        if self._days < MOST_DAYS:
            self._pass_day(conduct)

    def _pass_day(self, conduct: str) -> None:
        self._days += 1
        self.do("tick")
        self.do("send", conduct)

    @rule(act=st.sampled_from(ACTS), number=which)
    def act(self, act: str, number: int) -> None:
        """The office signs what waits for it, holds burdens back, lets them go, loads a law; a
        partner backs its ledger up, or loses it."""
        match act:
            case "sign":
                self.do("sign", number)
            case "change_law" if self._laws < MOST_LAWS:
                self._laws += 1
                self.do("change_law", number % 2 + 1)
            case "hold" | "let_go" | "back_up" | "lose_ledger":
                self.do(act, PARTNERS[number % len(PARTNERS)])

    @rule(
        conduct=CONDUCT,
        answers=st.lists(which, max_size=4),
        late=st.booleans(),
    )
    def send(self, conduct: str, answers: list[int], late: bool) -> None:
        """What may go goes, and is done, refused or lost; some answers come, or come too late."""
        self.do("send", conduct)
        if late:
            self.do("wait")
        for number in answers:
            self.do("answer", number)

    @rule(how=st.sampled_from(["stopped", "lost", "died"]))
    def end_worker(self, how: str) -> None:
        """A worker ends, and another takes over."""
        self.do("end_worker", how)

    @invariant()
    def agree(self) -> None:
        """Whatever was decided is what the oracle finds."""
        self.do("compare")

    def teardown(self) -> None:
        """At the end some days pass, most is answered, and everything is compared and recounted."""
        try:
            if not self._over:
                for _ in range(LAST_DAYS):
                    self._pass_day("obeys")
                    self.do("compare")
                for _ in range(MOST_ANSWERS):
                    # Not the oldest first: that it was done arrives before that it was begun.
                    self.do("answer", 1)
                    self.do("decide")
                self.do("recount")
        finally:
            self._play.close()
