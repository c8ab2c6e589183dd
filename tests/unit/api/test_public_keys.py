"""The hub's public keys over a rotation."""

import base64
from pathlib import Path

from streams.api.backlog_watch import BacklogWatch
from streams.api.hub import Hub
from streams.api.public_keys import jwks, keys
from streams.api.sessions import sessions
from streams.api.topic_writer import TopicWriter
from streams.send.signature import PUBLIC, public_key
from streams.wiring.clock import clock_of
from streams.wiring.keys import load_keys, make_missing_keys, rotate
from streams.wiring.settings import read_settings

NOWHERE, NO_DATABASE = "127.0.0.1:1", "postgresql://hub@127.0.0.1:1/hub"


def _hub(data: Path) -> Hub:
    settings = read_settings({"HUB_DATA": str(data)})
    return Hub(
        settings=settings,
        keys=load_keys(settings.keys_folder),
        sessions=sessions(NO_DATABASE),
        writer=TopicWriter(NOWHERE),
        backlog=BacklogWatch(NOWHERE, NO_DATABASE),
        clock=clock_of(data),
    )


def test_after_a_rotation_old_and_new_stand_side_by_side(tmp_path: Path) -> None:
    """The new key comes first, the old one stays as it was, in both forms."""
    folder = read_settings({"HUB_DATA": str(tmp_path)}).keys_folder
    make_missing_keys(folder)
    (before,) = keys(_hub(tmp_path)).keys
    rotate(folder, "hub-ed25519")

    hub = _hub(tmp_path)
    new, old = keys(hub).keys
    assert old == before
    assert (new.version, old.version) == (2, 1)
    raw = public_key(hub.keys.hub_ed25519.current)
    assert new.key == PUBLIC + base64.b64encode(raw).decode()
    web = jwks(hub).keys
    assert [key.kid for key in web] == ["2", "1"]
    assert web[0].x == base64.urlsafe_b64encode(raw).decode().rstrip("=")
    assert web[1].x != web[0].x
