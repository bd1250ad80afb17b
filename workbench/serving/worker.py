"""gunicorn's threaded worker, whose threads get whole requests and never wait for a client.

gunicorn's own gives a thread to each connection while it reads the head, the body, and until the client has taken the
answer: as many slow clients as threads stop it. Here the poller reads and writes, with deadlines; a thread gets a
request when head and body have come, and leaves what the client does not take at once to the poller. A body that is
larger than a stranger's is read only after its sender's key or session was found good.
"""

from __future__ import annotations

import errno
import io
import resource
import selectors
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from typing import Any

from gunicorn.http import get_parser
from gunicorn.http.body import ChunkedReader
from gunicorn.http.errors import NoMoreData
from gunicorn.util import write_error
from gunicorn.workers.gthread import STOP_KEEPALIVE_LINGER, ThreadWorker

from workbench.env import home
from workbench.serving.allowance import Head, KnownSenders, limit, may_send
from workbench.serving.connection import Connection, Phase, Unread
from workbench.serving.limits import LINGER_BYTES, LINGER_SECONDS, STRANGER_BYTES, Limits
from workbench.serving.room import Room

_CLIENT_GONE = (errno.EPIPE, errno.ECONNRESET, errno.ENOTCONN, errno.ETIMEDOUT)
_TICK = 0.5


