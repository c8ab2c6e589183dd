"""What bodies have in common: nothing is guessed, nothing unknown is passed over."""

from pydantic import BaseModel, ConfigDict


class Body(BaseModel):
    """A body or a part of one, strict about its fields and their types."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Reply(BaseModel):
    """A reply or a part of one."""

    model_config = ConfigDict(frozen=True, from_attributes=True)


class Written(Reply):
    """Where a message stands; what becomes of it carries the same topic, partition and offset."""

    topic: str
    partition: int
    offset: int
