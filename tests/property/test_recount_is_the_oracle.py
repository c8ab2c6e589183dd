"""The verifier's recount and the oracle, written apart, find the same measures."""

from datetime import date
from typing import NamedTuple
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st
from oracle.identity import identity
from property.laws import LAW
from property.strategies import DAYS, FIRST, messages
from scenario.as_event import as_event
from scenario.message import Message
from scenario.oracle_hub import OracleHub
from scenario.recounted import recounted_version

from monitoring.verify.chronicle import CatalogueLoad, Chronicle
from monitoring.verify.journal import JournalEntry
from monitoring.verify.recount.due import owed
from schemas.catalogue.apply import next_catalogue


class Seen(NamedTuple):
    """A measure with what both must agree on."""

    partner: str
    subject: str
    measure: str
    instance: str
    since: date
    until: date | None
    edition: str


def by_recount(told: list[Message], on: date) -> set[Seen]:
    """What the verifier finds owed."""
    chronicle = Chronicle(
        entries=[JournalEntry(1, on, None)],  # type: ignore[arg-type]
        loads=[CatalogueLoad(next_catalogue(None, LAW, FIRST), 1, FIRST)],
        merged={},
    )
    chronicle.add(recounted_version(message, offset) for offset, message in enumerate(told))
    names = called(told)
    found = set()
    for subject in chronicle.subjects:
        world = chronicle.world(chronicle.around(subject), 1)
        result = owed(world, subject)
        for measure in result.grounds:
            ground = result.ruling(measure)
            found.add(
                Seen(
                    measure.partner,
                    names[subject],
                    measure.measure,
                    measure.instance,
                    ground.begins,
                    ground.until,
                    ground.edition.list_version,
                )
            )
    return found


def called(told: list[Message]) -> dict[UUID, str]:
    """The oracle's names of the verifier's subjects."""
    names = {}
    for offset, message in enumerate(told):
        read, event = recounted_version(message, offset), as_event(message, offset, FIRST)
        namings = [read.subject, *(p.naming for p in read.related)]
        subjects = [event.subject, *(r.subject for r in event.related)]
        for naming, subject in zip(namings, subjects, strict=True):
            if naming is not None and naming.subject is not None:
                names[naming.subject] = str(identity(subject, event.authority.uscc))
    return names


def by_oracle(told: list[Message], on: date) -> set[Seen]:
    """What the oracle finds in force."""
    oracle = OracleHub(LAW, on=FIRST)
    oracle.publish(*told)
    oracle.tick(on)
    return {
        Seen(*held, terms.valid_from, terms.valid_until, terms.list_version)
        for held, terms in oracle.in_force().items()
    }


@settings(max_examples=500, deadline=None, print_blob=False)
@given(messages, st.sampled_from(DAYS))
def test_the_recount_is_the_oracle(told: list[Message], on: date) -> None:
    """Measure by measure, with first day, last day and edition, both say the same of any set."""
    assert by_recount(told, on) == by_oracle(told, on)
