"""Chapter 1, merging: what is a repeat, a correction, a copy, an ending."""

from scenario.calendar import day
from scenario.cast import TAX, A, B
from scenario.drivers import MakeHub, MakeLine
from scenario.expect import in_force, on, terms, until, wage_measures, who
from scenario.hub import Shown
from scenario.message import mark, penalty, repair, wage
from scenario.orders import every_order
from scenario.partner import VirtualPartner, exchange, send_unanswered

from streams.accept.kinds import ListEntry

ACCEPTED, REPEAT, MERGED = Shown("ACCEPTED"), Shown("REPEAT", "E1401"), Shown("MERGED")
CORRECTED, ENDED, REVOKED = Shown("CORRECTED"), Shown("ENDED"), Shown("REVOKED")
PARKED = Shown("PARKED", "E1403")
CONFLICT = Shown("REFUSED", "E1402")
NOT_ENTITLED = Shown("STORED", "E1305")

#: Penalty N as the province has it and as the tax bureau itself reports it.
RELAYED = penalty(
    "P-N", document_no="税罚〔2026〕N号", decided="05-10", until="2027-05-10"
).relayed("province", "P-N")
OWN = penalty("N", decided="05-11", until="2027-05-11")


def test_c01_a_repeat_is_one_fact(make_hub: MakeHub) -> None:
    """The same entry published twice is one fact with one set of measures (R1)."""
    w1 = wage("W1")
    for hub in every_order(make_hub, w1, w1.again()):
        assert hub.facts() == 1
        assert in_force(hub) == wage_measures(A)


def test_c01_a_repeat_is_receipted_and_imposes_nothing(make_line: MakeLine) -> None:
    """The second is REPEAT; each partner is told once (R1)."""
    line, w1 = make_line(), wage("W1")
    again = w1.again()
    line.publish(w1)
    line.publish(again)
    assert (line.shown(w1), line.shown(again)) == (ACCEPTED, REPEAT)
    assert [d.action for d in line.decided("procurement")] == ["IMPOSE"]
    assert [d.action for d in line.decided("bank")] == ["IMPOSE"]


def test_c02_a_version_that_changes_nothing_keeps_its_number(make_line: MakeLine) -> None:
    """A second version of equal content is REPEAT, sends nothing, takes its number (R1, D8)."""
    line, v1 = make_line(), wage("W1", cause="x")
    v2, conflict = v1.asserted(2), v1.asserted(2, cause="y")
    for message in (v1, v2, conflict):
        line.publish(message)
    assert [line.shown(m) for m in (v1, v2, conflict)] == [ACCEPTED, REPEAT, CONFLICT]
    assert len(line.decided("procurement")) == 1


def test_c02_state_is_that_of_the_first_content(make_hub: MakeHub) -> None:
    """Equal content under two numbers is one state (R1)."""
    v1 = wage("W1", cause="x")
    v2, conflict = v1.asserted(2), v1.asserted(2, cause="y")
    for hub in every_order(lambda: make_hub(refused=[conflict]), v1, v2):
        hub.publish(conflict)
        assert cause(hub.fact(v1).content.body) == "x"
        assert in_force(hub) == wage_measures(A)


def test_c03_a_correction_waits_for_its_original(make_hub: MakeHub) -> None:
    """CORRECT v2 before ASSERT v1 waits; whichever came first, v2 is the content (R2)."""
    v1 = wage("W1", cause="x")
    v2 = v1.corrected(2, cause="y")
    early = make_hub()
    early.publish(v2)
    assert early.waits(v2)
    assert in_force(early) == set()
    for hub in every_order(make_hub, v2, v1):
        assert not hub.waits(v2)
        assert terms(hub, on(A, "PRC-01")).reason == "y"


