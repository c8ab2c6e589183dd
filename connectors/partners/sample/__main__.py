"""`python -m connectors.partners.sample bank --port 8101 --hub http://… --ledger bank.json`."""

import argparse
import logging
import sys
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import TypeAlias

import uvicorn
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from kafka.errors import KafkaError

from connectors.partners.bounded_http import BoundedHttp
from connectors.partners.client import Answers, PartnerClient, who_is_away
from connectors.partners.desk import Desk, LedgerOfAnother
from connectors.partners.folder_client import FolderClient
from connectors.partners.hub_http import HubAway, HubHttp, HubRefuses, require_address
from connectors.partners.ledger_file import LedgerInUse
from connectors.partners.sample.answering import Answering
from connectors.partners.sample.behaviour import Behaviour, Mode, under
from connectors.partners.sample.keys import HubKeys, KeyUnusable, own_key
from connectors.partners.sample.rules import RULES
from connectors.partners.sample.web import app
from connectors.partners.signature import public_key
from connectors.partners.topic_message import MustStop

log = logging.getLogger(__name__)

BY_TOPIC = ("court", "procurement")
TOPIC, WEBHOOK, FOLDER = "topic", "webhook", "folder"
#: What is read in a thread, beside the web side.
Reader: TypeAlias = PartnerClient | FolderClient
LOOK_AGAIN_S = 0.2
REFUSED_AGAIN_S = 1.0
SHUTDOWN_S = 5


def main(arguments: Sequence[str]) -> int:
    """Run one partner until SIGTERM or Ctrl-C; 1 after a sentence that says why it cannot run."""
    parser = argparse.ArgumentParser(prog="python -m connectors.partners.sample")
    parser.add_argument("profile", choices=sorted(RULES))
    parser.add_argument("--port", type=int, required=True, help="of its web side, on 127.0.0.1")
    parser.add_argument("--ledger", type=Path, required=True, help="file of its ledger")
    parser.add_argument(
        "--by", choices=(TOPIC, WEBHOOK, FOLDER), help="its channel; else its profile's"
    )
    parser.add_argument("--hub", help="address of the hub's HTTP interface")
    parser.add_argument("--bootstrap", help="address of the broker; topics need it")
    parser.add_argument(
        "--folder", type=Path, help="where it exchanges files with the hub; its channel then"
    )
    parser.add_argument("--key", type=Path, help="file of its own key; <ledger>.key if not given")
    parser.add_argument("--hub-key", action="append", default=[], help="whpk_…; else asked for")
    given = parser.parse_args(arguments)
    logging.basicConfig(level="INFO", format="%(asctime)s %(levelname)s %(message)s")
    logging.getLogger("httpx").setLevel(logging.WARNING)
    logging.getLogger("kafka").setLevel(logging.WARNING)
    own = TOPIC if given.profile in BY_TOPIC else WEBHOOK
    given.by = given.by or (FOLDER if given.folder else own)
    if (given.by == FOLDER) != (given.folder is not None):
        parser.error("S1001 --by folder and --folder belong together")
    if given.by == TOPIC and not given.bootstrap:
        parser.error("S1001 a partner with a topic needs --bootstrap")
    if given.by == FOLDER and not given.hub and not given.hub_key:
        parser.error("S1001 a partner with a folder knows the hub's key by --hub-key or by --hub")
    if given.by != FOLDER and not given.hub and not given.bootstrap:
        parser.error("S1001 answers go by --hub or by --bootstrap")
    if given.hub:
        try:
            require_address(given.hub)
        except ValueError as fault:
            parser.error(f"{fault}: --hub http://127.0.0.1:8000")
    try:
        _serve(given)
    except (KeyUnusable, LedgerInUse, LedgerOfAnother, MustStop) as fault:
        log.error("%s", fault)  # noqa: TRY400  # the text says it all
        return 1
    except KafkaError as away:
        log.error(  # noqa: TRY400
            "%s at %s (%s). Start it, or correct --bootstrap.",
            who_is_away(away),
            given.bootstrap,
            type(away).__name__,
        )
        return 1
    return 0


def _serve(given: argparse.Namespace) -> None:
    key = own_key(given.key or given.ledger.with_suffix(".key"))
    hub = HubHttp(given.hub, given.profile, key) if given.hub else None
    keys = HubKeys(
        tuple(public_key(text) for text in given.hub_key),
        hub.public_keys if hub and not given.hub_key else None,
    )
    if given.by == FOLDER:
        _serve_folder(given, key, keys, hub)
    elif given.by == TOPIC:
        _serve_topic(given, keys, hub)
    else:
        _serve_webhook(given, keys, hub)


