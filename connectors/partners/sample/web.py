"""The web side of a sample partner: takes webhooks, tells what it holds, is told to misbehave."""

import asyncio
import logging
import time
from collections.abc import Callable
from typing import Annotated, Any

from fastapi import Body, FastAPI, Request, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from connectors.partners.answer import Answer
from connectors.partners.desk import Desk, Say
from connectors.partners.directive import NotADirective, from_webhook, is_ping
from connectors.partners.hub_http import HubAway, HubRefuses
from connectors.partners.order_result import OrderResult, result_of_webhook
from connectors.partners.sample.behaviour import Behaviour, Mode
from connectors.partners.sample.keys import HubKeys
from connectors.partners.signature import NotSigned

log = logging.getLogger(__name__)

REPLIES = {Mode.DOWN: 503, Mode.RETURN: 422, Mode.GONE: 404, Mode.FORGET: 200}


def app(
    desk: Desk,
    behaviour: Behaviour,
    keys: HubKeys,
    answer: Callable[[Answer], None],
    say: Say,
) -> ASGIApp:
    """
    The application; `answer` is told each answer once it is in the ledger.

    `say`: those that follow a full list, and returns once the hub has them.
    """
    web = FastAPI(title="Sample partner", openapi_url=None)
    seen: list[dict[str, str]] = []

    @web.post("/directives")
    async def take(request: Request) -> Response:
        mode, seconds = behaviour.now()
        body = await request.body()
        seen.append({"id": request.headers.get("webhook-id", ""), "body": body.decode("utf-8")})
        if mode is Mode.SLOW:
            await asyncio.sleep(seconds)
        if mode in REPLIES:
            return Response(status_code=REPLIES[mode])
        try:
            now_s = int(time.time())
            await asyncio.to_thread(keys.require_signed, request.headers, body, now_s)
            if is_ping(body):
                return Response(status_code=204)
            told = result_of_webhook(body) or from_webhook(body)
            desk.require_mine(told)
        except HubAway:  # it may well be the hub's: a 401 would have the channel paused
            return Response(status_code=503)
        except NotSigned as why:
            log.warning("401, a message is not taken: %s", why)
            return Response(status_code=401)
        except NotADirective as why:
            log.warning("400, a message is not taken: %s", why)
            return Response(status_code=400)
        if isinstance(told, OrderResult):
            given, gap = None, await asyncio.to_thread(desk.keep_result, told)
        else:
            outcome = await asyncio.to_thread(desk.handle, told)
            given, gap = outcome.answer, outcome.gap
        if mode is Mode.CUT:
            request.scope["cut"]()
            return Response(status_code=500)
        if given is not None:
            answer(given)
        if gap:
            try:
                await asyncio.to_thread(desk.close_gap, say)
            except (HubAway, HubRefuses) as why:  # the ledger keeps that something is missing
                log.warning("the full list is asked for once more with the next one: %s", why)
        return Response(status_code=202)

    @web.get("/in-force")
    def in_force() -> dict[str, Any]:
        return {"directives": list(desk.ledger.held())}

    @web.get("/order-results")
    def order_results() -> dict[str, Any]:
        return {"order_results": list(desk.ledger.results.values())}

    @web.post("/reconcile")
    def reconcile() -> dict[str, int]:
        return {"answers": len(desk.reconcile(say))}

    @web.get("/admin/seen")
    def what_came() -> list[dict[str, str]]:
        return list(seen)

    @web.post("/admin/behave")
    def behave(
        mode: Annotated[Mode, Body()], seconds: Annotated[float, Body()] = 0.0
    ) -> dict[str, str]:
        behaviour.become(mode, seconds)
        return {"mode": mode.value}

    return _Cutting(web)


class _Cutting:
    """Lets a handler cut the connection it was asked on; uvicorn's own objects have the socket."""

    def __init__(self, inner: ASGIApp) -> None:
        self._inner = inner

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            transport = getattr(getattr(receive, "__self__", None), "transport", None)
            scope["cut"] = transport.abort if transport is not None else (lambda: None)
        await self._inner(scope, receive, send)
