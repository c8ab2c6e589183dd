"""`PartnerClient` on a real broker: it catches up, and what it did survives a kill."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from kafka import KafkaProducer
from support.outbox_rows import Outbox, terms
from support.sending_stack import Installation, TopicReader, await_that, begun_now, relay

from connectors.partners.answer import Result
from connectors.partners.client import NoTopic, PartnerClient, who_is_away
from connectors.partners.desk import AskFullList, Desk
from connectors.partners.full_list import FullList
from connectors.partners.hub_http import HubAway, HubRefuses
from connectors.partners.ledger_file import read_ledger
from connectors.partners.signature import public_key, signed
from connectors.partners.topic_message import MustStop, PublicKeys
from schemas.codec import Decoded, decode_known, encode, frame
from schemas.samples import sample
from streams.send.signature import public_text
from streams.wiring.keys import load_keys


@pytest.fixture
def ledger(installation: Installation, tmp_path: Path) -> Path:
    """The file of its ledger, before anything was told."""
    return begun_now(installation.bootstrap, "procurement", tmp_path / "ledger.json")


@contextmanager
def client(
    installation: Installation,
    ledger: Path,
    keys: PublicKeys | None = None,
    ask_full_list: AskFullList | None = None,
) -> Iterator[PartnerClient]:
    """The procurement centre with the hub's key, if no others are given, and a ledger in a file."""
    seed = load_keys(installation.data / "keys").hub_ed25519.current
    with PartnerClient(
        partner="procurement",
        bootstrap_servers=installation.bootstrap,
        ledger_file=ledger,
        public_keys=[public_key(public_text(seed))] if keys is None else keys,
        ask_full_list=ask_full_list,
    ) as made:
        yield made


def _send(outbox: Outbox, action: str, reason: str = "") -> str:
    said = terms(partner="procurement", reason=reason)
    directive = outbox.decide(action, partner="procurement", said=said)
    await_that(lambda: outbox.column(directive.directive_id, "sent_at"))
    return str(directive.directive_id)


def test_c52_catching_up_applies_the_last_state_only(
    installation: Installation, outbox: Outbox, ledger: Path
) -> None:
    """IMPOSE, AMEND and LIFT of one measure: only the LIFT is applied (R15)."""
    answers = TopicReader(installation.bootstrap, "feedback.procurement")
    with relay(installation.environment):
        ids = [_send(outbox, "IMPOSE"), _send(outbox, "AMEND", "x"), _send(outbox, "LIFT")]
    with client(installation, ledger) as procurement:
        mine = procurement.once().outcomes
    said = {str(o.answer.directive_id): (o.answer.result, o.answer.reason_code) for o in mine}
    skipped = (Result.NOT_EXECUTED, "superseded")
    assert [said[one] for one in ids] == [skipped, skipped, (Result.EXECUTED, "")]
    assert mine[-1].change.applied == 1
    decoded = [decode_known(message.value) for message in answers.read(3)]
    answers.close()
    assert [d.record["directive_id"] for d in decoded if isinstance(d, Decoded)] == ids


def test_what_comes_again_gets_its_old_answer(
    installation: Installation, outbox: Outbox, ledger: Path
) -> None:
    """A client killed before it kept its position reads again: nothing is applied twice."""
    start = read_ledger(ledger).position
    with relay(installation.environment):
        _send(outbox, "IMPOSE")
    with client(installation, ledger) as procurement:
        (first,) = procurement.once().outcomes
        procurement.desk.move_to(start)
    with client(installation, ledger) as procurement:
        (second,) = procurement.once().outcomes
        assert (second.again, second.answer) == (True, first.answer)
        assert procurement.ledger.applied == 1
        assert procurement.once().outcomes == ()


