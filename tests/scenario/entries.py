"""What a line in one process decided on its store, entry by entry."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from uuid import UUID, uuid5

from contract.stores import StoreUnderTest
from oracle import Held

from scenario.book import Book, Known
from scenario.calendar import TODAY, noon
from scenario.message import Message
from scenario.outbox import MemoryBook
from schemas.catalogue.apply import next_catalogue
from schemas.catalogue.model import Catalogue
from schemas.manifest import published
from streams.accept.reference_data import reference_data_of
from streams.deciding.arrivals import Reader
from streams.deciding.message import Message as Read
from streams.identify.pseudonym import PseudonymKey
from streams.kinds.event import Origin
from streams.line.changes import Changes
from streams.line.decide import rulebook
from streams.line.entry import Entry, Work
from streams.line.store import Snapshot
from streams.pool.view import View
from streams.rule.measure import MeasureKey
from streams.send.claim import Fate
from streams.send.directive import Directive
from streams.track.fate import fate

KEY = PseudonymKey(version=1, secret=bytes(32))
IDS = UUID("00000000-0000-0000-0000-00000000e17a")


class Deciding:
    """A hub of one process on one store: its day, its book, and every entry it wrote."""

    few_orders = False

    def __init__(
        self,
        under: StoreUnderTest,
        catalogue: Catalogue,
        *,
        on: date = TODAY,
        book: Callable[[Known], Book] = MemoryBook,
    ) -> None:
        self._under = under
        self._day = on
        self._clock = on
        self._changes: list[Changes] = []
        self._offsets: dict[str, int] = defaultdict(int)
        self._where: dict[Message, Origin] = {}
        self._messages: dict[tuple[str, int, int], Read] = {}
        self._called: dict[UUID, str] = {}
        self._looked: tuple[tuple[int, date], Snapshot, View] | None = None
        self._outbox = book(Known(called=lambda d: self._held(d.key)))
        self._take(next_catalogue(None, catalogue, on))

    def _take(self, catalogue: Catalogue) -> None:
        self._book = rulebook(catalogue)
        self._reader = Reader(reference=reference_data_of(catalogue, published()), key=KEY)

    def _keep(self, changes: Changes) -> Changes:
        self._under.save(changes)
        self._changes.append(changes)
        self._outbox.take(changes)
        return changes

    def _entry(self, work: Work) -> Entry:
        number = len(self._changes) + 1
        return Entry(
            id=uuid5(IDS, f"entry {number}"),
            number=number,
            day=self._day,
            judged_at=noon(self._day),
            work=work,
        )

    def _call(self, subject: UUID) -> str:
        return next(
            self._called[new.identity]
            for changes in self._changes
            for new in changes.received.new_subjects
            if new.subject == subject
        )

    def _held(self, key: MeasureKey) -> Held:
        return Held(key.partner, self._call(key.subject), key.measure, key.instance)

    def _fate(self, directive: Directive) -> Fate:
        said = self._outbox.answer(directive)
        return Fate.AWAITED if said is None else fate(directive.action, *said)
