"""What the registry says: Confluent's media type, and refusals with Confluent's error codes."""

from collections.abc import Mapping
from enum import IntEnum
from typing import Any, Final

from fastapi.responses import JSONResponse

MEDIA_TYPE = "application/vnd.schemaregistry.v1+json"
#: For an OpenAPI document: the body of a refusal.
REFUSED: Final[Mapping[str, Any]] = {
    MEDIA_TYPE: {
        "schema": {
            "type": "object",
            "properties": {"error_code": {"type": "integer"}, "message": {"type": "string"}},
            "required": ["error_code", "message"],
        }
    }
}


class RegistryResponse(JSONResponse):
    """A JSON body under the registry's media type."""

    media_type = MEDIA_TYPE


class ConfluentCode(IntEnum):
    """Confluent's error codes; the first three digits are the HTTP status."""

    NOT_FOUND = 404
    TOO_LARGE = 413
    SUBJECT_NOT_FOUND = 40401
    VERSION_NOT_FOUND = 40402
    SCHEMA_NOT_FOUND = 40403
    NO_LEVEL_OF_ITS_OWN = 40408
    NO_MODE_OF_ITS_OWN = 40409
    INVALID_SCHEMA = 42201
    INVALID_VERSION = 42202
    OPERATION_NOT_PERMITTED = 42205


def refusal(code: ConfluentCode, message: str) -> RegistryResponse:
    """The error body ``{"error_code", "message"}`` under the status the code begins with."""
    return RegistryResponse(
        {"error_code": int(code), "message": message}, status_code=int(str(int(code))[:3])
    )


def no_subject(subject: str) -> RegistryResponse:
    """40401."""
    return refusal(ConfluentCode.SUBJECT_NOT_FOUND, f"Subject '{subject}' not found.")


def no_schema(what: str) -> RegistryResponse:
    """40403."""
    return refusal(ConfluentCode.SCHEMA_NOT_FOUND, f"Schema {what} not found")