def test_c03_only_the_corrected_content_is_ever_imposed(make_line: MakeLine) -> None:
    """The receipt goes from PARKED to CORRECTED, and one IMPOSE carries the correction (R2)."""
    line, v1 = make_line(), wage("W1", cause="x")
    v2 = v1.corrected(2, cause="y")
    line.publish(v2)
    assert line.shown(v2) == PARKED
    line.publish(v1)
    assert line.shown(v1) == ACCEPTED
    assert line.history(v2) == [PARKED, CORRECTED]
    (imposed,) = line.decided("procurement")
    assert imposed.terms is not None
    assert imposed.terms.reason == "y"


def test_c04_a_late_lower_correction_changes_nothing(make_hub: MakeHub) -> None:
    """The highest version is the content, however late a lower one comes (R2)."""
    v1 = wage("W1", cause="1")
    v2, v3 = v1.corrected(2, cause="2"), v1.corrected(3, cause="3")
    for hub in every_order(make_hub, v1, v3, v2):
        assert terms(hub, on(A, "PRC-01")).reason == "3"


def test_c04_a_late_lower_correction_is_stale(make_line: MakeLine) -> None:
    """In the order given the late v2 is stored as stale, E1404, and nothing is amended (R2)."""
    line, v1 = make_line(), wage("W1", cause="1")
    v2, v3 = v1.corrected(2, cause="2"), v1.corrected(3, cause="3")
    for message in (v1, v3, v2):
        line.publish(message)
    assert [line.shown(m) for m in (v1, v3)] == [ACCEPTED, CORRECTED]
    assert line.shown(v2).code == "E1404"
    assert [d.action for d in line.decided("procurement")] == ["IMPOSE", "AMEND"]


def test_c05_a_second_content_under_one_number_is_refused(make_line: MakeLine) -> None:
    """The first content stands, the second is E1402 and waits on the officer's list (D8)."""
    line, x = make_line(), wage("W1", cause="x")
    y = x.again(cause="y")
    line.publish(x)
    line.publish(y)
    assert line.shown(y) == CONFLICT
    assert cause(line.fact(x).content.body) == "x"
    assert "CONFLICT" in line.tasks()


def test_c06_c07_the_deciders_record_is_the_fact(make_hub: MakeHub) -> None:
    """In either order one fact: the bureau's content, two provenances, one ground (R3)."""
    for hub in every_order(make_hub, RELAYED, OWN):
        fact = hub.fact(RELAYED)
        assert fact == hub.fact(OWN)
        assert fact.content.decided_on == day("05-11")
        assert fact.provenances == {("tax", "N"), ("province", "P-N")}
        assert hub.facts() == 1
        assert until(hub, on(A, "PRC-01")) == day("2027-05-11")


def test_c06_the_bureaus_own_record_amends_the_relayed_date(make_line: MakeLine) -> None:
    """Copy first: its content is imposed, then the bureau's dates amend it, once (R3)."""
    line = make_line()
    line.publish(RELAYED)
    assert until(line, on(A, "PRC-01")) == day("2027-05-10")
    assert line.shown(RELAYED) == ACCEPTED
    line.publish(OWN)
    assert [d.action for d in line.decided("procurement")] == ["IMPOSE", "AMEND"]
    assert line.shown(OWN) == ACCEPTED
    assert line.shown(RELAYED) == MERGED


def test_c07_a_late_copy_amends_nothing(make_line: MakeLine) -> None:
    """The bureau's record first: the copy is MERGED and no AMEND is ever sent (R3)."""
    line = make_line()
    line.publish(OWN)
    line.publish(RELAYED)
    assert line.shown(RELAYED) == MERGED
    assert [d.action for d in line.decided("procurement")] == ["IMPOSE"]


def test_c08_a_relayers_end_withdraws_only_its_copy(make_hub: MakeHub) -> None:
    """The province ends its copy; the bureau's fact and the measure stand (R4)."""
    for hub in every_order(make_hub, RELAYED, OWN, RELAYED.ended(2, on="06-01")):
        fact = hub.fact(OWN)
        assert (fact.revoked, fact.ended_on) == (False, None)
        assert in_force(hub) == {on(A, "PRC-01")}


