"""An entry of a list (列入名单): black lists ground measures, red and black ones are published."""

from oracle.keys import by_document
from oracle.kinds.fields import Fields, given
from oracle.kinds.kind import Kind, Listing, Money, Nature
from schemas.catalogue.named_list import ListColour
from streams.kinds.list_entry import ListDetails, ListEntry


def read(fields: Fields) -> ListEntry:
    """Return what it says; a record without a colour is of a black list."""
    return ListEntry(
        colour=ListColour(fields.get("colour", "BLACK")),
        details=ListDetails(**fields["details"]) if fields.get("details") else None,
        **given(fields, "list_code", "cause", "amount_fen"),
    )


def triggers(body: ListEntry) -> list[str]:
    """Return that of its list, if it is a black one."""
    return [f"list/{body.list_code}"] if body.colour is ListColour.BLACK else []


KIND = Kind(
    body=ListEntry,
    read=read,
    nature=Nature.FACT,
    key=lambda event, body: by_document(event, body.list_code),
    triggers=triggers,
    listing=lambda body: Listing(code=body.list_code, colour=body.colour),
    reason=lambda body: body.cause,
    money=lambda body: Money(amount_fen=body.amount_fen),
    listed=lambda body: (body.list_code, body.colour.value),
    to_be_published=lambda body: body.colour in {ListColour.RED, ListColour.BLACK},
)
