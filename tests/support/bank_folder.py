"""A partner that exchanges files with the hub, for tests of its channel."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from support.in_force import put_in_force
from support.outbox_rows import Outbox
from support.sending_stack import Installation

from connectors.channels.folder import prepare
from connectors.channels.settings import PartnerSettings
from connectors.partners.answer import Answer, Result
from connectors.partners.folder_client import FolderClient
from connectors.partners.signature import public_key
from schemas.catalogue.model import Channel
from streams.send.signature import public_text as hub_public_text
from streams.sending.partner_settings import write_partner
from streams.wiring.keys import load_keys


@dataclass(frozen=True, slots=True)
class Bank:
    """The bank, or the court, and its folder."""

    installation: Installation
    place: Path
    partner: str = "bank"

    def files(self) -> list[str]:
        """The names of the directives that are there."""
        return sorted(file.name for file in (self.place / "directives").glob("*.json"))

    def drop(self, name: str, content: bytes) -> None:
        """Write an answer, whole."""
        part = self.place / "answers" / f"{name}.part"
        part.write_bytes(content)
        part.rename(self.place / "answers" / f"{name}.json")

    def put_away(self, where: str) -> set[str]:
        """The names of what the hub took, or refused."""
        return {file.name for file in (self.place / "answers" / where).glob("*")}

    @contextmanager
    def client(self, key: Ed25519PrivateKey | None = None) -> Iterator[FolderClient]:
        """What the bank runs."""
        seed = load_keys(self.installation.data / "keys").hub_ed25519.current
        with FolderClient(
            partner=self.partner,
            folder=self.place,
            ledger_file=self.installation.data / f"{self.partner}.ledger",
            public_keys=[public_key(hub_public_text(seed))],
            key=key,
        ) as client:
            yield client


def partner_with_folder(installation: Installation, outbox: Outbox, partner: str = "bank") -> Bank:
    """Its channel is a folder, by the catalogue and by the installation's settings."""
    folder = replace(outbox.catalogue.partners[partner], channel=Channel.FOLDER)
    partners = {**outbox.catalogue.partners, partner: folder}
    outbox.catalogue = replace(outbox.catalogue, partners=partners)
    put_in_force(outbox.connection, outbox.catalogue)
    place = installation.data / "exchange"
    place.mkdir()
    prepare(PartnerSettings({"folder": str(place)}))
    write_partner(installation.data / "keys", partner, PartnerSettings({"folder": str(place)}))
    return Bank(installation, place, partner)


def answer(directive: UUID, **given: object) -> bytes:
    """An answer as the bank would write it."""
    fields = Answer(directive_id=directive, result=Result.EXECUTED).fields()
    return json.dumps({**fields, **given}).encode()
