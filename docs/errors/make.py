"""Write the page of every code from the one table: `python docs/errors/make.py`."""

from pathlib import Path

from streams.accept.codes import Code, Retry, codes

FOLDER = Path(__file__).parent

AGAIN = {
    Retry.MENDED: "Send it again once it is mended. A refused message took no version number.",
    Retry.SELF: "Nothing has to be sent again; the hub does the rest by itself.",
    Retry.NEVER: "Sending it again changes nothing.",
    Retry.RUN: "Run the same command again once it is mended.",
}


def page(code: Code) -> str:
    """The page of one code in Markdown."""
    return (
        f"# {code.code} {code.title}\n\n"
        f"{code.term}\n\n"
        f"**What to do.** {code.advice}\n\n"
        f"**Again?** {AGAIN[code.retry]}\n"
    )


def index() -> str:
    """The list of all codes in Markdown."""
    rows = "\n".join(
        f"| [{row.code}]({row.code}.md) | {row.title} | {row.term} |" for row in codes().values()
    )
    return (
        "# Codes\n\n"
        "E: why the hub does not let something in, or stores it without effect. "
        "D: why a measure does not follow. R: why a partner did not do something. "
        "H: why a request over HTTP was turned away. F: why nothing of a file was imported. "
        "S: which setting, key or server is missing, so that a command or a process cannot run.\n\n"
        f"| Code | Title | 名称 |\n|---|---|---|\n{rows}\n"
    )


def main() -> None:
    """Write all pages; take away those of codes that are gone."""
    for path in FOLDER.glob("*.md"):
        path.unlink()
    for code in codes().values():
        (FOLDER / f"{code.code}.md").write_text(page(code), encoding="utf-8")
    (FOLDER / "README.md").write_text(index(), encoding="utf-8")


if __name__ == "__main__":
    main()
