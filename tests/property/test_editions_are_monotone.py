"""One more edition frees, or shortens, and burdens nobody more (R8)."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from scenario.calendar import day
from scenario.cast import BNK_07, catalogue
from scenario.drivers import memory
from scenario.hub import Hub
from scenario.message import mark, repair, wage

from schemas.catalogue.model import Effect, MeasureRow, OnObjection, OnRepair

FIRST = day("06-01")
DAYS = [FIRST + timedelta(days=n) for n in (0, 1, 2, 4, 29, 30, 31, 60, 61, 62)]

contents = st.builds(
    lambda effect, months, usual, on_repair, on_objection: replace(
        BNK_07,
        effect=effect,
        term_months=months,
        usual_months=usual,
        on_repair=on_repair,
        on_objection=on_objection,
    ),
    st.sampled_from([Effect.REPORT, Effect.CAUTION, Effect.REFUSE]),
    st.sampled_from([None, 1, 2]),
    st.sampled_from([None, 1]),
    st.sampled_from(OnRepair),
    st.sampled_from(OnObjection),
)


def in_a_row(editions: list[MeasureRow], bounds: list[date]) -> tuple[MeasureRow, ...]:
    """Return the editions one after another, from long ago and from each bound on."""
    since = [date(2020, 1, 1), *bounds]
    ends = [bound - timedelta(days=1) for bound in bounds]
    return tuple(
        replace(each, list_version=str(n), valid_from=first, valid_until=last)
        for n, (each, first, last) in enumerate(zip(editions, since, [*ends, None], strict=True))
    )


@settings(max_examples=150, deadline=None, print_blob=False)
@given(
    editions=st.lists(contents, min_size=2, max_size=4),
    bounds=st.lists(st.sampled_from(DAYS[1:]), min_size=3, max_size=3, unique=True).map(sorted),
    own_last_day=st.sampled_from([None, "06-20", "2030-01-01"]),
    repaired_on=st.none() | st.sampled_from(DAYS[:4]),
    marked_on=st.none() | st.sampled_from(DAYS[:4]),
)
def test_a_later_edition_makes_nothing_due_that_was_not(
    editions: list[MeasureRow],
    bounds: list[date],
    own_last_day: str | None,
    repaired_on: date | None,
    marked_on: date | None,
) -> None:
    """The same decision under the same editions and one more: on no day is anything due that was
    not due without it, none has a harder effect, and none a later last day."""
    bounds = bounds[: len(editions) - 1]
    told = wage("W1", until=own_last_day)
    without = memory(catalogue(in_a_row(editions[:-1], bounds[:-1])))
    more = memory(catalogue(in_a_row(editions, bounds)))
    for when in DAYS:
        for hub in (without, more):
            hub.tick(when)
            if when == FIRST:
                hub.publish(told)
            if when == repaired_on:
                hub.publish(repair("R1", of=told, decided=str(when)))
            if when == marked_on:
                hub.publish(mark("M1", of=told, decided=str(when)))
        _burdens_no_more(more, without)


def _burdens_no_more(more: Hub, without: Hub) -> None:
    """Check that each measure in force is so without the last edition, and as hard or harder."""
    before = without.in_force()
    for held, terms in more.in_force().items():
        assert held in before
        assert terms.effect <= before[held].effect
        assert (terms.valid_until or date.max) <= (before[held].valid_until or date.max)
