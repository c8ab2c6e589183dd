"""Which line the hub's processes are given to run."""

from pathlib import Path

from streams.operate.machine_code import Choice, choose


def _copy(root: Path, line: str) -> Path:
    """A checkout's `build/compiled` whose line, when it is imported, does as `line` says."""
    copy = root / "build" / "compiled"
    folder = copy / "streams" / "line"
    folder.mkdir(parents=True)
    (folder.parent / "__init__.py").write_text("")
    (folder / "__init__.py").write_text("")
    (folder / "decide.py").write_text(line)
    return copy


def test_without_a_copy_it_is_plain_python_and_said(tmp_path: Path) -> None:
    """Nothing goes on the path, and the operator hears what would make it faster."""
    found = choose("auto", tmp_path)
    assert (found.copy, found.python_path({})) == (None, {})
    assert found.said is not None
    assert "make compile" in found.said


def test_a_copy_that_loads_is_run(tmp_path: Path) -> None:
    """It goes before what is on the path already."""
    copy = _copy(tmp_path, "")
    found = choose("auto", tmp_path)
    assert found.copy == copy
    assert found.python_path({"PYTHONPATH": "/x"}) == {"PYTHONPATH": f"{copy}:/x"}
    assert found.python_path({}) == {"PYTHONPATH": str(copy)}


def test_a_copy_that_refuses_is_left_out_and_its_reason_said(tmp_path: Path) -> None:
    """What the copy says of itself reaches the operator; the hub runs plain Python."""
    _copy(tmp_path, "raise SystemExit('made from other sources')")
    found = choose("auto", tmp_path)
    assert found == Choice(said="The line runs as plain Python: made from other sources")


def test_a_copy_that_breaks_is_left_out(tmp_path: Path) -> None:
    """An extension of another interpreter, say: its last line is the reason."""
    _copy(tmp_path, "raise ImportError('no such symbol')")
    found = choose("auto", tmp_path)
    assert found.said == "The line runs as plain Python: ImportError: no such symbol"


def test_never_is_never(tmp_path: Path) -> None:
    """The setting leaves a good copy out, and there is nothing to say."""
    _copy(tmp_path, "")
    assert choose("never", tmp_path) == Choice()


def test_apart_from_a_checkout_there_is_nothing_to_choose() -> None:
    """An installed package has no build folder."""
    assert choose("auto", None) == Choice()
