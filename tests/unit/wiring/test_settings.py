"""Settings: all faults at once, each by its key and a code, never by value."""

from pathlib import Path

import pytest

from streams.operate.run import main
from streams.wiring.settings import SERVERS, SettingsInvalid, as_environment, read_settings


def test_nothing_needs_to_be_set() -> None:
    """Without any setting the hub runs servers of its own."""
    settings = read_settings({"PATH": "/bin", "HUB_DATABASE_URL": ""})

    assert settings.bootstrap_servers is None
    assert settings.database_url is None
    assert settings.keys_folder == settings.data / "keys"


def test_all_faults_are_told_together_without_values() -> None:
    """Every wrong setting gets a line with its key; no value is repeated."""
    environment = {
        "HUB_API_PORT": "99999",
        "HUB_BOOTSTRAP_SERVERS": "broker-with-a-circle:①",
        "HUB_DATABASE_URL": "mysql://clerk:hunter2@somewhere/hub",
        "HUB_DATABSE_URL": "misspelt",
        "HUB_LOG_LEVEL": "CHATTY",
        "HUB_WORKERS": "none",
    }
    with pytest.raises(SettingsInvalid) as invalid:
        read_settings(environment)

    text = str(invalid.value)
    assert [key for key in environment if f"  S1002 {key}: " not in text] == []
    assert invalid.value.codes == ("S1002",)
    assert [value for value in environment.values() if value in text] == []
    assert "did you mean HUB_DATABASE_URL?" in text
    assert invalid.value.__cause__ is None


@pytest.mark.parametrize("query", ["password=hunter2", "sslmode=require&pass%77ord=hunter2"])
def test_a_password_after_the_question_mark_is_refused(query: str) -> None:
    """There every list of processes and many a log would show it."""
    with pytest.raises(SettingsInvalid, match="names the password after the") as invalid:
        read_settings({"HUB_DATABASE_URL": f"postgresql://hub@127.0.0.1/hub?{query}"})
    assert "hunter2" not in str(invalid.value)


def test_contradiction_is_told() -> None:
    """A password in the address beside a file of passwords is a contradiction."""
    url = "postgresql://hub:secret@127.0.0.1/hub?passfile=/somewhere"
    words = "S1003 HUB_DATABASE_URL: names a password and a passfile"
    with pytest.raises(SettingsInvalid, match=words) as invalid:
        read_settings({"HUB_DATABASE_URL": url})
    assert "secret" not in str(invalid.value)


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://hub:hunt%er2@127.0.0.1:5432/hub",
        "postgresql://hub:a@hunter2@127.0.0.1:5432/hub",
        "postgresql://hub:hunter2/a@127.0.0.1:5432/hub",
        "postgresql://hub:12/hunter2@127.0.0.1:5432/hub",
        "postgresql://hub:hun ter2@127.0.0.1:5432/hub",
        "postgresql://hub:hunter2@127.0.0.1:5432/hub?hunter2=1",
    ],
)
def test_a_password_that_is_not_encoded_is_refused_and_told_to_nobody(address: str) -> None:
    """Signs with a meaning of their own in a password would show it as a host or in a fault."""
    with pytest.raises(SettingsInvalid) as invalid:
        read_settings({"HUB_DATABASE_URL": address})
    assert str(invalid.value) == (
        "Some settings are wrong:\n  S1002 HUB_DATABASE_URL: is not read as it is meant: "
        "write @ as %40, / as %2F and % as %25 in it"
    )


@pytest.mark.parametrize(
    "servers", ["one:5432,[::1]:5433", "[::1],[::2]", "[::1]:5432,one:5433", "one,two", "[::1]"]
)
def test_an_address_of_several_servers_is_taken_as_it_is(servers: str) -> None:
    """A password that is encoded, several hosts and a setting of the library are no fault."""
    address = f"postgresql://hub:a%40%2F%25@{servers}/hub?connect_timeout=3"
    assert read_settings({"HUB_DATABASE_URL": address}).database_url == address


def test_missing_wrong_and_contradictory_are_told_together() -> None:
    """What a process needs and has not stands beside what is wrong and what contradicts itself."""
    url = "postgresql://hub:secret@127.0.0.1/hub?passfile=/somewhere"
    environment = {"HUB_DATABASE_URL": url, "HUB_WORKERS": "none"}
    with pytest.raises(SettingsInvalid) as invalid:
        read_settings(environment, needed=SERVERS)
    assert invalid.value.codes == ("S1001", "S1003", "S1002")
    assert "  S1001 HUB_BOOTSTRAP_SERVERS: is missing" in str(invalid.value)


def test_a_process_without_servers_names_their_settings(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One of the hub's processes, started by itself, says which settings it lacks; exit code 78."""
    assert main(["relay", "--name", "relay", "--data", str(tmp_path)], {}) == 78
    told = capsys.readouterr().err.splitlines()
    assert told[1:] == [
        "  S1001 HUB_BOOTSTRAP_SERVERS: is missing",
        "  S1001 HUB_DATABASE_URL: is missing",
    ]


def test_a_variable_that_changes_every_session_is_refused() -> None:
    """libpq would give it to the server after what the session says itself; the value is not shown.
    One that only says how to connect is taken."""
    with pytest.raises(SettingsInvalid, match=r"S1002 PGTZ: .*Unset it") as invalid:
        read_settings({"PGTZ": "Asia/Shanghai", "PGOPTIONS": "", "PGSSLMODE": "verify-full"})
    assert "Shanghai" not in str(invalid.value)
    assert "PGOPTIONS" not in str(invalid.value)


def test_file_instead_of_folder_is_told(tmp_path: Path) -> None:
    """A data folder that is a file is refused by its key."""
    (tmp_path / "file").touch()
    with pytest.raises(SettingsInvalid, match="HUB_DATA: must be a folder"):
        read_settings({"HUB_DATA": str(tmp_path / "file")})


def test_a_home_folder_is_looked_up_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file is refused where `~` stands before it too; so is the home of nobody."""
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "file").touch()
    with pytest.raises(SettingsInvalid, match="HUB_DATA: must be a folder"):
        read_settings({"HUB_DATA": "~/file"})
    with pytest.raises(SettingsInvalid, match="HUB_DATA: begins with the home folder"):
        read_settings({"HUB_DATA": "~no-such-user-9999/hub"})
    assert read_settings({"HUB_DATA": "~/hub"}).data == tmp_path / "hub"


def test_settings_survive_the_way_to_a_child(tmp_path: Path) -> None:
    """A process that gets the settings as environment reads the same settings."""
    settings = read_settings(
        {
            "HUB_DATA": str(tmp_path),
            "HUB_DATABASE_URL": "postgresql://hub@127.0.0.1:5432/hub",
            "HUB_BOOTSTRAP_SERVERS": "127.0.0.1:9092,127.0.0.1:9093",
            "HUB_WORKERS": "2",
        }
    )

    assert read_settings(as_environment(settings)) == settings


def test_database_address_is_not_shown() -> None:
    """The address of the database, which may hold a password, is not in the settings' text."""
    settings = read_settings({"HUB_DATABASE_URL": "postgresql://hub:hunter2@127.0.0.1/hub"})

    assert "hunter2" not in repr(settings)
