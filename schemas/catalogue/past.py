"""
Which edition of a row counts on which day, through all loads (R8).

The first load ever says it of all days, a later one of its own day and of those after it. Of the
days before, a later load says only what is milder: an edition goes on counting where it counted,
unless the new catalogue has a milder one there. Where the new one has none, the edition is set
aside until a load has the same one there again. Where none counted, none does. All of it holds for
each target by itself, since the editions of a row may differ in whom they reach.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple, TypeAlias

from schemas.catalogue.editions import by_row
from schemas.catalogue.mildness import milder
from schemas.catalogue.model import Catalogue, Counted, MeasureRow, Past, TargetRole
from schemas.catalogue.words import is_order

_ONE_DAY = timedelta(days=1)

RowId: TypeAlias = tuple[str, str]
Named: TypeAlias = tuple[str, str, str]


class _Span(NamedTuple):
    """An edition by name on some days, both included; `aside` as in `Counted`."""

    since: date
    until: date
    named: Named
    aside: bool = False


_Spans: TypeAlias = dict[tuple[RowId, TargetRole], list[_Span]]


class Editions(NamedTuple):
    """
    The editions of one row, with the days and the targets they count for; the earliest first.

    Of one target one counts a day. An edition may come more than once, also one that is no longer
    in the files. `aside`: those that counted once on days on which the catalogue has another, or
    none.
    """

    counting: tuple[MeasureRow, ...]
    aside: tuple[MeasureRow, ...] = ()


def as_they_count(catalogue: Catalogue) -> dict[RowId, Editions]:
    """The editions of each of the catalogue's rows; their partner is the row's own."""
    rows = by_row(catalogue.measures)
    if catalogue.past == Past():
        return {row: Editions(editions) for row, editions in rows.items()}
    known, found = _as_loaded_last(catalogue), _remembered(catalogue)
    for place, own in _spans(catalogue.measures).items():
        found[place] = [*found.get(place, ()), *_from(own, catalogue.past.loaded_on)]
    counting: dict[RowId, list[MeasureRow]] = {row: [] for row in rows}
    aside: dict[RowId, list[MeasureRow]] = {row: [] for row in rows}
    for each in _counted(found):
        if each.row in rows:
            edition = replace(
                known[each.named],
                partner=rows[each.row][-1].partner,
                targets=each.targets,
                valid_from=each.since,
                valid_until=None if each.until == date.max else each.until,
            )
            (aside if each.aside else counting)[each.row].append(edition)
    return {row: Editions(tuple(counting[row]), tuple(aside[row])) for row in rows}


def past_of(loaded: Catalogue, new: Catalogue, load_day: date) -> Past:
    """What `new`, loaded on `load_day`, must remember of `loaded` and of all before it."""
    known = _as_loaded_last(loaded) | {edition.named: edition for edition in new.measures}
    says = _spans(new.measures)
    counted: _Spans = {}
    for place, own in _counting_until(loaded, load_day - _ONE_DAY).items():
        counted[place] = list(_after(own, says.get(place, []), known))
    spans = _counted(counted)
    once = {edition.named for edition in in_force_once(loaded, load_day - _ONE_DAY)}
    once |= {each.named for each in spans}
    return Past(
        loaded_on=load_day,
        counted=spans,
        editions=tuple(known[named] for named in sorted(once)),
    )


def in_force_once(loaded: Catalogue, day: date) -> tuple[MeasureRow, ...]:
    """
    Every edition that counted on some day up to `day`, as it was loaded last.

    There are two of one name only in a catalogue that was loaded before list versions had to
    differ.
    """
    named = {edition.named for edition in loaded.past.editions}
    named |= {
        span.named
        for spans in _spans(loaded.measures).values()
        for span in _from(spans, loaded.past.loaded_on)
        if span.since <= day
    }
    here = {edition.named for edition in loaded.measures}
    left_out = (edition for edition in loaded.past.editions if edition.named not in here)
    known = (edition for edition in (*left_out, *loaded.measures) if edition.named in named)
    return tuple(sorted(known, key=lambda edition: (edition.named, edition.valid_from)))


def _as_loaded_last(catalogue: Catalogue) -> dict[Named, MeasureRow]:
    """Each edition by its name; of two of one name the milder, and of equals the earlier."""
    found = {edition.named: edition for edition in catalogue.past.editions}
    own: dict[Named, MeasureRow] = {}
    for edition in sorted(catalogue.measures, key=lambda edition: edition.valid_from):
        other = own.get(edition.named)
        if other is None or milder(edition, other):
            own[edition.named] = edition
    return found | own


def _spans(editions: Iterable[MeasureRow]) -> _Spans:
    """What rows say by themselves of each target, the earliest day first."""
    found: dict[tuple[RowId, TargetRole], list[_Span]] = defaultdict(list)
    for row, ordered in by_row(editions).items():
        for edition in ordered:
            until = edition.valid_until or date.max
            for role in edition.targets:
                found[row, role].append(_Span(edition.valid_from, until, edition.named))
    return found


def _remembered(catalogue: Catalogue) -> _Spans:
    """What counted before the catalogue was loaded, of rows that it has and of others."""
    found: dict[tuple[RowId, TargetRole], list[_Span]] = defaultdict(list)
    for each in catalogue.past.counted:
        for role in each.targets:
            found[each.row, role].append(_Span(each.since, each.until, each.named, each.aside))
    return found


def _counting_until(loaded: Catalogue, last: date) -> _Spans:
    """What counted through all loads up to the day `last`."""
    found = {place: list(spans) for place, spans in _remembered(loaded).items()}
    for place, spans in _spans(loaded.measures).items():
        own = _from(spans, loaded.past.loaded_on)
        until_then = [s._replace(until=min(s.until, last)) for s in own if s.since <= last]
        found[place] = [*found.get(place, ()), *until_then]
    return found


def _after(
    counted: Iterable[_Span], says: list[_Span], known: Mapping[Named, MeasureRow]
) -> Iterator[_Span]:
    """What counted, after a load whose rows `says` something of the same days."""
    for span in counted:
        for part, now in _parts(span, says):
            if now is None or (span.aside and now != span.named):
                yield part._replace(aside=True)
            elif not is_order(span.named[1]) and milder(known[now], known[span.named]):
                yield part._replace(named=now)
            else:
                yield part._replace(aside=False)


def _parts(span: _Span, says: Iterable[_Span]) -> Iterator[tuple[_Span, Named | None]]:
    """A span cut where another edition is said to begin or end, with the edition of each part."""
    since = span.since
    for other in says:
        if since > span.until or other.since > span.until:
            break
        if other.until < since:
            continue
        if since < other.since:
            yield span._replace(since=since, until=other.since - _ONE_DAY), None
            since = other.since
        until = min(span.until, other.until)
        yield span._replace(since=since, until=until), other.named
        if until == span.until:
            return
        since = until + _ONE_DAY
    if since <= span.until:
        yield span._replace(since=since), None


def _from(spans: Iterable[_Span], day: date) -> list[_Span]:
    return [s._replace(since=max(s.since, day)) for s in spans if s.until >= day]


def _counted(spans: _Spans) -> tuple[Counted, ...]:
    """Spans without seams, those of several targets as one, by row and day."""
    roles: dict[_Span, set[TargetRole]] = defaultdict(set)
    for (_, role), own in spans.items():
        for span in _joined(own):
            roles[span].add(role)
    return tuple(
        Counted(
            measure=span.named[0],
            trigger=span.named[1],
            list_version=span.named[2],
            since=span.since,
            until=span.until,
            targets=frozenset(roles[span]),
            aside=span.aside,
        )
        for span in sorted(roles, key=lambda s: (s.named[:2], *s))
    )


def _joined(spans: Iterable[_Span]) -> Iterator[_Span]:
    """Spans by day, those of one edition that touch as one."""
    last: _Span | None = None
    for span in sorted(spans):
        if last is None:
            last = span
        elif span[2:] == last[2:] and (span.since - last.until).days <= 1:
            last = last._replace(until=max(last.until, span.until))
        else:
            yield last
            last = span
    if last is not None:
        yield last