def test_c09_the_deciders_revocation_is_for_all(make_hub: MakeHub) -> None:
    """The bureau revokes: the fact is withdrawn for every provenance (R4)."""
    for hub in every_order(make_hub, RELAYED, OWN, OWN.revoked(2)):
        assert hub.fact(RELAYED).revoked
        assert hub.fact(RELAYED).provenances == {("tax", "N"), ("province", "P-N")}
        assert in_force(hub) == set()


def test_c09_the_relayer_hears_of_the_revocation(make_line: MakeLine) -> None:
    """The measure is lifted and the province is told REVOKED (R4)."""
    line = make_line()
    for message in (RELAYED, OWN, OWN.revoked(2)):
        line.publish(message)
    assert [d.action for d in line.decided("procurement")] == ["IMPOSE", "AMEND", "LIFT"]
    assert line.shown(RELAYED) == REVOKED


def test_c10_nobody_reports_anothers_decision(make_line: MakeLine) -> None:
    """A district bureau asserts the tax bureau's penalty: E1303, no fact (D7)."""
    line = make_line()
    forged = penalty("X", by="market-320412", authority=TAX)
    line.publish(forged)
    assert line.shown(forged) == Shown("REFUSED", "E1303")
    assert line.facts() == 0


def test_c11_a_corrected_subject_carries_the_measure(make_hub: MakeHub) -> None:
    """Version 2 names B: A carries nothing any more, B everything (R2)."""
    v1 = wage("W1")
    for hub in every_order(make_hub, v1, v1.asserted(2, about=B)):
        assert in_force(hub) == wage_measures(B)


def test_c11_old_and_new_subject_change_in_one_transaction(make_line: MakeLine) -> None:
    """The old subject is lifted and the new one imposed on; a late answer revives nothing."""
    line, v1, bank = make_line(), wage("W1"), VirtualPartner("bank")
    line.publish(v1)
    (imposed,) = send_unanswered(line, bank)
    line.publish(v1.asserted(2, about=B))
    decided = [(d.action, d.held.subject) for d in line.decided("bank")]
    assert decided[0] == ("IMPOSE", who(A))
    assert sorted(decided[1:]) == [("IMPOSE", who(B)), ("LIFT", who(A))]
    exchange(line, bank)
    line.answer("bank", imposed.directive_id, "EXECUTED")
    assert not line.claim("bank")
    assert {sent.held.subject for sent in bank.holds.values()} == {who(B)}
    assert line.believed_held("bank") == {on(B, "BNK-07")}


def test_c12_a_copy_that_names_another_subject_carries_nothing(make_hub: MakeHub) -> None:
    """The bureau corrects to B while the province's copy still names A: only B carries (R3)."""
    for hub in every_order(make_hub, RELAYED, OWN, OWN.corrected(2, about=B)):
        assert in_force(hub) == {on(B, "PRC-01")}
        assert hub.fact(RELAYED) == hub.fact(OWN)


def test_c13_a_spelling_fix_does_not_revive(make_hub: MakeHub) -> None:
    """END v2 holds against CORRECT v3; only the ASSERT v4 makes it stand again (R2)."""
    v1 = wage("W1", cause="x")
    end, fix, back = v1.ended(2, on="06-01"), v1.corrected(3, cause="x."), v1.asserted(4)
    for hub in every_order(make_hub, v1, end, fix):
        assert in_force(hub) == set()
        assert hub.fact(v1).ended_on == day("06-01")
    for hub in every_order(make_hub, v1, end, fix, back):
        assert in_force(hub) == wage_measures(A)
        assert hub.fact(v1).ended_on is None


def test_c13_standing_again_is_a_new_directive(make_line: MakeLine) -> None:
    """The second IMPOSE is of the same measure and has another id (R11)."""
    line, v1 = make_line(), wage("W1", cause="x")
    for message in (v1, v1.ended(2, on="06-01"), v1.corrected(3, cause="x."), v1.asserted(4)):
        line.publish(message)
    first, lifted, second = line.decided("procurement")
    assert [first.action, lifted.action, second.action] == ["IMPOSE", "LIFT", "IMPOSE"]
    assert first.measure_id == second.measure_id
    assert first.directive_id != second.directive_id


