"""Write the example messages of this folder anew: `python docs/examples/make.py`."""

import base64
import json
import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from connectors.channels.json_body import encode
from schemas.catalogue.model import Binding, Effect
from schemas.json_form import to_json
from schemas.samples import sample
from streams.kinds.event import Subject, SubjectKind
from streams.kinds.order import Document
from streams.rule.measure import Ground, MeasureKey, Terms
from streams.send.body import ClaimFields, directive_fields
from streams.send.directive import Directive, DirectiveAction
from streams.send.signature import Signers, headers, public_text, signed_text

FOLDER = Path(__file__).parent
#: A key of the sample only: its secret half is no secret.
SEED = bytes(range(32))
AT = datetime(2026, 6, 2, 1, 30, tzinfo=UTC)
COMPANY = Subject(
    kind=SubjectKind.ORGANISATION, name="常州样例建设有限公司", uscc="91999900MA0000007U"
)
OBJECT = "ACCOUNT:9999000000000000017"
FREEZE = Terms(
    binding=Binding.MANDATORY,
    effect=Effect.CONTROL,
    valid_from=date(2026, 6, 1),
    valid_until=date(2027, 5, 31),
    legal_basis=("中华人民共和国民事诉讼法（2023年修正）第二百五十三条",),
    list_version="2024",
    case_no="(2026)苏9999执17号",
    original_order_no="COURT-CK-2026-000012",
    object=OBJECT,
    amount_fen=9_000_000,
    currency="CNY",
    documents=(Document(name="执行裁定书", sha256="5f" * 32),),
    grounds=(Ground(source="court", record_no="COURT-CK-2026-000012", trigger="order/FREEZE"),),
)
CONTINUED = replace(
    FREEZE,
    valid_until=date(2028, 5, 31),
    documents=(*FREEZE.documents, Document(name="续行冻结裁定书", sha256="7a" * 32)),
)
KEY = MeasureKey(
    partner="bank",
    subject=UUID("0b5c2f8e-6a41-5d7b-9a3f-2f1d8c4e7a60"),
    measure="BNK-02",
    instance=f"court|COURT-CK-2026-000012|{OBJECT}",
)


def directives() -> Mapping[str, bytes]:
    """One webhook body for each action, in the order in which a bank would get them."""
    told = {}
    before: UUID | None = None
    steps = [
        (DirectiveAction.IMPOSE, FREEZE, ()),
        (DirectiveAction.AMEND, CONTINUED, ()),
        (DirectiveAction.LIFT, CONTINUED, (Document(name="解除冻结裁定书", sha256="3c" * 32),)),
    ]
    for n, (action, terms, documents) in enumerate(steps):
        at = AT + timedelta(days=n)
        directive = Directive(
            key=KEY,
            n=n,
            action=action,
            terms=terms,
            decided_on=at.date(),
            reason="解除冻结" if documents else "",
            documents=documents,
            naming=COMPANY,
        )
        delivery = ClaimFields(
            action=action,
            sequence=n + 1,
            previous_sequence=n,
            supersedes=before,
            visible=frozenset({"subject_name", "subject_code"}),
            claimed_at=at,
            answer_by=at + timedelta(days=1),
        )
        body = encode(directive_fields(directive, delivery), at)
        told[f"directive.{action.value.lower()}.json"] = pretty(body)
        before = directive.directive_id
    return told


def signature() -> Mapping[str, bytes]:
    """A signed message in its parts."""
    body = directives()["directive.lift.json"]
    message_id = json.loads(body)["data"]["directive_id"]
    timestamp_s = int((AT + timedelta(days=2)).timestamp())
    given = headers(Signers(ed25519_seeds=(SEED,)), message_id, timestamp_s, body)
    public = Ed25519PrivateKey.from_private_bytes(SEED).public_key()
    raw = base64.b64decode(given["webhook-signature"].removeprefix("v1a,"))
    return {
        "signature/body.json": body,
        "signature/headers.txt": "".join(f"{k}: {v}\n" for k, v in given.items()).encode(),
        "signature/public-key.txt": f"{public_text(SEED)}\n".encode(),
        "signature/public-key.pem": public.public_bytes(
            Encoding.PEM, PublicFormat.SubjectPublicKeyInfo
        ),
        "signature/signed.bin": signed_text(message_id, timestamp_s, body),
        "signature/signature.bin": raw,
    }


def answer() -> bytes:
    """A bank's answer, as it posts it."""
    return pretty(json.dumps(to_json(sample("credit.answers.Answer"))).encode())


def pretty(body: bytes) -> bytes:
    """The same JSON, for a reader."""
    return (json.dumps(json.loads(body), ensure_ascii=False, indent=2) + "\n").encode()


def files() -> Mapping[str, bytes]:
    """Every generated file of this folder with what must stand in it."""
    return {**directives(), "answer.json": answer(), **signature()}


if __name__ == "__main__":
    for name, content in files().items():
        file = FOLDER / name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(content)
        sys.stdout.write(f"{name}\n")
