"""A partner with a folder: its answers are read back from files, or refused."""

import signal
from dataclasses import replace
from functools import partial

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from support.bank_folder import Bank, answer, partner_with_folder
from support.in_force import put_in_force
from support.outbox_rows import A, B, Outbox
from support.sending_stack import Installation, TopicReader, await_that, push, relay

from connectors.partners.signature import public_text
from schemas.catalogue.model import Channel
from schemas.codec import Decoded, decode_known
from streams.send.directive import Directive
from streams.sending.channel_state import pause_channel, resume_channel
from streams.sending.partner_change import PartnerChange, changed, require_partner
from streams.sending.partner_keys import write_public_keys
from streams.sending.partner_settings import read_partner, write_partner
from streams.wiring.topics import make_topics, topics_of


@pytest.fixture
def bank(installation: Installation, outbox: Outbox) -> Bank:
    """The bank, with a folder."""
    return partner_with_folder(installation, outbox)


def sent(outbox: Outbox, *directives: Directive) -> bool:
    """Whether they are marked as sent."""
    return all(outbox.column(one.directive_id, "sent_at") for one in directives)


def put_away(bank: Bank, many: int) -> bool:
    """Whether the hub took so many answers."""
    return len(bank.put_away("done")) == many


def refused(bank: Bank, name: str) -> bool:
    """Whether the hub put this one aside."""
    return name in bank.put_away("refused")


def read(feedback: TopicReader, count: int) -> list[tuple[str, str]]:
    """Directive and result of so many answers."""
    found = [decode_known(message.value) for message in feedback.read(count)]
    decoded = [one.record for one in found if isinstance(one, Decoded)]
    return [(one["directive_id"], one["result"]) for one in decoded]


def test_an_answer_that_cannot_be_put_away_is_handed_on_once(
    outbox: Outbox, bank: Bank, feedback: TopicReader
) -> None:
    """A file in the place of `done`: the line hears it once, and other files are read meanwhile."""
    imposed = outbox.decide("IMPOSE").directive_id
    done = bank.place / "answers" / "done"
    done.write_bytes(b"")
    bank.drop("a-good", answer(imposed))
    with push(bank.installation.environment):
        assert read(feedback, 1) == [(str(imposed), "EXECUTED")]
        for number in range(3):
            bank.drop(f"b-wrong-{number}", answer(imposed, result="DONE"))
            await_that(partial(refused, bank, f"b-wrong-{number}.json"))
        done.unlink()
        await_that(lambda: bank.put_away("done") == {"a-good.json"})
        assert feedback.read(0) == []


def test_what_is_no_answer_is_put_aside_with_the_reason(
    outbox: Outbox, bank: Bank, feedback: TopicReader
) -> None:
    """A half file, a link, a pipe's place, a wrong field: each stays, none keeps the good ones."""
    imposed = outbox.decide("IMPOSE").directive_id
    secret = bank.place.with_name("secret.json")
    secret.write_bytes(answer(imposed))
    answers = bank.place / "answers"
    bank.drop("a-half", answer(imposed)[:40])
    bank.drop("b-wrong", answer(imposed, result="DONE"))
    bank.drop("c-nobody", answer(imposed, answer_no=0))
    (answers / "d-link.json").symlink_to(secret)
    (answers / "e-folder.json").mkdir()
    bank.drop("f-long", b'"' + b"x" * 300_000 + b'"')
    (answers / "not-yet.json.part").write_bytes(b"{")
    bank.drop("z-good", answer(imposed))
    with push(bank.installation.environment):
        assert read(feedback, 1) == [(str(imposed), "EXECUTED")]
        await_that(lambda: bank.put_away("done") == {"z-good.json"})
    refused = bank.put_away("refused")
    names = ["a-half", "b-wrong", "c-nobody", "d-link", "e-folder", "f-long"]
    assert refused == {f"{n}.json" for n in names} | {f"{n}.json.why.txt" for n in names}
    why = (answers / "refused" / "c-nobody.json.why.txt").read_text("utf-8")
    assert "/answer_no must be 1 or more" in why
    assert (answers / "not-yet.json.part").exists()
    assert secret.exists()


def test_a_name_that_comes_again_loses_nothing(outbox: Outbox, bank: Bank) -> None:
    """What was put away under it stays, and the new one stands beside it."""
    imposed = outbox.decide("IMPOSE").directive_id
    with push(bank.installation.environment):
        for number in (1, 2):
            bank.drop("answer", answer(imposed, answer_no=number))
            await_that(partial(put_away, bank, number))
    assert bank.put_away("done") == {"answer.json", "answer.2.json"}


def test_with_a_key_kept_only_signed_answers_are_taken(
    outbox: Outbox, bank: Bank, feedback: TopicReader
) -> None:
    """Whoever else may write the folder says nothing in the bank's name; the signature is kept."""
    key = Ed25519PrivateKey.generate()
    write_public_keys(bank.installation.data / "keys", "bank", (public_text(key),))
    imposed = outbox.decide("IMPOSE")
    with push(bank.installation.environment):
        bank.drop("unsigned", answer(imposed.directive_id))
        await_that(lambda: "unsigned.json" in bank.put_away("refused"))
        await_that(lambda: sent(outbox, imposed))
        with bank.client(Ed25519PrivateKey.generate()) as client:
            client.once()
        await_that(lambda: len(bank.put_away("refused")) == 4)
        with bank.client(key) as client:
            client.say(client.ledger.answers.values())
        (message,) = feedback.read(1)
    assert message.key == str(imposed.directive_id)
    assert {"webhook-id", "webhook-timestamp", "webhook-signature", "webhook-body"} == set(
        message.headers
    )


