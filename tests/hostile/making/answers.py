"""A partner's answers that are none, or say what is none."""

from datetime import UTC, date, datetime

from hostile.making.avro_bytes import number
from hostile.making.wire import ANSWER, answer, bent, event, varint

from schemas.codec import encode, frame
from schemas.samples import sample


def files() -> dict[str, bytes]:
    """Name → bytes."""
    return {**_framing(), **_numbers(), **_values()}


def _framing() -> dict[str, bytes]:
    good = answer()
    return {
        "plain": good,
        "empty": b"",
        "framing-alone": good[:5],
        "magic-1": b"\1" + good[1:],
        "id-unknown": frame(99_999, good[5:]),
        "id-of-an-event": frame(number("credit.events.ListEntry"), good[5:]),
        "an-event": event("ListEntry"),
        "a-directive": encode("credit.directives.Directive", sample("credit.directives.Directive")),
        "half": good[: len(good) // 2],
        "one-byte-left-over": good + b"\0",
        "twice": good + good,
        "depth-60000": frame(number(ANSWER), b"\2" * 60_000),
        "ones": frame(number(ANSWER), b"\xff" * 2_000),
        "largest-and-one-byte": good + bytes(65_537 - len(good)),
        "json": b'{"directive_id":"x"}',
    }


def _numbers() -> dict[str, bytes]:
    numbers = answer(answer_no=1), answer(answer_no=2)
    results = answer(result="ACCEPTED"), answer(result="EXECUTED")
    freezes = answer(earlier_freezes=[]), answer()
    ids = answer(directive_id="abc"), answer(directive_id="abcd")
    at = [answer(executed_at=datetime(2026, 6, 1, 0, 0, second, tzinfo=UTC)) for second in (0, 1)]
    moment = int(datetime(2026, 6, 1, tzinfo=UTC).timestamp() * 1000)
    taken = len(varint(moment))
    # What differs is not the first byte of the number: the two are seen to part further in.
    place = next(i for i in range(len(at[0])) if at[0][i:].startswith(varint(moment)))
    moments = {
        "year-10000": 253_402_300_800_000,
        "2-62": 2**62,
        "minus-2-62": -(2**62),
        "beyond-64-bits": 2**70,
        "year-1": -62_135_596_800_000,
        "before-year-1": -62_135_596_800_001,
    }
    return {
        "number-0": bent(*numbers, varint(0)),
        "number-minus-1": bent(*numbers, varint(-1)),
        "number-2-31": bent(*numbers, varint(2**31)),
        "number-2-40": bent(*numbers, varint(2**40)),
        "number-beyond-64-bits": bent(*numbers, varint(2**64)),
        "number-over-long": bent(*numbers, varint(1, padding=1)),
        "result-minus-1": bent(*results, varint(-1)),
        "result-99": bent(*results, varint(99)),
        "freezes-10-9": bent(*freezes, varint(10**9)),
        "freezes-minus-2-63": bent(*freezes, varint(-(2**63))),
        "freezes-10000-blank": answer(earlier_freezes=[{"authority": ""}] * 10_000),
        "id-length-2-62": bent(*ids, varint(2**62)),
        "id-length-minus-1": bent(*ids, varint(-1)),
        **{
            f"executed-{name}": at[0][:place] + varint(number) + at[0][place + taken :]
            for name, number in moments.items()
        },
    }


def _values() -> dict[str, bytes]:
    made = sample(ANSWER)["directive_id"]
    freeze = sample(ANSWER)["earlier_freezes"][0]
    return {
        "result-unknown": answer(result="UNKNOWN"),
        "directive-blank": answer(directive_id=""),
        "directive-made-up": answer(directive_id="not-one-of-yours"),
        "directive-upper-case": answer(directive_id=made.upper()),
        "directive-in-braces": answer(directive_id="{" + made + "}"),
        "directive-urn": answer(directive_id="urn:uuid:" + made),
        "directive-with-a-newline": answer(directive_id=made + "\n"),
        "directive-arabic-digits": answer(directive_id="٣" * 32),
        "directive-of-60000": answer(directive_id="a" * 60_000),
        "reason-nul": answer(reason="a\0b"),
        "reason-clears-a-terminal": answer(reason="\x1b[2J\x1b[1;1H0 open"),
        "reason-of-lines": answer(reason="户名不符\r\n请核对"),
        "reason-right-to-left": answer(reason="不符\u202e"),
        "reason-of-4000": answer(reason="因" * 4_000),
        "reason-code-with-a-newline": answer(reason_code="R3002\n"),
        "own-number-with-a-newline": answer(partner_ref="K1\n"),
        "own-number-of-201": answer(partner_ref="1" * 201),
        "freeze-case-zero-width": answer(earlier_freezes=[{**freeze, "case_no": "1\u200b"}]),
        "freeze-authority-nul": answer(earlier_freezes=[freeze, {**freeze, "authority": "a\0"}]),
        "reason-of-60000": answer(reason="x" * 60_000),
        "reason-code-unknown": answer(reason_code="R9999"),
        "amount-negative": answer(controlled_amount_fen=-1),
        "amount-largest": answer(controlled_amount_fen=2**63 - 1),
        "rank-negative": answer(queue_rank=-1),
        "freeze-ends-before-it-begins": answer(
            earlier_freezes=[{**freeze, "valid_until": date(1970, 1, 1)}]
        ),
        "executed-never": answer(executed_at=None),
        "executed-in-9999": answer(executed_at=datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)),
    }
