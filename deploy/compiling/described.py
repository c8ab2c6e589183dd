"""
What `dataclasses` and pydantic look for in a dataclass, given to a native class.

Goes into the compiled copy as `streams/described.py`. A plain dataclass with the same fields is
made once, on import; the native class takes its description, its `repr`, and the `__init__` that
interpreted code calls: mypyc gives a class whose instances can be made empty, as pydantic does,
none of its own.
"""

import dataclasses
from collections.abc import Mapping
from typing import Any, Final, TypeVar

T = TypeVar("T")

_TOLD: Final = (
    "__annotations__",
    "__dataclass_fields__",
    "__dataclass_params__",
    "__init__",
    "__match_args__",
    "__repr__",
    "__slots__",
)


def describe(
    native: type[Any],
    annotations: Mapping[str, object],
    defaults: Mapping[str, object],
    given: Mapping[str, bool],
) -> None:
    """Afterwards `fields`, `replace` and pydantic take `native` for the dataclass it was."""
    body = {"__annotations__": dict(annotations), "__module__": native.__module__, **defaults}
    if hasattr(native, "__post_init__"):
        body["__post_init__"] = native.__post_init__
    options: dict[str, Any] = {**given, "slots": True}
    plain: type[Any] = dataclasses.dataclass(**options)(type(native.__name__, (), body))
    for name in _TOLD:
        setattr(native, name, getattr(plain, name))


def replace(value: T, **changes: object) -> T:
    """`dataclasses.replace`, for what was a dataclass."""
    replaced: T = dataclasses.replace(value, **changes)  # type: ignore[type-var]
    return replaced


def asdict(value: object) -> dict[str, Any]:
    """`dataclasses.asdict`, for what was a dataclass."""
    return dataclasses.asdict(value)  # type: ignore[call-overload,no-any-return]
