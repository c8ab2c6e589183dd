"""What the real line decided holds, by own count."""

from integration.verify.conftest import Copy

from monitoring.verify.report import lines


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


def test_what_is_set_aside_is_told_and_is_no_fault(copy: Copy) -> None:
    """An operator's act loses nothing; what it is about is counted, a lift as such."""
    copy.run(
        "UPDATE directive SET aside_at = now(), next_attempt_at = NULL, answer_by = NULL"
        " WHERE sequence IS NOT NULL AND answer IS NULL"
    )
    # A lift that nothing followed, and no answer came to.
    ((lift,),) = copy.run(
        "UPDATE directive d SET aside_at = now(), answer = NULL, answer_no = NULL,"
        " answer_code = NULL, answered_at = NULL, weighed_no = NULL"
        " WHERE directive_id = (SELECT directive_id FROM directive d WHERE action = 'LIFT'"
        " AND answer IS NOT NULL AND NOT EXISTS (SELECT FROM directive later"
        " WHERE later.measure_id = d.measure_id AND later.n > d.n) LIMIT 1)"
        " RETURNING directive_id"
    )
    copy.run("DELETE FROM answer WHERE directive_id = %s", lift)
    effects = copy.finding(2)
    assert set(effects.found) <= {"stored"}, effects.differences  # an answer without its row
    assert effects.counts["set aside"] > 1
    assert copy.finding(3).counts["lifts set aside"] == 1
