"""Traffic for benchmarks: the same bytes for the same seed, in the shares of its mix."""

from collections import Counter
from hashlib import sha256
from itertools import islice
from pathlib import Path

import pytest
from support.line_in_words import decisions

from schemas.catalogue.load import SAMPLE, read_catalogue
from schemas.catalogue.model import Catalogue
from schemas.codec import Decoded, decode_known
from streams.accept.outcome import Outcome
from streams.operate.load.departments import deciders
from streams.operate.load.mix import MIXES, mix_of
from streams.operate.load.traffic import Publication, Traffic, publications
from streams.wiring.failures import CannotRun

#: Of the first 2,000 messages of seed 7.
MEASURED_WITH = "2a25dd487204d084202dd4e56fceb960868594f1cddaa14c0851afa69081f2d3"


def fields(message: Publication) -> dict[str, object]:
    decoded = decode_known(message.payload)
    assert isinstance(decoded, Decoded)
    return dict(decoded.record)


def test_the_standard_mix_has_the_bytes_figures_are_measured_with() -> None:
    """Other bytes would make figures of before and after incomparable."""
    found = sha256()
    for message in publications(2_000):
        found.update(message.department.encode() + message.key + message.payload)
    assert found.hexdigest() == MEASURED_WITH


@pytest.mark.parametrize("name", sorted(MIXES))
def test_a_mix_has_its_shares(name: str) -> None:
    """New, repeats, second sources and corrections come as often as the mix says."""
    mix, seen, kinds = mix_of(name), set(), Counter[str]()
    for message in islice(Traffic(mix=mix).messages(1), 4_000):
        said = fields(message)
        if message.payload in seen:
            kinds["repeats"] += 1
        elif message.department == "province":
            kinds["second_source"] += 1
        else:
            kinds["new" if said["version"] == 1 else "corrections"] += 1
        seen.add(message.payload)
    for kind in ("new", "repeats", "second_source", "corrections"):
        assert kinds[kind] / 4_000 == pytest.approx(getattr(mix, kind), abs=0.02)


def test_the_line_makes_of_the_standard_mix_what_it_says() -> None:
    """A correction that changed nothing would be told REPEAT, and cost the line less (R1)."""
    outcomes = Counter(
        receipt.outcome
        for _, changes in decisions(4_000)
        for receipt in changes.issued.receipts
        if not receipt.changed
    )
    shares = {outcome: number / 4_000 for outcome, number in outcomes.items()}
    # What a relayer tells of a matter for the second time repeats its first telling.
    assert shares == {
        Outcome.ACCEPTED: pytest.approx(0.65, abs=0.02),
        Outcome.REPEAT: pytest.approx(0.21, abs=0.02),
        Outcome.MERGED: pytest.approx(0.09, abs=0.02),
        Outcome.CORRECTED: pytest.approx(0.05, abs=0.01),
    }


def test_departments_decide_each_on_their_own() -> None:
    """With several departments each publishes penalties of its own authority, and a matter stays
    with the one that decided it."""
    catalogue = read_catalogue(SAMPLE)
    assert isinstance(catalogue, Catalogue)
    deciding, relayer = deciders(catalogue, 5)
    traffic = Traffic(deciders=deciding, relayer=relayer)
    of_matter: dict[bytes, str] = {}
    for message in islice(traffic.messages(1), 1_000):
        if message.department != relayer:
            authority = fields(message)["authority"]
            assert isinstance(authority, dict)
            allowed = catalogue.departments[message.department].decides_for
            assert authority["uscc"] in allowed
            assert of_matter.setdefault(message.key, message.department) == message.department
    assert len(set(of_matter.values())) == 5


def test_one_department_is_the_one_of_the_figures() -> None:
    """`hub load` without options publishes what the benchmark does."""
    catalogue = read_catalogue(SAMPLE)
    assert isinstance(catalogue, Catalogue)
    deciding, relayer = deciders(catalogue, 1)
    mine = islice(Traffic(deciders=deciding, relayer=relayer).messages(7), 200)
    assert list(mine) == list(publications(200))


def test_more_departments_than_there_are_is_a_sentence() -> None:
    """Asked for more departments than the catalogue has, it says how many there are."""
    catalogue = read_catalogue(SAMPLE)
    assert isinstance(catalogue, Catalogue)
    rows = catalogue.departments.values()
    there = sum("AdministrativePenalty" in row.kinds and bool(row.decides_for) for row in rows)
    with pytest.raises(CannotRun, match=f" {there} departments"):
        deciders(catalogue, 500)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("new = 0.5", "add up to 1"),
        ("new = 1.0\nrepeats = 0.5\nsecond_source = 0.0\ncorrections = -0.5", "0 or more"),
        ("colour = 1", "is no mix"),
        ("new = ", "is no mix"),
    ],
)
def test_a_file_that_is_no_mix_is_a_sentence(tmp_path: Path, text: str, says: str) -> None:
    """A mix file whose names or shares are wrong is refused before anything is published."""
    file = tmp_path / "mix.toml"
    file.write_text(text)
    with pytest.raises(CannotRun, match=says):
        mix_of(str(file))


def test_a_mix_from_a_file(tmp_path: Path) -> None:
    """A file names the shares it changes."""
    file = tmp_path / "mix.toml"
    file.write_text("new = 0.8\nrepeats = 0.05\nban_one_in = 4")
    found = mix_of(str(file))
    assert (found.new, found.repeats, found.second_source, found.ban_one_in) == (0.8, 0.05, 0.1, 4)
    with pytest.raises(CannotRun, match="no such file"):
        mix_of("absent")
