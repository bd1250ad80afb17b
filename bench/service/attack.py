"""One platform's ordinary article and `/livez`, while strangers and another platform try to stop the service."""

from __future__ import annotations

import http.client
import json
import tempfile
import threading
import time
import urllib.parse
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from bench.harness.result import Result

ASSESSED = "an ordinary article until assessed, during an attack"
LIVE = "/livez during the attack, the slowest answer"
ALLOWED_SECONDS, ALLOWED_LIVE = 15.0, 1.0
SLOW, SIGN_INS, HOSTILE = 10, 16, 4
# Thirty verbs of saying a line: a reader of attributions that tries each of them as one needs half a minute for these.
_HOSTILE_BODY = ["称" * 30 + "0"] * 4500


def run(*, quick: bool) -> list[Result]:
    """Seconds beside ten dripping heads, ten bodies that never come, sixteen sign-ins at a time, four hostile articles.

    A full run attacks three times, and gives the median article and the slowest answer of all.
    """
    from tests.services.instance import Instance
    from tests.services.processes import wait_for

    taken: list[float] = []
    answers: list[float] = []
    with tempfile.TemporaryDirectory(prefix="wb-bench-") as folder:
        instance = Instance(Path(folder) / "home")
        try:
            instance.start()
            wait_for(lambda: instance.get("/readyz").get("work") == "ok", "the sample articles")
            for number in range(1 if quick else 3):
                with _strangers(instance.port), _watch(instance.port, answers):
                    for one in range(HOSTILE):
                        _submit(instance, f"hostile-{number}-{one}", "toutiao", _HOSTILE_BODY)
                    began = time.monotonic()
                    article = _submit(instance, f"ordinary-{number}", "netease", _ordinary(number))
                    wait_for(partial(_is_assessed, instance, article), "the ordinary article")
                    taken.append(time.monotonic() - began)
            instance.stop()
        finally:
            instance.clear_away()
    note = f"{SLOW} slow heads, {SLOW} slow bodies, {SIGN_INS} sign-ins at a time, {HOSTILE} hostile articles of 140 kB"
    return [
        Result(ASSESSED, "s", sorted(taken)[len(taken) // 2], limit=ALLOWED_SECONDS, limit_name="allowed", note=note),
        Result(LIVE, "s", max(answers), limit=ALLOWED_LIVE, limit_name="allowed", note=f"{len(answers)} answers"),
    ]


def _is_assessed(instance: Any, article: int) -> bool:
    return bool(instance.get(f"/api/v1/articles/{article}/")["assessment"]["stage"] == "done")


def _ordinary(number: int) -> list[str]:
    return [
        f"山城市交通部门周三表示，环湖路改造工程第{number}期将于下月分三段施工，期间公交线路临时调整。",
        "据山城市规划研究院测算，改造完成后早高峰通行时间可缩短约十二分钟。",
    ]


def _submit(instance: Any, name: str, platform: str, body: list[str]) -> int:
    submission = {
        "platform": platform,
        "external_id": name,
        "headline": "环湖路改造下月开工，公交线路将调整",
        "body": body,
    }
    connection = http.client.HTTPConnection("127.0.0.1", instance.port, timeout=60)
    headers = {
        "Authorization": f"Api-Key {instance.credentials['api_key']}",
        "Content-Type": "application/json",
        "Idempotency-Key": name,
    }
    connection.request("POST", "/api/v1/articles/", json.dumps(submission), headers)
    answer = connection.getresponse()
    said = answer.read().decode()
    connection.close()
    assert answer.status == 201, said
    return int(json.loads(said)["id"])


@contextmanager
def _strangers(port: int) -> Iterator[None]:
    """Slow clients, and sign-ins with names that nobody has, sixteen at a time, until the end."""
    from tests.services.slow import slow_clients

    over = threading.Event()
    head = b"POST /admin/login/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n"
    guessing = [threading.Thread(target=_guess, args=(port, number, over), daemon=True) for number in range(SIGN_INS)]
    with ExitStack() as stack:
        dripped = b"GET /livez HTTP/1.1\r\nHost: localhost\r\nX-A: "
        stack.enter_context(slow_clients(port, SLOW, dripped, drip=b"a"))
        stack.enter_context(slow_clients(port, SLOW, head))
        for one in guessing:
            one.start()
        yield
        over.set()
        for one in guessing:
            one.join(60)


def _guess(port: int, number: int, over: threading.Event) -> None:
    """Signs in again and again, as a browser does: the form first, for its token."""
    round_ = 0
    while not over.is_set():
        round_ += 1
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        connection.request("GET", "/admin/login/")
        answer = connection.getresponse()
        answer.read()
        cookie = (answer.getheader("Set-Cookie") or "").partition(";")[0]
        fields = {
            "username": f"nobody-{number}-{round_}",
            "password": "a long wrong password",
            "csrfmiddlewaretoken": cookie.partition("=")[2],
        }
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie}
        connection.request("POST", "/admin/login/", urllib.parse.urlencode(fields), headers)
        connection.getresponse().read()
        connection.close()


@contextmanager
def _watch(port: int, answers: list[float]) -> Iterator[None]:
    """Asks `/livez` twice a second, each time on a new connection; seconds of each. Fails when one is not 200."""
    over = threading.Event()
    failed: list[str] = []

    def ask() -> None:
        while not over.wait(0.5):
            began = time.monotonic()
            try:
                connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
                connection.request("GET", "/livez")
                answer = connection.getresponse()
                answer.read()
                connection.close()
                if answer.status != 200:
                    failed.append(str(answer.status))
            except OSError as error:
                failed.append(repr(error))
            answers.append(time.monotonic() - began)

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join(60)
    assert not failed, f"/livez: {failed[:5]}"
