"""Sources expand to the checked-in schemas, and a published version cannot change."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from schemas.check import faults
from schemas.expand import PublishedError, expand, render, write
from schemas.manifest import FOLDER, read_manifest
from schemas.rules import SchemaRule
from schemas.source import read_sources


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the published schemas that a test may spoil."""
    copy = tmp_path / "schemas"
    copy.mkdir()
    shutil.copy(FOLDER / "manifest.json", copy)
    for part in ("avsc", "sources"):
        shutil.copytree(FOLDER / part, copy / part)
    return copy


def _edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_checked_in_files_are_what_the_sources_expand_to() -> None:
    """Every record's newest checked-in file is, to the byte, its expanded source."""
    sources, manifest = read_sources(FOLDER / "sources"), read_manifest(FOLDER)
    assert sources.records.keys() == set(manifest.subjects())
    for name in sources.records:
        newest = manifest.latest(name)
        assert newest is not None
        assert manifest.text(newest) == render(expand(name, sources))


def test_everything_published_is_sound() -> None:
    """The check that the build runs finds no fault in what is checked in."""
    assert faults(read_manifest(FOLDER), read_sources(FOLDER / "sources")) == ()


def test_envelope_stands_first_in_every_event() -> None:
    """Every event begins with the same fields in the same order; each is defined once."""
    sources, manifest = read_sources(FOLDER / "sources"), read_manifest(FOLDER)
    expected = [field["name"] for field in sources.envelope]
    events = [name for name in manifest.subjects() if name.startswith("credit.events.")]
    assert len(events) == 7
    for name in events:
        schema = json.loads(render(expand(name, sources)))
        assert [field["name"] for field in schema["fields"]][: len(expected)] == expected


def test_writing_again_changes_nothing(folder: Path) -> None:
    """Expansion is stable: a second run publishes nothing and leaves every byte."""
    before = {path: path.read_bytes() for path in folder.rglob("*.*")}
    assert write(read_sources(folder / "sources"), read_manifest(folder)) == ()
    assert {path: path.read_bytes() for path in folder.rglob("*.*")} == before


def test_better_documentation_keeps_the_id(folder: Path) -> None:
    """A doc may change in place: the file follows, the manifest stays."""
    _edit(folder / "sources/credit.answers.Answer.json", "What was done", "What has been done")
    assert write(read_sources(folder / "sources"), read_manifest(folder)) == ()
    assert "What has been done" in (folder / "avsc/credit.answers.Answer.v2.avsc").read_text()
    assert faults(read_manifest(folder), read_sources(folder / "sources")) == ()


def test_published_version_is_never_rewritten(folder: Path) -> None:
    """A changed default under an old version number is refused before any file is touched."""
    _edit(folder / "sources/types.json", '"default": "SHARED"', '"default": "PUBLIC"')
    before = {path: path.read_bytes() for path in folder.rglob("*.avsc")}
    with pytest.raises(PublishedError, match="is published"):
        write(read_sources(folder / "sources"), read_manifest(folder))
    assert {path: path.read_bytes() for path in folder.rglob("*.avsc")} == before


def test_new_version_gets_the_next_id(folder: Path) -> None:
    """An optional field added under version 3 gets the next free id; older ones keep theirs."""
    source = folder / "sources/credit.events.ListEntry.json"
    _edit(source, '"version": 2', '"version": 3')
    _edit(
        source,
        '"doc": "Amount at stake, in fen (涉及金额, 分)."}',
        '"doc": "Amount at stake, in fen (涉及金额, 分)."},\n'
        '    {"name": "left_on", "type": "date?", "doc": "退出日期, days since 1970-01-01."}',
    )
    old = read_manifest(folder)
    (new,) = write(read_sources(folder / "sources"), old)
    assert (new.id, new.version, new.file) == (
        max(old.contracts) + 1,
        3,
        "avsc/credit.events.ListEntry.v3.avsc",
    )
    now = read_manifest(folder)
    assert {id_: now.contracts[id_] for id_ in old.contracts} == dict(old.contracts)
    assert faults(now, read_sources(folder / "sources")) == ()


def test_planted_incompatible_version_fails_the_check(folder: Path) -> None:
    """A new version that adds a field without default is named with file, level and field."""
    source = folder / "sources/credit.directives.Directive.json"
    _edit(source, '"version": 3', '"version": 4')
    _edit(
        source,
        '{"name": "reason", "type": "text"',
        '{"name": "urgency", "type": "string", "doc": "紧急程度"},\n'
        '    {"name": "reason", "type": "text"',
    )
    write(read_sources(folder / "sources"), read_manifest(folder))
    found = [str(one) for one in faults(read_manifest(folder), read_sources(folder / "sources"))]
    assert len(found) == 3
    for version, fault in enumerate(found, start=1):
        assert fault.startswith("avsc/credit.directives.Directive.v4.avsc: FULL_TRANSITIVE: ")
        assert f"cannot read version {version}" in fault
        assert "urgency" in fault


def test_source_ahead_of_its_file_is_named(folder: Path) -> None:
    """A source edited without expanding is a fault that names the file."""
    _edit(folder / "sources/credit.answers.Answer.json", "What was done", "What has been done")
    (fault,) = faults(read_manifest(folder), read_sources(folder / "sources"))
    assert fault.file == "avsc/credit.answers.Answer.v2.avsc"


def test_edited_published_file_is_named(folder: Path) -> None:
    """A published file changed by hand is a fault of the manifest's fingerprint."""
    _edit(folder / "avsc/credit.pool.PoolChange.v1.avsc", '"default": 0', '"default": 1')
    fields = {one.field for one in faults(read_manifest(folder), read_sources(folder / "sources"))}
    assert "10011.content_sha256" in fields


def test_file_that_is_no_schema_is_named(folder: Path) -> None:
    """A published file Avro cannot parse is one fault with the parser's words, not a crash."""
    path = folder / "avsc/credit.answers.Answer.v1.avsc"
    _edit(path, '"default": "UNKNOWN"', '"default": "ELSE"')
    found = [str(one) for one in faults(read_manifest(folder), read_sources(folder / "sources"))]
    assert any(one.startswith(f"avsc/{path.name}: not an Avro schema: ") for one in found)


def test_rule_broken_by_a_source_is_named_with_file_and_field(folder: Path) -> None:
    """A field against the registry rules is named with its file, its path and the rule."""
    source = folder / "sources/credit.events.ListEntry.json"
    _edit(source, '"version": 2', '"version": 3')
    _edit(source, '"amount_fen", "type": "long?"', '"amount_fen", "type": "int?"')
    write(read_sources(folder / "sources"), read_manifest(folder))
    found = [str(one) for one in faults(read_manifest(folder), read_sources(folder / "sources"))]
    assert f"avsc/credit.events.ListEntry.v3.avsc: amount_fen: {SchemaRule.AMOUNT}" in found


def test_command_says_nothing_when_all_is_well() -> None:
    """`python -m schemas.check` prints nothing and exits 0."""
    done = subprocess.run(
        [sys.executable, "-m", "schemas.check"], capture_output=True, text=True, check=True
    )
    assert done.stdout == done.stderr == ""
