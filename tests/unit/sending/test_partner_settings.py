"""A partner's settings: what fits is kept and read back, anything else is a sentence."""

import base64
from pathlib import Path

import pytest
from support.catalogues import sample
from support.certificates import city_authority

from connectors.channels.kinds import KINDS
from connectors.channels.settings import PartnerSettings
from schemas.catalogue.model import Channel
from streams.sending.partner_change import PartnerChange, changed, require_partner
from streams.sending.partner_settings import (
    PartnerSettingsFault,
    partner_file,
    read_partner,
    usable_partner,
    write_partner,
)
from streams.wiring.failures import CannotRun

URL = "https://bank.example/directives"
SECRET = f"whsec_{base64.b64encode(bytes(range(32))).decode()}"
NO_ADDRESSES = (
    "https://[2001:db8::1/directives",
    "https://bank.example:port/d",
    "https://bank.example:99999999/d",
    "https://ba nk.example/d",
    'https://bank.example/d"e',
    "bank.example/d",
    "ftp://bank.example/d",
    "https:///d",
    "http://bank.example/d",
    "http://10.1.2.3:8101/d",
    "http://0.0.0.0/d",
    "http://127.0.0.1.example/d",
    "http://localhost@bank.example/d",
)


@pytest.mark.parametrize("url", NO_ADDRESSES)
def test_a_mistyped_address_is_a_fault_of_that_partner(tmp_path: Path, url: str) -> None:
    """The push connector catches it for that partner; the text has file and form, no value."""
    file = partner_file(tmp_path, "bank")
    file.parent.mkdir()
    file.write_text(f"url = '{url}'\n")
    with pytest.raises(PartnerSettingsFault) as told:
        read_partner(tmp_path, "bank")
    assert str(file) in str(told.value)
    assert "S1002 url: https:// and a host (http:// on this machine alone)" in str(told.value)
    assert "hub partner connect bank --url" in str(told.value)
    assert url not in str(told.value)


@pytest.mark.parametrize("url", NO_ADDRESSES)
def test_a_mistyped_address_is_not_kept(tmp_path: Path, url: str) -> None:
    """It is refused by the rules by which it would be read."""
    with pytest.raises(PartnerSettingsFault, match="S1002 url"):
        changed(tmp_path, "bank", PartnerChange({"url": url}))


@pytest.mark.parametrize(
    "url",
    [
        URL,
        "http://127.0.0.1:8101/d",
        "http://localhost/d",
        "http://[::1]:8101/d",
        "https://[2001:db8::1]:8443/d",
        "https://u:w@b.example",
    ],
)
def test_an_address_is_read_as_it_was_given(tmp_path: Path, url: str) -> None:
    """Whatever passes the check comes back the same."""
    given = changed(tmp_path, "bank", PartnerChange({"url": url, "secret": SECRET})).settings
    write_partner(tmp_path, "bank", given)
    assert given == PartnerSettings({"url": url, "secret": SECRET})
    assert read_partner(tmp_path, "bank") == given


@pytest.mark.parametrize("damaged", ["url = ", "url = 7", f'url = "{NO_ADDRESSES[0]}"', "\udcff"])
def test_settings_that_cannot_be_read_are_written_anew(tmp_path: Path, damaged: str) -> None:
    """A new address mends them and says that nothing of them is kept; less leaves them alone."""
    file = partner_file(tmp_path, "bank")
    file.parent.mkdir()
    file.write_bytes(damaged.encode(errors="surrogateescape"))
    with pytest.raises(PartnerSettingsFault, match="connect bank --url"):
        changed(tmp_path, "bank", PartnerChange({"secret": SECRET}))
    mended = changed(tmp_path, "bank", PartnerChange({"url": URL}))
    assert mended.settings == PartnerSettings({"url": URL})
    assert str(file) in mended.lost
    assert "nothing is kept" in mended.lost


def test_settings_that_others_can_read_are_closed_not_lost(tmp_path: Path) -> None:
    """Their secret would be gone otherwise: the sentence says how to close the file."""
    write_partner(tmp_path, "bank", PartnerSettings({"url": URL, "secret": SECRET}))
    partner_file(tmp_path, "bank").chmod(0o644)
    with pytest.raises(CannotRun, match="chmod 600"):
        changed(tmp_path, "bank", PartnerChange({"url": URL}))


def test_certificates_stay_until_they_are_replaced_or_removed(tmp_path: Path) -> None:
    """A new address or secret leaves whom the hub trusts; a file alone changes it."""
    one, other = city_authority(tmp_path / "one.pem"), city_authority(tmp_path / 'ein "CA".pem')
    write_partner(tmp_path, "bank", PartnerSettings({"url": URL, "ca_file": one}))

    def after(change: PartnerChange) -> tuple[str, str]:
        write_partner(tmp_path, "bank", changed(tmp_path, "bank", change).settings)
        kept = usable_partner(tmp_path, "bank", KINDS[Channel.WEBHOOK])
        assert kept is not None
        return kept["url"], kept["ca_file"]

    assert after(PartnerChange({"url": f"{URL}/2"})) == (f"{URL}/2", one)
    assert after(PartnerChange({"secret": SECRET})) == (f"{URL}/2", one)
    assert after(PartnerChange({"ca_file": other})) == (f"{URL}/2", other)
    assert after(PartnerChange({"url": URL})) == (URL, other)
    assert after(PartnerChange({"ca_file": ""})) == (URL, "")


@pytest.mark.parametrize(
    ("content", "why"),
    [(None, "No such file or directory"), ("no certificate\n", "holds no certificate in PEM")],
)
def test_certificates_that_cannot_be_loaded_are_named(
    tmp_path: Path, content: str | None, why: str
) -> None:
    """They are not kept; gone later, who pushes or pings is told the file and the reason."""
    file = tmp_path / "ca.pem"
    if content is not None:
        file.write_text(content)
    write_partner(tmp_path, "bank", PartnerSettings({"url": URL, "ca_file": str(file)}))
    for ask in (
        lambda: changed(tmp_path, "bank", PartnerChange({"url": URL, "ca_file": str(file)})),
        lambda: usable_partner(tmp_path, "bank", KINDS[Channel.WEBHOOK]),
    ):
        with pytest.raises(PartnerSettingsFault) as told:
            ask()
        assert str(file) in str(told.value)
        assert why in str(told.value)
    without = changed(tmp_path, "bank", PartnerChange({"ca_file": ""})).settings
    assert without == PartnerSettings({"url": URL})


def test_an_address_that_nothing_reads_is_passed_over(tmp_path: Path) -> None:
    """Files of hubs that kept the address of a full list serve as they are."""
    file = partner_file(tmp_path, "bank")
    file.parent.mkdir()
    file.write_text(f'url = "{URL}"\nin_force_url = "{URL}/all"\n')
    assert read_partner(tmp_path, "bank") == PartnerSettings({"url": URL})


def test_a_name_is_one_of_the_catalogue() -> None:
    """A mistyped name is refused, and an address for a partner that reads a topic."""
    require_partner(sample(), "bank", PartnerChange({"url": URL}))
    require_partner(sample(), "court", PartnerChange())
    with pytest.raises(CannotRun, match="has no partner bnak"):
        require_partner(sample(), "bnak", PartnerChange())
    with pytest.raises(CannotRun, match="Nothing is pushed to court, whose channel is TOPIC"):
        require_partner(sample(), "court", PartnerChange({"url": URL}))
    with pytest.raises(CannotRun, match="first load a catalogue with another channel"):
        require_partner(sample(), "bank", PartnerChange({"url": ""}))
