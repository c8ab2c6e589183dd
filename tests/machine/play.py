"""One play: what departments, partners, officers and days do to a hub, and the oracle beside it."""

from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from oracle.identity import identity
from property.strategies import CATALOGUE as SHARED
from property.strategies import FIRST, LAST
from property.test_line_is_the_oracle import differences
from scenario.as_event import as_event
from scenario.calendar import noon
from scenario.live_line import TIME_IS_TOLD
from scenario.message import Message
from scenario.oracle_hub import OracleHub
from simulation.agreement import claims_of, digest_of
from simulation.last_told import departments_are_told, pool_is_told

from connectors.partners.answer import encoded
from machine.ground import Ground, Place
from machine.law import in_its_names, law, named
from machine.observed import Told, heard, observe, outcomes, pool_told
from machine.partners import Partners
from machine.passing import Passing
from machine.steps import Step
from machine.worker import Worker
from monitoring.verify.verification import Evidence, verify
from schemas.catalogue.model import Catalogue
from schemas.codec import encode
from streams.kinds.event import Event
from streams.line.command import Advance, Approve, LoadCatalogue
from streams.sending.holds import Scope, add_hold, end_holds
from streams.store.connection import connect_to_decide
from streams.wiring.topics import Topic, make_topics, topics_of

#: A partner that did not answer by then is told again.
A_DAY_AND_MORE = timedelta(hours=25)
WHO, WHY = "office", "the play goes so"


