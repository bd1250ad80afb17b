"""Clients that hold a connection open: they drip a head, never send a body, or never read an answer."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_EVERY = 0.3  # seconds between two bytes of a drip


class SlowClients:
    """Open sockets; `open` is how many of them the server has not ended yet."""

    def __init__(self, port: int, count: int, sent: bytes, *, drip: bytes = b"", reads: bool = True) -> None:
        self._drip = drip
        self._over = threading.Event()
        self._sockets = [_connected(port, None if reads else 4096) for _ in range(count)]
        self.answers = dict.fromkeys(range(count), b"")
        self._ended: set[int] = set()
        for one in self._sockets:
            one.sendall(sent)
        self._thread = threading.Thread(target=self._go_on, args=(reads,), daemon=True)
        self._thread.start()

    @property
    def open(self) -> int:
        return len(self._sockets) - len(self._ended)

    def close(self) -> None:
        self._over.set()
        self._thread.join(10)
        for one in self._sockets:
            one.close()

    def _go_on(self, reads: bool) -> None:
        while not self._over.wait(_EVERY):
            for number, one in enumerate(self._sockets):
                if number not in self._ended and not self._lives(number, one, reads):
                    self._ended.add(number)

    def _lives(self, number: int, one: socket.socket, reads: bool) -> bool:
        try:
            if self._drip:
                one.send(self._drip)
            elif not reads:
                # A reset is seen without reading: the peer's state is the only thing looked at.
                return one.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR) == 0 and _connection_stands(one)
            received = one.recv(65536)
        except BlockingIOError:
            return True
        except OSError:
            return False
        self.answers[number] += received
        return bool(received)


def _connected(port: int, receives: int | None) -> socket.socket:
    one = socket.socket()
    if receives:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receives)
    one.settimeout(30)
    one.connect(("127.0.0.1", port))
    one.setblocking(False)
    return one


def _connection_stands(one: socket.socket) -> bool:
    # tcpi_state, the first byte of struct tcp_info (<linux/tcp.h>); 1 is ESTABLISHED.
    return one.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 1)[0] == 1


@contextmanager
def slow_clients(port: int, count: int, sent: bytes, *, drip: bytes = b"", reads: bool = True) -> Iterator[SlowClients]:
    """`count` sockets that have sent `sent`, drip `drip` again and again, and close at the end."""
    clients = SlowClients(port, count, sent, drip=drip, reads=reads)
    try:
        yield clients
    finally:
        clients.close()
