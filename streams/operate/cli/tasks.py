"""`hub tasks`: what waits for a person."""

from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import typer

from streams.operate.cli.context import Data, Json
from streams.operate.cli.options import PATIENCE_S, Because, By, Wait
from streams.wiring.failures import CannotRun

if TYPE_CHECKING:
    from streams.operate.cli.session import HubSession

app = typer.Typer(help="What waits for a person.", no_args_is_help=True)


@app.command("list")
def show(
    context: typer.Context,
    kind: Annotated[str, typer.Option(help="Only tasks of this kind.")] = "",
    data: Data = None,
    json: Json = False,
) -> None:
    """Show the open tasks: lifts that were not executed first, then the oldest."""
    from streams.operate.cli.printing import print_json
    from streams.operate.cli.session import session
    from streams.reading.waiting_work import open_tasks
    from streams.settle.task import TaskKind

    if kind and kind not in TaskKind.__members__:
        raise CannotRun(f"There is no kind of task {kind!r}. Kinds: {', '.join(TaskKind)}.")
    with session(context, data) as hub:
        tasks = open_tasks(hub.connection, kind)
    tasks.sort(key=lambda task: task.kind != TaskKind.LIFT_NOT_EXECUTED)
    if json:
        print_json(tasks)
        return
    for task in tasks:
        typer.echo(f"{task.id}  {task.kind:20} {task.source} {task.record_no}")
        typer.echo(f"    {task.detail}")
    typer.echo(f"{len(tasks)} open")


@app.command("resolve")
def resolve(
    context: typer.Context,
    task: UUID,
    by: By,
    because: Because,
    wait: Wait = PATIENCE_S,
    data: Data = None,
    json: Json = False,
) -> None:
    """Close a task."""
    from streams.line.command import ResolveTask
    from streams.operate.cli.act_of_the_line import Asking, have_taken
    from streams.reading.waiting_work import is_open_task

    def look_first(hub: "HubSession") -> None:
        if not is_open_task(hub.connection, task):
            raise CannotRun("No open task has this id. See: hub tasks list")

    asking = Asking(by=by, because=because, wait_s=wait, json=json)
    have_taken(context, data, ResolveTask(task_id=task), asking, look_first)


@app.command("merge")
def merge(
    context: typer.Context,
    department: Annotated[str, typer.Argument(help="Whose two records they are.")],
    kept: Annotated[str, typer.Argument(help="Number of the record that stays the fact.")],
    merged: Annotated[str, typer.Argument(help="Number of the record that is the same again.")],
    by: By,
    because: Because,
    wait: Wait = PATIENCE_S,
    data: Data = None,
    json: Json = False,
) -> None:
    """Merge two records of one department that tell of the same decision (a task DOUBLE)."""
    from streams.identify.pseudonym import record_key
    from streams.line.command import MergeRecords
    from streams.operate.cli.act_of_the_line import Asking, have_taken

    doing = MergeRecords(kept=record_key(department, kept), merged=record_key(department, merged))
    asking = Asking(by=by, because=because, wait_s=wait, json=json)
    have_taken(context, data, doing, asking)
