"""
Makes `build/compiled`: the packages once more, the pure part of the line as extension modules.

`make compile`. The source tree is not touched; who runs with PYTHONPATH=build/compiled (an absolute
path) runs the copy. Made again only when a source has changed; a copy that is not that of its
sources refuses to run. How a module is changed for it stands in `compiling/native.py`.
"""

import fcntl
import os
import shutil
import sys
import sysconfig
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from deploy.compiling.freshness import PACKAGES, STAMP, digest_of
from deploy.compiling.machine_code import (
    LIBRARY,
    CannotCompile,
    compile_c,
    missing,
    on_all_cores,
    write_c,
)
from deploy.compiling.native import native
from deploy.compiling.readers import FOUND, readers_source
from deploy.compiling.writers import content_source

ROOT = Path(__file__).resolve().parent.parent
HERE = Path(__file__).resolve().parent / "compiling"
#: Writes source at run time, for schemas that are not published.
INTERPRETED = ("streams/accept/compiled.py",)
#: The line's folders: all in them is pure.
LINE = tuple(
    f"streams/{folder}/"
    for folder in (
        *("kinds", "accept", "identify", "merge", "pool"),
        *("rule", "send", "settle", "track", "line"),
    )
)
#: What beside the line is as pure, and done for every event.
PURE_BESIDE = (
    "streams/store/binary.py",
    "streams/store/decided_rows.py",
    "streams/store/pages.py",
    "streams/deciding/arrivals.py",
    "streams/deciding/message.py",
)
#: What of the schemas every event passes.
PURE_SCHEMAS = ("schemas/codec.py", "schemas/uscc.py")
#: Plain modules that only the copy has.
ADDED = {"described.py": "streams/described.py", "freshness.py": "streams/freshness.py"}
UUIDS_STUB = """from uuid import UUID

def uuid_of(raw: bytes, /) -> UUID: ...
"""
ON_IMPORT = """
from pathlib import Path as _Path

from streams.freshness import refuse_stale as _refuse_stale

_refuse_stale(_Path(__file__).resolve().parents[1])

from streams import uuids as _uuids
"""


def copy_packages(copy: Path) -> str:
    """Copy the packages and what only the copy has; returns the digest of what was copied."""
    before = digest_of(ROOT)
    shutil.rmtree(copy, ignore_errors=True)
    copy.mkdir(parents=True)
    for package in PACKAGES:
        shutil.copytree(
            ROOT / package, copy / package, ignore=shutil.ignore_patterns("__pycache__", "*.so")
        )
    for name, place in ADDED.items():
        shutil.copyfile(HERE / name, copy / place)
    # Somebody may be writing in the tree at this moment.
    return before if digest_of(ROOT) == before else copy_packages(copy)


def write_generated(copy: Path) -> None:
    """What the line writes at run time, written as modules."""
    accept = copy / "streams" / "accept"
    (accept / "readers.py").write_text(readers_source(), "utf-8")
    (accept / "content.py").write_text(content_source(), "utf-8")
    with (accept / "compiled.py").open("a", encoding="utf-8") as file:
        file.write(FOUND)
    (copy / "streams" / "uuids.pyi").write_text(UUIDS_STUB, "utf-8")


def pure_modules(copy: Path) -> list[str]:
    """The modules to compile, as paths in `copy`: all of the line, and what it passes elsewhere."""
    line = [
        place
        for path in sorted((copy / "streams").rglob("*.py"))
        if (place := str(path.relative_to(copy))).startswith(LINE)
        and path.name != "__init__.py"
        and place not in INTERPRETED
    ]
    return [*PURE_SCHEMAS, *line, *PURE_BESIDE]


def build(copy: Path) -> int:
    """Make `copy`; returns how many modules were compiled."""
    with step("copying the packages"):
        digest = copy_packages(copy)
        write_generated(copy)
        modules = pure_modules(copy)
        for place in modules:
            path = copy / place
            path.write_text(native(path.read_text("utf-8")), "utf-8")
    scratch = copy.with_name(f"{copy.name}.c")
    shutil.rmtree(scratch, ignore_errors=True)
    here = Path.cwd()
    try:
        os.chdir(copy)  # mypy names modules by their path from here
        with step(f"checking types, writing C of {len(modules)} modules"):
            library, shims = write_c(modules, scratch)
    finally:
        os.chdir(here)
    with step("compiling C"):
        import mypyc.build

        suffix = sysconfig.get_config_var("EXT_SUFFIX")
        includes = [Path(mypyc.build.include_dir()), scratch]
        with ThreadPoolExecutor(os.cpu_count()) as beside:
            whole, flags = copy / f"{LIBRARY}__mypyc{suffix}", on_all_cores(scratch)
            made = [beside.submit(compile_c, library, whole, includes, flags)]
            for module, shim in {"streams.uuids": HERE / "uuids.c", **shims}.items():
                small = copy / f"{module.replace('.', '/')}{suffix}"
                made.append(beside.submit(compile_c, [shim], small, includes))
            for one in made:
                one.result()
    shutil.rmtree(scratch)
    with (copy / "streams" / "__init__.py").open("a", encoding="utf-8") as file:
        file.write(ON_IMPORT)
    (copy / STAMP).write_text(f"{digest}\n", "utf-8")
    return len(modules)


@contextmanager
def step(what: str) -> Iterator[None]:
    """Tell of a step, and afterwards how long it took."""
    print(f"  {what} ...", flush=True)
    begun = time.monotonic()
    yield
    print(f"  {what}: done in {time.monotonic() - begun:.1f} s", flush=True)


def compiled_copy(folder: Path) -> None:
    """Bring `folder/compiled` to the sources; raises `CannotCompile`."""
    copy, part = folder / "compiled", folder / "compiled.part"
    with (folder / "compile.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        stamp = copy / STAMP
        if stamp.exists() and stamp.read_text("utf-8").strip() == digest_of(ROOT):
            print(f"{copy} is that of the sources.")
            return
        complaints = missing()
        if complaints:
            raise CannotCompile("\n".join(complaints))
        count = build(part)
        shutil.rmtree(copy, ignore_errors=True)
        part.rename(copy)
        print(f"{count} modules are compiled. Run the hub with PYTHONPATH={copy}")


def main() -> int:
    """0 when the copy is that of the sources, 1 after a sentence that says why it is not."""
    try:
        (ROOT / "build").mkdir(exist_ok=True)
        compiled_copy(ROOT / "build")
    except CannotCompile as reason:
        print(reason, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
