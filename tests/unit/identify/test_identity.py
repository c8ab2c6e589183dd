"""Equal identities, same subject; a name never identifies anybody."""

import pytest

from streams.identify.identity import Identity, Unidentified, WeakIdentity, identity_of
from streams.kinds.event import Authority, Subject, SubjectKind

HRSS = Authority(name="市人社局", uscc="119999000000110171")
TAX = Authority(name="市税务局", uscc="11999900000010014G")


def organisation(uscc: str = "", org_code: str = "", registration_no: str = "") -> Subject:
    """An organisation with these codes."""
    return Subject(
        kind=SubjectKind.ORGANISATION,
        name="甲公司",
        uscc=uscc,
        org_code=org_code,
        registration_no=registration_no,
    )


def person(id_type: str = "", id_number: str = "", id_country: str = "") -> Subject:
    """A person with this document."""
    return Subject(
        kind=SubjectKind.PERSON,
        name="张三",
        id_type=id_type,
        id_number=id_number,
        id_country=id_country,
    )


def named(
    subject: Subject, authority: Authority = HRSS, record_no: str = "R-1"
) -> Identity | WeakIdentity | Unidentified:
    """Whom a claim names."""
    return identity_of(subject, authority, record_no)


def test_a_body_is_its_organisation_code() -> None:
    """C25: the same body by its social credit code and by the organisation code inside it."""
    by_uscc, by_code = organisation(uscc="91999900MA0000007U"), organisation(org_code="MA0000007")
    assert named(by_uscc) == named(by_code) == Identity(text="organisation:MA0000007")


def test_an_individual_business_is_a_body() -> None:
    """A 92-code's organisation code identifies too, whoever the operator is."""
    stall = Subject(
        kind=SubjectKind.INDIVIDUAL_BUSINESS,
        name="面馆",
        uscc="92999900MA0000007Q",
        id_type="ID_CARD",
        id_number="999999199001010016",
    )
    assert named(stall) == Identity(text="organisation:MA0000007")


def test_a_registration_number_is_weak() -> None:
    """A registration number alone waits for a crosswalk; beside a code it does not count."""
    assert named(organisation(registration_no="999900000000017")) == WeakIdentity(
        text="registration:999900000000017"
    )
    both = organisation(registration_no="999900000000017", org_code="MA0000007")
    assert named(both) == Identity(text="organisation:MA0000007")


def test_a_person_is_the_citizen_number() -> None:
    """Name, country and the way the type is written do not matter for an identity card."""
    one = person(id_type="ID_CARD", id_number="999999199001010016")
    other = Subject(
        kind=SubjectKind.PERSON,
        name="章三",
        id_type="01",
        id_number="999999199001010016",
        id_country="CHN",
    )
    assert named(one) == named(other)


def test_a_document_is_its_type_country_and_number() -> None:
    """Equal digits on documents of two types or countries are two persons."""
    passport = person(id_type="PASSPORT", id_number="E12345678", id_country="FRA")
    others = [
        person(id_type="PASSPORT", id_number="E12345678", id_country="DEU"),
        person(id_type="PASSPORT", id_number="E12345678"),
        person(id_type="TAIWAN_PERMIT", id_number="E12345678", id_country="FRA"),
        person(id_type="PERMANENT_RESIDENCE", id_number="999999199001010016"),
        person(id_type="ID_CARD", id_number="999999199001010016"),
    ]
    assert len({named(naming) for naming in (passport, *others)}) == 6


def test_no_country_is_china() -> None:
    """A blank country means China, as the contract says."""
    blank = person(id_type="PASSPORT", id_number="E12345678")
    assert named(blank) == named(
        person(id_type="PASSPORT", id_number="E12345678", id_country="CHN")
    )


def test_an_unregistered_subject_is_its_authoritys() -> None:
    """C30: the authority and the number it gave; never the same for another authority."""
    stall = Subject(kind=SubjectKind.UNREGISTERED, name="早点摊", registration_no="T-17")
    assert named(stall) == Identity(text="unregistered:119999000000110171:T-17")
    assert named(stall) != named(stall, TAX)
    assert named(stall, record_no="R-1") == named(stall, record_no="R-2")
    nameless = Subject(kind=SubjectKind.UNREGISTERED, name="早点摊")
    assert named(nameless, record_no="R-1") != named(nameless, record_no="R-2")


@pytest.mark.parametrize("naming", [person(), organisation()])
def test_a_name_identifies_nobody(naming: Subject) -> None:
    """C27: without a code there is no identity, whatever the name."""
    assert named(naming) == Unidentified()


def test_numbers_are_not_shown() -> None:
    """What is printed of an identity has no number in it."""
    assert "1990" not in repr(named(person(id_type="ID_CARD", id_number="999999199001010016")))
