"""What comes in to a town's line: departments' messages, and an officer's commands."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from integration.line.ground import Ground
from scenario.message import Message
from support.hub_process import await_that

from schemas.codec import encode
from streams.line.command import Advance, Command, Doing
from streams.statements import store_statement
from streams.store.commands import to_row


@dataclass(slots=True)
class Publishing(Ground):
    """A town in which departments publish and an officer asks."""

    def publish(self, *messages: Message) -> None:
        """Append messages in this order."""
        self.append(*(self.encoded(message) for message in messages))

    def append(self, *payloads: tuple[str, bytes]) -> list[tuple[str, int]]:
        """Append payloads (topic, bytes); return where they stand."""
        sent = [self.producer.send(topic, payload, partition=0) for topic, payload in payloads]
        self.producer.flush()
        places = [(f.get(30).topic, f.get(30).offset) for f in sent]
        self.published += places
        return places

    def topic(self, department: str) -> str:
        """A department's input topic."""
        return f"credit.events.{self.named(department)}"

    def encoded(self, message: Message) -> tuple[str, bytes]:
        """Topic and bytes of a message, its names with the tag."""
        said = dict(message.record)
        if "target" in said:
            target = said["target"]
            said["target"] = {**target, "department": self.named(target["department"])}
        if "addressee" in said:
            said["addressee"] = self.named(said["addressee"])
        return self.topic(message.department), encode(f"credit.events.{message.kind}", said)

    def asked(self, doing: Doing) -> Command:
        """A command in its table, for a worker to take."""
        name, arguments = to_row(doing)
        given = {"id": uuid4(), "asked_by": "office", "because": "the test asks", "name": name}
        row = self.observer.execute(
            store_statement("ask"), {**given, "arguments": arguments}
        ).fetchone()
        assert row is not None
        return Command(
            id=row[0], by="office", because="the test asks", asked_at=row[1], doing=doing
        )

    def command(self, doing: Doing, patience_s: float = 30) -> str:
        """Ask for an act, wait for it; return its result."""
        asked = self.asked(doing)
        await_that("the command was taken", lambda: self.taken(asked.id) is not None, patience_s)
        return str(self.taken(asked.id))

    def advance(self, through: date) -> None:
        """Let the day come to `through`, as `hub tick` does."""
        self.command(Advance(through=through))
        await_that(f"the day is {through}", lambda: self.day() >= through, 30)

    def taken(self, command: UUID) -> object:
        """The result of a command, None while it waits."""
        ((result,),) = self.rows("SELECT result FROM command WHERE id = %s", command)
        return result
