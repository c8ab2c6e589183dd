"""A labour bureau that publishes to a hub and reads its receipts."""

from datetime import UTC, datetime, timedelta

from kafka import KafkaProducer
from scenario.codes import uscc
from support import plain_http
from support.hub_process import HubUp

from schemas.codec import Record, encode
from schemas.samples import sample

TODAY = datetime.now(UTC).date()


def publish(bootstrap: str, *records: Record) -> None:
    """Wage entries of the labour bureau, each acknowledged."""
    producer = KafkaProducer(bootstrap_servers=bootstrap, acks="all")
    for record in records:
        value = encode("credit.events.ListEntry", record)
        producer.send("credit.events.hrss", key=record["record_no"].encode(), value=value)
    producer.flush()
    producer.close()


def wage(number: int, version: int = 1, **changed: object) -> Record:
    """A wage entry about a company of its own, in force for a year."""
    days = {
        "decided_on": TODAY - timedelta(days=1),
        "effective_from": None,
        "effective_until": TODAY + timedelta(days=365),
        "served_on": None,
        "published_on": None,
    }
    said = sample("credit.events.ListEntry")
    about = {
        **said["subject"],
        "name": f"第{number}公司",
        "uscc": uscc("91", f"{number:08d}"),
        "org_code": "",
    }
    own = {"record_no": f"W{number}", "document_no": f"样人社监列〔2026〕{number}号"}
    return said | days | own | {"version": version, "subject": about, **changed}


def corrected(number: int, version: int, days: int) -> Record:
    """The same with another last day."""
    until = TODAY + timedelta(days=days)
    return wage(number, version, action="CORRECT", effective_until=until)


def receipts_after(running: HubUp, after: str) -> tuple[set[int], str]:
    """Offsets of all receipts the bureau gets behind a cursor, and the cursor to go on with."""
    found: set[int] = set()
    while True:
        given = {"after": after, "limit": "1000"}
        said = plain_http.get(f"{running.api}/departments/hrss/receipts", params=given).json()
        if not said["receipts"]:
            return found, after
        found |= {receipt["offset"] for receipt in said["receipts"]}
        after = said["next"]
