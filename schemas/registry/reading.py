"""What the registry can be asked to show: schemas, subjects, versions, levels, mode."""

from dataclasses import dataclass
from typing import TypeVar

from fastapi.responses import Response

from schemas.manifest import Compatibility, Contract, Manifest
from schemas.registry.replies import (
    ConfluentCode,
    RegistryResponse,
    no_schema,
    no_subject,
    refusal,
)

_T = TypeVar("_T")
_EVERY_CONTEXT, _DEFAULT_CONTEXT = ":*:", ":.:"


def plain(subject: str) -> str:
    """The subject without the name of the default context, which some clients put before it."""
    return subject.removeprefix(_DEFAULT_CONTEXT)


def find(manifest: Manifest, subject: str, version: str) -> Contract | Response:
    """One version of a subject ("latest" and "-1" are its newest), or the refusal to send."""
    subject = plain(subject)
    versions = manifest.versions(subject)
    if not versions:
        return no_subject(subject)
    if version in ("latest", "-1"):
        return versions[-1]
    if not _is_number(version) or int(version) < 1:
        return refusal(
            ConfluentCode.INVALID_VERSION,
            f"The specified version '{version}' is not a valid version id. "
            'Allowed values are between [1, 2^31-1] and the string "latest"',
        )
    for contract in versions:
        if contract.version == int(version):
            return contract
    return refusal(ConfluentCode.VERSION_NOT_FOUND, f"Version {version} not found.")


@dataclass(frozen=True, slots=True)
class SchemaLookup:
    """The GET end points over one manifest."""

    manifest: Manifest

    def root(self) -> Response:
        """An empty object: the registry is there."""
        return RegistryResponse({})

    def types(self) -> Response:
        """The kinds of schema kept here."""
        return RegistryResponse(["AVRO"])

    def contexts(self) -> Response:
        """The default context alone."""
        return RegistryResponse(["."])

    def schema(self, schema_id: str) -> Response:
        """A schema by id. A `subject` in the query only names a context, so it is not looked at."""
        contract = self._contract(schema_id)
        if contract is None:
            return no_schema(schema_id)
        return RegistryResponse({"schema": self.manifest.text(contract)})

    def schema_text(self, schema_id: str) -> Response:
        """A schema by id, as it is checked in."""
        contract = self._contract(schema_id)
        return no_schema(schema_id) if contract is None else self._text(contract)

    def subjects_of(self, schema_id: str) -> Response:
        """The one subject of an id, as a list."""
        contract = self._contract(schema_id)
        return no_schema(schema_id) if contract is None else RegistryResponse([contract.subject])

    def versions_of(self, schema_id: str) -> Response:
        """The one subject and version of an id, as a list."""
        contract = self._contract(schema_id)
        if contract is None:
            return no_schema(schema_id)
        return RegistryResponse([{"subject": contract.subject, "version": contract.version}])

    def subjects(self, subjectPrefix: str = "", offset: int = 0, limit: int = -1) -> Response:  # noqa: N803
        """Every subject with the prefix, sorted."""
        prefix = plain(subjectPrefix.removeprefix(_EVERY_CONTEXT))
        found = [one for one in self.manifest.subjects() if one.startswith(prefix)]
        return RegistryResponse(_page(found, offset, limit))

    def versions(self, subject: str, offset: int = 0, limit: int = -1) -> Response:
        """The version numbers of a subject."""
        found = [one.version for one in self.manifest.versions(plain(subject))]
        return RegistryResponse(_page(found, offset, limit)) if found else no_subject(subject)

    def version(self, subject: str, version: str) -> Response:
        """One version of a subject with its id and schema."""
        found = find(self.manifest, subject, version)
        return found if isinstance(found, Response) else described(self.manifest, found)

    def version_text(self, subject: str, version: str) -> Response:
        """One version of a subject, as it is checked in."""
        found = find(self.manifest, subject, version)
        return found if isinstance(found, Response) else self._text(found)

    def referenced_by(self, subject: str, version: str) -> Response:
        """Nothing: every schema here is complete in itself."""
        found = find(self.manifest, subject, version)
        return found if isinstance(found, Response) else RegistryResponse([])

    def config(self) -> Response:
        """The level of a subject that has none of its own: the stricter one."""
        return RegistryResponse({"compatibilityLevel": Compatibility.FULL_TRANSITIVE})

    def subject_config(self, subject: str, defaultToGlobal: bool = False) -> Response:  # noqa: N803
        """The level of a subject."""
        contract = self.manifest.latest(plain(subject))
        if contract is not None:
            return RegistryResponse({"compatibilityLevel": contract.compatibility})
        if defaultToGlobal:
            return self.config()
        return refusal(
            ConfluentCode.NO_LEVEL_OF_ITS_OWN,
            f"Subject '{subject}' does not have subject-level compatibility configured",
        )

    def mode(self) -> Response:
        """READONLY, always."""
        return RegistryResponse({"mode": "READONLY"})

    def subject_mode(self, subject: str, defaultToGlobal: bool = False) -> Response:  # noqa: N803
        """READONLY for every subject there is."""
        if defaultToGlobal or self.manifest.latest(plain(subject)) is not None:
            return self.mode()
        return refusal(
            ConfluentCode.NO_MODE_OF_ITS_OWN,
            f"Subject '{subject}' does not have subject-level mode configured",
        )

    def _contract(self, schema_id: str) -> Contract | None:
        return self.manifest.contracts.get(int(schema_id)) if _is_number(schema_id) else None

    def _text(self, contract: Contract) -> Response:
        return Response(self.manifest.text(contract), media_type=RegistryResponse.media_type)


def described(manifest: Manifest, contract: Contract) -> RegistryResponse:
    """A version as the registry shows it; no schema type, which for clients means AVRO."""
    return RegistryResponse(
        {
            "subject": contract.subject,
            "version": contract.version,
            "id": contract.id,
            "schema": manifest.text(contract),
        }
    )


def _page(items: list[_T], offset: int, limit: int) -> list[_T]:
    start = max(offset, 0)
    return items[start : start + limit] if limit >= 0 else items[start:]


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= len(str(2**31))
