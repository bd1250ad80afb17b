"""Slow clients neither stop the web server nor keep their sockets: heads, bodies, and answers that nobody reads."""

from __future__ import annotations

import http.client
import json
import os
import shutil
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.contrib.auth.models import User
from django.test import Client

from tests.makers import fields
from tests.services.instance import free_port
from tests.services.processes import wait_for
from tests.services.slow import slow_clients
from tests.services.web import Web
from workbench.env import BASE_DIR
from workbench.running.parent import end_with_parent

THREADS = 4
SOCKETS = 3 * THREADS
# Seconds; small, so that the test need not wait.
LIMITS = {"WEB_HEAD_SECONDS": "3", "WEB_BODY_SECONDS": "3", "WEB_ANSWER_SECONDS": "3"}
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(scope="module")
def server(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Web]:
    """One server for all tests of this module: its start is the longest part of each."""
    server = Web("", tmp_path_factory.mktemp("web") / "web.log", WEB_WORKERS="1", WEB_THREADS=str(THREADS), **LIMITS)
    yield server
    server.stop()


@pytest.fixture
def web(transactional_db: None, server: Web, api_key: Callable[..., str], broker: object) -> Web:
    """The server, with a key of this test."""
    if not server.is_started:
        server.start()
    server.key = api_key()
    return server


def head(method: str, path: str, *lines: str) -> bytes:
    return "\r\n".join([f"{method} {path} HTTP/1.1", "Host: localhost", *lines]).encode()


def post(path: str, length: int, *lines: str) -> bytes:
    return head("POST", path, f"Content-Length: {length}", *lines, "", "")


JSON = "Content-Type: application/json"
FORM = "Content-Type: application/x-www-form-urlencoded"
HEADS = {
    "a head by drips": (head("GET", "/livez", "X-A: "), b"a"),
    "a head that stops": (head("GET", "/livez", "X-A: "), b""),
    "nothing": (b"", b""),
}
BODIES = {
    "a small sign-in": post("/admin/login/", 500, FORM),
    "a large sign-in": post("/admin/login/", 60_000, FORM),
    "a submission": post("/api/v1/articles/", 60_000, JSON),
}


def goes_on(web: Web, cookie: str) -> None:
    """Others are served while the slow ones hold their sockets; a server without a thread left times out here."""
    assert web.status_of("/livez") == 200
    assert web.request("GET", "articles/")[0] == 200
    assert web.request("POST", "articles/", fields())[0] == 201
    connection = http.client.HTTPConnection("127.0.0.1", web.port, timeout=60)
    try:
        connection.request("GET", "/admin/triage/1/ahead/", headers={"Cookie": cookie})
        assert connection.getresponse().status == 204, "no next item, for somebody who is signed in"
    finally:
        connection.close()


@pytest.fixture
def cookie(moderator: User) -> str:
    """The cookie of a signed-in moderator."""
    client = Client()
    client.force_login(moderator)
    return f"sessionid={client.cookies['sessionid'].value}"


@pytest.fixture(scope="module")
def proxy(server: Web) -> Iterator[int]:
    """The port of Caddy as compose.yaml starts it, before the server, with times that a test can wait for."""
    program = shutil.which("caddy")
    if program is None:
        pytest.skip("no caddy here (Debian: apt-get install caddy)")
    port = free_port()
    times = {"HEAD_TIME": "3s", "BODY_TIME": "6s", "ANSWER_TIME": "20s"}
    place = {"PROXY_PORT": str(port), "WEB_HOST": "localhost", "WEB_PORT": str(server.port)}
    command = [program, "run", "--adapter", "caddyfile", "--config", str(BASE_DIR / ".docker" / "Caddyfile")]
    with tempfile.TemporaryDirectory() as folder:
        own = {"XDG_DATA_HOME": folder, "XDG_CONFIG_HOME": folder, "HOME": folder}
        log = Path(folder) / "caddy.log"
        with log.open("wb") as out:
            process = subprocess.Popen(
                command, env={**os.environ, **times, **place, **own}, stdout=out, stderr=out,
                preexec_fn=end_with_parent,
            )  # fmt: skip
        try:
            wait_for(lambda: process.poll() is not None or answers(port), "Caddy")
            assert process.poll() is None, log.read_text()
            yield port
        finally:
            process.terminate()
            process.wait(20)


def answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=5).close()
    except OSError:
        return False
    return True


def hold(web: Web, cookie: str, kinds: Iterable[tuple[bytes, bytes]], port: int | None = None) -> list[bytes]:
    """Slow clients of each kind at once, at the server or another port before it: others go on, the slow are ended.

    Returns what the slow ones got.
    """
    with ExitStack() as stack:
        crowds = [stack.enter_context(slow_clients(port or web.port, SOCKETS, sent, drip=drip)) for sent, drip in kinds]
        goes_on(web, cookie)
        for crowd in crowds:
            wait_for(lambda crowd=crowd: crowd.open == 0, "the server to close idle sockets")  # type: ignore[misc]
    return [answer for crowd in crowds for answer in crowd.answers.values()]


def test_slow_heads_stop_nobody_and_are_closed(web: Web, cookie: str) -> None:
    hold(web, cookie, HEADS.values())


def test_bodies_of_strangers_stop_nobody_and_are_closed(web: Web, cookie: str) -> None:
    answers = hold(web, cookie, [(sent, drip) for sent in BODIES.values() for drip in (b"", b"a")])
    assert {answer.partition(b"\r\n")[0] for answer in answers} <= {b"HTTP/1.1 408 Request Timeout"}


def test_bodies_under_a_key_stop_nobody_and_are_closed(web: Web, cookie: str) -> None:
    sent = [post("/api/v1/articles/", n, JSON, f"Authorization: Api-Key {web.key}") for n in (50_000, 2_000_000)]
    answers = hold(web, cookie, [(head, drip) for head in sent for drip in (b"", b"a")])
    assert {answer.partition(b"\r\n")[0] for answer in answers} <= {b"HTTP/1.1 408 Request Timeout"}


def test_answers_that_nobody_reads_stop_nobody_and_are_closed(web: Web, cookie: str) -> None:
    with slow_clients(web.port, SOCKETS, head("GET", "/api/v1/schema/", "", "") * 5, reads=False) as clients:
        goes_on(web, cookie)
        wait_for(lambda: clients.open == 0, "the server to close what nobody reads")


@pytest.mark.parametrize(
    ("lines", "code"),
    [((), "not_authenticated"), (("Authorization: Api-Key " + "a" * 8 + "." + "b" * 32,), "invalid_key")],
)
def test_without_a_valid_key_the_answer_comes_before_the_body(web: Web, lines: tuple[str, ...], code: str) -> None:
    answer = web.raw(post("/api/v1/articles/", django_settings.API_BODY_LIMIT, JSON, *lines))
    assert answer.startswith(b"HTTP/1.1 401 ")
    assert code.encode() in answer
    # Nobody is asked to send what will not be read.
    expecting = web.raw(post("/api/v1/articles/", django_settings.API_BODY_LIMIT, JSON, "Expect: 100-continue", *lines))
    assert expecting.startswith(b"HTTP/1.1 401 ")


def test_a_form_of_a_stranger_is_limited_before_it_is_read(web: Web) -> None:
    assert web.raw(post("/admin/login/", 1_000_000, FORM)).startswith(b"HTTP/1.1 413 ")


