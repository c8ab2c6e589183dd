"""Ids are the same on every machine and for ever."""

import hashlib
import re

import pytest
from avro.schema import parse

from schemas.manifest import Compatibility, published

PINNED = {
    10001: ("credit.answers.Answer", 1),
    10002: ("credit.directives.Directive", 1),
    10003: ("credit.directives.OrderResult", 1),
    10004: ("credit.events.AdministrativePenalty", 1),
    10005: ("credit.events.EnforcementOrder", 1),
    10006: ("credit.events.JudgmentDefault", 1),
    10007: ("credit.events.ListEntry", 1),
    10008: ("credit.events.ObjectionMark", 1),
    10009: ("credit.events.RepairDecision", 1),
    10010: ("credit.events.SpendingRestriction", 1),
    10011: ("credit.pool.PoolChange", 1),
    10012: ("credit.receipts.Receipt", 1),
    10013: ("credit.directives.Directive", 2),
    10014: ("credit.directives.OrderResult", 2),
    10015: ("credit.pool.PoolChange", 2),
    10016: ("credit.answers.Answer", 2),
    10017: ("credit.directives.Directive", 3),
    10018: ("credit.events.ListEntry", 2),
}


def test_ids_are_pinned() -> None:
    """Each id names the subject and version it always named; new ones only follow."""
    now = {id_: (one.subject, one.version) for id_, one in published().contracts.items()}
    assert {id_: now.get(id_) for id_ in PINNED} == PINNED
    assert all(id_ > max(PINNED) for id_ in now.keys() - PINNED.keys())


def test_level_follows_the_reader() -> None:
    """What only the hub reads is BACKWARD_TRANSITIVE, what others read FULL_TRANSITIVE."""
    levels = {one.subject: one.compatibility for one in published().contracts.values()}
    backward = {
        name for name, level in levels.items() if level is not Compatibility.FULL_TRANSITIVE
    }
    assert {name.rpartition(".")[0] for name in backward} == {"credit.events", "credit.answers"}
    assert {name for name in levels if name.startswith("credit.events.")} <= backward


@pytest.mark.parametrize("id_", sorted(PINNED))
def test_two_libraries_agree_on_the_canonical_form(id_: int) -> None:
    """
    The fingerprint is over the text that Apache Avro's own library calls canonical too.

    That library leaves ``{"type":"int"}`` where a logical type was; the specification's rule
    [PRIMITIVES] makes it ``"int"``.
    """
    contract = published().contracts[id_]
    theirs = parse(published().text(contract)).canonical_form
    theirs = re.sub(r'\{"type":("(?:int|long)")\}', r"\1", theirs)
    assert hashlib.sha256(theirs.encode()).hexdigest() == contract.canonical_sha256


def test_unknown_subject_has_no_version() -> None:
    """A subject nobody published has no versions and no newest one."""
    assert published().versions("credit.events.Nothing") == ()
    assert published().latest("credit.events.Nothing") is None