def test_a_paused_channel_still_hears_answers(
    outbox: Outbox, bank: Bank, feedback: TopicReader
) -> None:
    """Nothing is written until it is resumed; what the bank says meanwhile counts."""
    first = outbox.decide("IMPOSE", subject=A)
    with push(bank.installation.environment):
        await_that(lambda: sent(outbox, first))
        pause_channel(outbox.connection, "bank", "a test", outbox.now)
        # A look at the answers follows each step: with the second one a step has seen the pause.
        for name in ("one", "two"):
            bank.drop(name, b"{}")
            await_that(partial(refused, bank, f"{name}.json"))
        second = outbox.decide("IMPOSE", subject=B)
        with bank.client() as client:
            client.once()
        assert read(feedback, 1) == [(str(first.directive_id), "EXECUTED")]
        assert not sent(outbox, second)
        assert resume_channel(outbox.connection, "bank", "甲", "a test")
        await_that(lambda: sent(outbox, second))


def test_late_answers_are_heard_after_the_partner_has_another_channel(
    outbox: Outbox, bank: Bank, feedback: TopicReader
) -> None:
    """As long as its folder is kept, which nothing is written to any more; taken back by the
    operator, nobody looks there."""
    first = outbox.decide("IMPOSE", subject=A)
    with push(bank.installation.environment):
        await_that(lambda: sent(outbox, first))
        topic = replace(outbox.catalogue.partners["bank"], channel=Channel.TOPIC)
        put_in_force(
            outbox.connection,
            replace(outbox.catalogue, partners={**outbox.catalogue.partners, "bank": topic}),
        )
        await_that(lambda: not session(outbox, "push bank"))
        bank.drop("late", answer(first.directive_id))
        assert read(feedback, 1) == [(str(first.directive_id), "EXECUTED")]
        await_that(lambda: put_away(bank, 1))
        keys = bank.installation.data / "keys"
        change = PartnerChange({"folder": ""})
        require_partner(replace(outbox.catalogue, partners={"bank": topic}), "bank", change)
        write_partner(keys, "bank", changed(keys, "bank", change).settings)
        assert read_partner(keys, "bank") is None
        await_that(lambda: not session(outbox, "push bank late"))
        bank.drop("later", answer(first.directive_id))
    assert (bank.place / "answers" / "later.json").exists()


def session(outbox: Outbox, sender: str) -> bool:
    """Whether a sender has a session with the database."""
    named = (
        "SELECT FROM pg_stat_activity WHERE application_name = %s AND datname = current_database()"
    )
    return outbox.connection.execute(named, (f"hub {sender}",)).fetchone() is not None


def test_a_lift_that_no_folder_has_is_not_delivered(
    installation: Installation, outbox: Outbox, feedback: TopicReader
) -> None:
    """
    A partner that RETURNED a burden by its topic gets a folder: one lift that had the topic's
    bytes is returned to a person, one decided after waits for the folder, and neither counts as
    sent before its file is there.
    """
    topic = replace(outbox.catalogue.partners["bank"], channel=Channel.TOPIC)
    outbox.catalogue = replace(
        outbox.catalogue, partners={**outbox.catalogue.partners, "bank": topic}
    )
    put_in_force(outbox.connection, outbox.catalogue)
    make_topics(installation.bootstrap, topics_of(outbox.catalogue))
    imposed = [outbox.decide("IMPOSE", subject=subject) for subject in (A, B)]
    with relay(installation.environment):
        await_that(lambda: sent(outbox, *imposed))
    for one in imposed:
        outbox.answer(one.directive_id, "RETURNED")
    claimed = outbox.decide("LIFT", subject=A, unconditional=True)
    with relay(installation.environment, "before") as dying:
        assert dying.wait(30) == -signal.SIGKILL
    assert outbox.column(claimed.directive_id, "sequence") is not None
    bank = partner_with_folder(installation, outbox)
    away = bank.place.with_name("away")
    bank.place.rename(away)
    decided = outbox.decide("LIFT", subject=B, unconditional=True)
    with push(installation.environment):
        assert read(feedback, 1) == [(str(claimed.directive_id), "RETURNED")]
        await_that(lambda: outbox.column(decided.directive_id, "last_error"))
        assert not sent(outbox, claimed)
        assert not sent(outbox, decided)
        away.rename(bank.place)
        outbox.connection.execute("UPDATE channel SET next_attempt_at = now()")
        outbox.connection.execute(
            "UPDATE directive SET next_attempt_at = now() WHERE next_attempt_at > now()"
        )
        await_that(lambda: sent(outbox, decided))
    (name,) = bank.files()
    assert str(decided.directive_id) in name
    assert not sent(outbox, claimed)
