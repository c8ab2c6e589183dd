"""The shape of the code: stages in order, a pure line, edges where they are named."""

import ast

import pytest
from support.imports import (
    PACKAGES,
    ROOT,
    Module,
    imported_names,
    modules,
    own_imports,
    reached_from,
)

#: What decides: pure, in the order of the data.
LINE = tuple(
    f"streams.{stage}"
    for stage in (
        *("kinds", "accept", "identify", "merge", "pool"),
        *("rule", "send", "settle", "track", "line"),
    )
)
#: What runs it: processes, and what they share.
WORKER = "streams.worker"
OPERATE = "streams.operate"
EDGES = (
    *("streams.wiring", "streams.store", "streams.deciding", WORKER),
    *("streams.sending", "streams.reading", "streams.api"),
)
VERIFIER = "monitoring.verify"
#: The reader of SQL files, a module of its own: it imports nothing of ours, so that also the
#: metrics and the recount, which know nothing else of the hub, keep their statements in such files.
STATEMENTS = "streams.statements"
#: All folders in one order: each imports itself and what stands before it.
ORDER = (
    *("schemas", "connectors.channels", "connectors.departments", "connectors.partners"),
    STATEMENTS,
    *("monitoring", *LINE, *EDGES, VERIFIER, OPERATE),
)

CLIENTS = {
    "aiohttp",
    "aiokafka",
    "confluent_kafka",
    "httpx",
    "kafka",
    "psycopg",
    "requests",
    "yoyo",
}
FRAMEWORKS = {"fastapi", "faust", "mode", "prometheus_client", "starlette", "typer", "uvicorn"}
SYSTEM = {"asyncio", "filelock", "logging", "os", "signal", "socket", "subprocess", "tempfile"}
CHANCE = {"random", "secrets", "threading", "time"}

#: The line knows no clock, no environment, no network, no process, no chance.
WORLD = CLIENTS | FRAMEWORKS | SYSTEM | CHANCE
NOW = {"now", "utcnow", "today", "uuid1", "uuid4", "open"}

#: Names that say nothing about what is inside.
EMPTY_WORDS = ("common", "helper", "helpers", "manager", "misc", "util", "utils")

LINE_LIMIT = 300


def _folder(name: str) -> str:
    """The folder of `ORDER` that a module belongs to, the closest one; "" for a package's own."""
    inside = [folder for folder in ORDER if f"{name}.".startswith(f"{folder}.")]
    return max(inside, key=len, default="")


def _line() -> list[Module]:
    return [module for module in modules().values() if _folder(module.name) in LINE]


def test_every_module_belongs_to_a_folder_in_the_order() -> None:
    """No folder is missing from the order, none of the order from the project."""
    own = {"connectors", "streams"}
    assert [name for name in modules() if not _folder(name) and name not in own] == []
    assert {_folder(name) for name in modules()} - {""} == set(ORDER)


@pytest.mark.parametrize("folder", ORDER)
def test_a_folder_imports_earlier_ones_only(folder: str) -> None:
    """Nothing that a module imports, directly or through others, belongs to a later folder."""
    later = set(ORDER[ORDER.index(folder) + 1 :])
    wrong = [
        f"{name} reaches {target}"
        for name in modules()
        if _folder(name) == folder
        for target in sorted(reached_from(name))
        if _folder(target) in later
    ]
    assert wrong == []


def test_the_line_is_pure() -> None:
    """Nothing of what decides imports what reads or changes the world."""
    wrong = [
        f"{module.place} imports {name}"
        for module in _line()
        for name in imported_names(module)
        if name.partition(".")[0] in WORLD
    ]
    assert wrong == []


def test_the_line_is_told_the_time() -> None:
    """Where it is decided nobody asks a clock, draws an identifier or opens a file."""
    wrong = [
        f"{module.place}:{node.lineno} {called}"
        for module in _line()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and (called := _world_call(node.func))
    ]
    assert wrong == []


def _world_call(function: ast.expr) -> str | None:
    """`datetime.now`, `date.today`, `uuid4`, `open` — but not a method of the same name."""
    if isinstance(function, ast.Name) and function.id in NOW:
        return function.id
    if (
        isinstance(function, ast.Attribute)
        and function.attr in NOW
        and isinstance(function.value, ast.Name)
        and function.value.id in {"datetime", "date", "uuid"}
    ):
        return f"{function.value.id}.{function.attr}"
    return None


