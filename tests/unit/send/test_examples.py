"""The example messages are what the hub would send, and what a partner's client reads."""

import importlib.util
import json
import shutil
import subprocess
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
from support.accepting import event

from connectors.partners.directive import Action, from_webhook
from connectors.partners.handling import receive
from connectors.partners.ledger import Ledger
from schemas.json_form import to_record
from schemas.samples import sample
from streams.api.signatures import Signed, public_keys, verify
from streams.rule.objects import objects_of

FOLDER = Path(__file__).parents[3] / "docs" / "examples"


def _files() -> Mapping[str, bytes]:
    spec = importlib.util.spec_from_file_location("examples_make", FOLDER / "make.py")
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    found: Mapping[str, bytes] = made.files()
    return found


def test_the_files_are_what_is_sent_today() -> None:
    """Making them anew changes nothing."""
    for name, content in _files().items():
        assert (FOLDER / name).read_bytes() == content, f"{name}: run docs/examples/make.py"


def test_there_is_one_for_each_action_and_a_partner_follows_them() -> None:
    """A ledger that takes them in order holds the freeze, then its extension, then nothing."""
    ledger = Ledger()
    held = []
    for action in (Action.IMPOSE, Action.AMEND, Action.LIFT):
        body = (FOLDER / f"directive.{action.value.lower()}.json").read_bytes()
        outcome = receive(ledger, from_webhook(body))
        ledger = ledger.after(outcome.change)
        held.append([holds["valid_until"] for holds in ledger.held()])
        assert not outcome.gap
    assert held == [["2027-05-31"], ["2028-05-31"], []]


def test_the_object_is_written_as_the_line_writes_it() -> None:
    """The account that the sample order freezes stands in the examples as a bank is told it."""
    (written,) = objects_of(event("EnforcementOrder")).values()
    bodies = [json.loads(text) for name, text in _files().items() if name.startswith("directive.")]
    assert {body["data"]["object"] for body in bodies} == {written}
    for told in ("credit.directives.Directive", "credit.directives.OrderResult"):
        assert sample(told)["object"] == written


def test_the_answer_fits_its_schema() -> None:
    """What is posted is an answer of the contract."""
    answer = json.loads((FOLDER / "answer.json").read_bytes())
    assert isinstance(to_record("credit.answers.Answer", answer), dict)


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not on PATH")
def test_the_commands_of_the_readme_verify_the_signature(tmp_path: Path) -> None:
    """The shell lines shown for verifying without Python run, and openssl says yes."""
    text = (FOLDER / "README.md").read_text("utf-8")
    script = text.partition("```sh\n")[2].partition("```")[0]
    done = subprocess.run(
        ["sh", "-e", "-c", script],
        cwd=FOLDER.parents[1],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Signature Verified Successfully" in done.stdout


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not on PATH")
def test_the_commands_of_the_readme_sign_what_the_hub_takes(tmp_path: Path) -> None:
    """Key pair and signature without Python; a curl in place of curl keeps what it was given."""
    text = (FOLDER / "README.md").read_text("utf-8").partition("## Sign without Python")[2]
    scripts = [part.partition("```")[0] for part in text.split("```sh\n")[1:]]
    shutil.copy(FOLDER / "answer.json", tmp_path)
    given = 'curl() { for each in "$@"; do printf "%s\\n" "$each"; done > given; }\n'
    script = given + "".join(scripts)
    subprocess.run(["sh", "-e", "-u", "-c", "HUB=http://hub\n" + script], cwd=tmp_path, check=True)
    assert (tmp_path / "bank.key").stat().st_mode & 0o077 == 0
    words = (tmp_path / "given").read_text().splitlines()
    headers = dict(word.split(": ", 1) for word in words if ": " in word)
    (tmp_path / "partners").mkdir()
    shutil.copy(tmp_path / "bank.key.pub", tmp_path / "partners" / "bank.pub")
    body, keys = (tmp_path / "answer.json").read_bytes(), public_keys(tmp_path, "bank")
    assert isinstance(verify(headers, body, keys, datetime.now(UTC)), Signed)
    assert not isinstance(verify(headers, body + b" ", keys, datetime.now(UTC)), Signed)
