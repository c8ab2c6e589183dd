"""The SQL of this folder."""

from pathlib import Path
from typing import Final

from streams.wiring.statement_files import statements_of

FOLDER: Final = Path(__file__).with_name("sql")
#: The statement of a name.
statement: Final = statements_of(FOLDER)
