"""Each respect of the editions that count is taken where it is mildest, by the recount (R8)."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations
from typing import Any

import pytest
from scenario.calendar import day
from scenario.cast import LND_04, PRC_01_BAN, P, catalogue
from scenario.message import Message, judgment, mark, penalty, related, repair
from scenario.recounted import Recounted

from monitoring.verify.recount.due import Ground
from monitoring.verify.recount.why import Why
from schemas.catalogue.model import Binding, Effect, MeasureRow, OnObjection, OnRepair, TargetRole

#: Of several editions each begins where the one before ends.
DAYS = (("2020-01-01", "06-30"), ("07-01", "07-31"), ("08-01", "08-10"), ("08-11", ""))
PLAIN = replace(PRC_01_BAN, on_repair=OnRepair.KEEP, term_months=24)
PENALTY = penalty("T1", decided="05-20")
REPAIRED = repair("R1", of=PENALTY, by="tax", decided="08-05")
MARKED = mark("M1", of=PENALTY, by="tax", decided="08-05")

Load = tuple[str, Sequence[MeasureRow]]


def editions(*each: dict[str, Any], of: MeasureRow = PLAIN) -> list[MeasureRow]:
    """Editions "1", "2", "3" of a row that follow each other, with what each has of its own."""
    return [
        replace(
            of,
            list_version=str(number),
            valid_from=day(since),
            valid_until=None if number == len(each) else day(until),
            **fields,
        )
        for number, (fields, (since, until)) in enumerate(zip(each, DAYS, strict=False), 1)
    ]


def recounted(on: str, told: Sequence[Message], *loads: Load) -> Recounted:
    """What is found of some messages after some loads."""
    return Recounted(told, day(on), [(day(at), catalogue(rows)) for at, rows in loads])


def held(on: str, told: Sequence[Message], *loads: Load) -> Ground | None:
    """What holds the one measure on A up on a day."""
    return next(iter(recounted(on, told, *loads).ruling().values()), None)


def first(rows: Sequence[MeasureRow]) -> Load:
    """The first load of all."""
    return ("2020-01-01", rows)


KEEP, LIFT = OnRepair.KEEP, OnRepair.LIFT
#: An edition each that is the mildest in one respect.
EFFECT = {"effect": Effect.CAUTION}
SHORT = {"term_months": 12}
LIFTS = {"on_repair": LIFT}
SUSPENDS = {"on_objection": OnObjection.SUSPEND}


@pytest.mark.parametrize("each", list(permutations((EFFECT, SHORT, LIFTS))))
def test_effect_last_day_and_repair_come_from_three_editions(each: tuple[Any, ...]) -> None:
    """The mildest effect rules, the earliest day ends it, and one that lifts on repair lifts."""
    law = first(editions(*each))
    found = held("08-04", [PENALTY, REPAIRED], law)
    assert found is not None
    assert found.edition.effect is Effect.CAUTION
    assert found.edition.list_version == str(each.index(EFFECT) + 1)
    assert found.until == day("2027-05-20")
    assert held("08-05", [PENALTY, REPAIRED], law) is None
    assert held("2027-05-21", [PENALTY], law) is None
    refusals = recounted("08-05", [PENALTY, REPAIRED], law).owed().refusals
    assert [refusal.why for refusal in refusals] == [Why.REPAIRED]


@pytest.mark.parametrize("each", list(permutations((EFFECT, SHORT, SUSPENDS))))
def test_one_edition_that_suspends_is_enough(each: tuple[Any, ...]) -> None:
    """An open mark suspends where any edition that counts says so, whichever rules (R5)."""
    law = first(editions(*each))
    assert held("08-04", [PENALTY, MARKED], law) is not None
    assert held("08-05", [PENALTY, MARKED], law) is None
    refusals = recounted("08-05", [PENALTY, MARKED], law).owed().refusals
    assert [refusal.why for refusal in refusals] == [Why.MARKED]


def test_only_editions_since_the_decision_count() -> None:
    """One that ended before the decision, or begins after the day, makes nothing milder."""
    law = first(editions({**SHORT, **LIFTS, **SUSPENDS, **EFFECT}, {}, {}))
    late = penalty("T1", decided="07-01")
    told = [late, *(replace_target(each, late) for each in (REPAIRED, MARKED))]
    found = held("08-05", told, law)
    assert found is not None
    assert (found.until, found.edition.effect) == (day("2028-07-01"), PLAIN.effect)
    ahead = first(editions({}, {}, {**SHORT, **LIFTS}))
    before = held("07-31", [PENALTY], ahead)
    assert before is not None
    assert before.until == day("2028-05-20")
    early = repair("R1", of=PENALTY, by="tax", decided="07-10")
    assert held("07-31", [PENALTY, early], ahead) is not None
    assert held("08-01", [PENALTY, early], ahead) is None


def replace_target(attachment: Message, of: Message) -> Message:
    """The same repair or mark of another record."""
    target = {"department": of.department, "record_no": of.record["record_no"]}
    return attachment.again(target=target)


def test_who_was_free_under_one_edition_stays_free() -> None:
    """What ran out under a short edition is not revived by the next one, which lasts longer."""
    law = first(editions({"term_months": 1}, {"term_months": 36}))
    assert held("06-20", [PENALTY], law) is not None
    for on in ("06-21", "07-01", "2027-01-01"):
        assert held(on, [PENALTY], law) is None
    short = ("2020-01-01", [replace(editions({})[0], valid_until=None)])
    then = ("07-10", editions({}, {"term_months": 1}))
    longer = ("08-01", editions({}, {"term_months": 1}, {"term_months": 36}))
    assert held("07-10", [PENALTY], short, then) is None
    assert held("08-10", [PENALTY], short, then, longer) is None


def test_a_load_that_leaves_the_milder_edition_out_changes_no_respect() -> None:
    """What it says of repairs, objections and the last day holds for what was decided before."""
    once, away = editions({}, {**SHORT, **LIFTS, **SUSPENDS}), editions({}, {})
    again = ("07-10", [away[0], replace(away[1], list_version="3")])
    assert held("08-05", [PENALTY, REPAIRED], first(once), again) is None
    assert held("08-05", [PENALTY, MARKED], first(once), again) is None
    found = held("08-05", [PENALTY], first(once), again)
    assert found is not None
    assert found.until == day("2027-05-20")
    new = penalty("T2", decided="07-10")
    found = held(
        "08-05", [new, repair("R2", of=new, by="tax", decided="08-05")], first(once), again
    )
    assert found is not None
    assert found.until == day("2028-07-10")


def test_an_edition_whose_days_a_load_set_aside_counts_in_every_respect() -> None:
    """Nobody has an edition on those days any more, and what it once made milder stays so."""
    once = editions({}, {**EFFECT, **SHORT, **LIFTS, **SUSPENDS})
    after = replace(once[0], list_version="3", valid_from=day("07-10"), valid_until=None)
    away = ("07-10", [once[0], after])
    found = held("08-04", [PENALTY], first(once), away)
    assert found is not None
    assert (found.edition.list_version, found.until) == ("2", day("2027-05-20"))
    assert held("08-05", [PENALTY, REPAIRED], first(once), away) is None
    assert held("08-05", [PENALTY, MARKED], first(once), away) is None
    assert held("08-04", [penalty("T1", decided="07-05")], first(once), away) is None


RULING = [
    ({}, EFFECT, "2"),
    ({}, SHORT, "2"),
    ({}, LIFTS, "2"),
    ({}, SUSPENDS, "2"),
    ({}, {}, "1"),
    (SHORT, EFFECT, "2"),
    (LIFTS, SHORT, "2"),
    (SUSPENDS, LIFTS, "2"),
    (EFFECT, {**SHORT, **LIFTS, **SUSPENDS}, "1"),
    (SHORT, {**LIFTS, **SUSPENDS}, "1"),
    (LIFTS, SUSPENDS, "1"),
    ({"usual_months": 6}, SHORT, "1"),
    (SHORT, {"usual_months": 18}, "1"),
    ({"term_months": None}, {}, "2"),
]


@pytest.mark.parametrize(("one", "other", "rules"), RULING)
def test_which_edition_rules(one: dict[str, Any], other: dict[str, Any], rules: str) -> None:
    """Effect, then the term that bears, then LIFT, then SUSPEND, then the earliest."""
    found = held("07-15", [PENALTY], first(editions(one, other)))
    assert found is not None
    assert found.edition.list_version == rules


def test_everything_else_is_the_ruling_editions() -> None:
    """Binding and fields released are not taken where they are mildest."""
    mild = {"binding": Binding.ADVISORY, "released": frozenset[str](), **SHORT}
    hard = {"binding": Binding.MANDATORY, "released": frozenset({"reason"}), **EFFECT}
    for each in permutations((mild, hard)):
        found = held("07-15", [PENALTY], first(editions(*each)))
        assert found is not None
        assert found.edition.binding is Binding.MANDATORY
        assert found.edition.released == {"reason"}
        assert found.until == day("2027-05-20")


@pytest.mark.parametrize(
    ("named", "longest", "usual", "until"),
    [
        (None, (36, 24), (6, 12), "11-20"),
        (None, (36, 3), (6, None), "08-20"),
        (None, (None, None), (None, 6), "11-20"),
        (None, (None, None), (None, None), None),
        ("2029-01-01", (36, 24), (6, 12), "2028-05-20"),
        ("2029-01-01", (None, 12), (6, 6), "2027-05-20"),
        ("12-01", (36, 24), (6, 12), "12-01"),
        ("2029-01-01", (None, None), (6, 12), "2029-01-01"),
    ],
)
def test_the_last_day_is_the_earliest_that_one_gives(
    named: str | None, longest: tuple[Any, Any], usual: tuple[Any, Any], until: str | None
) -> None:
    """Each edition gives the day of its usual term, of its longest, or the decision's own (R22)."""
    fields = [
        {"term_months": most, "usual_months": less}
        for most, less in zip(longest, usual, strict=True)
    ]
    told = [penalty("T1", decided="05-20", until=named)]
    for each in (fields, fields[::-1]):
        found = held("07-15", told, first(editions(*each)))
        assert found is not None
        assert found.until == (None if until is None else day(until))


