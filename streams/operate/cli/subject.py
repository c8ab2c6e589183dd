"""`hub subject`: what the hub knows of one subject. The code never stands on the command line."""

import sys
from typing import Annotated

import typer

from streams.operate.cli.context import Data, Json
from streams.operate.cli.options import By, require_readable
from streams.wiring.failures import CannotRun


def command(
    context: typer.Context,
    by: By,
    purpose: Annotated[str, typer.Option("--purpose", help="What the answer is for.")],
    notice: Annotated[
        bool, typer.Option("--notice", help="In Chinese, as a notice to the subject.")
    ] = False,
    id_type: Annotated[
        str, typer.Option("--id-type", help="Of another document than an identity card: PASSPORT …")
    ] = "",
    id_country: Annotated[
        str, typer.Option("--id-country", help="Who gave that document, 3 letters; blank = CHN.")
    ] = "",
    data: Data = None,
    json: Json = False,
) -> None:
    """
    Facts, measures in force and why, and what did not follow and why.

    The code is read from standard input, or asked for without being shown.
    """
    from streams.accept.codes import codes
    from streams.accept.dates import day_of
    from streams.kinds.problem import Problem
    from streams.operate.cli.notice import notice_lines
    from streams.operate.cli.printing import print_json, print_lines
    from streams.operate.cli.session import session
    from streams.operate.cli.subject_text import subject_lines
    from streams.reading.asked import Weak, asked_code, identity_asked
    from streams.reading.query_log import log_query
    from streams.reading.subject import see_subject

    if not by.strip() or not purpose.strip():
        raise CannotRun("Say who asks and what for: --by and --purpose may not be blank.")
    require_readable("--purpose", purpose)
    with session(context, data) as hub:
        opened = hub.opened()
        code = asked_code(_code(), id_type, id_country)
        identity = identity_asked(code, day_of(hub.clock.now()), opened.pseudonym_key)
        if isinstance(identity, Problem):
            raise CannotRun(codes()[identity.code].advice, identity.code)
        if isinstance(identity, Weak):
            raise CannotRun("This code alone names nobody for certain: use the social credit code.")
        log_query(
            hub.connection,
            asked_by=by,
            purpose=purpose,
            kind="SUBJECT",
            subject=opened.subject_of(identity),
        )
        seen = see_subject(opened, identity, hub.as_of())
    if json:
        print_json(seen)
    else:
        print_lines(notice_lines(seen) if notice else subject_lines(seen))


def _code() -> str:
    if sys.stdin.isatty():
        text: str = typer.prompt("Code", hide_input=True)
    else:
        text = sys.stdin.readline()
    if not text.strip():
        raise CannotRun("No code was given: write it to standard input, or type it when asked.")
    return text
