"""What bodies have in common: nothing is guessed, nothing unknown is passed over."""

from typing import Final

from pydantic import BaseModel, ConfigDict

#: Which of two forms a body has. A validator puts them into the place of a fault; no body has them.
ONE: Final = "(one)"
MANY: Final = "(many)"
TAGS: Final = frozenset({ONE, MANY})


class Body(BaseModel):
    """A body or a part of one, strict about its fields and their types."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Reply(BaseModel):
    """A reply or a part of one."""

    model_config = ConfigDict(frozen=True)


class Written(Reply):
    """Where a message stands; what becomes of it carries the same topic, partition and offset."""

    topic: str
    partition: int
    offset: int