@pytest.mark.parametrize("failure", [HubAway, HubRefuses])
def test_a_hub_that_gives_no_full_list_leaves_nothing_unanswered(
    installation: Installation, outbox: Outbox, tmp_path: Path, failure: type[Exception]
) -> None:
    """A directive was lost: what came after it is answered once, and the list is asked for anew."""
    with relay(installation.environment):
        _send(outbox, "IMPOSE")
        before = begun_now(installation.bootstrap, "procurement", tmp_path / "before.json")
        with client(installation, before) as procurement:
            procurement.once()
            begins = procurement.ledger.position
        amended = _send(outbox, "AMEND", "x")
    answers = TopicReader(installation.bootstrap, "feedback.procurement")
    asked: list[bool] = []

    def full_list() -> FullList:
        asked.append(True)
        if len(asked) < 3:
            raise failure
        return FullList(told_through={})

    Desk("procurement", tmp_path / "ledger.json").move_to(begins)
    with client(installation, tmp_path / "ledger.json", ask_full_list=full_list) as procurement:
        for _ in range(2):
            with pytest.raises(failure):
                procurement.once()
        assert procurement.once().outcomes == ()
        assert not procurement.ledger.gap
    (said,) = answers.read(1)
    answers.close()
    decoded = decode_known(said.value)
    assert isinstance(decoded, Decoded)
    assert decoded.record["directive_id"] == amended


def test_a_message_of_nobody_is_passed_over(
    installation: Installation, outbox: Outbox, ledger: Path
) -> None:
    """Messages that nobody signed change nothing, get no answer and stop nobody."""
    _publish(installation, b"not the hub's", {})
    with relay(installation.environment):
        _send(outbox, "IMPOSE")
    with client(installation, ledger) as procurement:
        found = procurement.once()
    assert (len(found.outcomes), found.strangers) == (1, 1)


def test_what_a_key_not_known_signed_is_not_passed_over(
    installation: Installation, outbox: Outbox, ledger: Path
) -> None:
    """S2005: what is before it is handled, and it is read once the key is known."""
    other = Ed25519PrivateKey.from_private_bytes(bytes(32))
    with relay(installation.environment):
        first = _send(outbox, "IMPOSE")
        _publish(installation, b"of a key that is not known", signed(other, "id", 1, b"x"))
        second = _send(outbox, "LIFT")
    with client(installation, ledger) as procurement:
        assert [str(o.answer.directive_id) for o in procurement.once().outcomes] == [first]
        before = procurement.ledger
        for _ in range(2):
            with pytest.raises(MustStop, match="S2005 offset"):
                procurement.once()
        assert procurement.ledger == before
        procurement.desk.move_to(before.position + 1)
    with client(installation, ledger) as procurement:
        assert [str(o.answer.directive_id) for o in procurement.once().outcomes] == [second]


def test_a_directive_for_another_is_passed_over(
    installation: Installation, outbox: Outbox, ledger: Path
) -> None:
    """The hub signed it, for the bank: here nothing is held and nothing answered (ADR 0332)."""
    seed = load_keys(installation.data / "keys").hub_ed25519.current
    record = {**sample("credit.directives.Directive"), "partner": "bank"}
    value = encode("credit.directives.Directive", record)
    given = signed(Ed25519PrivateKey.from_private_bytes(seed), "id", 1, value)
    _publish(installation, value, given)
    with relay(installation.environment):
        mine = _send(outbox, "IMPOSE")
    with client(installation, ledger) as procurement:
        found = procurement.once()
        assert found.strangers == 1
        assert [str(one.answer.directive_id) for one in found.outcomes] == [mine]
        assert [holds["partner"] for holds in procurement.ledger.held()] == ["procurement"]


def test_the_hub_is_asked_for_its_keys(
    installation: Installation, outbox: Outbox, ledger: Path
) -> None:
    """A client that is given no key but whom to ask reads what the hub signed."""
    seed = load_keys(installation.data / "keys").hub_ed25519.current
    with relay(installation.environment):
        _send(outbox, "IMPOSE")
    with client(installation, ledger, lambda: [public_key(public_text(seed))]) as procurement:
        assert len(procurement.once().outcomes) == 1


