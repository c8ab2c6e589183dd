"""What the verifier finds a measure to say, when to look again and what waits, the line has too."""

import json
from collections.abc import Mapping
from datetime import date

from hypothesis import given, settings
from property.strategies import FIRST, LAST
from property.test_line_is_the_oracle import plays
from property.test_recount_is_the_pool import Hearing
from scenario.message import Message

from monitoring.verify.agenda import check_agenda
from monitoring.verify.chronicle import CatalogueLoad, Chronicle
from monitoring.verify.finding import Finding
from monitoring.verify.ids import content
from monitoring.verify.journal import JournalEntry
from monitoring.verify.recount.due import Measure, owed
from monitoring.verify.recount.keys import record_key
from monitoring.verify.recount.parked import parked
from monitoring.verify.recount.says import Says, all_say
from streams.line.agenda import AgendaKind
from streams.send.directive import DirectiveAction
from streams.store.forms import NOT_TOLD, content_of, terms_text


class Said(Hearing):
    """The line in memory, and what its directives said last."""

    def in_force(self) -> Mapping[Measure, Says]:
        """The terms of every measure that is in force, but for what no partner is told."""
        found: dict[Measure, Says] = {}
        for key, decided in self.under.store.directives.items():
            terms = json.loads(terms_text(decided[-1].terms))
            assert content(terms, 3) == content_of(decided[-1].terms, 3)
            if decided[-1].action is not DirectiveAction.LIFT:
                told = {name: terms[name] for name in terms.keys() - NOT_TOLD}
                found[Measure(key.partner, key.subject, key.measure, key.instance)] = told
        return found

    def check(self) -> None:
        """Terms, agenda and what waits are as recounted."""
        store = self.under.store
        chronicle = Chronicle(
            entries=[JournalEntry(1, self.day, None)],  # type: ignore[arg-type]
            loads=[CatalogueLoad(self.law, 1, FIRST)],
            merged={},
        )
        chronicle.add(self._versions())
        finding, says = Finding(invariant=3), dict[Measure, Says]()
        for subject in chronicle.subjects:
            world = chronicle.world(chronicle.around(subject), 1)
            found = owed(world, subject)
            says |= all_say(found)
            check_agenda(
                world, subject, found, store.agenda[AgendaKind.SUBJECT].get(subject), finding
            )
        waiting = {
            record_key(record)
            for group in chronicle.groups()
            for record in parked(chronicle.world(group, 1), group)
        }
        assert says == self.in_force()
        assert finding.differences == []
        assert waiting <= store.waiting.keys()


@settings(max_examples=60, deadline=None, print_blob=False)
@given(plays())
def test_the_recount_says_the_same(play: list[tuple[list[Message], date | None]]) -> None:
    """After every entry and tick each measure says what is recounted, and is looked at in time."""
    said = Said()
    for batch, tick in play:
        said.publish(batch)
        said.check()
        if tick is not None:
            said.tick(tick)
            said.check()
    said.tick(LAST)
    said.check()
