"""
Requests to servers of this machine, over plain HTTP.

httpx reads all certificates anew for every single request: 50 ms of a processor, which a test that
asks until something holds pays twenty times a second. Here nobody's certificate is trusted.
"""

import ssl
from collections.abc import Mapping
from functools import cache

import httpx


def get(
    url: str, *, timeout_s: float = 5, params: Mapping[str, str] | None = None
) -> httpx.Response:
    """What is replied to a GET; raises what `httpx.get` does."""
    return httpx.get(url, timeout=timeout_s, params=params, verify=_nobody(), trust_env=False)


def post(url: str, json: object = None) -> httpx.Response:
    """What is replied to a POST; raises what `httpx.post` does."""
    return httpx.post(url, json=json, verify=_nobody(), trust_env=False)


@cache
def _nobody() -> ssl.SSLContext:
    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
