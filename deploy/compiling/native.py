"""
One module's source, its dataclasses written out as classes that mypyc can make native.

mypyc leaves what `@dataclass` generates to the interpreter, so that making and comparing a value
would cost more than before. Four changes, none of what a function does:

1. `@dataclass(...)` becomes a class with the `__init__`, `__eq__`, `__hash__` and `__lt__` that the
   decorator would have made. A native class has fixed slots in any case; that nobody writes to a
   frozen value is what types and tests of the plain tree show. `described.py` gives back what
   `fields`, `replace` and pydantic look for.
2. `object.__setattr__(value, "field", x)` becomes `value.field = x`.
3. A default made by a factory is made in `__init__`; `asdict` and `replace` come from
   `described.py`, since a type checker sees no dataclass any more.
4. `UUID(bytes=x)` becomes `uuid_of(x)`.

Lines that are not changed stay as they are, with their comments.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

#: What a module with a native class imports; after its docstring and the imports of its own.
IMPORTS: Final = (
    "from builtins import object as anything",
    "from mypy_extensions import mypyc_attr",
    "from typing import final",
    "from streams.described import describe",
)
#: The standard library's class is made in Python, field by field; `uuids.c` makes the same.
UUID: Final = "UUID(bytes="
UUID_IMPORT: Final = "from streams.uuids import uuid_of"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of a dataclass, as source."""

    name: str
    annotation: str
    default: str | None = None
    factory: str | None = None
    init: bool = True
    compare: bool = True
    #: The whole right side, for `describe`.
    written: str | None = None

    @property
    def parameter(self) -> str:
        """As it stands among the parameters of `__init__`."""
        if self.factory is not None:
            return f"{self.name}: {self.annotation} | None = None"
        return f"{self.name}: {self.annotation}" + (
            "" if self.default is None else f" = {self.default}"
        )

    @property
    def assignment(self) -> str:
        """As it stands in `__init__`."""
        if self.factory is not None:
            made = f"{self.factory}() if {self.name} is None else {self.name}"
            return f"self.{self.name} = {made}"
        return f"self.{self.name} = {self.name}"


@dataclass(slots=True)
class _Edit:
    """Lines to replace by others: `first` to `last`, from 1, both included."""

    first: int
    last: int
    lines: list[str] = field(default_factory=list)


def native(source: str) -> str:
    """The source with its dataclasses written out; the same text where there is none."""
    tree = ast.parse(source)
    edits = [_setting(node) for node in ast.walk(tree) if _is_setting(node)]
    described: list[str] = []
    for node in tree.body:
        decorator = _dataclass(node)
        if decorator is not None:
            assert isinstance(node, ast.ClassDef)
            edits += _class(node, decorator, described)
    edits += [_import(node) for node in tree.body if _from_dataclasses(node)]
    lines = source.replace(UUID, "uuid_of(").splitlines()
    imports = [*(IMPORTS if described else ()), *([UUID_IMPORT] if UUID in source else ())]
    if imports:
        edits.append(_Edit(_after_imports(tree), _after_imports(tree) - 1, imports))
    for edit in sorted(edits, key=lambda edit: (edit.first, edit.last), reverse=True):
        lines[edit.first - 1 : edit.last] = edit.lines
    return "\n".join([*lines, *described]) + "\n"


def _dataclass(node: ast.stmt) -> ast.Call | None:
    if not isinstance(node, ast.ClassDef):
        return None
    for decorator in node.decorator_list:
        call = decorator if isinstance(decorator, ast.Call) else None
        if call and isinstance(call.func, ast.Name) and call.func.id == "dataclass":
            if node.bases or len(node.decorator_list) > 1:
                raise ValueError(f"{node.name}: a dataclass with bases or other decorators")
            return call
    return None


def _class(node: ast.ClassDef, decorator: ast.Call, described: list[str]) -> Iterator[_Edit]:
    given = {word.arg: ast.literal_eval(word.value) for word in decorator.keywords}
    members = [m for m in node.body if isinstance(m, ast.AnnAssign)]
    fields = [_field(member) for member in members]
    assert isinstance(decorator.end_lineno, int)
    yield _Edit(
        decorator.lineno, decorator.end_lineno, ["@final", "@mypyc_attr(serializable=True)"]
    )
    for member, each in zip(members, fields, strict=True):
        assert member.end_lineno is not None
        yield _Edit(member.lineno, member.end_lineno, [f"    {each.name}: {each.annotation}"])
    end = max(line.end_lineno or 0 for line in node.body)
    own = {m.name for m in node.body if isinstance(m, ast.FunctionDef)}
    yield _Edit(end + 1, end, [f"    {line}" for line in _methods(node.name, fields, given, own)])
    described += _description(node.name, fields, given)


