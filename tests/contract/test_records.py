"""Every store loads a record with all that belongs to it, as it was saved."""

from contract.line_on_store import LineOnStore, everything
from contract.records import key_of, subject_of
from scenario.cast import A, B, P
from scenario.message import freeze, judgment, mark, penalty, related, repair, unfreeze, wage

from streams.identify.pseudonym import record_key
from streams.line.changes import Changes, Done
from streams.line.entry import Again
from streams.line.store import Need


def test_a_version_comes_back_as_it_went_in(line: LineOnStore) -> None:
    """A version loaded is equal to the one saved, down to names, days and the content hash."""
    told = [
        penalty("1", about=B, related=[related("PRINCIPAL", P, since="05-01", until="07-01")]),
        judgment("2", about=P),
        freeze("3", objects=[{"kind": "ACCOUNT", "type": "", "number": "6222"}]),
        wage("4"),
    ]
    changes = line.publish(*told)
    assert len(changes.received.versions) == 4
    found = line.store.load(everything([changes])).versions
    assert {v for versions in found.values() for v in versions} == set(changes.received.versions)


def test_records_hang_together_by_any_key_they_ever_had(line: LineOnStore) -> None:
    """A record is loaded through a fact key that only an earlier version of another one had."""
    first = wage("1", document_no="D1")
    line.publish(
        first, wage("2", by="province", document_no="D1", authority=first.record["authority"])
    )
    line.publish(first.corrected(2, document_no="D9"))
    other = record_key("province", "2")
    found = line.store.load(Need(records=frozenset({other}))).versions
    assert found.keys() == {other, key_of(first)}


def test_records_hang_together_through_targets(line: LineOnStore) -> None:
    """What targets a record comes with it, it comes with what targets it, and siblings come too."""
    ground = wage("1")
    repaired, marked = repair("R", of=ground), mark("M", of=ground)
    line.publish(ground, repaired, marked)
    want = {key_of(ground), key_of(repaired), key_of(marked)}
    for one in want:
        assert line.store.load(Need(records=frozenset({one}))).versions.keys() == want


def test_siblings_are_found_before_their_original(line: LineOnStore) -> None:
    """Orders about an original nobody has seen are loaded by its key, and by each other's."""
    first, second = unfreeze("2", of="1"), unfreeze("3", of="1")
    line.publish(first, second)
    want = {key_of(first), key_of(second)}
    unseen = record_key("court", "1")
    assert line.store.load(Need(records=frozenset({unseen}))).versions.keys() == want
    assert line.store.load(Need(records=frozenset({key_of(first)}))).versions.keys() == want


def test_a_subject_brings_all_that_can_ground_something(line: LineOnStore) -> None:
    """Records naming a subject in any role are loaded for it, those of others are not."""
    mine, related_to = wage("1", about=A), judgment("2", about=B, related=[related("PRINCIPAL", P)])
    about_p = judgment("3", about=P)
    line.publish(mine, related_to, about_p)
    person = subject_of(line, about_p)
    found = line.store.load(Need(subjects=frozenset({person})))
    assert found.versions.keys() == {key_of(related_to), key_of(about_p)}
    assert set(found.decided) == {person}


def test_merged_records_are_told(line: LineOnStore) -> None:
    """A record that an officer merged into another is loaded with the one that was kept."""
    kept, merged = penalty("1", document_no="D"), penalty("2", document_no="D")
    line.publish(kept, merged)
    pair = (key_of(kept), key_of(merged))
    line.keep(Changes(entry=line.entry(Again()), act=Done(merged=(pair,))))
    found = line.store.load(Need(records=frozenset({key_of(kept)})))
    assert found.merged == {key_of(merged): key_of(kept)}
