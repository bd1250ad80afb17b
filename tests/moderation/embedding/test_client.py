"""The adapter against a real local server: what it sends, and what it makes of hostile answers."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import numpy as np
import pytest

from moderation.embedding import client
from moderation.embedding.client import embed

SENTENCES = ["湖水升温早，藻类就多。", "水厂建于1998年。", "一天供水18万吨。"]


def _vectors(amount: int, size: int = 16) -> list[dict[str, Any]]:
    return [{"index": number, "embedding": [float(number == at) for at in range(size)]} for number in range(amount)]


class Service:
    """A server that answers as `answer` says, and keeps what it was sent."""

    def __init__(self) -> None:
        self.answer: Any = lambda sent: (200, json.dumps({"data": _vectors(len(sent["input"]))}).encode())
        self.seen: list[tuple[dict[str, Any], str]] = []
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                service.seen.append((sent, self.headers.get("Authorization", "")))
                status, body = service.answer(sent)
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args: Any) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_port}/v1/embeddings"


@pytest.fixture
def service(settings: Any) -> Iterator[Service]:
    made = Service()
    settings.EMBEDDINGS_URL, settings.EMBEDDINGS_SECONDS = made.url, 1.0
    settings.EMBEDDINGS_KEY, settings.EMBEDDINGS_MODEL = "geheim", "small"
    client.breaker.closed_until = 0.0
    client._receivers.cache_clear()
    yield made
    made.server.shutdown()
    made.server.server_close()
    client.breaker.closed_until = 0.0
    client._receivers.cache_clear()


def test_sentences_are_sent_in_the_common_form_and_come_back_as_unit_vectors(service: Service) -> None:
    found = embed(SENTENCES)

    assert found is not None
    assert found.shape == (3, 16)
    assert np.allclose(np.linalg.norm(found, axis=1), 1.0)
    sent, key = service.seen[0]
    assert (sent["model"], sent["input"], key) == ("small", SENTENCES, "Bearer geheim")


def test_vectors_in_another_order_are_put_right(service: Service) -> None:
    service.answer = lambda sent: (200, json.dumps({"data": _vectors(3)[::-1]}).encode())

    found = embed(SENTENCES)

    assert found is not None
    assert found.argmax(axis=1).tolist() == [0, 1, 2]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"not json",
        b"[]",
        b'{"data": 7}',
        b'{"data": [1, 2, 3]}',
        json.dumps({"data": _vectors(2)}).encode(),
        json.dumps({"data": _vectors(4)}).encode(),
        json.dumps({"data": [{"index": 0, "embedding": [1.0] * 16}] * 3}).encode(),
        json.dumps({"data": [*_vectors(2), {"index": 2, "embedding": [1.0] * 15}]}).encode(),
        json.dumps({"data": _vectors(3, size=2)}).encode(),
        json.dumps({"data": [*_vectors(2), {"index": 2, "embedding": [float("nan")] * 16}]}).encode(),
        json.dumps({"data": [*_vectors(2), {"index": 2, "embedding": [float("inf")] * 16}]}).encode(),
        json.dumps({"data": [*_vectors(2), {"index": 2, "embedding": [0.0] * 16}]}).encode(),
        json.dumps({"data": [*_vectors(2), {"index": 2, "embedding": ["1"] * 16}]}).encode(),
        json.dumps({"data": [*_vectors(2), {"index": 2, "embedding": [10**400] * 16}]}).encode(),
        json.dumps({"data": [*_vectors(2), {"index": "2", "embedding": [1.0] * 16}]}).encode(),
        b"[" * 100_000,
    ],
    ids=range(17),
)
def test_a_bad_answer_gives_nothing(service: Service, body: bytes) -> None:
    service.answer = lambda sent: (200, body)

    assert embed(SENTENCES) is None


def test_a_service_that_hangs_is_given_up_and_left_alone_for_a_while(service: Service) -> None:
    service.answer = lambda sent: (time.sleep(20), (200, b""))[1]

    assert embed(SENTENCES) is None
    assert embed(SENTENCES) is None

    assert len(service.seen) == 1


def test_an_answer_that_is_too_large_is_not_read(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "_ANSWER", 100)

    assert embed(SENTENCES) is None


def test_an_error_of_the_service_and_a_redirect_give_nothing(service: Service) -> None:
    for status in (500, 302, 401):
        client.breaker.closed_until = 0.0
        service.answer = lambda sent, status=status: (status, b"{}")
        assert embed(SENTENCES) is None


def test_without_an_address_nobody_is_asked(service: Service, settings: Any) -> None:
    settings.EMBEDDINGS_URL = ""

    assert embed(SENTENCES) is None
    assert embed([]) is None
    assert service.seen == []