def _field(member: ast.AnnAssign) -> Field:
    assert isinstance(member.target, ast.Name)
    name, annotation = member.target.id, ast.unparse(member.annotation)
    value = member.value
    if value is None:
        return Field(name=name, annotation=annotation)
    written = ast.unparse(value)
    if not (isinstance(value, ast.Call) and isinstance(value.func, ast.Name)):
        return Field(name=name, annotation=annotation, default=written, written=written)
    if value.func.id != "field":
        return Field(name=name, annotation=annotation, default=written, written=written)
    words = {word.arg: word.value for word in value.keywords}
    return Field(
        name=name,
        annotation=annotation,
        default=ast.unparse(words["default"]) if "default" in words else None,
        factory=ast.unparse(words["default_factory"]) if "default_factory" in words else None,
        init="init" not in words or bool(ast.literal_eval(words["init"])),
        compare="compare" not in words or bool(ast.literal_eval(words["compare"])),
        written=written,
    )


def _methods(
    name: str, fields: list[Field], given: dict[str | None, bool], own: set[str]
) -> Iterator[str]:
    taken = [each for each in fields if each.init]
    star = ["*"] if given.get("kw_only") and taken else []
    parameters = ", ".join(["self", *star, *(each.parameter for each in taken)])
    yield from ("", f"def __init__({parameters}) -> None:")
    yield from (f"    {each.assignment}" for each in taken)
    if "__post_init__" in own:
        yield "    self.__post_init__()"
    elif not taken:
        yield "    pass"
    compared = [each.name for each in fields if each.compare]
    yield from ("", "def __eq__(self, other: anything) -> bool:")
    yield from (f"    if not isinstance(other, {name}):", "        return NotImplemented")
    same = " and ".join(f"self.{each} == other.{each}" for each in compared) or "True"
    yield f"    return {same}"
    if given.get("frozen"):
        mine = "".join(f"self.{each}, " for each in compared)
        yield from ("", "def __hash__(self) -> int:", f"    return hash(({mine}))")
    if given.get("order"):
        mine, others = (
            "".join(f"{whose}.{each}, " for each in compared) for whose in ("self", "other")
        )
        for method, sign in (("lt", "<"), ("le", "<="), ("gt", ">"), ("ge", ">=")):
            yield from ("", f"def __{method}__(self, other: anything) -> bool:")
            yield from (f"    if not isinstance(other, {name}):", "        return NotImplemented")
            yield f"    return ({mine}) {sign} ({others})"


def _description(name: str, fields: list[Field], given: dict[str | None, bool]) -> Iterator[str]:
    annotations = ", ".join(f"{each.name!r}: {each.annotation!r}" for each in fields)
    defaults = ", ".join(f"{f.name!r}: {f.written}" for f in fields if f.written is not None)
    yield f"describe({name}, {{{annotations}}}, {{{defaults}}}, {given!r})"


def _is_setting(node: ast.AST) -> bool:
    """Whether a statement is `object.__setattr__(value, "field", x)`."""
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Call)
        and ast.unparse(node.value.func) == "object.__setattr__"
    )


def _setting(node: ast.AST) -> _Edit:
    assert isinstance(node, ast.Expr)
    assert isinstance(node.value, ast.Call)
    value, name, new = node.value.args
    field_name = ast.literal_eval(name)
    line = f"{' ' * node.col_offset}{ast.unparse(value)}.{field_name} = {ast.unparse(new)}"
    return _Edit(node.lineno, node.end_lineno or node.lineno, [line])


def _from_dataclasses(node: ast.stmt) -> bool:
    return isinstance(node, ast.ImportFrom) and node.module == "dataclasses"


def _import(node: ast.stmt) -> _Edit:
    """`asdict` and `replace` for classes of which a type checker sees no dataclass."""
    assert isinstance(node, ast.ImportFrom)
    names = [name.name for name in node.names]
    ours = [name for name in names if name in ("asdict", "replace")]
    lines = [f"from streams.described import {name}" for name in ours]
    lines += [f"from dataclasses import {name}" for name in names if name not in ours]
    return _Edit(node.lineno, node.end_lineno or node.lineno, lines)


def _after_imports(tree: ast.Module) -> int:
    """The line after the last import at the top."""
    imports = [n for n in tree.body if isinstance(n, ast.Import | ast.ImportFrom)]
    return max(node.end_lineno or 0 for node in imports) + 1