def test_the_earliest_day_may_be_another_editions_than_the_shortest_term() -> None:
    """The ruling edition is that with the mildest effect, though the other gives the last day."""
    law = first(editions({**EFFECT, "usual_months": 18}, {"usual_months": 6}))
    found = held("07-15", [PENALTY], law)
    assert found is not None
    assert (found.edition.list_version, found.until) == ("1", day("11-20"))


def test_each_role_has_its_own_respects() -> None:
    """An edition that lifts, suspends and ends early is none for a role that it does not target."""
    mild = {**LIFTS, **SUSPENDS, **SHORT, "targets": frozenset({TargetRole.CONTROLLER})}
    law = first(editions({}, mild, {}, of=replace(LND_04, on_repair=KEEP, term_months=24)))
    for roles, until in (
        (("PRINCIPAL",), "2028-05-20"),
        (("CONTROLLER",), "2027-05-20"),
        (("CONTROLLER", "PRINCIPAL"), "2028-05-20"),
    ):
        told = judgment("1", decided="05-20", related=[related(role, P) for role in roles])
        found = recounted("08-05", [told], law).ruling(P)
        assert found["LND-04"].until == day(until)
        for deed in (repair, mark):
            touched = [told, deed("X1", of=told, by="court", decided="08-05")]
            assert bool(recounted("08-05", touched, law).ruling(P)) is ("PRINCIPAL" in roles)


