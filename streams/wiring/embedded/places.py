"""Where downloads and data are kept unless the settings say otherwise."""

from pathlib import Path

_PACKAGES = Path(__file__).resolve().parents[3]


def default_cache() -> Path:
    """`build/cache` of a checkout, else the user's cache folder."""
    if (_PACKAGES / "pyproject.toml").exists():
        return _PACKAGES / "build" / "cache"
    return Path.home() / ".cache" / "credit-hub"


def default_data() -> Path:
    """`build/data` of a checkout, else `credit-hub` in the user's data folder."""
    if (_PACKAGES / "pyproject.toml").exists():
        return _PACKAGES / "build" / "data"
    return Path.home() / ".local" / "share" / "credit-hub"
