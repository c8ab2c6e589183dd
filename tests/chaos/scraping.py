"""Metrics as Prometheus would see them, scraped every second beside a run."""

import threading
import time
from collections.abc import Sequence
from typing import Final

import httpx
from alerting.scrapes import Scrape, read_scrape
from support import plain_http

from chaos.signs import SIGNS

EVERY_S: Final = 1.0
#: What is looked at; the rest of a scrape is not kept.
NAMES: Final = frozenset(sign.series for signs in SIGNS.values() for sign in signs)
#: An answer that takes longer is missed, though it still counts when it comes.
MISSED_AFTER_S: Final = 1.5
PATIENCE_S: Final = 10.0


class Scraping:
    """A thread that scrapes; `scrapes` are all of a run, the oldest first."""

    def __init__(self, api: str) -> None:
        self._api = api
        self._ended = threading.Event()
        self._scrapes: list[Scrape] = []
        self._thread = threading.Thread(target=self._run, name="scraping", daemon=True)
        self._thread.start()

    @property
    def scrapes(self) -> Sequence[Scrape]:
        """Those made by now; without series where nobody answered."""
        return tuple(self._scrapes)

    def stop(self) -> None:
        """After the call nothing is scraped any more."""
        self._ended.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._ended.wait(EVERY_S):
            begun_s = time.time()
            try:
                text = plain_http.get(f"{self._api}/metrics", timeout_s=PATIENCE_S).text
            except httpx.HTTPError:
                text = ""
            now_s = time.time()
            if not text or now_s - begun_s > MISSED_AFTER_S:
                missed_s = min(now_s, begun_s + MISSED_AFTER_S)
                self._scrapes.append(Scrape(at_s=missed_s, series={}))
            if text:
                self._scrapes.append(_of_interest(read_scrape(text, now_s)))


def _of_interest(scrape: Scrape) -> Scrape:
    series = {name: of for name, of in scrape.series.items() if name in NAMES}
    return Scrape(at_s=scrape.at_s, series=series)
