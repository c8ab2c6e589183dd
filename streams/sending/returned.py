"""What a transport refused for good (退回), said in the partner's place (R14)."""

from typing import Final

from connectors.channels.publisher import ToPublish
from schemas.codec import encode
from streams.sending.outgoing import Outgoing
from streams.track.answer import HUB_ANSWER_NO, ONCE_TAKEN

NEEDS_A_PERSON: Final = "R3007"


def returned(partner: str, one: Outgoing, why: str) -> ToPublish:
    """
    RETURNED as a message on the partner's feedback topic, so that the line journals it.

    Its number is below every answer the partner gives itself: should one come, it counts. Its code
    says whether the partner had taken it before.
    """
    record = {
        "directive_id": str(one.id),
        "answer_no": HUB_ANSWER_NO,
        "result": "RETURNED",
        "reason_code": ONCE_TAKEN if one.once_taken else NEEDS_A_PERSON,
        "reason": why,
    }
    return ToPublish(
        topic=f"feedback.{partner}",
        key=str(one.id).encode(),
        value=encode("credit.answers.Answer", record),
    )