def test_who_may_send_a_large_body_is_asked_to_and_heard(web: Web) -> None:
    body = ('{"text": "' + "江" * 400_000 + '"}').encode()
    sent = post(
        "/api/v1/headlines/score/", len(body), JSON, f"Authorization: Api-Key {web.key}", "Expect: 100-continue"
    )
    answer = web.raw(sent + body)
    assert answer.startswith(b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 4"), answer[:200]
    assert web.request("POST", "articles/", fields(body=["江" * 100] * 800))[0] == 201


def test_a_connection_is_kept_for_further_requests_with_and_without_body(web: Web) -> None:
    key = {"Authorization": f"Api-Key {web.key}", "Content-Type": "application/json"}
    connection = http.client.HTTPConnection("127.0.0.1", web.port, timeout=60)
    try:
        for body in [None, json.dumps(fields()), json.dumps(fields(body=["江" * 100] * 800)), None]:
            connection.request("POST" if body else "GET", "/api/v1/articles/", body, key)
            answer = connection.getresponse()
            assert (answer.status, answer.getheader("Connection")) == (201 if body else 200, "keep-alive")
            answer.read()
    finally:
        connection.close()
    twice = web.raw(head("GET", "/livez", "", "") + head("GET", "/livez", "Connection: close", "", ""))
    assert twice.count(b"HTTP/1.1 200 OK") == 2


def test_a_client_that_reads_slowly_gets_its_answer_whole(web: Web) -> None:
    with socket.socket() as reader:
        reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        reader.settimeout(20)
        reader.connect(("127.0.0.1", web.port))
        reader.sendall(head("GET", "/api/v1/schema/", "Connection: close", "", ""))
        received = b""
        while piece := reader.recv(65536):
            received += piece
            time.sleep(0.02)
    top, _, body = received.partition(b"\r\n\r\n")
    assert f"Content-Length: {len(body)}".encode() in top
    json.loads(body)


def test_through_the_proxy_slow_heads_and_bodies_stop_nobody_and_are_closed(web: Web, cookie: str, proxy: int) -> None:
    key = f"Authorization: Api-Key {web.key}"
    bodies = [
        *BODIES.values(),
        post("/api/v1/articles/", 50_000, JSON, key),
        post("/api/v1/articles/", 2_000_000, JSON, key),
    ]
    # A client that sends nothing may keep its connection to the proxy as long as a browser: it costs no thread.
    heads = [(sent, drip) for sent, drip in HEADS.values() if sent]
    before = web.port
    answers = hold(web, cookie, [*heads, *((body, drip) for body in bodies for drip in (b"", b"a"))], proxy)
    assert not [answer for answer in answers if answer.startswith(b"HTTP/1.1 2")]
    try:
        web.port = proxy
        goes_on(web, cookie)
        assert web.status_of("/metrics") == 404
        assert web.status_of("/readyz") == 200
        assert web.raw(post("/admin/login/", 30_000_000, FORM)).startswith(b"HTTP/1.1 413 ")
    finally:
        web.port = before


@pytest.mark.parametrize(
    ("limit", "held"),
    [({"WEB_CONNECTIONS_PER_ADDRESS": "6"}, 6), ({"WEB_CONNECTIONS": "6"}, 6)],
    ids=["address", "all"],
)
def test_of_too_many_connections_those_that_wait_longest_end(
    transactional_db: None, api_key: Callable[..., str], tmp_path: Path, limit: dict[str, str], held: int
) -> None:
    patient = {"WEB_HEAD_SECONDS": "300", "WEB_BODY_SECONDS": "300"}
    web = Web(api_key(), tmp_path / "web.log", WEB_WORKERS="1", WEB_THREADS=str(THREADS), **patient, **limit)
    web.start()
    try:
        with slow_clients(web.port, 3 * held, HEADS["a head that stops"][0]) as clients:
            wait_for(lambda: clients.open <= held, "the surplus to be ended")
            for _ in range(2 * held):
                assert web.status_of("/livez") == 200
            assert clients.open > 0, "only as many as are needed"
    finally:
        web.stop()


def test_a_server_that_stops_answers_what_has_begun(
    transactional_db: None, api_key: Callable[..., str], tmp_path: Path
) -> None:
    web = Web(api_key(), tmp_path / "web.log", WEB_WORKERS="1", WEB_THREADS=str(THREADS))
    web.start()
    body = json.dumps(fields()).encode()
    sent = post("/api/v1/articles/", len(body), JSON, f"Authorization: Api-Key {web.key}", "Connection: close")
    with socket.create_connection(("127.0.0.1", web.port), timeout=60) as connection:
        connection.sendall(sent + body[:10])
        assert web.status_of("/livez") == 200, "so the head has been read"
        stopping = threading.Thread(target=web.stop)
        stopping.start()
        try:
            wait_for(lambda: not answers(web.port), "the server to take no more connections")
            connection.sendall(body[10:])
            received = b""
            while piece := connection.recv(65536):
                received += piece
        finally:
            stopping.join(30)
    assert received.startswith(b"HTTP/1.1 201 ")
