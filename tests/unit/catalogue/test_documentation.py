"""What `docs/catalogue.md` shows is true."""

import re
import shutil
from pathlib import Path

from support.catalogues import WAGE_BAN, editions, sample

from schemas.catalogue.load import SAMPLE, read_catalogue
from schemas.catalogue.model import Catalogue
from schemas.catalogue.parse import FILES
from schemas.catalogue.words import MAY_BE_VISIBLE, STANDING_TRIGGERS

PAGE = Path(__file__).parents[3] / "docs" / "catalogue.md"
TEXT = PAGE.read_text(encoding="utf-8")


def test_the_example_row_is_a_row(tmp_path: Path) -> None:
    """The row of the page loads, and says what the sample's own row says."""
    shown = re.search(r"```toml\n(.*?)```", TEXT, re.DOTALL)
    assert shown is not None
    city = Path(shutil.copytree(SAMPLE, tmp_path / "city"))
    (city / "measures.toml").write_text(shown[1], encoding="utf-8")
    (city / "items.toml").write_text("", encoding="utf-8")
    partners = (city / "partners.toml").read_text(encoding="utf-8")
    (own,) = re.findall(r"^\[procurement\]\n(?:.+\n)+", partners, re.MULTILINE)
    (city / "partners.toml").write_text(own, encoding="utf-8")
    read = read_catalogue(city)
    assert isinstance(read, Catalogue), "\n".join(str(hole) for hole in read)
    pairs = zip(editions(read, WAGE_BAN), editions(sample(), WAGE_BAN), strict=True)
    for row, own in pairs:
        assert (row.term_months, row.targets, row.valid_from, row.valid_until) == (
            own.term_months,
            own.targets,
            own.valid_from,
            own.valid_until,
        )


def test_the_page_names_every_file_trigger_and_field() -> None:
    """Whoever keeps a catalogue finds each word on the page."""
    assert all(f"`{word}`" in TEXT for word in {*FILES, *STANDING_TRIGGERS, *MAY_BE_VISIBLE})
