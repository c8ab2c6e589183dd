"""A hub that is upgraded finds the orders it stored while numbers were compared as written."""

from contract.line_on_store import LineOnStore
from contract.stores import OnPostgres
from scenario.cast import CATALOGUE, B
from scenario.message import continuation, freeze, repair, unfreeze, wage

from streams.accept.outcome import Outcome
from streams.line.after_upgrade import find_originals
from streams.line.changes import Changes
from streams.line.command import FindOriginals
from streams.line.entry import Act
from streams.line.store import Need
from streams.statements import store_statement
from streams.store.commands import command_of
from streams.worker.numbering import number_orders


def as_it_was(postgres: OnPostgres) -> None:
    """Take away what an earlier version did not store, as the migration finds it."""
    postgres.connection.execute("UPDATE version SET own_number = NULL, about_number = NULL")
    postgres.connection.execute(
        "INSERT INTO unnumbered SELECT record, number FROM version WHERE action IN (1, 2)"
        " ON CONFLICT DO NOTHING"
    )


def upgraded(postgres: OnPostgres, line: LineOnStore) -> list[Changes]:
    """Number what is stored, and take the acts that this asks for."""
    number_orders(postgres.connection, postgres.store)
    taken = []
    while row := postgres.connection.execute(store_statement("next_command")).fetchone():
        command = command_of(row)
        assert isinstance(command.doing, FindOriginals)
        snapshot = line.store.load(Need(subjects=command.doing.subjects, whole=True))
        entry = line.entry(Act(command=command))
        taken.append(line.keep(find_originals(entry, snapshot, line.book)))
    return taken


def test_what_was_stored_is_found(postgres: OnPostgres) -> None:
    """A release that released nothing lifts now; a continuation and a repair that waited act, are
    told, and wait no more; ids and measures stay as they are."""
    line = LineOnStore(postgres.store, postgres.save, CATALOGUE)
    third = freeze("（14）", about=B)
    for message in (
        freeze("（12）"),
        freeze("（13）", until="06-10"),
        third,
        wage("W1"),
        unfreeze("U1", of="(12)"),
        continuation("C1", of="(13)", until="12-01"),
        repair("R1", third.again(record_no="(14)"), by="court", about=B),
    ):
        as_it_was(postgres)
        line.publish(message)
    as_it_was(postgres)
    before = {d.measure_id: d.action for c in line.decided for d in c.issued.directives}
    assert sorted(before.values()) == ["IMPOSE"] * (3 + 2) + ["LIFT"]
    assert [r.outcome for r in line.decided[-1].issued.receipts] == [Outcome.PARKED]

    (changes,) = upgraded(postgres, line)
    told = {r.record_no: r.outcome for r in changes.issued.receipts}
    assert told == {"C1": Outcome.ACCEPTED, "R1": Outcome.REPAIRED}
    actions = {d.key.instance: d.action for d in changes.issued.directives}
    assert actions == {"court|（12）|": "LIFT", "court|（13）|": "AMEND", "court|（14）|": "LIFT"}
    assert {d.measure_id for d in changes.issued.directives} < before.keys()
    assert len(changes.days.no_longer_waiting) == 2
    assert postgres.connection.execute("SELECT count(*) FROM unnumbered").fetchone() == (0,)


def test_a_worker_that_died_goes_on(postgres: OnPostgres) -> None:
    """What one page has numbered is not listed any more, and asked about once."""
    line = LineOnStore(postgres.store, postgres.save, CATALOGUE)
    line.publish(freeze("（12）"))
    as_it_was(postgres)
    number_orders(postgres.connection, postgres.store)
    number_orders(postgres.connection, postgres.store)
    count = postgres.connection.execute("SELECT count(*) FROM command").fetchone()
    assert count == (1,)


def test_numbers_are_what_a_new_hub_stores(postgres: OnPostgres) -> None:
    """Version by version; what is no order, and about none, has none."""
    line = LineOnStore(postgres.store, postgres.save, CATALOGUE)
    f = freeze("（12）")
    line.publish(f, unfreeze("U1", of="(12)"), repair("R1", f, by="court"), wage("W1"))
    query = "SELECT record, number, own_number, about_number FROM version ORDER BY 1, 2"
    stored = postgres.connection.execute(query).fetchall()
    as_it_was(postgres)
    number_orders(postgres.connection, postgres.store)
    assert postgres.connection.execute(query).fetchall() == stored
    assert sum(own is not None for _, _, own, _ in stored) == 2
    assert sum(about is not None for _, _, _, about in stored) == 2
