"""The table of the registry's end points."""

from collections.abc import Callable
from typing import Any

from fastapi import APIRouter

from schemas.manifest import Manifest
from schemas.registry.reading import SchemaLookup
from schemas.registry.replies import RegistryResponse
from schemas.registry.schema_checks import SchemaChecks


def router(manifest: Manifest) -> APIRouter:
    """
    The registry over a manifest, to be mounted under a prefix such as ``/registry``.

    The last route catches every other path below the prefix, so mount it after what shares it.
    """
    reading, checks = SchemaLookup(manifest), SchemaChecks(manifest)
    routes = APIRouter(tags=["registry"], default_response_class=RegistryResponse)

    def get(path: str, endpoint: Callable[..., Any]) -> None:
        routes.add_api_route(path, endpoint, methods=["GET"])

    def post(path: str, endpoint: Callable[..., Any]) -> None:
        routes.add_api_route(path, endpoint, methods=["POST"])

    get("/", reading.root)
    get("/contexts", reading.contexts)
    get("/schemas/types", reading.types)
    get("/schemas/ids/{schema_id}", reading.schema)
    get("/schemas/ids/{schema_id}/schema", reading.schema_text)
    get("/schemas/ids/{schema_id}/subjects", reading.subjects_of)
    get("/schemas/ids/{schema_id}/versions", reading.versions_of)
    get("/subjects", reading.subjects)
    get("/subjects/{subject}/versions", reading.versions)
    get("/subjects/{subject}/versions/{version}", reading.version)
    get("/subjects/{subject}/versions/{version}/schema", reading.version_text)
    get("/subjects/{subject}/versions/{version}/referencedby", reading.referenced_by)
    get("/config", reading.config)
    get("/config/{subject}", reading.subject_config)
    get("/mode", reading.mode)
    get("/mode/{subject}", reading.subject_mode)
    post("/subjects/{subject}", checks.look_up)
    post("/subjects/{subject}/versions", checks.register)
    post("/compatibility/subjects/{subject}/versions", checks.compatible_with_all)
    post("/compatibility/subjects/{subject}/versions/{version}", checks.compatible)
    routes.add_api_route(
        "/{path:path}", checks.change, methods=["PUT", "DELETE", "PATCH"], include_in_schema=False
    )
    routes.add_api_route(
        "/{path:path}", checks.nothing_here, methods=["GET", "POST"], include_in_schema=False
    )
    return routes
