"""What `make compile` makes of a dataclass, and when its copy refuses to run."""

from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter

from deploy.compiling.described import describe
from deploy.compiling.freshness import STAMP, Stale, digest_of, refuse_stale
from deploy.compiling.native import native

SOURCE = '''
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Point:
    """A place."""

    x: int
    y: int = 0
    seen: tuple[int, ...] = field(default=(), compare=False)
    twice: int = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "twice", 2 * self.x)


@dataclass(slots=True)
class Bag:
    """What was found."""

    name: str
    things: list[int] = field(default_factory=list)
'''


@pytest.fixture(params=["as written", "written out"])
def space(request: pytest.FixtureRequest) -> dict[str, Any]:
    """The names of the source, once with its dataclasses and once with what becomes of them."""
    written_out = native(SOURCE).replace(
        "from streams.described import describe", "from deploy.compiling.described import describe"
    )
    found: dict[str, Any] = {"__name__": __name__, "describe": describe}
    exec(SOURCE if request.param == "as written" else written_out, found)  # noqa: S102
    return found


def test_a_dataclass_written_out_is_what_it_was(space: dict[str, Any]) -> None:
    """It is made, compared, ordered, hashed, shown, changed and read from JSON as before."""
    point = space["Point"]
    one = point(x=1, seen=(5,))
    assert (one.x, one.y, one.seen, one.twice) == (1, 0, (5,), 2)
    assert one == point(x=1)
    assert hash(one) == hash(point(x=1))
    assert one != point(x=1, y=1)
    assert one != (1, 0)
    assert sorted([point(x=2), one]) == [one, point(x=2)]
    assert repr(one) == "Point(x=1, y=0, seen=(5,), twice=2)"
    assert [each.name for each in fields(point)] == ["x", "y", "seen", "twice"]
    assert replace(one, x=3).twice == 6


def test_each_gets_a_default_of_its_own(space: dict[str, Any]) -> None:
    """What a factory makes is not shared, and pydantic reads such a class."""
    bag = space["Bag"]
    bag("a").things.append(1)
    assert bag("a").things == []
    assert TypeAdapter(bag).validate_json('{"name": "b", "things": [2]}') == bag("b", [2])


def test_no_frozen_value_is_asked_to_be_written() -> None:
    """`object.__setattr__`, which a native class has no need of, is plain assignment."""
    assert "self.twice = 2 * self.x" in native(SOURCE)
    assert "object.__setattr__" not in native(SOURCE)


def test_a_copy_of_other_sources_refuses_to_run(tmp_path: Path) -> None:
    """It runs while its sources are those it was made from, and says what to do when not."""
    copy = tmp_path / "build" / "compiled"
    source = tmp_path / "deploy" / "compile.py"
    for folder in (copy, source.parent):
        folder.mkdir(parents=True)
    source.write_text("one")
    with pytest.raises(Stale, match="make compile"):
        refuse_stale(copy)
    (copy / STAMP).write_text(digest_of(tmp_path))
    refuse_stale(copy)
    source.write_text("two")
    with pytest.raises(Stale, match="make compile"):
        refuse_stale(copy)
