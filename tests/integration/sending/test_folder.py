"""A partner with a folder: what is written, and what stands in the way."""

from dataclasses import replace
from pathlib import Path

import pytest
from chaos.disk import Disk, NoDisk
from support.bank_folder import Bank, partner_with_folder
from support.in_force import put_in_force
from support.outbox_rows import A, B, Outbox
from support.sending_stack import PUSH, Installation, TopicReader, await_that, process, push

from connectors.channels.folder import prepare
from connectors.channels.settings import PartnerSettings
from connectors.partners.answer import Result
from schemas.catalogue.model import Channel
from schemas.codec import Decoded, decode_known
from streams.send.directive import Directive
from streams.sending.channel_state import channel_state
from streams.sending.partner_settings import write_partner


@pytest.fixture
def bank(installation: Installation, outbox: Outbox) -> Bank:
    """The bank, with a folder."""
    return partner_with_folder(installation, outbox)


def sent(outbox: Outbox, *directives: Directive) -> bool:
    """Whether they are marked as sent."""
    return all(outbox.column(one.directive_id, "sent_at") for one in directives)


def read(feedback: TopicReader, count: int) -> list[tuple[str, str]]:
    """Directive and result of so many answers."""
    found = [decode_known(message.value) for message in feedback.read(count)]
    decoded = [one.record for one in found if isinstance(one, Decoded)]
    return [(one["directive_id"], one["result"]) for one in decoded]


def test_directives_are_files_and_answers_come_back(
    outbox: Outbox, bank: Bank, feedback: TopicReader
) -> None:
    """One file each, named by sequence; the bank verifies and holds them, and its answers are
    messages of its feedback topic; what was read is in `done`."""
    with push(bank.installation.environment):
        first = outbox.decide("IMPOSE", subject=A)
        await_that(lambda: sent(outbox, first))
        outbox.later(seconds=1)
        second = outbox.decide("LIFT", subject=A)
        await_that(lambda: sent(outbox, second))
        ids = [str(one.directive_id) for one in (first, second)]
        assert bank.files() == [f"{n + 1:019d}-{A}-{one}.json" for n, one in enumerate(ids)]
        with bank.client() as client:
            assert [o.answer.result for o in client.once().outcomes] == [Result.EXECUTED] * 2
            assert not list(client.ledger.held())
        assert read(feedback, 2) == [(one, "EXECUTED") for one in sorted(ids)]
        await_that(lambda: len(bank.put_away("done")) == 2)
    assert not bank.put_away("refused")
    assert not bank.files()


def test_a_file_that_stands_there_is_the_same_after_a_crash(outbox: Outbox, bank: Bank) -> None:
    """What was written and not marked is not written again, byte for byte."""
    imposed = outbox.decide("IMPOSE")
    with process(bank.installation.environment, str(PUSH), "after") as dying:
        dying.wait(30)
    (name,) = bank.files()
    file = bank.place / "directives" / name
    before = (file.read_bytes(), file.stat().st_ino)
    with push(bank.installation.environment):
        await_that(lambda: sent(outbox, imposed))
    assert (file.read_bytes(), file.stat().st_ino) == before
    assert bank.files() == [name]


def test_a_folder_that_is_not_there_is_waited_for(outbox: Outbox, bank: Bank) -> None:
    """A share that is not mounted: the channel waits, each directive says why, nothing is written
    in its place, and back it gets what holds now."""
    away = bank.place.with_name("away")
    bank.place.rename(away)
    bank.place.mkdir()
    first, other = (outbox.decide("IMPOSE", subject=subject) for subject in (A, B))
    with push(bank.installation.environment):
        await_that(lambda: channel_state(outbox.connection, "bank").failures > 1)
        assert not list(bank.place.iterdir())
        said = {outbox.column(one.directive_id, "last_error") for one in (first, other)}
        assert said == {"the folder is not there"}
        bank.place.rmdir()
        away.rename(bank.place)
        soon = "UPDATE channel SET next_attempt_at = now() - interval '1 second'"
        outbox.connection.execute(soon)
        await_that(lambda: sent(outbox, first, other))
    assert len(bank.files()) == 2