ROLES = [
    ({}, EFFECT, "3"),
    (EFFECT, {**SHORT, **LIFTS}, "2"),
    (LIFTS, SHORT, "3"),
    ({"term_months": 18, "usual_months": 12}, {"term_months": 13}, "3"),
    (LIFTS, SUSPENDS, "2"),
    (SUSPENDS, LIFTS, "3"),
    ({}, SUSPENDS, "3"),
    (LIFTS, LIFTS, "2"),
    ({}, {}, "1"),
]


@pytest.mark.parametrize(("one", "other", "rules"), ROLES)
@pytest.mark.parametrize("roles", [("PRINCIPAL", "CONTROLLER"), ("CONTROLLER", "PRINCIPAL")])
def test_roles_that_end_on_one_day(
    one: dict[str, Any], other: dict[str, Any], rules: str, roles: tuple[str, str]
) -> None:
    """Effect, then the term that bears, then LIFT, then SUSPEND, then the earliest say which."""
    row = replace(LND_04, on_repair=KEEP, term_months=24)
    alone = ({"targets": frozenset({TargetRole[role]})} for role in roles)
    each = ({}, *({**said, **only} for said, only in zip((one, other), alone, strict=True)), {})
    told = [judgment("1", decided="05-20", until="12-31", related=[related(r, P) for r in roles])]
    for people in (told, [told[0].again(related=told[0].record["related"][::-1])]):
        found = recounted("08-15", people, first(editions(*each, of=row))).ruling(P)["LND-04"]
        assert (found.edition.list_version, found.until) == (rules, day("12-31"))


@pytest.mark.parametrize(
    ("fields", "rules"),
    [
        (SHORT, "0"),
        (LIFTS, "0"),
        (SUSPENDS, "0"),
        (EFFECT, "0"),
        ({}, "1"),
        ({**EFFECT, "term_months": 36}, "1"),
        ({**SHORT, "effect": Effect.CONTROL}, "1"),
        ({**LIFTS, "term_months": 36}, "1"),
    ],
)
def test_what_is_dated_in_the_past_counts_from_its_own_day_only_where_it_is_milder(
    fields: dict[str, Any], rules: str
) -> None:
    """What is milder here and harder there takes over on the day of the load."""
    old = replace(PLAIN, list_version="1", valid_until=None)
    between = replace(
        old, list_version="0", valid_from=day("05-01"), valid_until=day("06-05"), **fields
    )
    last = replace(old, list_version="2", valid_from=day("06-06"))
    loads = (first([old]), ("06-10", [replace(old, valid_until=day("04-30")), between, last]))
    found = held("06-10", [PENALTY], *loads)
    assert found is not None
    assert found.edition.list_version == rules
