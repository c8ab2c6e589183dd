"""What the real line decided holds, by own count."""

from integration.verify.conftest import Copy

from streams.wiring.verify.report import lines


def test_a_sound_city_holds(copy: Copy) -> None:
    """Messages, directives, measures and pool of a city in order are recounted without a fault."""
    found = copy.verify()
    assert found.holds, "\n".join(lines(found))
    lost, once, ground, basis, pool = found.findings
    assert lost.counts["messages"] == lost.counts["outcomes"] > 20
    assert lost.sources[f"credit.events.{copy.city.named('hrss')}"]["DROPPED"] == 1
    assert once.counts["answered"] > 5
    assert ground.counts["measures in force"] == ground.counts["measures owed"] > 4
    assert ground.counts["releases by a court"] == 1
    assert basis.counts["measures with an edition in force"] > 4
    assert pool.counts["facts"] == 15
    assert pool.counts["messages"] > pool.counts["facts"]
    assert pool.counts["written and not told yet"] == 1
