"""The decider put together: its store, the hub's keys, its entries' ids and times."""

from importlib.metadata import version

from schemas.manifest import published
from streams.accept.layout import layouts_of
from streams.deciding.decider import Decider, MakeStamp
from streams.deciding.line_store import LineStore
from streams.identify.pseudonym import PseudonymKey
from streams.send.signature import public_key
from streams.store.connection import Connection
from streams.store.seal import Seal
from streams.store.store import PostgresStore, StoreMeans
from streams.wiring.keys import Keys


def store_of(connection: Connection, keys: Keys) -> PostgresStore:
    """The line's state, over the one session that decides."""
    return PostgresStore(
        connection,
        StoreMeans(
            seal=Seal.of(keys.identity_encryption),
            hmac_version=keys.identity_hmac.newest,
            layouts=layouts_of(published()),
            code_version=_hub_version(),
        ),
    )


def decider_of(line_store: LineStore, keys: Keys, stamp: MakeStamp) -> Decider:
    """A decider that has taken up the line where it was committed last."""
    hmac = PseudonymKey(version=keys.identity_hmac.newest, secret=keys.identity_hmac.current)
    decider = Decider(
        line_store=line_store,
        manifest=published(),
        key=hmac,
        stamp=stamp,
        own_keys=tuple(public_key(seed) for seed in keys.hub_ed25519.versions.values()),
        hub_version=_hub_version(),
    )
    decider.resume()
    return decider


def _hub_version() -> str:
    return version("credit-hub")
