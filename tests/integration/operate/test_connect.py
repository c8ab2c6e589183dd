"""`hub partner connect`: what is kept about a partner, and how a secret gets there."""

import base64
import json
from dataclasses import replace
from pathlib import Path
from threading import Thread

import pytest
from integration.operate.conftest import WHO, IdleHub
from support.catalogues import loaded, with_partner
from support.certificates import city_authority
from support.hub_process import await_that, hub
from support.in_force import put_in_force

from connectors.channels.kinds import KINDS
from connectors.channels.port import PingResult
from connectors.channels.settings import PartnerSettings, Setting
from schemas.catalogue.model import Channel
from streams.sending.partner_settings import partner_file, read_partner, write_partner
from streams.wiring.failures import CannotRun
from streams.wiring.whole_file import alone_in

SECRET = bytes(range(32))
TEXT = f"whsec_{base64.b64encode(SECRET).decode()}"
URL = "https://bank.example/directives"


def connect(hub: IdleHub, *arguments: str, given: str = "", fails: bool = False) -> None:
    """Run the command for the bank; an error is raised."""
    hub.run("partner", "connect", "bank", *WHO, *arguments, given=given, fails=fails)


def test_a_secret_is_read_from_standard_input(idle_hub: IdleHub) -> None:
    """It stands in the partner's file, which is its owner's alone, beside the address."""
    connect(idle_hub, "--url", URL, "--secret", given=f"{TEXT}\n")
    kept = read_partner(idle_hub.keys, "bank")
    assert kept is not None
    assert (kept["url"], kept["secret"]) == (URL, TEXT)
    assert partner_file(idle_hub.keys, "bank").stat().st_mode & 0o777 == 0o600


def test_a_secret_is_added_to_what_is_kept(idle_hub: IdleHub) -> None:
    """Alone it leaves all else as it was, and a new address leaves the secret."""
    connect(idle_hub, "--url", URL)
    connect(idle_hub, "--secret", given=TEXT)
    kept = read_partner(idle_hub.keys, "bank")
    assert kept is not None
    assert (kept["url"], kept["secret"]) == (URL, TEXT)
    connect(idle_hub, "--url", f"{URL}/2")
    moved = read_partner(idle_hub.keys, "bank")
    assert moved is not None
    assert (moved["url"], moved["secret"]) == (f"{URL}/2", TEXT)


def test_of_two_commands_at_once_none_is_lost(idle_hub: IdleHub) -> None:
    """What another one wrote after this one had looked stays, bar what this one gives anew."""
    connect(idle_hub, "--url", URL)
    kept = read_partner(idle_hub.keys, "bank")
    assert kept is not None
    moves = ("partner", "connect", "bank", *WHO, "--url", f"{URL}/2")
    with alone_in(idle_hub.keys), idle_hub.connection() as session:
        moving = Thread(target=hub, args=moves, kwargs=dict(idle_hub.environment))
        moving.start()
        begun = "SELECT FROM act WHERE done_at IS NULL"
        await_that("it has begun", lambda: session.execute(begun).fetchone() is not None)
        write_partner(idle_hub.keys, "bank", PartnerSettings({**kept.given, "secret": TEXT}))
    moving.join()
    moved = read_partner(idle_hub.keys, "bank")
    assert moved is not None
    assert (moved["url"], moved["secret"]) == (f"{URL}/2", TEXT)


@pytest.mark.parametrize("given", ["", "\n", "whsec_c2hvcnQ=", TEXT.removeprefix("whsec_")])
def test_what_is_no_secret_is_refused_unseen(idle_hub: IdleHub, given: str) -> None:
    """Nothing is kept, and the sentence tells the form, never the text."""
    with pytest.raises(CannotRun, match="whsec_ and 24 to 64 bytes") as refused:
        connect(idle_hub, "--url", URL, "--secret", given=given)
    assert not given.strip() or given not in str(refused.value)
    assert read_partner(idle_hub.keys, "bank") is None


def test_a_secret_needs_an_address(idle_hub: IdleHub) -> None:
    """A partner that is not reached anywhere gets no secret."""
    with pytest.raises(CannotRun, match="name --url too"):
        connect(idle_hub, "--secret", given=TEXT)


def test_a_secret_is_no_argument(idle_hub: IdleHub) -> None:
    """`--secret` takes no value: one behind it is refused, and nothing is kept."""
    connect(idle_hub, "--url", URL, "--secret", TEXT, given=TEXT, fails=True)
    assert read_partner(idle_hub.keys, "bank") is None