def test_c14_an_end_holds_from_its_day(make_hub: MakeHub) -> None:
    """An END on 06-10 leaves the measure in force through 06-09, to its old last day (R4)."""
    v1 = wage("W1")
    for hub in every_order(make_hub, v1, v1.ended(2, on="06-10")):
        hub.tick(day("06-09"))
        assert in_force(hub) == wage_measures(A)
        assert until(hub, on(A, "PRC-01")) == day("2029-06-01")
        hub.tick(day("06-10"))
        assert in_force(hub) == set()


def test_c14_the_tick_lifts(make_line: MakeLine) -> None:
    """The directive that lifts is decided by the tick for 06-10, and none before (R4)."""
    line, v1 = make_line(), wage("W1")
    line.publish(v1)
    line.publish(v1.ended(2, on="06-10"))
    line.tick(day("06-09"))
    assert [d.action for d in line.decided("procurement")] == ["IMPOSE"]
    line.tick(day("06-10"))
    assert [d.action for d in line.decided("procurement")] == ["IMPOSE", "LIFT"]


def test_c15_a_repair_may_come_first(make_hub: MakeHub) -> None:
    """A repair of an entry not yet known waits for it; the entry never grounds anything (R4)."""
    w1 = wage("W1")
    repaired = repair("R1", of=w1)
    early = make_hub()
    early.publish(repaired)
    assert early.waits(repaired)
    for hub in every_order(make_hub, repaired, w1):
        assert hub.fact(w1).repaired
        assert not hub.waits(repaired)
        assert in_force(hub) == set()


def test_c15_nothing_is_ever_sent(make_line: MakeLine) -> None:
    """Receipts: the repair PARKED, then REPAIRED; the entry ACCEPTED, and REPAIRED (R4)."""
    line, w1 = make_line(), wage("W1")
    repaired = repair("R1", of=w1)
    line.publish(repaired)
    line.publish(w1)
    assert line.history(repaired) == [PARKED, Shown("REPAIRED")]
    assert not line.decided("procurement")
    assert not line.decided("bank")


def test_c16_only_its_decider_repairs(make_hub: MakeHub) -> None:
    """The tax bureau repairs the labour bureau's entry: stored without effect (R4)."""
    w1 = wage("W1")
    foreign = repair("R1", of=w1, by="tax")
    for hub in every_order(make_hub, w1, foreign):
        assert hub.without_effect(foreign) == "E1305"
        assert not hub.fact(w1).repaired
        assert in_force(hub) == wage_measures(A)


def test_c16_a_foreign_repair_parks_until_its_target_is_known(make_line: MakeLine) -> None:
    """Arriving first it is PARKED, and then STORED with E1305 (R4)."""
    line, w1 = make_line(), wage("W1")
    foreign = repair("R1", of=w1, by="tax")
    line.publish(foreign)
    line.publish(w1)
    assert line.history(foreign) == [PARKED, NOT_ENTITLED]
    assert line.shown(w1) == ACCEPTED


def test_a_parked_version_is_not_left_behind(make_line: MakeLine) -> None:
    """A parked repair and its repeat, which comes in one entry with the target: the first hears
    E1305. A parked repair whose target is corrected: the lower version is stale (R4, R19)."""
    line, n = make_line(), penalty("N")
    first = repair("R1", of=n)
    line.publish(first)
    line.publish(first.asserted(2), n)
    assert line.history(first) == [PARKED, NOT_ENTITLED]
    early = repair("R3", of=wage("W3"))
    line.publish(early)
    line.publish(early.asserted(2))
    line.publish(wage("W3"))
    assert line.history(early) == [PARKED, Shown("REPAIRED")]
    astray = repair("R2", of=wage("W9"))
    line.publish(astray)
    line.publish(astray.corrected(2, target={"department": "tax", "record_no": "N"}))
    assert line.history(astray) == [PARKED, Shown("STORED", "E1404")]


