"""The importer's question to the hub: what of these rows do you have?"""

from collections.abc import Callable, Sequence
from typing import Final

import httpx

from connectors.departments.failures import Busy
from connectors.departments.numbering import Numbered, questions
from connectors.departments.state import MOST_QUESTIONS, RecordState, StateAnswer, StateRequest

#: A request must pass the hub's limit for a body, whatever its rows say.
_AT_ONCE: Final = min(MOST_QUESTIONS, 100)


def ask_states(
    api: httpx.Client,
    department: str,
    rows: Sequence[Numbered],
    progress: Callable[[int], None] = lambda _: None,
) -> list[RecordState]:
    """
    The hub's answers, in the order of the rows; `progress` is told how many are answered.

    Raises `Busy` when the hub does not answer.
    """
    found: list[RecordState] = []
    for start in range(0, len(rows), _AT_ONCE):
        asked = StateRequest.model_construct(records=questions(rows[start : start + _AT_ONCE]))
        try:
            reply = api.post(
                f"/departments/{department}/records/state",
                content=asked.model_dump_json(),
                headers={"content-type": "application/json"},
            )
            reply.raise_for_status()
        except httpx.HTTPStatusError as refused:
            detail = refused.response.text[:300]
            raise Busy(f"The hub at {api.base_url} refuses the question: {detail}") from refused
        except httpx.HTTPError as away:
            raise Busy(
                f"The hub at {api.base_url} does not answer ({type(away).__name__}). Nothing was "
                "sent. Is the hub up? See: hub status",
                code="S2003",
            ) from away
        found += StateAnswer.model_validate_json(reply.content).records
        progress(len(found))
    return found