def test_what_came_while_the_hub_was_away_is_read_again(
    installation: Installation, outbox: Outbox, ledger: Path
) -> None:
    """It could not be verified until the hub told its keys, and is no less the hub's."""
    seed = load_keys(installation.data / "keys").hub_ed25519.current
    with relay(installation.environment):
        told = _send(outbox, "IMPOSE")
    asked: list[bool] = []

    def keys() -> Iterable[Ed25519PublicKey]:
        asked.append(True)
        if len(asked) < 3:
            raise HubAway
        return [public_key(public_text(seed))]

    with client(installation, ledger, keys) as procurement:
        for _ in range(2):
            with pytest.raises(HubAway):
                procurement.once()
        assert [str(o.answer.directive_id) for o in procurement.once().outcomes] == [told]


def test_what_a_desk_could_not_keep_is_read_again(
    installation: Installation, outbox: Outbox, ledger: Path
) -> None:
    """A call that failed in whatever way leaves its messages to the next one."""
    with relay(installation.environment):
        told = _send(outbox, "IMPOSE")
    with client(installation, ledger) as procurement:
        elsewhere = ledger.rename(ledger.with_name("elsewhere"))
        ledger.with_name("ledger.json.part").mkdir()  # no file can be written there
        with pytest.raises(OSError, match="directory"):
            procurement.once()
        ledger.with_name("ledger.json.part").rmdir()
        elsewhere.rename(ledger)
        assert [str(o.answer.directive_id) for o in procurement.once().outcomes] == [told]


def test_a_hub_that_is_away_holds_up_nothing_that_came_before(
    installation: Installation, outbox: Outbox, ledger: Path
) -> None:
    """What is signed with a key that is known is applied, however long the next key is not told."""
    seed = load_keys(installation.data / "keys").hub_ed25519.current
    other = Ed25519PrivateKey.from_private_bytes(bytes(32))
    with relay(installation.environment):
        first = _send(outbox, "IMPOSE")
        _publish(installation, b"of a key that is not known", signed(other, "id", 1, b"x"))
    asked: list[bool] = []

    def keys() -> Iterable[Ed25519PublicKey]:
        asked.append(True)
        if len(asked) > 1:
            raise HubAway
        return [public_key(public_text(seed))]

    with client(installation, ledger, keys) as procurement:
        assert [str(o.answer.directive_id) for o in procurement.once().outcomes] == [first]
        with pytest.raises(HubAway):
            procurement.once()


def test_a_ledger_of_another_topic_is_told_apart_from_a_broker_that_is_away(
    installation: Installation, tmp_path: Path
) -> None:
    """S2006: the topic does not have what the ledger goes on at; there is no topic of that name."""
    Desk("procurement", tmp_path / "ledger.json").move_to(1_000_000)
    with (
        client(installation, tmp_path / "ledger.json") as procurement,
        pytest.raises(MustStop, match="S2006 the ledger goes on at offset 1000000"),
    ):
        procurement.once()
    with (
        PartnerClient(
            partner="nobody",
            bootstrap_servers=installation.bootstrap,
            ledger_file=tmp_path / "nobody.json",
            public_keys=[],
        ) as nobody,
        pytest.raises(NoTopic) as missing,
    ):
        nobody.once()
    assert who_is_away(missing.value).startswith("S2006 the broker has no topic sanctions.nobody")


def test_a_schema_not_known_is_not_passed_over(
    installation: Installation, outbox: Outbox, ledger: Path
) -> None:
    """S2005: what the hub signed under a schema that came after the SDK stops it."""
    seed = load_keys(installation.data / "keys").hub_ed25519.current
    value = frame(19_999, b"")
    with relay(installation.environment):
        first = _send(outbox, "IMPOSE")
        given = signed(Ed25519PrivateKey.from_private_bytes(seed), "id", 1, value)
        _publish(installation, value, given)
        _send(outbox, "LIFT")
    with client(installation, ledger) as procurement:
        assert [str(o.answer.directive_id) for o in procurement.once().outcomes] == [first]
        before = procurement.ledger
        with pytest.raises(MustStop, match=r"S2005 offset .* schema 19999 "):
            procurement.once()
        assert procurement.ledger == before


def _publish(installation: Installation, value: bytes, headers: Mapping[str, str]) -> None:
    given = [(name, text.encode()) for name, text in headers.items()]
    with closing(KafkaProducer(bootstrap_servers=installation.bootstrap)) as producer:
        producer.send("sanctions.procurement", value, headers=given).get(timeout=10)
