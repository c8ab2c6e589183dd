"""Where downloads and data are kept unless the settings say otherwise."""

from pathlib import Path

_PACKAGES = Path(__file__).resolve().parents[2]


def checkout() -> Path | None:
    """The checkout of these packages, also of their compiled copy in its `build/compiled`."""
    places = (_PACKAGES, _PACKAGES.parent.parent)
    return next((place for place in places if (place / "pyproject.toml").exists()), None)


def default_cache() -> Path:
    """`build/cache` of a checkout, else the user's cache folder."""
    root = checkout()
    if root is not None:
        return root / "build" / "cache"
    return Path.home() / ".cache" / "credit-hub"


def default_data() -> Path:
    """`build/data` of a checkout, else `credit-hub` in the user's data folder."""
    root = checkout()
    if root is not None:
        return root / "build" / "data"
    return Path.home() / ".local" / "share" / "credit-hub"
