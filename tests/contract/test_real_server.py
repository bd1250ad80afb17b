"""Requests that need a real server: bodies without end or length, many headers, many at once."""

from __future__ import annotations

import gzip
import json
import signal
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from articles.models import Article, ArticleVersion, IdempotentAnswer, Page
from tests.makers import fields
from tests.services.web import Web

pytestmark = pytest.mark.django_db(transaction=True)
# Django's own answer to a request that reaches no view; ours for the rest.
PROBLEM = "application/problem+json"


@pytest.fixture
def web(transactional_db, api_key, broker, tmp_path):
    server = Web(api_key(), tmp_path / "web.log", WEB_WORKERS="2", WEB_THREADS="8")
    server.start()
    yield server
    server.stop()


def head(web: Web, *lines: str, path: str = "articles/", method: str = "POST") -> bytes:
    first = [f"{method} /api/v1/{path} HTTP/1.1", "Host: localhost", f"Authorization: Api-Key {web.key}"]
    return "\r\n".join([*first, "Content-Type: application/json", *lines, "", ""]).encode()


def status_and_problem(answer: bytes) -> tuple[int, dict[str, Any]]:
    top, _, body = answer.partition(b"\r\n\r\n")
    assert PROBLEM.encode() in top, answer[:500]
    return int(top.split()[1]), json.loads(body)


def test_hostile_requests_are_refused_and_the_server_goes_on(web):
    chunk = b"2\r\n{}\r\n0\r\n\r\n"
    status, problem = status_and_problem(web.raw(head(web, "Transfer-Encoding: chunked", "Connection: close") + chunk))
    assert (status, problem["code"]) == (411, "length_required")

    status, _, body = web.request("POST", "articles/", b'{"text": "' + b"x" * 100_000_000 + b'"}')
    assert (status, json.loads(body)["code"]) == (413, "too_large")

    bomb = gzip.compress(b"[" + b" " * 300_000_000 + b"]")
    status, _, body = web.request("POST", "articles/", bomb, Content_Encoding="gzip")
    assert (status, json.loads(body)["code"]) == (413, "too_large")

    status, _, body = web.request("POST", "articles/", b"[" * 100_000 + b"]" * 100_000)
    assert (status, json.loads(body)["code"]) == (400, "too_deep")

    broken = head(web, "Content-Length: 1000", "Connection: close") + b'{"text"'
    odd = [
        head(web, *(f"X-Header-{n}: x" for n in range(10_000)), method="GET"),
        head(web, f"X-Long: {'x' * 1_000_000}", method="GET"),
        head(web, "Content-Length: 2", "Content-Length: 3") + b"{}",
        head(web, "Content-Length: 2", "Transfer-Encoding: chunked") + chunk,
        head(web, "Content-Length: -1") + b"{}",
        head(web, "Content-Length: 9" + "9" * 30) + b"{}",
        head(web, "Na me: x", method="GET"),
        b"GET /api/v1/articles/" + b"x" * 100_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 500,
    ]
    # Sent concurrently, since some are answered only after a time-out.
    with ThreadPoolExecutor(len(odd) + 1) as pool:
        first, *others = pool.map(web.raw, [broken, *odd])
    assert first == b"" or status_and_problem(first)[0] == 400
    for answer in others:
        # The server's own parser refuses these before Django sees them: a 4xx or nothing, without a problem document.
        assert answer == b"" or answer.split()[1].startswith(b"4"), answer[:200]

    assert not Page.objects.exists()
    status, _, body = web.request("POST", "articles/", fields())
    assert status == 201, body


def test_twenty_at_once_under_one_key_have_one_effect_and_one_answer(web):
    data = fields()

    def send(_: int) -> tuple[int, bytes, bool]:
        while True:
            status, headers, body = web.request("POST", "articles/", data, Idempotency_Key="crowd")
            if status != 409:
                return status, body, "idempotent-replayed" in headers
            time.sleep(float(headers["retry-after"]))

    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(send, range(20)))
    assert {(status, body) for status, body, _ in answers} == {answers[0][:2]}
    assert answers[0][0] == 201
    assert Counter(replayed for *_, replayed in answers) == {True: 19, False: 1}
    assert Article.objects.count() == ArticleVersion.objects.count() == IdempotentAnswer.objects.count() == 1


def test_twenty_batches_at_once_under_ten_keys(web):
    """Different batches do not block one another, even when they name the same sources in another order."""
    batches = [[fields(source=f"山城观察{(n + step) % 5}") for step in range(8)] for n in range(10)]

    def send(n: int) -> tuple[int, int, bytes]:
        while True:
            status, headers, body = web.request(
                "POST", "articles/batch/", batches[n % 10], Idempotency_Key=f"b{n % 10}"
            )
            if status != 409:
                return n % 10, status, body
            time.sleep(float(headers["retry-after"]))

    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(send, range(20)))
    assert {status for _, status, _ in answers} == {207}
    assert len({(key, body) for key, _, body in answers}) == 10
    assert Article.objects.count() == 80


def test_answer_lost_after_the_commit_is_found_by_a_retry(web, monkeypatch, tmp_path):
    """The server dies between the effect and the answer; before the commit, nothing has happened."""
    data = fields()
    web.stop()
    for moment, there in (("before", 0), ("after", 1)):
        dying = Web(web.key, tmp_path / "dying.log", WEB_WORKERS="1", TESTS_DIE=moment)
        dying.application = "tests.services.dying_web:application"
        dying.start()
        with pytest.raises(OSError):  # noqa: PT011 - whichever way a connection breaks
            dying.request("POST", "articles/", data, Idempotency_Key="lost")
        dying.stop(signal.SIGKILL)
        assert (Article.objects.count(), IdempotentAnswer.objects.count()) == (there, there)
    web.start()
    status, headers, body = web.request("POST", "articles/", data, Idempotency_Key="lost")
    assert (status, headers["idempotent-replayed"]) == (201, "true")
    assert json.loads(body)["id"] == Article.objects.get().pk
