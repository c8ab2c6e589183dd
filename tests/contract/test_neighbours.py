"""On the real store too, a bad message is told of and leaves its neighbours as they are."""

from contract.stores import InMemory, OnPostgres
from support.bad_messages import samples
from support.neighbours import check_between_neighbours

from streams.accept.codes import codes
from streams.reading.receipts import Cursor, receipts_after

MANY = 100


def test_neighbours_go_through_on_postgresql(fresh_database: str) -> None:
    """
    Every sample between two good messages of a batch: one transaction, and nothing of it is lost.

    The reference that never saw the sample has the same; what the department is told has outcome,
    code, field and the sentence of the code.
    """
    store = OnPostgres(fresh_database)
    try:
        for sample in samples():
            store.forget()
            bad = check_between_neighbours(sample, store, InMemory())
            receipts, _ = receipts_after(store.connection, bad.topic, Cursor(), MANY)
            (told,) = [one for one in receipts if one.offset == bad.offset]
            sentence = codes()[sample.code].advice
            assert (told.outcome, told.code, told.field, told.hint) == (
                sample.outcome,
                sample.code,
                sample.field,
                sentence,
            )
    finally:
        store.connection.close()
