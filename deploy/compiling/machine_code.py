"""From Python to machine code: mypyc writes C, the machine's compiler makes extension modules."""

import os
import shlex
import shutil
import subprocess
import sysconfig
from pathlib import Path

LIBRARY = "credit_hub_line"
#: As mypyc itself asks for, where a warning of a newer compiler must not end the build.
FLAGS = ("-O2", "-g0", "-w", "-fno-semantic-interposition")


class CannotCompile(Exception):
    """The machine lacks something, or the sources do not compile; the text says what to do."""


def missing() -> list[str]:
    """What is missing to compile, each with the next step; empty when nothing is."""
    complaints = []
    if shutil.which(compiler()[0]) is None:
        complaints.append(
            f"There is no C compiler ({compiler()[0]}). "
            "On Debian and Ubuntu run: apt-get install gcc libc6-dev"
        )
    if not Path(sysconfig.get_path("include"), "Python.h").exists():
        version = sysconfig.get_python_version()
        complaints.append(
            f"The headers of Python {version} (Python.h) are not installed. "
            f"On Debian and Ubuntu run: apt-get install python{version}-dev"
        )
    try:
        import mypyc.build  # noqa: F401
    except ImportError:
        complaints.append("mypyc is not installed. Run: make install")
    return complaints


def compiler() -> list[str]:
    """The compiler that Python was made with, or `cc`, with its own options."""
    own = shlex.split(sysconfig.get_config_var("CC") or "cc")
    return own if shutil.which(own[0]) else ["cc", *own[1:]]


def write_c(modules: list[str], folder: Path) -> tuple[list[Path], dict[str, Path]]:
    """
    Write the C of modules, which are paths from the working directory, into `folder`.

    Returns the files of the shared library, and the small file of each module by its name. An
    error of mypy or mypyc ends the program after it was printed.
    """
    from mypyc.build import generate_c_extension_shim, mypyc_build
    from mypyc.options import CompilerOptions

    options = [
        "--config-file=",
        "--strict",
        "--no-warn-unused-ignores",
        "--ignore-missing-imports",
        "--explicit-package-bases",
        "--namespace-packages",
        "--cache-dir=/dev/null",
    ]
    groups, written, _ = mypyc_build(
        [*options, *modules],
        CompilerOptions(target_dir=str(folder), group_name=LIBRARY),
        always_use_shared_lib=True,
    )
    ((sources, name),) = groups
    assert name == LIBRARY
    ((library, _headers),) = written
    shims = {
        source.module: Path(
            generate_c_extension_shim(
                source.module, source.module.rpartition(".")[2], str(folder), LIBRARY
            )
        )
        for source in sources
    }
    return [Path(file) for file in library], shims


def on_all_cores(folder: Path) -> tuple[str, ...]:
    """
    Flags by which one large file becomes machine code on every core; none where that cannot be.

    Of link-time optimisation only this is wanted: the file is divided once it is known what goes
    into what. Divided before, into a file for each module, the line would be slower.
    """
    flags = (f"-flto={os.cpu_count() or 1}",)
    tried = folder / "tried.c"
    tried.write_text("int tried;\n", "utf-8")
    try:
        compile_c([tried], tried.with_suffix(".so"), [], flags)
    except CannotCompile:
        return ()
    return flags


def compile_c(
    files: list[Path], to: Path, includes: list[Path], more: tuple[str, ...] = ()
) -> None:
    """One extension module of these files; raises `CannotCompile` with the compiler's words."""
    command = [
        *compiler(),
        *FLAGS,
        *more,
        *("-shared", "-fPIC", "-o", str(to)),
        *(f"-I{folder}" for folder in [*includes, sysconfig.get_path("include")]),
        *map(str, files),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        words = "\n".join(done.stderr.splitlines()[-20:])
        raise CannotCompile(f"The C compiler ended with {done.returncode}:\n{words}")
