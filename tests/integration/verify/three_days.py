"""Three days of the small city: what every test of the verifier starts from."""

from dataclasses import replace

from integration.verify.city import City
from scenario.calendar import day
from scenario.cast import CATALOGUE as CAST
from scenario.cast import P2, PRC_01_WAGE, STALL, B, P, Q
from scenario.codes import uscc
from scenario.message import (
    freeze,
    judgment,
    mark,
    penalty,
    related,
    repair,
    unfreeze,
    wage,
)

from streams.identify.pseudonym import record_key
from streams.kinds.event import Subject, SubjectKind
from streams.line.command import DropQuarantined, LoadCatalogue, MergeRecords

#: The rows of the cases, of which one is milder from 3 June.
MILDER = (
    replace(PRC_01_WAGE, valid_until=day("06-02")),
    replace(PRC_01_WAGE, list_version="2026", valid_from=day("06-03"), term_months=24),
    *(row for row in CAST.measures if row.row != PRC_01_WAGE.row),
)
C = Subject(kind=SubjectKind.ORGANISATION, name="丙公司", uscc=uscc("91", "00000301"))
BROKEN = b"\x00\x00\x00\x00\x01\xff"


def found_city(url: str, bootstrap: str, tag: str) -> City:
    """
    A city after three days.

    A stays listed and frozen. B was listed, delisted and listed again, frozen and unfrozen. C is
    listed under an open mark. Two records of tax are declared one decision. P and the minor Q are
    judgment debtors, another person is not named by the decision. A stall is unregistered. Two
    messages are broken, one of them dropped, and one is refused. On the third day a catalogue is
    loaded that is milder from then on. All was told to the pool's readers but the last entry's.
    """
    city = City(url=url, bootstrap=bootstrap, tag=tag)
    first, second, third = day("06-01"), day("06-02"), day("06-03")
    city.decider.tick(first)
    city.act(LoadCatalogue(catalogue=city.catalogue()), first)
    w1, w2, w3 = wage("W1"), wage("W2", about=B), wage("W3", decided="05-20")
    w5 = wage("W5", about=C)
    hrss = f"credit.events.{city.named('hrss')}"
    city.publish(
        w1,
        w1.again(),
        w2,
        (hrss, BROKEN),
        w1.again(cause="另一原因"),
        w3,
        w5,
        penalty("N1"),
        penalty("N2", document_no="税罚〔2026〕N1号"),
        penalty("OLD", decided="2019-05-01"),
        judgment("J1", about=P),
        judgment("J2", about=Q),
        judgment("J3", related=[related("PRINCIPAL", P)]),
        judgment("J4", related=[unnamed()]),
        wage("W9", about=STALL),
        freeze("F1", objects=[{"kind": "ACCOUNT", "type": "", "number": "6222"}]),
        freeze("F2", about=B),
        w1.relayed("province", "P1"),
        repair("R9", of=wage("W99")),
        (hrss, BROKEN + b"2"),
        on=first,
    )
    city.send()
    city.answer(first)
    city.publish(mark("M5", of=w5), w2.ended(2, "06-03"), on=first)
    city.send()
    city.decider.tick(second)
    city.publish(unfreeze("U2", of="F2", about=B), repair("R3", of=w3), on=second)
    city.send()
    city.answer(second)
    city.act(DropQuarantined(topic=hrss, partition=0, offset=9), second)
    n1, n2 = (record_key(city.named("tax"), number) for number in ("N1", "N2"))
    city.act(MergeRecords(kept=n1, merged=n2), second)
    city.decider.tick(third)
    city.act(LoadCatalogue(catalogue=city.catalogue(MILDER)), third)
    city.send()
    city.tell()
    city.publish(wage("W4", about=B, decided="06-02"), on=third)
    city.close()
    return city


def unnamed() -> dict[str, object]:
    """A person whom the decision does not name as responsible."""
    return {**related("PRINCIPAL", P2), "named_by_source": False}
