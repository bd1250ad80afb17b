"""One client's connection: what has come, what is still to come, and until when."""

from __future__ import annotations

import fcntl
import io
import socket
import struct
import sys
import termios
import time
from enum import Enum, auto
from typing import IO, Any

from workbench.serving.limits import HEAD_BYTES, Limits
from workbench.serving.outbox import Outbox
from workbench.serving.room import Room

# Of a stranger little is kept; of a body, pieces that are worth a system call.
_RECEIVE, _RECEIVE_BODY = 64 * 1024, 256 * 1024
_MEMORY = 1024 * 1024
_END_OF_HEAD = b"\r\n\r\n"


class Phase(Enum):
    """What a connection is doing. In all but WORKING it waits for its client, and belongs to the poller."""

    HEAD = auto()
    BODY = auto()
    WORKING = auto()
    ANSWER = auto()
    LINGER = auto()


class Unread(io.RawIOBase):
    """The body of a request that is answered without it."""

    def read(self, _size: int = -1, /) -> bytes:
        raise OSError("this body was not read")

    readline = read  # type: ignore[assignment]


class Connection:
    """`sock`, `client` and `server` are what gunicorn's `handle_request` needs of a connection."""

    def __init__(
        self, connected: socket.socket, client: Any, server: Any, limits: Limits, bodies: Room, answers: Room
    ) -> None:
        connected.setblocking(False)
        self.socket = connected
        self.sock = Outbox(connected, limits.answer_seconds, limits.rate, answers)
        self.client, self.server = client, server
        self.phase = Phase.HEAD
        self.request: Any = None
        self.is_registered = False
        self.is_new = True
        self._limits, self._bodies = limits, bodies
        self._owner, self._reserved = "", 0
        self._received = bytearray()
        self._searched = 0
        self._body: IO[bytes] | None = None
        self._length = self._got = self._lingered = self._in_time = 0
        self._deadline = self.began = time.monotonic()
        self._unsent_before = 0
        self.wait_for_head(limits.head_seconds)

    @property
    def address(self) -> str:
        """The peer's address; empty on a Unix socket."""
        return str(self.client[0]) if isinstance(self.client, tuple) else ""

    @property
    def has_begun(self) -> bool:
        """Whether a part of a request has come."""
        return self.phase is Phase.BODY or bool(self._received)

    @property
    def has_more(self) -> bool:
        """Whether bytes of the next request have come with this one."""
        return bool(self._received)

    def is_late(self, now: float) -> bool:
        return now > self._deadline

    def is_taking_answer(self) -> bool:
        """Whether the client still takes what the kernel holds of an answer, at the minimum rate; it gets time then."""
        unsent, before = self.unsent(), self._unsent_before
        self._unsent_before = unsent
        if self.sock.waiting or not unsent or before - unsent < self._limits.answer_seconds * self._limits.rate:
            return False
        self._deadline = time.monotonic() + self._limits.answer_seconds
        return True

    def cap_deadline(self, deadline: float) -> None:
        """Waits no longer than until `deadline`."""
        self._deadline = min(self._deadline, deadline)

    # --- Phases ---
    def wait_for_head(self, seconds: float) -> None:
        self._begin(Phase.HEAD, seconds)
        self._searched = 0

    def reserve(self, length: int, owner: str) -> bool:
        """Takes room for a large body; false when there is too little of it now."""
        if not self._bodies.take(length, owner):
            return False
        self._owner, self._reserved = owner, length
        return True

    def wait_for_body(self, length: int) -> None:
        """Keeps the body while it comes."""
        self._begin(Phase.BODY, self._limits.body_seconds)
        self._length, self._got = length, 0
        self._body = self._bodies.file(_MEMORY)
        self._take_body()

    def wait_for_reader(self) -> None:
        self._begin(Phase.ANSWER, self._limits.answer_seconds)

    def flush(self) -> None:
        """Sends what the client takes. Raises OSError when it is gone."""
        before = self.sock.sent
        self.sock.flush()
        self._count(self.sock.sent - before, self._limits.answer_seconds)

    def linger(self, seconds: float) -> None:
        """Says that nothing more will come, and drops what the client still sends. Raises OSError when it is gone."""
        self.wait_for_kernel(seconds)
        self.socket.shutdown(socket.SHUT_WR)

    def wait_for_kernel(self, seconds: float) -> None:
        """Lets the client take what the kernel holds of the answer."""
        self._begin(Phase.LINGER, seconds)
        self._received.clear()

    def work(self) -> None:
        self.phase = Phase.WORKING

    # --- Bytes ---
    def receive(self) -> int | None:
        """Takes what has come: how many bytes, 0 at the client's end, None when nothing is there. Raises OSError."""
        try:
            data = self.socket.recv(_RECEIVE if self.phase is Phase.HEAD else _RECEIVE_BODY)
        except (BlockingIOError, InterruptedError):
            return None
        if self.phase is Phase.LINGER:
            self._lingered += len(data)
            return len(data)
        if self.phase is Phase.HEAD and data and not self._received and not self.is_new:
            # The keep-alive time was for the first byte; now the head has its own.
            self._begin(Phase.HEAD, self._limits.head_seconds)
        self._received += data
        if self.phase is Phase.BODY:
            self._take_body()
        return len(data)

    @property
    def lingered(self) -> int:
        return self._lingered

    def take_head(self) -> bytes | None:
        """The next request's head, when it is there whole; one that is too long, as far as it has come."""
        end = self._received.find(_END_OF_HEAD, max(0, self._searched - 3))
        if end < 0:
            self._searched = len(self._received)
            if self._searched <= HEAD_BYTES:
                return None
            end = self._searched
        head = bytes(self._received[: end + len(_END_OF_HEAD)])
        del self._received[: len(head)]
        self._searched = 0
        return head

    def has_come(self, length: int) -> bool:
        """Whether that much of the body is here."""
        return len(self._received) >= length

    @property
    def body_is_whole(self) -> bool:
        return self._got >= self._length

    def take_body(self) -> IO[bytes]:
        """The whole body, from its beginning."""
        body, self._body = self._body, None
        assert body is not None  # noqa: S101 - wait_for_body came before
        body.seek(0)
        return body

    def close(self) -> None:
        """Ends it at once."""
        if self.sock.waiting or self.unsent():
            # A reset: else the kernel would go on offering its part of the answer to a client that does not read.
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.sock.drop()
        if self._body is not None:
            self._body.close()
        self.end_request()
        self.socket.close()

    def end_request(self) -> None:
        """Lets go of the request and its body."""
        body = getattr(self.request, "body", None)
        if body is not None and hasattr(body, "close"):
            body.close()
        self.request = None
        if self._reserved:
            self._bodies.give(self._reserved, self._owner)
            self._reserved = 0

    def unsent(self) -> int:
        """Bytes that the kernel holds and the client has not taken; 0 where the kernel does not say."""
        try:
            return int.from_bytes(fcntl.ioctl(self.socket, termios.TIOCOUTQ, bytes(4)), sys.byteorder)
        except OSError:  # only Linux answers this of a socket
            return 0

    def _begin(self, phase: Phase, seconds: float) -> None:
        self.phase = phase
        self.began = time.monotonic()
        self._deadline = self.began + seconds
        self._in_time = 0
        self._unsent_before = 1 << 40

    def _count(self, moved: int, seconds: float) -> None:
        """Gives a transfer its seconds anew whenever it has kept the minimum rate in them."""
        self._in_time += moved
        if self._in_time >= seconds * self._limits.rate:
            self._deadline = time.monotonic() + seconds
            self._in_time = 0

    def _take_body(self) -> None:
        assert self._body is not None  # noqa: S101 - wait_for_body came before
        piece = self._received[: self._length - self._got]
        self._body.write(piece)
        del self._received[: len(piece)]
        self._got += len(piece)
        self._count(len(piece), self._limits.body_seconds)
