"""The traffic that the figures are measured with: that of `hub load`, in its standard mix."""

from streams.operate.load.traffic import Publication, burdens, publications

__all__ = ["Publication", "burdens", "publications"]
