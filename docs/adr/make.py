"""Write the index of the records from their titles: `python docs/adr/make.py`."""

import re
from pathlib import Path

FOLDER = Path(__file__).parent

HEAD = """# Decisions

One page a decision. A record is not rewritten when the decision changes: a new one says which it
supersedes, and the old one's status says by which. Numbers are given by subject, with gaps:

| Numbers | About |
|---|---|
| 0001–0016 | what the hub is built on; D1 to D16 in the code |
| 0017–0024 | the line: records, receipts, orders, endings |
| from 0100 | servers, setup, keys |
| from 0120 | contracts |
| from 0130 | the catalogue |
| from 0140 | letting messages in |
| from 0160 | the store |
| from 0170 | sending, partners |
| from 0190 | the HTTP interface, reading, monitoring |
| from 0200 | the verifier |
| from 0210 | the worker, replay |
| from 0220 | speed |
| from 0230 | results of orders, what is told of quarantine |
| from 0240 | how alerts and the README are tested |
| from 0245 | acts of operators, codes |
| from 0250 | reading files |
| from 0260 | the simulation |
| from 0270 | backup and restore, load |
| from 0283 | real faults |
| from 0286 | the benchmark |
| from 0304 | what the rules of state left open |

A new record takes the next free number of its subject, has the headings Status, Context, Decision
and Consequences, and is put into this list by `python docs/adr/make.py`. An edge case of a rule
is no record: it goes into [the rules](../rules.md). Records that were one are in [gone](gone.md).

"""


def index() -> str:
    """The list of all records in Markdown."""
    return HEAD + "".join(
        f"- [{path.name[:4]}]({path.name}) {title(path)}{_successor(path)}\n" for path in records()
    )


def records() -> list[Path]:
    """Every record, by number."""
    return sorted(FOLDER.glob("[0-9]*.md"))


def title(path: Path) -> str:
    """The first heading, without a number."""
    first = path.read_text(encoding="utf-8").partition("\n")[0]
    return re.sub(r"^# (?:\d{4} )?", "", first)


def status(path: Path) -> str:
    """What stands under the heading Status, links as their numbers."""
    text = path.read_text(encoding="utf-8")
    said = text.partition("\n## Status\n")[2].partition("\n## ")[0]
    return " ".join(re.sub(r"\[(\d{4})\]\([^)]*\)", r"\1", said).split())


def _successor(path: Path) -> str:
    found = re.match(r"Superseded by (\d{4})", status(path))
    return f" (superseded by {found[1]})" if found else ""


if __name__ == "__main__":
    (FOLDER / "README.md").write_text(index(), encoding="utf-8")