class BufferingWorker(ThreadWorker):  # type: ignore[misc] # gunicorn has no types
    """See the module. `worker_class = "workbench.serving.worker.BufferingWorker"`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.limits = Limits.from_environment()
        self._connections: set[Connection] = set()
        self._of_address: Counter[str] = Counter()
        self._known = KnownSenders()
        folder = home() / "arriving"
        self._bodies = Room(folder, self.limits.body_bytes, self.limits.body_bytes // 4)
        self._answers = Room(folder, self.limits.body_bytes)

    @classmethod
    def check_config(cls, cfg: Any, log: Any) -> None:
        if cfg.is_ssl:
            raise RuntimeError("TLS ends in a proxy before this server; see docs/operations.md")

    def init_process(self) -> None:
        # A socket and at most two files for each connection, and some for the database and the log.
        _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = 3 * self.limits.connections + 256
        resource.setrlimit(
            resource.RLIMIT_NOFILE, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard)
        )
        super().init_process()

    # --- The loop ---
    def run(self) -> None:
        self.poller.register(self.method_queue.fileno(), selectors.EVENT_READ, self.method_queue.run_callbacks)
        self.set_accept_enabled(True)
        while self.alive:
            self.notify()
            self.wait_for_and_dispatch_events(timeout=_TICK)
            if not self.is_parent_alive():
                break
            self._end_late_ones()
        self._stop()

    def _stop(self) -> None:
        self.set_accept_enabled(False)
        for listener in self.sockets:  # a client that comes now is refused, and tries elsewhere
            listener.close()
        until = time.monotonic() + self.cfg.graceful_timeout
        for connection in list(self._connections):
            if connection.phase is Phase.HEAD:
                # A client that keeps its connection may be sending its next request this moment.
                connection.cap_deadline(time.monotonic() + STOP_KEEPALIVE_LINGER)
        while self._connections and time.monotonic() < until:
            self.notify()
            self.wait_for_and_dispatch_events(timeout=0.1)
            self._end_late_ones()
        for connection in list(self._connections):
            self._close(connection)
        self.tpool.shutdown(wait=False)
        self.poller.close()
        self.method_queue.close()

    def _end_late_ones(self) -> None:
        now = time.monotonic()
        for connection in [one for one in self._connections if one.phase is not Phase.WORKING and one.is_late(now)]:
            if connection.phase in (Phase.HEAD, Phase.BODY) and connection.has_begun:
                self._safely(connection, self._time_out)
            elif not connection.is_taking_answer():
                self._close(connection)

    def _time_out(self, connection: Connection) -> None:
        self._refuse(connection, 408, "Request Timeout", "The request did not come in time.")

    # --- Connections come and go ---
    def accept(self, listener: Any) -> None:
        try:
            connected, client = listener.accept()
        except OSError as error:
            if error.errno in (errno.EMFILE, errno.ENFILE):
                self._end_oldest(self._crowded_address())
            elif error.errno not in (errno.EAGAIN, errno.ECONNABORTED, errno.EWOULDBLOCK):
                raise
            return
        connection = Connection(connected, client, listener.getsockname(), self.limits, self._bodies, self._answers)
        address = connection.address
        if len(self._connections) >= self.limits.connections:
            self._end_oldest(self._crowded_address())
        if self.limits.per_address and address and self._of_address[address] >= self.limits.per_address:
            self._end_oldest(address)
        self._connections.add(connection)
        self._of_address[address] += 1
        # Most clients have sent their request by now.
        self._readable(connection)

    def _crowded_address(self) -> str:
        waiting = Counter(one.address for one in self._connections if one.phase is not Phase.WORKING)
        return waiting.most_common(1)[0][0] if waiting else ""

    def _end_oldest(self, address: str) -> None:
        """Ends the connection of the address that has waited longest for its client: a head before a body."""
        waiting = [one for one in self._connections if one.address == address and one.phase is not Phase.WORKING]
        if waiting:
            self._close(min(waiting, key=lambda one: (one.phase is Phase.BODY, one.began)))

    def _close(self, connection: Connection) -> None:
        self._unwatch(connection)
        self._connections.discard(connection)
        self._of_address[connection.address] -= 1
        if not self._of_address[connection.address]:
            del self._of_address[connection.address]
        connection.close()

    def _watch(self, connection: Connection, event: int, then: Callable[[Connection], None]) -> None:
        data = lambda _socket: self._safely(connection, then)  # noqa: E731
        if connection.is_registered:
            self.poller.modify(connection.socket, event, data)
        else:
            self.poller.register(connection.socket, event, data)
            connection.is_registered = True

    def _unwatch(self, connection: Connection) -> None:
        if connection.is_registered:
            self.poller.unregister(connection.socket)
            connection.is_registered = False

    def _safely(self, connection: Connection, step: Callable[[Connection], None]) -> None:
        """Takes a step; a client that is gone, or a fault of ours, ends this connection alone."""
        try:
            step(connection)
        except OSError as error:
            if error.errno not in _CLIENT_GONE:
                self.log.exception("A connection was ended.")
            self._close(connection)
        except Exception:
            self.log.exception("A connection was ended.")
            self._close(connection)

    def _later(self, connection: Connection, future: Future[Any], then: Callable[[Any, Connection], None]) -> None:
        """Takes the step `then` with the finished future, on the poller's thread."""
        future.add_done_callback(lambda done: self.method_queue.defer(self._safely, connection, partial(then, done)))

    # --- Reading ---
    def _readable(self, connection: Connection) -> None:
        self._safely(connection, self._read)

    def _read(self, connection: Connection) -> None:
        got = connection.receive()
        if got == 0 and connection.unsent():
            self._unwatch(connection)
            connection.wait_for_kernel(LINGER_SECONDS)
        elif got == 0:
            self._close(connection)
        elif connection.phase is Phase.LINGER:
            if connection.lingered > LINGER_BYTES:
                self._close(connection)
        elif connection.phase is Phase.BODY:
            if connection.body_is_whole:
                self._start(connection, connection.take_body())
        else:
            self._look_for_head(connection)

    def _look_for_head(self, connection: Connection) -> None:
        head = connection.take_head()
        if head is None:
            self._watch(connection, selectors.EVENT_READ, self._read)
            return
        connection.is_new = False
        try:
            connection.request = request = next(get_parser(self.cfg, iter((head,)), connection.client))
        except (StopIteration, NoMoreData):
            self._close(connection)
            return
        except Exception as error:  # noqa: BLE001 - gunicorn's many, which it answers in one place
            self.handle_error(None, connection.sock, connection.client, error)
            self._end(connection)
            return
        self._look_at_body(connection, request)

    def _look_at_body(self, connection: Connection, request: Any) -> None:
        if isinstance(request.body.reader, ChunkedReader):
            # No part of the application reads chunks; the API says so. Where they end is not looked for.
            request.force_close()
            self._start(connection, io.BytesIO())
            return
        length = int(request.body.reader.length)
        if connection.has_come(length) or length <= STRANGER_BYTES:
            self._read_body(connection, length)
            return
        head = Head.of(request.method, request.path, request.headers, connection.address)
        if length > limit(head):
            self._answer_unread(connection, head)
        elif head.credential in self._known:
            self._read_large_body(connection, head, length)
        else:
            self._unwatch(connection)
            connection.work()
            self._later(connection, self.tpool.submit(may_send, head), partial(self._learn, head, length))

    def _learn(self, head: Head, length: int, done: Future[bool], connection: Connection) -> None:
        """Goes on when it is known whether the sender is."""
        if error := done.exception():
            # The application meets the same fault, and has an answer for it.
            self.log.warning("Could not look up the sender of a large body: %s", type(error).__name__)
        elif done.result():
            self._known.add(head.credential)
            self._read_large_body(connection, head, length)
            return
        self._answer_unread(connection, head)

    def _read_large_body(self, connection: Connection, head: Head, length: int) -> None:
        if connection.reserve(length, head.credential):
            self._read_body(connection, length)
        else:
            self._refuse(
                connection, 503, "Service Unavailable", "Too many large bodies are on their way; send it again."
            )

    def _read_body(self, connection: Connection, length: int) -> None:
        connection.wait_for_body(length)
        if connection.body_is_whole:
            self._start(connection, connection.take_body())
            return
        if connection.request._expected_100_continue:
            connection.sock.send(b"HTTP/1.1 100 Continue\r\n\r\n")
        self._watch(connection, selectors.EVENT_READ, self._read)

    def _answer_unread(self, connection: Connection, head: Head) -> None:
        connection.request.force_close()
        if head.is_for_api:
            self._start(connection, Unread())
        else:
            self._refuse(connection, 413, "Content Too Large", "The body is larger than this page takes.")

    # --- Answering ---
    def _start(self, connection: Connection, body: Any) -> None:
        connection.request.body = body
        connection.request._expected_100_continue = False  # gunicorn would ask for the body from the thread
        connection.work()
        self._unwatch(connection)
        self._later(connection, self.tpool.submit(self.handle, connection), self._finish)

    def handle(self, conn: Connection) -> bool:
        """Answers a whole request, in a thread; whether the connection may be kept."""
        request = conn.request
        try:
            return bool(self.handle_request(request, conn)) and not conn.sock.is_broken
        except StopIteration:
            self.log.debug("The answer broke off.")
        except OSError as error:
            if error.errno not in _CLIENT_GONE and not isinstance(error, TimeoutError):
                self.log.exception("Socket error processing request.")
        except Exception as error:  # noqa: BLE001 - logged and answered with 500
            self.handle_error(request, conn.sock, conn.client, error)
        return False

    def _finish(self, done: Future[bool], connection: Connection) -> None:
        connection.end_request()
        keep = done.result() and not connection.sock.is_broken
        if connection.sock.waiting:
            connection.wait_for_reader()
            self._watch(connection, selectors.EVENT_WRITE, partial(self._write, keep))
        else:
            self._after_answer(keep, connection)

    def _write(self, keep: bool, connection: Connection) -> None:
        connection.flush()
        if not connection.sock.waiting:
            self._after_answer(keep, connection)

    def _after_answer(self, keep: bool, connection: Connection) -> None:
        if not keep:
            self._linger(connection)
            return
        if connection.has_more:
            connection.wait_for_head(self.limits.head_seconds)
            self._look_for_head(connection)
            return
        connection.wait_for_head(self.cfg.keepalive if self.alive else min(self.cfg.keepalive, STOP_KEEPALIVE_LINGER))
        self._watch(connection, selectors.EVENT_READ, self._read)

    def _refuse(self, connection: Connection, status: int, reason: str, text: str) -> None:
        write_error(connection.sock, status, reason, text)
        self._end(connection)

    def _end(self, connection: Connection) -> None:
        """Ends a connection whose answer was written here, not by a thread."""
        connection.end_request()
        if connection.sock.waiting:
            connection.wait_for_reader()
            self._watch(connection, selectors.EVENT_WRITE, partial(self._write, False))
        else:
            self._linger(connection)

    def _linger(self, connection: Connection) -> None:
        connection.linger(LINGER_SECONDS)
        self._watch(connection, selectors.EVENT_READ, self._read)
