"""What figures are made of."""

import math
from collections import Counter

from bench.afresh import bans, listings
from bench.delay import Delays
from bench.peers.event_id import event_id
from bench.rounds import Round, medians
from bench.traffic import publications

from schemas.codec import Decoded, decode_known
from streams.operate.load.traffic import Publication


def _subject(told: Publication) -> str:
    found = decode_known(told.payload)
    assert isinstance(found, Decoded)
    return str(found.record["subject"]["uscc"])


def test_peers_read_the_id_of_an_event() -> None:
    """What the peers tell repeats by is the event_id that a whole decoder finds."""
    for told in publications(50):
        found = decode_known(told.payload)
        assert isinstance(found, Decoded)
        assert event_id(told.payload) == found.record["event_id"] == told.event_id


def test_missing_events_are_the_slowest() -> None:
    """An event that nobody heard of counts as infinitely late, so that no quantile hides it."""
    found = Delays(found_ms=[float(n) for n in range(1, 100)], missing=1)
    assert found.quantile_ms(0.5) == 50
    assert found.quantile_ms(0.99) == 99
    assert found.quantile_ms(1.0) == math.inf


def test_delays_are_taken_on_subjects_of_their_own() -> None:
    """No subject is named twice, and none that the mix names."""
    mix = {_subject(told) for told in publications(500)}
    own = [_subject(told) for told in (*bans(30, 0), *listings(30, 30))]
    assert len(set(own)) == 60
    assert not mix & set(own)


def test_infinite_median_is_none() -> None:
    """A figure that most rounds did not reach at all is none, since JSON has no infinity."""
    rounds = [
        Round(figures={"a": a, "b": 1.0}, histograms={}, machine={})
        for a in (1.0, math.inf, math.inf)
    ]
    assert medians(rounds) == {"a": None, "b": 1.0}


def test_histogram_counts_every_delay() -> None:
    """Each delay is in the class that begins at or below it, also the shortest."""
    found = Delays(found_ms=[0.0, 1.0, 1.05, 10.0]).histogram()
    assert found == Counter({-40: 1, 0: 2, 20: 1})
