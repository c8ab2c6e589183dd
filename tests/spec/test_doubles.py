"""Chapter 1, merging: which records are one fact, and which are several."""

from dataclasses import asdict, replace

from scenario.cast import DEPARTMENTS, STREET, A, B, catalogue
from scenario.drivers import MakeHub, MakeLine
from scenario.expect import in_force, on
from scenario.hub import Hub
from scenario.message import mark, penalty, repair, wage
from scenario.orders import every_order
from scenario.outcomes import MERGED, REVOKED


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


def test_c102_a_copy_is_of_the_record_that_stands(make_line: MakeLine) -> None:
    """Revoking the double does not revoke the decision for whoever relays it: the province's copy
    goes over to the record that stands, and what is said of the copy acts on that one (R3 to R5).
    Revoked too, the province is told REVOKED; asserted again, MERGED."""
    line = make_line()
    double, stands = (penalty(n, document_no="税罚〔2026〕9号") for n in ("N1", "N2"))
    copy = double.relayed("province", "P-N")
    line.publish(double, stands, copy)
    line.publish(double.revoked(2))
    assert line.history(copy) == [MERGED, MERGED]  # into the one, then into the other
    assert line.fact(copy).provenances == {("tax", "N2"), ("province", "P-N")}
    line.publish(stands.revoked(2))
    assert line.shown(copy) == REVOKED
    line.publish(stands.asserted(3))
    assert line.shown(copy) == MERGED
    line.publish(repair("R", of=copy, by="tax"))
    assert line.fact(stands).repaired
    assert in_force(line) == set()


def test_c102_a_mark_on_a_copy_reaches_what_stands(make_hub: MakeHub) -> None:
    """In any order: a listing under two numbers, of which one is ended or revoked, and the
    province's mark of its copy, which suspends what the other grounds (R3, R5)."""
    double, stands = (wage(n, document_no="人社监〔2026〕9号") for n in ("W1", "W2"))
    copy = double.relayed("province", "P-W")
    marked = mark("M", of=copy, by="province")

    def with_the_double() -> Hub:
        hub = make_hub()
        hub.publish(double, stands)
        return hub

    for over in (double.revoked(2), double.ended(2, on="06-01")):
        for hub in every_order(with_the_double, copy, over, marked):
            assert hub.fact(copy) == hub.fact(stands)
            assert in_force(hub) == {on(A, "PRC-01")}


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


def test_c101_doubles_of_a_new_decider_are_flagged(make_hub: MakeHub) -> None:
    """Two copies of one document are one fact, and two once a load makes their sender decide (R3,
    R17): flagged, as if the catalogue had been there before them."""
    one = penalty("N1", by="market-320412", authority=asdict(STREET), document_no="街罚〔2026〕1号")
    two = one.relayed("market-320412", "N2", authority=asdict(STREET))
    own = [
        replace(each, decides_for=each.decides_for | {STREET.uscc})
        if each.id == "market-320412"
        else each
        for each in DEPARTMENTS
    ]
    for hub in every_order(make_hub, one, two):
        assert hub.facts() == 1
        hub.load_catalogue(catalogue(departments=own))
        assert hub.facts() == 2
        assert hub.flagged(one, two)
