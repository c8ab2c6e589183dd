"""The contracts with some more, for tests that add kinds of events of their own."""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path

from schemas.expand import write
from schemas.manifest import FOLDER, Manifest, read_manifest
from schemas.source import read_sources


def with_contracts(folder: Path, added: Mapping[str, Mapping[str, object]]) -> Manifest:
    """The manifest once the sources of more events were put beside the others, in `folder`."""
    schemas = folder / "schemas"
    for part in ("avsc", "sources"):
        shutil.copytree(FOLDER / part, schemas / part)
    shutil.copy(FOLDER / "manifest.json", schemas)
    for name, source in added.items():
        place = schemas / "sources" / f"credit.events.{name}.json"
        place.write_text(json.dumps(source), encoding="utf-8")
    write(read_sources(schemas / "sources"), read_manifest(schemas))
    return read_manifest(schemas)
