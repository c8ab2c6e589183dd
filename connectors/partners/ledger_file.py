"""The ledger in a file, replaced as a whole: a crash leaves the one before or the one after."""

import json
import os
from dataclasses import asdict
from pathlib import Path
from uuid import UUID

from connectors.partners.answer import answer_of
from connectors.partners.ledger import Entry, Ledger


def read_ledger(file: Path) -> Ledger:
    """The ledger a file has; an empty one where there is no file."""
    if not file.exists():
        return Ledger()
    given = json.loads(file.read_text("utf-8"))
    return Ledger(
        measures={UUID(key): Entry(**entry) for key, entry in given["measures"].items()},
        answers={UUID(key): answer_of(answer) for key, answer in given["answers"].items()},
        streams={UUID(key): sequence for key, sequence in given["streams"].items()},
        position=given["position"],
        applied=given["applied"],
        gap=given["gap"],
        results={UUID(key): fields for key, fields in given.get("results", {}).items()},
    )


def write_ledger(file: Path, ledger: Ledger) -> None:
    """After the call the file, on disk, has this ledger; only its owner can read it."""
    plain = {
        "measures": {str(key): asdict(entry) for key, entry in ledger.measures.items()},
        "answers": {str(key): dict(a.fields()) for key, a in ledger.answers.items()},
        "streams": {str(key): sequence for key, sequence in ledger.streams.items()},
        "position": ledger.position,
        "applied": ledger.applied,
        "gap": ledger.gap,
        "results": {str(key): dict(fields) for key, fields in ledger.results.items()},
    }
    part = file.with_suffix(f"{file.suffix}.part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as content:
        json.dump(plain, content, ensure_ascii=False)
        content.flush()
        os.fsync(content.fileno())
    part.replace(file)
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