def test_a_full_disk_is_waited_for(outbox: Outbox, bank: Bank, tmp_path: Path) -> None:
    """No half file is seen; with room again every directive is there, whole."""
    disk = Disk(tmp_path / "disk")
    try:
        disk.mount()
    except NoDisk as why:
        pytest.skip(f"no disk of its own can be mounted: {why}")
    try:
        prepare(PartnerSettings({"folder": str(disk.folder)}))
        settings = PartnerSettings({"folder": str(disk.folder)})
        write_partner(bank.installation.data / "keys", "bank", settings)
        small = Bank(bank.installation, disk.folder)
        disk.fill()
        with pytest.raises(OSError, match="No space"):
            (disk.folder / "filling").write_bytes(bytes(2**20))
        imposed = outbox.decide("IMPOSE")
        with push(bank.installation.environment):
            await_that(lambda: outbox.column(imposed.directive_id, "failures"))
            assert outbox.column(imposed.directive_id, "last_error") == "its disk is full"
            assert small.files() == []
            disk.free()
            await_that(lambda: sent(outbox, imposed))
        with small.client() as client:
            assert len(client.once().outcomes) == 1
    finally:
        disk.unmount()


def test_a_half_written_file_of_before_is_no_hindrance(outbox: Outbox, bank: Bank) -> None:
    """What a killed connector left has another name, which nobody reads."""
    imposed = outbox.decide("IMPOSE")
    name = f"{1:019d}-{A}-{imposed.directive_id}.json"
    (bank.place / "directives" / f".{name}.0badcafe.part").write_bytes(b"{")
    assert bank.files() == []
    with push(bank.installation.environment):
        await_that(lambda: sent(outbox, imposed))
    assert bank.files() == [name]
    with bank.client() as client:
        assert len(client.once().outcomes) == 1


def test_from_a_folder_to_a_topic(installation: Installation, outbox: Outbox, bank: Bank) -> None:
    """Given another channel by a load, its folder gets nothing more."""
    with push(installation.environment):
        first = outbox.decide("IMPOSE")
        await_that(lambda: sent(outbox, first))
        topic = replace(outbox.catalogue.partners["bank"], channel=Channel.TOPIC)
        partners = {**outbox.catalogue.partners, "bank": topic}
        put_in_force(outbox.connection, replace(outbox.catalogue, partners=partners))
        named = "SELECT FROM pg_stat_activity WHERE application_name = 'hub push bank'"
        mine = f"{named} AND datname = current_database()"
        await_that(lambda: outbox.connection.execute(mine).fetchone() is None)
        second = outbox.decide("IMPOSE", subject=B)
        assert not sent(outbox, second)
    assert len(bank.files()) == 1


def test_another_file_of_a_directives_name_keeps_this_one_alone(outbox: Outbox, bank: Bank) -> None:
    """Nothing is overwritten: the directive says the file's name, a lift about somebody else goes,
    and once a person moved the file away the directive goes by itself."""
    imposed = outbox.decide("IMPOSE", subject=A)
    name = f"{1:019d}-{A}-{imposed.directive_id}.json"
    strange = bank.place / "directives" / name
    strange.write_bytes(b'{"body": "somebody else"}')
    with push(bank.installation.environment):
        await_that(lambda: outbox.column(imposed.directive_id, "failures"))
        assert name in str(outbox.column(imposed.directive_id, "last_error"))
        other = outbox.decide("LIFT", subject=B, unconditional=True)
        await_that(lambda: sent(outbox, other))
        assert not channel_state(outbox.connection, "bank").paused_because
        assert not sent(outbox, imposed)
        assert strange.read_bytes() == b'{"body": "somebody else"}'
        strange.rename(bank.place / "kept.json")
        outbox.connection.execute(
            "UPDATE directive SET next_attempt_at = now() WHERE next_attempt_at > now()"
        )
        await_that(lambda: sent(outbox, imposed))
    with bank.client() as client:
        assert len(client.once().outcomes) == 2