def test_c17_an_open_mark_suspends_where_the_row_says_so(make_hub: MakeHub) -> None:
    """The bank's row says SUSPEND and procurement's does not; closing the mark restores (R5)."""
    w1 = wage("W1")
    objection = mark("M1", of=w1)
    for hub in every_order(make_hub, w1, objection):
        assert hub.fact(w1).marked
        assert in_force(hub) == {on(A, "PRC-01")}
    for hub in every_order(make_hub, w1, objection, objection.ended(2, on="06-01")):
        assert in_force(hub) == wage_measures(A)


def test_c17_a_relayer_may_mark_and_a_stranger_may_not(make_hub: MakeHub) -> None:
    """The province marks its own copy and the fact is marked; the tax bureau's mark is E1305."""
    w1 = wage("W1")
    copy = w1.relayed("province", "P-W1")
    relayers = mark("M1", of=copy, by="province")
    for hub in every_order(make_hub, w1, copy, relayers):
        assert in_force(hub) == {on(A, "PRC-01")}
    strangers = mark("M1", of=w1, by="tax")
    for hub in every_order(make_hub, w1, strangers):
        assert hub.without_effect(strangers) == "E1305"
        assert in_force(hub) == wage_measures(A)


def test_c18_what_begins_and_ends_in_one_batch_is_never_imposed(make_line: MakeLine) -> None:
    """Two versions and an END in one entry are judged once; there are three receipts (R18)."""
    line, v1 = make_line(), wage("W1", cause="x")
    v2, end = v1.asserted(2, cause="y"), v1.ended(3, on="06-01")
    line.publish(v1, v2, end)
    assert not line.decided("procurement")
    assert all(line.history(message) for message in (v1, v2, end))
    assert line.shown(end) == ENDED


def test_c18_an_end_tomorrow_imposes_today(make_line: MakeLine) -> None:
    """With the END on the next day the batch imposes, and the tick lifts (R18)."""
    line, v1 = make_line(), wage("W1", cause="x")
    line.publish(v1, v1.asserted(2, cause="y"), v1.ended(3, on="06-02"))
    assert [d.action for d in line.decided("procurement")] == ["IMPOSE"]
    line.tick(day("06-02"))
    assert [d.action for d in line.decided("procurement")] == ["IMPOSE", "LIFT"]


def test_c19_a_measure_stands_while_one_ground_does(make_hub: MakeHub) -> None:
    """Two entries ground one measure, which ends with the second of them (R10)."""
    w1, w2 = wage("W1", decided="05-01"), wage("W2")
    ends = w1.ended(2, on="06-01"), w2.ended(2, on="06-01")
    for end in ends:
        for hub in every_order(make_hub, w1, w2, end):
            assert in_force(hub) == wage_measures(A)
    for hub in every_order(make_hub, w1, w2, *ends):
        assert in_force(hub) == set()


def test_c19_only_a_released_change_amends(make_line: MakeLine) -> None:
    """The shorter ground's end changes nothing a partner was told; the longer one's does (R10)."""
    w1, w2 = wage("W1", decided="05-01"), wage("W2")
    for first, second, actions in (
        (w1, w2, ["IMPOSE", "AMEND", "LIFT"]),
        (w2, w1, ["IMPOSE", "AMEND", "AMEND", "LIFT"]),
    ):
        line = make_line()
        line.publish(w1)
        line.publish(w2)
        line.publish(first.ended(2, on="06-01"))
        line.publish(second.ended(2, on="06-01"))
        assert [d.action for d in line.decided("procurement")] == actions


