"""A real HTTP receiver on loopback, whose behaviour a test chooses."""

from __future__ import annotations

import json
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Request:
    """A received request."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]

    @property
    def document(self) -> dict[str, Any]:
        loaded: dict[str, Any] = json.loads(self.body)
        return loaded


Act = Callable[["Handler"], None]


def answers(status: int, body: bytes = b"", **headers: str) -> Act:
    """Answers at once."""

    def act(handler: Handler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return act


def resets(handler: Handler) -> None:
    """Drops the connection with a reset, without an answer."""
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()


def says_nothing(handler: Handler) -> None:
    """Reads the message and sends nothing until the receiver stops."""
    handler.server.over.wait(30)


def drips(handler: Handler) -> None:
    """Sends headers byte by byte for ever: each byte comes in time, the whole never."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    while not handler.server.over.wait(0.05):
        handler.wfile.write(b"x")
        handler.wfile.flush()


def endless(handler: Handler) -> None:
    """A body without an end."""
    handler.send_response(200)
    handler.end_headers()
    while not handler.server.over.is_set():
        handler.wfile.write(b"\x1b[31mno end <script>\x00" * 500)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        request = Request(self.path, {name.lower(): value for name, value in self.headers.items()}, body)
        with self.server.lock:
            self.server.requests.append(request)
            self.server.open_now += 1
            self.server.most_open = max(self.server.most_open, self.server.open_now)
            act = self.server.acts.pop(0) if self.server.acts else self.server.act
        try:
            act(self)
        except OSError:
            self.close_connection = True
        finally:
            with self.server.lock:
                self.server.open_now -= 1

    def log_message(self, *args: Any) -> None:
        pass


class Receiver(ThreadingHTTPServer):
    """`act` answers every request, or `acts` the next ones; `requests` are the received ones, in order."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.requests: list[Request] = []
        self.act: Act = answers(200, b"ok")
        self.acts: list[Act] = []
        self.lock = threading.Lock()
        self.open_now = self.most_open = 0
        self.over = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/hooks"

    @property
    def ids(self) -> list[str]:
        return [request.id for request in self.requests]

    def handle_error(self, *args: Any) -> None:
        pass


@contextmanager
def receiving() -> Iterator[Receiver]:
    """A receiver that runs."""
    server = Receiver()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.over.set()
        server.shutdown()
        server.server_close()
        thread.join(5)


def slow(seconds: float) -> Act:
    """Answers 200 after a while."""

    def act(handler: Handler) -> None:
        time.sleep(seconds)
        answers(200)(handler)

    return act
