"""A fault of the hub itself is told as a problem, and its words are not."""

from fastapi import FastAPI
from fastapi.testclient import TestClient

from streams.api.problems import answer_with_problems


def test_a_fault_is_a_problem_without_its_words() -> None:
    """H4003, 500: whoever asked learns that the hub failed, and nothing of what was in it."""
    app = FastAPI()
    answer_with_problems(app)

    @app.get("/")
    def fail() -> None:
        raise ValueError("999999199001010016")

    with TestClient(app, raise_server_exceptions=False) as client:
        reply = client.get("/")
    assert (reply.status_code, reply.json()["code"]) == (500, "H4003")
    assert reply.headers["content-type"] == "application/problem+json"
    assert "999999199001010016" not in reply.text
