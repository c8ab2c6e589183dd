"""Decisions about many organisations, each of a kind and an end by chance."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import timedelta
from random import Random
from typing import Any

from property.strategies import FIRST
from scenario.cast import HRSS, P
from scenario.codes import uscc
from scenario.message import Message, freeze, judgment, penalty, related, restriction, wage

from streams.kinds.event import Subject, SubjectKind


def organisation(number: int) -> Subject:
    """An organisation of its own for each number."""
    return Subject(
        kind=SubjectKind.ORGANISATION, name=f"样例第{number}公司", uscc=uscc("91", f"{number:08d}")
    )


def decisions(count: int, seed: int) -> Iterator[Message]:
    """One decision about each of `count` organisations; of every tenth a second source tells too,
    and every tenth one is repealed again."""
    chance = Random(seed)
    for number in range(count):
        until = FIRST + timedelta(days=chance.choice((30, 400, 2_000)))
        about, name = organisation(number), f"N{number}"
        ends: dict[str, Any] = {} if chance.random() < 0.5 else {"until": until}
        match chance.choice(("wage", "wage", "penalty", "judgment", "restriction", "freeze")):
            case "wage":
                told = wage(name, about=about, authority=asdict(HRSS), **ends)
            case "penalty":
                told = penalty(name, about=about, **ends)
            case "judgment":
                told = judgment(
                    name, about=about, related=[related("LEGAL_REPRESENTATIVE", P)], **ends
                )
            case "restriction":
                told = restriction(name, about=about, **ends)
            case _:
                told = freeze(name, about=about, case_no=f"（2026）苏04执{number}号")
        yield told
        match chance.randrange(10):
            case 0 if told.kind == "ListEntry":
                yield told.relayed("province", f"P{number}")
            case 1:
                yield told.revoked(2)
