"""When a channel waits as a whole, by what its attempts came to (R14)."""

from datetime import UTC, datetime, timedelta
from functools import reduce
from uuid import UUID

from streams.send.retry import Schedule
from streams.sending.channel_state import ChannelState

NOW = datetime(2026, 6, 1, 4, tzinfo=UTC)
SCHEDULE = Schedule()
P, Q = UUID(int=1), UUID(int=2)


def missed(channel: ChannelState, *directives: UUID, asked_s: float = 0.0) -> ChannelState:
    """The channel after nobody was reached with these, one after the other."""
    return reduce(
        lambda one, each: one.missed(each, NOW, SCHEDULE, 1.0, asked_s), directives, channel
    )


def test_one_directive_alone_never_makes_the_channel_wait() -> None:
    """However often it fails, the channel is open."""
    channel = missed(ChannelState(), P, P, P, P)
    assert not channel.waits
    assert channel.open_at(NOW)


def test_two_in_a_row_do_and_each_probe_that_fails_makes_it_longer() -> None:
    """From the second different one on: after 1, 3, 9 seconds one more is tried."""
    for probes, wait_s in enumerate((1.0, 3.0, 9.0)):
        channel = missed(ChannelState(), P, Q, *([P] * probes))
        assert channel.failures == probes + 1
        assert channel.next_attempt_at == NOW + timedelta(seconds=wait_s)


def test_a_reply_between_them_means_that_somebody_is_there() -> None:
    """What was not reached before it does not count."""
    assert not missed(missed(ChannelState(), P).served(), Q).waits
    assert missed(ChannelState(), P, Q).served() == ChannelState()


def test_what_a_partner_asks_holds_the_channel() -> None:
    """From one directive on; said to one alone no longer than a schedule's longest wait."""
    asked = missed(ChannelState(), P, P, asked_s=60)
    assert not asked.waits
    assert asked.next_attempt_at == NOW + timedelta(seconds=60)
    assert missed(ChannelState(), P, asked_s=3600).next_attempt_at == NOW + timedelta(seconds=240)
    assert missed(ChannelState(), P, Q, asked_s=3600).next_attempt_at == NOW + timedelta(
        seconds=3600
    )


def test_a_pause_outlasts_a_reply() -> None:
    """Only an operator ends it."""
    assert not ChannelState(paused_because="HTTP 404").served().open_at(NOW)