def _serve_webhook(given: argparse.Namespace, keys: HubKeys, hub: HubHttp | None) -> None:
    behaviour = Behaviour()
    execute = under(behaviour, RULES[given.profile])
    desk = Desk(given.profile, given.ledger, execute, hub.full_list if hub else None)
    if hub is None:
        topic = Answers(given.profile, given.bootstrap, {})
        answering, say = Answering(lambda answer: topic.send([answer])), topic.send
    else:
        answering, say = Answering(hub.answer), hub.answer_all
    try:
        web = app(desk, behaviour, keys, answering.put, say)
        uvicorn.run(web, host="127.0.0.1", port=given.port, log_level="warning", http=BoundedHttp)
    finally:
        answering.stop()


def _serve_topic(given: argparse.Namespace, keys: HubKeys, hub: HubHttp | None) -> None:
    behaviour = Behaviour()
    known = _known(given, keys)
    with PartnerClient(
        partner=given.profile,
        bootstrap_servers=given.bootstrap,
        ledger_file=given.ledger,
        public_keys=hub.public_keys if hub and not given.hub_key else known,
        execute=under(behaviour, RULES[given.profile]),
        ask_full_list=hub.full_list if hub else None,
        ask_schema=hub.schema if hub else None,
    ) as client:
        _serve_reader(given, client, behaviour, keys)


def _serve_folder(
    given: argparse.Namespace, key: Ed25519PrivateKey, keys: HubKeys, hub: HubHttp | None
) -> None:
    behaviour = Behaviour()
    with FolderClient(
        partner=given.profile,
        folder=given.folder,
        ledger_file=given.ledger,
        public_keys=_known(given, keys),
        key=key,
        execute=under(behaviour, RULES[given.profile]),
        ask_full_list=hub.full_list if hub else None,
    ) as client:
        _serve_reader(given, client, behaviour, keys)


def _known(given: argparse.Namespace, keys: HubKeys) -> tuple[Ed25519PublicKey, ...]:
    """The hub's public keys, waited for."""
    if not (known := keys.now()):
        log.warning("S2003 the hub at %s does not tell its keys yet: it is waited for", given.hub)
    while not known:
        time.sleep(LOOK_AGAIN_S)
        known = keys.now()
    return known


def _serve_reader(
    given: argparse.Namespace, client: Reader, behaviour: Behaviour, keys: HubKeys
) -> None:
    """Read in a thread beside the web side, until either ends."""
    stopped = threading.Event()
    web = app(client.desk, behaviour, keys, lambda _: None, client.say)
    server = uvicorn.Server(
        uvicorn.Config(
            web,
            host="127.0.0.1",
            port=given.port,
            log_level="warning",
            http=BoundedHttp,
            timeout_graceful_shutdown=SHUTDOWN_S,
        )
    )
    with ThreadPoolExecutor(1, "reading") as threads:
        reading = threads.submit(_read, client, behaviour, stopped.is_set)
        # A web side that outlived the reading would look healthy.
        reading.add_done_callback(lambda _: setattr(server, "should_exit", True))
        try:
            with suppress(KeyboardInterrupt):
                server.run()
        finally:
            stopped.set()
        reading.result()


def _read(client: Reader, behaviour: Behaviour, stopped: Callable[[], bool]) -> None:
    """Read while it behaves; down, it does not look. What it did not expect it raises."""
    while not stopped():
        mode, seconds = behaviour.now()
        if mode is Mode.SLOW:
            time.sleep(seconds)
        if mode in (Mode.DOWN, Mode.GONE):
            time.sleep(LOOK_AGAIN_S)
            continue
        try:
            client.once()
        except (KafkaError, HubAway) as away:
            log.warning("%s: %s", who_is_away(away), type(away).__name__)
            time.sleep(LOOK_AGAIN_S)
        except HubRefuses as why:
            if isinstance(client, PartnerClient):
                raise
            # Also a hub that is not given this partner's key yet; what came in files is answered.
            log.warning("the full list is asked for once more: %s", why)
            time.sleep(REFUSED_AGAIN_S)
        except OSError as away:
            if isinstance(client, PartnerClient):
                raise
            log.warning("the folder cannot be used: %s", away.strerror)
            time.sleep(LOOK_AGAIN_S)
        if isinstance(client, FolderClient):  # A topic waits for what comes; a folder does not.
            time.sleep(LOOK_AGAIN_S)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