def test_a_mistyped_address_changes_nothing(idle_hub: IdleHub) -> None:
    """No file and no act is left of it; corrected, it is kept also over a damaged file."""
    broken = URL.replace("bank.example", "[2001:db8::1")
    with pytest.raises(CannotRun, match="S1002 url"):
        connect(idle_hub, "--url", broken)
    assert json.loads(idle_hub.run("acts", "--json").output) == []
    file = partner_file(idle_hub.keys, "bank")
    assert not file.exists()
    file.parent.mkdir()
    file.write_text(f'url = "{broken}"\n')
    connect(idle_hub, "--url", URL)
    kept = read_partner(idle_hub.keys, "bank")
    assert kept is not None
    assert kept["url"] == URL


def test_certificates_are_kept_by_their_whole_path(
    idle_hub: IdleHub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is named from the operator's folder is found by the hub; one option removes it."""
    ca_file = city_authority(tmp_path / "ca.pem")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CannotRun, match=r"missing\.pem cannot be read"):
        connect(idle_hub, "--url", URL, "--ca-file", "missing.pem")
    connect(idle_hub, "--url", URL)
    connect(idle_hub, "--ca-file", "ca.pem")
    kept = read_partner(idle_hub.keys, "bank")
    assert kept is not None
    assert kept["ca_file"] == ca_file
    with pytest.raises(CannotRun, match="not both"):
        connect(idle_hub, "--ca-file", "ca.pem", "--no-ca-file")
    connect(idle_hub, "--no-ca-file")
    kept = read_partner(idle_hub.keys, "bank")
    assert kept is not None
    assert kept["ca_file"] == ""


def test_only_partners_of_the_catalogue_are_connected(idle_hub: IdleHub) -> None:
    """Once one is loaded, another name is refused, and leaves neither file nor act."""
    with idle_hub.connection() as connection:
        put_in_force(connection, loaded())
    for name, why in (("bnak", "no partner bnak"), ("court", "Nothing is pushed to court")):
        with pytest.raises(CannotRun, match=why):
            idle_hub.run("partner", "connect", name, "--url", URL, *WHO)
    assert json.loads(idle_hub.run("acts", "--json").output) == []
    assert not (idle_hub.keys / "partners").exists()
    connect(idle_hub, "--url", URL)


LOFT = Setting(
    name="loft",
    word="loft",
    called="PLACE",
    form="a place with a roof",
    fits=lambda text: text.endswith("roof"),
    help="Where its pigeons live.",
    path=True,
)
RING = Setting(
    name="foot_ring",
    word="ring",
    called="RING",
    form="three letters",
    fits=lambda text: len(text) == 3,
    help="What they wear.",
    hidden=True,
    without="They wear nothing.",
)


def test_a_channel_says_by_itself_which_settings_it_has(
    idle_hub: IdleHub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    One that only this test knows: its settings are asked for, checked, kept and told of by the
    command as every other's, and no module of the hub names them.
    """
    own = PartnerSettings()
    pigeons = replace(
        KINDS[Channel.FOLDER],
        settings=(LOFT, RING),
        prepare=lambda settings: (tmp_path / settings["loft"]).mkdir(),
        usable=lambda settings: "the ring does not fit" if settings["foot_ring"] == "odd" else "",
        ping=lambda means: PingResult(well=True, text=(means.settings or own)["loft"]),
    )
    monkeypatch.setitem(KINDS, Channel.FOLDER, pigeons)
    monkeypatch.chdir(tmp_path)
    bank = replace(loaded().partners["bank"], channel=Channel.FOLDER)
    with idle_hub.connection() as connection:
        put_in_force(connection, with_partner(loaded(), bank))
    assert "Where its pigeons live." in idle_hub.run("partner", "connect", "--help").output
    assert "S1001 no place is kept" in idle_hub.run("partner", "ping", "bank", fails=True).output
    for given, ring, why in (
        (("--loft", "tree"), "", "S1002 loft: a place with a roof"),
        (("--foot-ring",), "many", "--foot-ring must be three letters"),
        (("--foot-ring",), "abc", "name --url too or --loft"),
        (("--loft", "roof", "--foot-ring"), "odd", "S1002 the ring does not fit"),
        (("--loft", "roof", "--url", URL), "", "which has no url: name --loft"),
    ):
        with pytest.raises(CannotRun, match=why):
            connect(idle_hub, *given, given=ring)
    connect(idle_hub, "--loft", "roof", "--foot-ring", given="abc")
    assert (tmp_path / "roof").is_dir()
    assert idle_hub.run("partner", "ping", "bank").output == f"bank: {tmp_path / 'roof'}\n"
    kept = {"loft": str(tmp_path / "roof"), "foot_ring": "abc"}
    assert read_partner(idle_hub.keys, "bank") == PartnerSettings(kept)
    connect(idle_hub, "--no-foot-ring")
    assert read_partner(idle_hub.keys, "bank") == PartnerSettings({"loft": kept["loft"]})
    acts = json.loads(idle_hub.run("acts", "--json").output)
    assert [act["detail"] for act in acts] == ["ring", "loft, ring"]