@pytest.mark.parametrize(
    ("package", "allowed"),
    [
        ("schemas", ("schemas",)),
        ("connectors", ("connectors", "schemas")),
        (
            "monitoring",
            ("monitoring", "schemas", STATEMENTS, "streams.wiring", "connectors.channels.kinds"),
        ),
    ],
)
def test_packages_depend_in_one_direction(package: str, allowed: tuple[str, ...]) -> None:
    """Contracts know nobody, connectors use contracts, and what watches knows no line."""
    wrong = [
        f"{module.place} imports {target}"
        for module in modules().values()
        if module.name.partition(".")[0] == package
        for target in own_imports(module)
        if not f"{target}.".startswith(tuple(f"{each}." for each in allowed))
    ]
    assert wrong == []


def test_metrics_know_nobody() -> None:
    """Metrics, boards and logs import nothing of ours but the reader of SQL files."""
    wrong = [
        f"{module.place} imports {target}"
        for module in modules().values()
        if _folder(module.name) == "monitoring"
        for target in own_imports(module)
        if _folder(target) not in {"monitoring", STATEMENTS}
    ]
    assert wrong == []


def test_the_recount_is_started_by_its_command_alone() -> None:
    """Nothing of the hub imports `hub verify` but the command of that name."""
    wrong = [
        module.place
        for module in modules().values()
        if _folder(module.name) != VERIFIER
        and any(_folder(target) == VERIFIER for target in own_imports(module))
    ]
    assert wrong == ["streams/operate/cli/verify.py"]


def test_no_stage_knows_a_channel() -> None:
    """The line decides the same whichever channel a partner has; only who sends asks it."""
    wrong = [m.place for m in _line() if any("connectors" in t for t in own_imports(m))]
    assert wrong == []


def test_verification_shares_nothing_with_the_line() -> None:
    """`hub verify` recounts on its own: it reaches no stage and no module of the line."""
    wrong = [
        f"{name} reaches {target}"
        for name in modules()
        if _folder(name) == VERIFIER
        for target in sorted(reached_from(name))
        if target.startswith("streams.") and _folder(target) not in {STATEMENTS, "streams.wiring"}
    ]
    assert wrong == []


def test_nobody_imports_the_worker_process() -> None:
    """Who needs the deciding takes it without lock, source and loop; only the start is named."""
    outside = [m for m in modules().values() if not m.name.startswith(WORKER)]
    wrong = [
        f"{module.place} imports {target}"
        for module in outside
        for target in own_imports(module)
        if target.startswith(WORKER)
    ]
    assert wrong == []
    naming = {m.place for m in outside if WORKER in m.path.read_text("utf-8")}
    assert naming == {"streams/operate/supervise/children.py"}


def test_no_import_cycles() -> None:
    """No module reaches itself."""
    assert [name for name in modules() if name in reached_from(name)] == []


def test_nothing_happens_on_import() -> None:
    """A module only defines; commands are put together in the folder of the command line."""
    wrong = [
        f"{module.place}:{node.lineno}"
        for module in modules().values()
        if not module.name.startswith(f"{OPERATE}.cli")
        for node in module.tree.body
        if isinstance(node, (ast.For, ast.While, ast.With))
        or (isinstance(node, ast.Expr) and not isinstance(node.value, ast.Constant))
    ]
    assert wrong == []


def test_modules_are_short() -> None:
    """No source file, also of the tests, is longer than 300 lines."""
    folders = (*PACKAGES, "deploy", "tests")
    files = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    lengths = {path: len(path.read_text("utf-8").splitlines()) for path in files}
    assert [f"{p.relative_to(ROOT)} {n}" for p, n in lengths.items() if n > LINE_LIMIT] == []


def test_names_say_something() -> None:
    """No module or class is called utils, helpers, manager or common."""
    modules_named = [m.place for m in modules().values() if _is_empty(m.name.rpartition(".")[2])]
    classes_named = [
        f"{module.place} {node.name}"
        for module in modules().values()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ClassDef) and _is_empty(node.name)
    ]
    assert modules_named + classes_named == []


def _is_empty(name: str) -> bool:
    return name.lower().strip("_").endswith(EMPTY_WORDS)


def test_every_package_says_what_it_is() -> None:
    """Every module begins with a docstring."""
    assert [m.place for m in modules().values() if not ast.get_docstring(m.tree)] == []
