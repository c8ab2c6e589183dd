"""`GET /departments/{d}`: what the catalogue in force says of a department."""

from fastapi import APIRouter

from connectors.departments.state import DepartmentAnswer
from streams.api.hub import TheHub

routes = APIRouter(tags=["departments"])


@routes.get("/departments/{department}")
def department(hub: TheHub, department: str) -> DepartmentAnswer:
    """For which authorities a department decides, as the line takes it now."""
    with hub.sessions.connection() as connection:
        found = hub.department(connection, department)
    return DepartmentAnswer(department=found.id, decides_for=tuple(sorted(found.decides_for)))