@dataclass(slots=True)
class Play:
    """Steps are methods; `do` takes one and remembers it. Nothing is left after `close`."""

    ground: Ground
    trace: list[Step] = field(default_factory=list)
    told: Told = field(default_factory=Told)
    admitted: list[Message] = field(default_factory=list)
    refused: list[Message] = field(default_factory=list)
    place: Place = field(init=False)
    worker: Worker = field(init=False)
    partners: Partners = field(init=False)
    oracle: OracleHub = field(init=False)
    _undecided: list[Message] = field(default_factory=list)
    _compared: bool = field(default=True)
    _open: ExitStack = field(default_factory=ExitStack)

    def __post_init__(self) -> None:
        try:
            self._begin()
        except BaseException:
            self.close()
            raise

    def _begin(self) -> None:
        self.place = self._open.enter_context(self.ground.place())
        first = self.law(second=False)
        make_topics(
            self.ground.bootstrap,
            [
                Topic(name=topic.name, settings=TIME_IS_TOLD, source=topic.source)
                for topic in topics_of(first)
                if topic.source
            ],
        )
        observer = self._open.enter_context(connect_to_decide(self.place.url, "observer"))
        time = Passing()
        self.worker = Worker(self.place, observer, time)
        self.partners = Partners(observer, self.ground.means.seal, time, self.place.producer)
        self.oracle = OracleHub(first, on=FIRST, refused=self.refused)
        self.worker.asked(LoadCatalogue(catalogue=first))
        self.worker.take_over()
        self._open.callback(self.worker.end)

    def do(self, name: str, *given: Message | str | int) -> None:
        """Take a step, and remember it if it changes anything."""
        if name not in {"compare", "recount"}:
            self.trace.append((name, given))
        steps: dict[str, Callable[..., None]] = {
            step.__name__: step
            for step in (
                self.say,
                self.decide,
                self.tick,
                self.change_law,
                self.send,
                self.answer,
                self.wait,
                self.back_up,
                self.lose_ledger,
                self.hold,
                self.let_go,
                self.sign,
                self.end_worker,
                self.compare,
                self.recount,
            )
        }
        steps[name](*given)

    def law(self, *, second: bool) -> Catalogue:
        """One of the two catalogues, in this play's names."""
        return law(self.place.tag, second=second)

    # --- departments, officers, days -------------------------------------------------------------

    def say(self, message: Message) -> None:
        """A department publishes; nobody has decided it yet."""
        mine = in_its_names(self.place.tag, message)
        mine = Message(mine.department, mine.kind, mine.record, appended=LAST)
        payload = encode(f"credit.events.{mine.kind}", mine.record)
        place = self._publish(f"credit.events.{mine.department}", payload)
        self.told.places[mine] = place
        self._name(as_event(mine, place[2], FIRST))
        self.oracle.publish(mine)
        self._undecided.append(mine)

    def _publish(self, topic: str, payload: bytes) -> tuple[str, int, int]:
        at_ms = int(noon(LAST).timestamp() * 1000)
        sent = self.place.producer.send(topic, payload, partition=0, timestamp_ms=at_ms)
        offset: int = sent.get(timeout=30).offset
        self.worker.ends[(topic, 0)] = offset + 1
        return (topic, 0, offset)

    def _name(self, event: Event) -> None:
        """Remember whom the message is about by the oracle's names."""
        for claim in claims_of(event):
            digest = digest_of(claim, event.authority, event.record_no, self.worker.hmac)
            if digest is not None:
                self.told.names[digest] = str(identity(claim, event.authority.uscc))

    def decide(self) -> None:
        """The worker decides all that was published."""
        self.worker.decide()
        self._heard()

    def tick(self) -> None:
        """The next day begins, as `hub tick` lets it."""
        today = self.worker.loop.decider.day
        assert today is not None
        coming = today + timedelta(days=1)
        self.worker.act(Advance(through=coming))
        self.worker.work_until(lambda: self.worker.loop.decider.day == coming)
        self._heard()
        self.oracle.tick(coming)

    def change_law(self, number: int) -> None:
        """The office loads the first catalogue again, or the second."""
        self.decide()
        changed = self.law(second=number == 2)
        self.worker.act(LoadCatalogue(catalogue=changed))
        self.oracle.load_catalogue(changed)
        self._compared = False

    def sign(self, which: int) -> None:
        """The office signs one of the directives that wait for it."""
        query = "SELECT directive_id FROM directive WHERE held ORDER BY entry, measure, subject, n"
        waiting = [found for (found,) in self.worker.observer.execute(query)]
        if waiting:
            directive: UUID = waiting[which % len(waiting)]
            self.worker.act(Approve(directive_id=directive))
        self._heard_if_decided()

    def hold(self, partner: str) -> None:
        """An operator holds a partner's burdens back."""
        add_hold(self.worker.observer, Scope.PARTNER, self._named(partner), WHO, WHY)

    def let_go(self, partner: str) -> None:
        """An operator ends the holds of a partner."""
        end_holds(self.worker.observer, Scope.PARTNER, self._named(partner), WHO, WHY)

    # --- partners --------------------------------------------------------------------------------

    def send(self, conduct: str) -> None:
        """All is decided; what may go to partners goes, and they do as they do."""
        self.decide()
        decider = self.worker.loop.decider
        assert decider.book is not None
        assert decider.day is not None
        for partner in PARTNERS:
            name = self._named(partner)
            self.partners.send(name, conduct, decider.book.catalogue, decider.day)

    def answer(self, which: int) -> None:
        """A partner answers one of the directives it has not answered yet, whenever that was."""
        if self.partners.replies:
            partner, reply = self.partners.replies.pop(which % len(self.partners.replies))
            self._publish(f"feedback.{partner}", encoded(reply))

    def wait(self) -> None:
        """The time to answer passes."""
        self.worker.time.waited += A_DAY_AND_MORE

    def back_up(self, partner: str) -> None:
        """A partner backs its ledger up."""
        self.partners.back_up(self._named(partner))

    def lose_ledger(self, partner: str) -> None:
        """A partner's ledger is lost, once all that it said is decided."""
        self.decide()
        self.partners.lose(self._named(partner))

    def _named(self, partner: str) -> str:
        return named(self.place.tag, partner)

    # --- ends of workers -------------------------------------------------------------------------

    def end_worker(self, how: str) -> None:
        """The worker is stopped, loses its session, or dies after a commit; another takes over."""
        match how:
            case "stopped":
                self.worker.end()
            case "lost":
                self.worker.lose_session()
            case "died":
                self.worker.die_after_commit()
        self.worker.take_over()
        self._heard_if_decided()

    # --- what must hold --------------------------------------------------------------------------

    def _heard_if_decided(self) -> None:
        if self.worker.decided():
            self._heard()

    def _heard(self) -> None:
        """What was refused is not told to the oracle; nothing it was told is undecided now."""
        if self._undecided:
            shown = outcomes(self.worker.observer)
            for message in self._undecided:
                refused = shown[self.told.places[message]].outcome == "REFUSED"
                (self.refused if refused else self.admitted).append(message)
            self._undecided.clear()
        self._compared = False

    def compare(self) -> None:
        """Pool, measures and what waits in the database are the oracle's, if all is decided."""
        if self._compared or self._undecided:
            return
        seen = observe(self.worker.observer, self.ground.means, self.told)
        apart = differences(seen, self.oracle, self.admitted)
        assert not apart, "\n".join(apart)
        pool_is_told(seen.view, pool_told(self.worker.observer))
        departments_are_told(seen.view, heard(self.worker.observer))
        self._compared = True

    def recount(self) -> None:
        """`hub verify` finds nothing, from the database, the broker and the partners' ledgers."""
        self.decide()
        self.compare()
        found = verify(
            Evidence(
                database=self.place.url,
                bootstrap=self.ground.bootstrap,
                keys=self.worker.keys,
                witnesses=self.partners.witnesses(),
            )
        )
        apart = [str(one) for finding in found.findings for one in finding.differences]
        assert not apart, "\n".join(apart)

    def close(self) -> None:
        """Connections end, database and topics are gone."""
        self._open.close()


def replay(ground: Ground, steps: Iterable[Step]) -> None:
    """Play these steps, and what must hold after each; raises where it does not."""
    play = Play(ground)
    try:
        for name, given in steps:
            play.do(name, *given)
            play.compare()
        play.recount()
    finally:
        play.close()


#: The partners of the plays, by the names of the cases.
PARTNERS = tuple(sorted(SHARED.partners))
