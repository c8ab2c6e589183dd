"""Which ciphertext may stand where: each row has a cell of its own."""

from uuid import UUID

from streams.store import seal

ONE, TWO = UUID(int=1), UUID(int=2)


def test_no_two_rows_have_one_cell() -> None:
    """Rows of one table that differ in any part of their key, and rows of any two tables."""
    cells = [
        *(seal.version_cell(record, number) for record in (ONE, TWO) for number in (1, 2, 256)),
        *(
            cell(key)
            for cell in (seal.subject_cell, seal.directive_cell, seal.body_cell, seal.result_cell)
            for key in (ONE, TWO)
        ),
        *(
            seal.quarantine_cell(topic_no, partition, offset)
            for topic_no in (1, 2)
            for partition in (1, 2)
            for offset in (1, 2, 2**32)
        ),
    ]
    assert len(set(cells)) == len(cells)
