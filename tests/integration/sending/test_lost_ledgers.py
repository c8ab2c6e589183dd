"""A bank on a webhook and a procurement centre on a topic lose their ledgers, on a whole hub."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import LiteralString

import pytest
from support.hub_with_partners import IN_FORCE, HubWithPartners, held, hub_with_partners
from support.sending_stack import SamplePartner, await_that
from support.wage_entries import NUMBERS, ended, entry

LIFTED, KEPT, IMPOSED = 20, 2, 5


@pytest.fixture(scope="module")
def hub() -> Iterator[HubWithPartners]:
    """One hub for these tests, in this order."""
    with hub_with_partners() as made:
        yield made


def _in_force(hub: HubWithPartners, name: str) -> set[str]:
    return {str(one) for one in hub.ids(name, IN_FORCE)}


def _begin_with(partner: SamplePartner, ledger: Path | None) -> None:
    """The partner begins anew with another ledger, or with none."""
    partner.stop()
    partner.ledger_file.unlink()
    if ledger is not None:
        shutil.copy(ledger, partner.ledger_file)
    partner.start()


def test_w11_ledgers_of_a_backup_are_put_right(hub: HubWithPartners, tmp_path: Path) -> None:
    """
    Since the backup 20 lifts were executed and 5 burdens imposed: with one list the bank, to whom
    nothing is told again, drops the 20 and holds the 5; so does who reads its topic again.
    """
    numbers = [next(NUMBERS) for _ in range(LIFTED + KEPT)]
    hub.publish(*map(entry, numbers))
    for name in hub.partners:
        hub.await_new(name, [], LIFTED + KEPT)
    hub.await_executed()
    for name, partner in hub.partners.items():
        partner.stop()
        shutil.copy(partner.ledger_file, tmp_path / name)
        partner.start()
    known = {name: hub.ids(name) for name in hub.partners}
    hub.publish(*map(ended, numbers[:LIFTED]), *(entry(next(NUMBERS)) for _ in range(IMPOSED)))
    for name, ids in known.items():
        hub.await_new(name, ids, LIFTED + IMPOSED)
    hub.await_executed()
    hub.agree()

    bank, procurement = hub.partners["bank"], hub.partners["procurement"]
    for name, partner in hub.partners.items():
        _begin_with(partner, tmp_path / name)
    assert len(held(bank)) == LIFTED + KEPT
    assert bank.reconcile() == IMPOSED
    await_that(lambda: held(procurement) == _in_force(hub, "procurement"))
    assert procurement.reconcile() == 0
    for name, partner in hub.partners.items():
        assert held(partner) == _in_force(hub, name)
        assert len(held(partner)) == KEPT + IMPOSED
        assert not partner.ledger().gap
    hub.verify()


def test_a_gap_after_the_loss_asks_for_the_list(hub: HubWithPartners, tmp_path: Path) -> None:
    """Nobody says that the bank's ledger is of before a lift: the next directive about the subject
    shows it, and what was lifted is dropped."""
    bank, number = hub.partners["bank"], next(NUMBERS)
    known = hub.ids("bank")
    hub.publish(entry(number))
    hub.await_new("bank", known)
    hub.await_executed()
    bank.stop()
    shutil.copy(bank.ledger_file, tmp_path / "backup")
    bank.start()
    hub.publish(ended(number))
    hub.await_new("bank", known, 2)
    hub.await_executed()
    _begin_with(bank, tmp_path / "backup")
    assert held(bank) > _in_force(hub, "bank")
    hub.publish(entry(number, record_no=f"G{number}", document_no=f"样人社监列〔2026〕G{number}号"))
    hub.await_new("bank", known, 3)
    hub.await_executed()
    await_that(lambda: held(bank) == _in_force(hub, "bank") and not bank.ledger().gap)
    hub.verify()


def test_a_refusal_after_the_loss_is_heard(hub: HubWithPartners) -> None:
    """Whoever lost all of it and cannot hold it any more says so, and the hub believes that."""
    bank, in_force = hub.partners["bank"], _in_force(hub, "bank")
    _begin_with(bank, None)
    bank.behave("refuse")
    assert bank.reconcile() == len(in_force)
    assert not held(bank)
    said: LiteralString = "answer = 'NOT_EXECUTED' AND answer_no > 1"
    await_that(lambda: in_force <= {str(one) for one in hub.ids("bank", said)})
    bank.behave("well")
    hub.verify()
