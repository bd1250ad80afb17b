"""Clients that submit pages and decide by REST, and repeat unanswered requests."""

from __future__ import annotations

import http.client
import json
import random
import threading
import time
from collections.abc import Callable, Sequence
from itertools import count
from typing import Any
from uuid import uuid4

from tests.makers import fields
from tests.reliability.effects import LURID
from tests.services.web import Web

# Errors of a web server that dies or is away: without an answer, the client cannot know about the effect.
_UNANSWERED = (OSError, http.client.HTTPException)
# Answers that mean "later": the same request still runs; the database is away.
_LATER = {409: "idempotency_key_running", 503: "unavailable"}
_WORDS = "山城环湖公交施工居民学校医院研究院测算报道期间调整路口高峰通行缩短安排引导周三下月分段道路改造工程部门表示"


def pages(number: int, chance: random.Random) -> list[dict[str, Any]]:
    """`number` submissions, each with its own text; every other one has a reason to be queued."""
    made = []
    for index in range(number):
        text = ["".join(chance.choices(_WORDS, k=60)) + "。" for _ in range(3)]
        lurid = {"headline": LURID.format(index)} if index % 2 else {}
        made.append(fields(body=text, **lurid))
    return made


class Clients:
    """Threads that submit the given pages to the web servers in turn, until each page is accepted.

    Every other page has an Idempotency-Key and is repeated under it; the others are identified by their external id.
    `accepted` holds the article's id by external id; `refused` every answer that is neither success nor "later";
    `alone` counts the moments when no web server answered.
    """

    def __init__(self, webs: Sequence[Web], threads: int = 2) -> None:
        self._webs = list(webs)
        self._waiting: list[tuple[int, dict[str, Any]]] = []
        self._lock = threading.Lock()
        self._over = threading.Event()
        self._numbers = count()
        self._threads = [threading.Thread(target=self._work, daemon=True) for _ in range(threads)]
        self.accepted: dict[str, int] = {}
        self.refused: list[tuple[int, bytes]] = []
        self.resent = self.alone = 0

    def __enter__(self) -> Clients:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """Ends the threads after their current requests."""
        self._over.set()
        for thread in self._threads:
            thread.join(90)

    def hand_in(self, some: Sequence[dict[str, Any]]) -> None:
        """Gives the threads more to do, and returns at once."""
        with self._lock:
            self._waiting += [(next(self._numbers), page) for page in some]

    def send(self, path: str, body: Any, **headers: str) -> tuple[int, dict[str, Any]]:
        """POSTs until there is an answer that is not "later": the status and the document; (0, {}) when over."""
        turn = next(self._numbers)
        while not self._over.is_set():
            answer = self._tried(turn, path, body, headers)
            if answer is not None and (answer[0] not in _LATER or answer[1].get("code") != _LATER[answer[0]]):
                return answer
            self.resent += 1
            time.sleep(0.05)
        return 0, {}

    def _tried(self, turn: int, path: str, body: Any, headers: dict[str, str]) -> tuple[int, dict[str, Any]] | None:
        """The answer of the first web server that gives one, starting with the one whose turn it is."""
        for step in range(len(self._webs)):
            web = self._webs[(turn + step) % len(self._webs)]
            try:
                status, _, content = web.request("POST", path, body, **headers)
            except _UNANSWERED:
                continue
            return status, json.loads(content) if content else {}
        self.alone += 1
        return None

    def _work(self) -> None:
        while not self._over.is_set():
            with self._lock:
                number, page = self._waiting.pop(0) if self._waiting else (0, {})
            if not page:
                time.sleep(0.02)
                continue
            named = {"Idempotency_Key": uuid4().hex} if number % 2 else {}
            status, answer = self.send("articles/", page, **named)
            if status in (200, 201):
                self.accepted[page["external_id"]] = answer["id"]
            elif status:
                self.refused.append((status, json.dumps(answer).encode()))


class Decider:
    """A moderator who claims and allows items while there are any; `made` holds the decision by item."""

    def __init__(self, clients: Clients, moderator: str) -> None:
        self._clients = clients
        self._moderator = moderator
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._work, daemon=True)
        self.made: dict[int, int] = {}
        self.refused: list[tuple[int, dict[str, Any]]] = []

    def __enter__(self) -> Decider:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """Ends the work after the current decision."""
        self._over.set()
        self._thread.join(90)

    def _work(self) -> None:
        while not self._over.is_set():
            status, item = self._clients.send("queue-items/claim/", {"moderator": self._moderator})
            if status != 200:
                self._keep(status, item, good=(0, 204))
                time.sleep(0.2)
                continue
            wish = {"moderator": self._moderator, "version": item["version"], "act": "allow"}
            key = uuid4().hex
            status, decision = self._clients.send(f"queue-items/{item['id']}/decide/", wish, Idempotency_Key=key)
            if status == 201:
                self.made[item["id"]] = decision["id"]
            else:
                self._keep(status, decision, good=(0, 409))

    def _keep(self, status: int, answer: dict[str, Any], good: tuple[int, ...]) -> None:
        if status not in good:
            self.refused.append((status, answer))


def reached(clients: Clients, number: int) -> Callable[[], bool]:
    """A condition for `wait_for`: `number` pages are accepted."""
    return lambda: len(clients.accepted) >= number
