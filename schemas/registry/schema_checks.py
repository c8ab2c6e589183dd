"""What the registry can be asked about a schema: is it known, would it be compatible."""

from collections.abc import Sequence
from dataclasses import dataclass

from avro.errors import AvroException
from avro.schema import parse
from fastapi import Request
from fastapi.responses import Response

from schemas.compatibility import incompatibilities
from schemas.manifest import Contract, Manifest
from schemas.registry.candidate import Candidate, read_candidate
from schemas.registry.reading import described, find, plain
from schemas.registry.replies import ConfluentCode, RegistryResponse, no_schema, no_subject, refusal


@dataclass(frozen=True, slots=True)
class SchemaChecks:
    """The POST end points over one manifest."""

    manifest: Manifest

    async def look_up(self, subject: str, request: Request, normalize: bool = False) -> Response:
        """
        The version of the subject that is this schema.

        Documentation, key order and white space never count. With `normalize` only the parsing
        canonical form does, which is all that decides bytes, so a schema that a code generator has
        decorated is found too.
        """
        versions = self.manifest.versions(plain(subject))
        if not versions:
            return no_subject(subject)
        candidate = await read_candidate(request)
        if isinstance(candidate, Response):
            return candidate
        for contract in reversed(versions):
            if _same(candidate, contract, normalize=normalize):
                return described(self.manifest, contract)
        return no_schema(f"of subject '{plain(subject)}'")

    async def compatible(
        self, subject: str, version: str, request: Request, verbose: bool = False
    ) -> Response:
        """Whether the schema keeps faith with one version, at the subject's level."""
        found = find(self.manifest, subject, version)
        if isinstance(found, Response):
            return found
        return await self._compatibility([found], request, verbose=verbose)

    async def compatible_with_all(
        self, subject: str, request: Request, verbose: bool = False
    ) -> Response:
        """Whether the schema keeps faith with every version, at the subject's level."""
        versions = self.manifest.versions(plain(subject))
        if not versions:
            return no_subject(subject)
        return await self._compatibility(versions, request, verbose=verbose)

    def register(self, subject: str) -> Response:
        """Refused."""
        return refusal(
            ConfluentCode.OPERATION_NOT_PERMITTED,
            f"Subject '{subject}' is in read-only mode: a schema gets in by a change of sources "
            "under schemas/, expanded, checked and released with the hub. Set "
            "auto.register.schemas=false to use the schemas that are known.",
        )

    def change(self) -> Response:
        """Refused."""
        return refusal(
            ConfluentCode.OPERATION_NOT_PERMITTED,
            "The registry is in read-only mode: levels, mode and schemas are released with the hub",
        )

    def nothing_here(self) -> Response:
        """404 with the registry's kind of body."""
        return refusal(ConfluentCode.NOT_FOUND, "HTTP 404 Not Found")

    async def _compatibility(
        self, versions: Sequence[Contract], request: Request, *, verbose: bool
    ) -> Response:
        candidate = await read_candidate(request)
        if isinstance(candidate, Response):
            return candidate
        return compatibility_of(self.manifest, candidate, versions, verbose=verbose)


def compatibility_of(
    manifest: Manifest, candidate: Candidate, versions: Sequence[Contract], *, verbose: bool
) -> RegistryResponse:
    """Whether the candidate keeps faith with the versions; 42201 for types no record may have."""
    try:
        found = [
            f"{contract.subject} version {contract.version}: {sentence}"
            for contract in versions
            for sentence in incompatibilities(
                candidate.schema,
                {contract.version: parse(manifest.text(contract))},
                contract.compatibility,
            )
        ]
    except AvroException as error:
        return refusal(ConfluentCode.INVALID_SCHEMA, f"Invalid Avro schema: {error}")
    answer: dict[str, object] = {"is_compatible": not found}
    if verbose:
        answer["messages"] = found
    return RegistryResponse(answer)


def _same(candidate: Candidate, contract: Contract, *, normalize: bool) -> bool:
    if normalize:
        return candidate.canonical_sha256 == contract.canonical_sha256
    return candidate.content_sha256 == contract.content_sha256
