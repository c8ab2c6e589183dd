"""
`FolderClient`: a partner without a network service, which exchanges files with the hub.

It reads `directives/` in the order of the names, keeps its ledger, writes each answer into
`answers/` and moves what it has answered to `directives/taken/`. Killed at any point it reads again
what was not moved: a directive that comes again gets the answer it got.
"""

import json
import logging
import os
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from connectors.partners.answer import Answer
from connectors.partners.desk import AskFullList, Desk
from connectors.partners.directive import Directive, NotADirective, from_webhook
from connectors.partners.handling import Execute, Outcome, executed
from connectors.partners.ledger import Ledger
from connectors.partners.order_result import OrderResult, result_of_webhook
from connectors.partners.signature import ID, SIGNATURE, TIMESTAMP, NotSigned, require_signed
from connectors.partners.signature import signed as signed_headers

log = logging.getLogger(__name__)

DIRECTIVES: Final = "directives"
ANSWERS: Final = "answers"
TAKEN: Final = "taken"


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderRound:
    """
    One look at the folder.

    `results`: so many files said what became of a court's orders. `strangers`: files that are none
    of the hub's and stay there.
    """

    outcomes: tuple[Outcome, ...] = ()
    results: int = 0
    strangers: int = 0


class FolderClient:
    """
    Reads files of directives from `folder`, keeps the ledger, answers by files.

    `public_keys`: the hub's. `key`: signs the answers, where the hub has its public key. `execute`:
    the partner's own rules. `ask_full_list`: asked when something was lost. Raises `LedgerInUse`
    while another client has the ledger.
    """

    def __init__(
        self,
        *,
        partner: str,
        folder: Path,
        ledger_file: Path,
        public_keys: Iterable[Ed25519PublicKey],
        key: Ed25519PrivateKey | None = None,
        execute: Execute = executed,
        ask_full_list: AskFullList | None = None,
    ) -> None:
        self.desk = Desk(partner, ledger_file, execute, ask_full_list)
        self._folder = folder
        self._keys = tuple(public_keys)
        self._key = key

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.desk.close()

    @property
    def ledger(self) -> Ledger:
        """The ledger as it is now."""
        return self.desk.ledger

    def once(self) -> FolderRound:
        """
        Handle every file that is there.

        After the call each directive is in the ledger and its answer in the folder. Raises
        `OSError` where the folder cannot be used; the next call goes on. When something was lost
        and the full list cannot be had, raises what asking for it raises.
        """
        outcomes: list[Outcome] = []
        results = strangers = 0
        for file in sorted((self._folder / DIRECTIVES).glob("[!.]*.json")):
            try:
                told = self._read(file)
                self.desk.require_mine(told)
            except (NotSigned, NotADirective) as why:
                log.warning("a file is not taken: %s", why)
                strangers += 1
                continue
            if isinstance(told, OrderResult):
                self.desk.keep_result(told)
                results += 1
            else:
                outcome = self.desk.handle(told)
                self.say([outcome.answer])
                outcomes.append(outcome)
            taken = file.parent / TAKEN
            taken.mkdir(exist_ok=True)
            file.replace(taken / file.name)
        self.desk.close_gap(self.say)
        return FolderRound(outcomes=tuple(outcomes), results=results, strangers=strangers)

    def finish(self, directive: Directive, answer: Answer) -> Answer:
        """Give the answer that follows ACCEPTED, as `Desk.finish`; its file is there after."""
        said = self.desk.finish(directive, answer)
        self.say([said])
        return said

    def say(self, answers: Iterable[Answer]) -> None:
        """After the call the folder has a file for each; written twice it is the same file."""
        for answer in answers:
            name = f"{answer.directive_id}-{answer.answer_no:04d}"
            body = json.dumps(answer.fields(), ensure_ascii=False).encode()
            write_whole(self._folder / ANSWERS / f"{name}.json", self._enveloped(name, body))

    def _enveloped(self, name: str, body: bytes) -> bytes:
        if self._key is None:
            return body
        headers = signed_headers(self._key, name, int(time.time()), body)
        return json.dumps({**headers, "body": body.decode()}, ensure_ascii=False).encode()

    def _read(self, file: Path) -> Directive | OrderResult:
        """The directive or result of a file. Raises `NotADirective`, `NotSigned`."""
        body, headers = opened(file.read_bytes())
        require_signed(headers, body, self._keys, now_s=None)
        return result_of_webhook(body) or from_webhook(body)


def opened(content: bytes) -> tuple[bytes, Mapping[str, str]]:
    """The signed body of a file and the headers of its signature. Raises `NotADirective`."""
    try:
        found = json.loads(content)
        body, headers = found["body"], {name: found[name] for name in (ID, TIMESTAMP, SIGNATURE)}
        return body.encode(), {name: str(text) for name, text in headers.items()}
    except (ValueError, KeyError, TypeError, AttributeError):
        raise NotADirective("the file has no body with its signature") from None


def write_whole(file: Path, content: bytes) -> None:
    """A file that is seen whole or not at all: other names begin with a dot."""
    part = file.with_name(f".{file.name}.part")
    with part.open("wb") as writing:
        writing.write(content)
        writing.flush()
        os.fsync(writing.fileno())
    part.replace(file)
