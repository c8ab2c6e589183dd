"""The contracts with one more, for a test that adds a kind of event of its own."""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path

from schemas.expand import write
from schemas.manifest import FOLDER, Manifest, read_manifest
from schemas.source import read_sources


def with_contract(folder: Path, name: str, source: Mapping[str, object]) -> Manifest:
    """The manifest once the source of one more event was put beside the others, in `folder`."""
    schemas = folder / "schemas"
    for part in ("avsc", "sources"):
        shutil.copytree(FOLDER / part, schemas / part)
    shutil.copy(FOLDER / "manifest.json", schemas)
    place = schemas / "sources" / f"credit.events.{name}.json"
    place.write_text(json.dumps(source), encoding="utf-8")
    write(read_sources(schemas / "sources"), read_manifest(schemas))
    return read_manifest(schemas)