def test_c20_an_assert_equal_to_a_parked_correction_is_no_repeat(make_hub: MakeHub) -> None:
    """CORRECT v3 (x) waits; ASSERT v1 (x) says nothing new and makes the record stand (R1, R2)."""
    v1 = wage("W1", cause="x")
    v3 = v1.corrected(3)
    for hub in every_order(make_hub, v3, v1):
        assert not hub.waits(v3)
        assert in_force(hub) == wage_measures(A)


def test_c21_a_late_lower_end_acts(make_hub: MakeHub) -> None:
    """END v2 after CORRECT v3 ends, since no ASSERT stands above it (R2)."""
    v1 = wage("W1", cause="x")
    for hub in every_order(make_hub, v1, v1.corrected(3, cause="y"), v1.ended(2, on="06-01")):
        assert in_force(hub) == set()
        assert cause(hub.fact(v1).content.body) == "y"


def test_c22_a_corrected_number_leaves_the_wrong_fact(make_hub: MakeHub) -> None:
    """The province mistook N1 for N2; corrected, its record leaves the bureau's N1 (R3)."""
    n1 = penalty("N1", until="2027-05-11")
    copy = n1.relayed("province", "P-9", about=B)
    for hub in every_order(make_hub, n1, copy):
        assert hub.facts() == 1
        assert in_force(hub) == {on(A, "PRC-01")}
    fixed = copy.corrected(2, document_no="税罚〔2026〕N2号")
    for hub in every_order(make_hub, n1, copy, fixed):
        assert hub.fact(n1).provenances == {("tax", "N1")}
        assert hub.fact(copy).provenances == {("province", "P-9")}
        assert in_force(hub) == {on(A, "PRC-01"), on(B, "PRC-01")}


def test_c23_a_double_is_flagged_and_may_be_revoked(make_hub: MakeHub) -> None:
    """One penalty under two numbers stays two facts, flagged; revoking one leaves one (R3)."""
    one = penalty("N", document_no="税罚〔2026〕9号")
    two = penalty("N-again", document_no="税罚[2026]９号")
    for hub in every_order(make_hub, one, two):
        assert hub.facts() == 2
        assert hub.flagged(one, two)
    for hub in every_order(make_hub, one, two, two.revoked(2)):
        assert in_force(hub) == {on(A, "PRC-01")}


def test_c24_the_highest_rank_speaks_until_it_withdraws(make_hub: MakeHub) -> None:
    """Without a decider's record the nation's content rules, then the province's, then none."""
    by_province = RELAYED
    by_nation = RELAYED.relayed("nation", "G-1", decided="05-09", until="2027-05-09")
    measure = on(A, "PRC-01")
    for hub in every_order(make_hub, by_province, by_nation):
        assert hub.facts() == 1
        assert until(hub, measure) == day("2027-05-09")
    for hub in every_order(make_hub, by_province, by_nation, by_nation.revoked(2)):
        assert until(hub, measure) == day("2027-05-10")
    both = by_nation.revoked(2), by_province.revoked(2)
    for hub in every_order(make_hub, by_province, by_nation, *both):
        assert in_force(hub) == set()


def cause(body: object) -> str:
    """Return the cause of a list entry."""
    assert isinstance(body, ListEntry)
    return body.cause


def test_c74_a_relayed_document_with_several_parties_loses_none(make_hub: MakeHub) -> None:
    """
    The province relays one document as two records, on A and on B: both are barred (R3).

    The nation's copy that names B only is provenance of B's, and B's stands while one of them does.
    """
    document = "税罚〔2026〕N号"
    on_a = penalty("P-A", document_no=document).relayed("province", "P-A")
    on_b = penalty("P-B", document_no=document, about=B).relayed("province", "P-B")
    nations = penalty("Q-B", document_no=document, about=B).relayed("nation", "Q-B")
    for hub in every_order(make_hub, on_a, on_b, nations):
        assert hub.facts() == 2
        assert in_force(hub) == {on(A, "PRC-01"), on(B, "PRC-01")}
        assert hub.fact(on_b).provenances == {("province", "P-B"), ("nation", "Q-B")}
