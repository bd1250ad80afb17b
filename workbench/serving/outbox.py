"""What a thread writes its answer to: it never waits for the client, except behind a very long answer."""

from __future__ import annotations

import errno
import select
import socket
import time
from typing import IO, Any

from workbench.serving.room import Room

_MEMORY = 64 * 1024
_PIECE = 256 * 1024
_MOST = 64 * 1024 * 1024


class Outbox:
    """Looks like a socket to gunicorn. Sends what the client takes at once, and keeps the rest for the poller.

    One thread uses it at a time: the one that answers, and afterwards the worker's own.
    """

    def __init__(self, connected: socket.socket, seconds: float, rate: int, room: Room) -> None:
        self._socket = connected
        self._seconds, self._rate = seconds, rate
        self._room = room
        self._kept: IO[bytes] | None = None
        self._read = self._written = 0
        self.sent = 0
        self.is_broken = False

    @property
    def waiting(self) -> int:
        """Bytes that the client has not taken yet."""
        return self._written - self._read

    def sendall(self, data: bytes) -> None:
        """Sends or keeps `data`. Raises OSError when the client is gone, or is too slow for a very long answer."""
        if self.is_broken:
            raise BrokenPipeError("the connection was ended")
        self.flush()
        rest = memoryview(data)
        if not self.waiting:
            rest = rest[self._send(rest) :]
        if rest:
            if self.waiting + len(rest) > _MOST:
                self._wait()
            self._keep(rest)

    def send(self, data: bytes) -> int:
        self.sendall(data)
        return len(data)

    def flush(self) -> None:
        """Sends of what is kept as much as the client takes at once. Raises OSError when the client is gone."""
        while self.waiting and self._kept is not None:
            self._kept.seek(self._read)
            piece = self._kept.read(_PIECE)
            taken = self._send(memoryview(piece))
            self._read += taken
            if taken < len(piece):
                return
        self._forget()

    def drop(self) -> None:
        """Forgets what is kept, and takes nothing more."""
        self._forget()
        self.is_broken = True

    # What gunicorn calls on a socket beside this. It ends connections in whatever thread it is; ours does that.
    def gettimeout(self) -> float:
        return 0.0

    def setblocking(self, _flag: Any) -> None:
        return

    def shutdown(self, _how: int) -> None:
        raise OSError("the poller ends this connection")

    def close(self) -> None:
        self.is_broken = True

    def _send(self, data: memoryview) -> int:
        done = 0
        while done < len(data):
            try:
                done += self._socket.send(data[done:])
            except (BlockingIOError, InterruptedError):
                break
        self.sent += done
        return done

    def _keep(self, data: memoryview) -> None:
        if not self._room.take(len(data)):
            raise OSError(errno.ENOSPC, "too many answers wait for their clients")
        self._written += len(data)
        if self._kept is None:
            self._kept = self._room.file(_MEMORY)
        self._kept.seek(self._written - len(data))
        self._kept.write(data)

    def _forget(self) -> None:
        if self._kept is not None:
            self._kept.close()
        self._room.give(self._written)
        self._kept, self._read, self._written = None, 0, 0

    def _wait(self) -> None:
        """Lets the client take all that is kept. Raises TimeoutError when it is slower than the minimum rate."""
        poller = select.poll()
        poller.register(self._socket, select.POLLOUT)
        while self.waiting:
            until, before = time.monotonic() + self._seconds, self.sent
            while self.waiting and (left := until - time.monotonic()) > 0:
                poller.poll(left * 1000)
                self.flush()
            if self.waiting and self.sent - before < self._seconds * self._rate:
                raise TimeoutError("the client takes its answer too slowly")
