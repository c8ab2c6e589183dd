"""The reference data that messages are checked against: the catalogue in force and the schemas."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from schemas.catalogue.model import Catalogue
from schemas.manifest import Manifest
from streams.accept.layout import Layout, layouts_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceData:
    """
    Everything a message is checked against; a load of the catalogue makes a new one (R17).

    `layouts` has an entry for each schema id of the manifest, None where no department may send it.
    """

    catalogue: Catalogue
    layouts: Mapping[int, Layout | None] = field(repr=False)


def reference_data_of(catalogue: Catalogue, manifest: Manifest) -> ReferenceData:
    """Reference data: this catalogue, and the layouts of this manifest."""
    return ReferenceData(catalogue=catalogue, layouts=layouts_of(manifest))
