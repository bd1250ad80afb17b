"""Webhook messages per second to a local receiver, beside bare requests; and the cost of a dead receiver."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.harness.installation import takes_database
from bench.harness.result import Result

FIGURE = "webhooks, one delivering process"
_DEAD = "webhooks to a healthy receiver, a dead one beside it"
# A receiver in its own process, so that it does not share the interpreter lock with the measured code.
_RECEIVER = """
import sys, threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
class R(BaseHTTPRequestHandler):
    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        if self.path == "/dead":
            threading.Event().wait(60)
        self.send_response(204); self.end_headers()
    def log_message(self, *a): pass
class S(ThreadingHTTPServer):
    request_queue_size = 256; daemon_threads = True
s = S(("127.0.0.1", 0), R); print(s.server_port, flush=True); s.serve_forever()
"""


def run(*, quick: bool) -> list[Result]:
    """Measure medians of rounds on SQLite; in every second round a dead receiver's messages wait beside the others."""
    amount, rounds = (30, 1) if quick else (300, 5)
    with _installed(), _receiver() as place:
        ours, bare, beside = [], [], []
        alone = _endpoint(f"{place}/hooks")
        _delivered(alone, 10)
        for _ in range(rounds):
            ours.append(_delivered(alone, amount))
            bare.append(_bare(place, amount))
        dead = _endpoint(f"{place}/dead")
        for _ in range(rounds):
            beside.append(_delivered(alone, amount, dead=dead))
    healthy, held = statistics.median(ours), statistics.median(beside)
    loss = (1 - held / healthy) * 100
    return [
        Result(
            FIGURE, "messages/s", healthy, limit=statistics.median(bare), limit_name="requests.post, no rows",
            note=f"{amount} messages to one endpoint, SQLite",
        ),
        Result(
            _DEAD, "messages/s", held, limit=healthy, limit_name="alone",
            note=f"costs it {max(loss, 0):.0f} %; the dead one takes all that it may",
        ),
    ]  # fmt: skip


def _delivered(endpoint: int, amount: int, *, dead: int | None = None) -> float:
    """Measure messages per second from the first claim to the last arrival; events are written before."""
    import threading

    from django.db import connection

    from moderation.models import Event, WebhookDelivery, WebhookEndpoint
    from moderation.webhooks.delivery import deliver_due

    WebhookDelivery.objects.filter(state="pending").update(state="failed", next_attempt_at=None)
    WebhookEndpoint.objects.update(state="active", cause="", probe_at=None, consecutive_failures=0, paused_until=None)
    if dead is None:
        WebhookEndpoint.objects.exclude(pk=endpoint).update(state="disabled")
    for _ in range(amount):
        Event(type="rule.alarm", data={"rule": "bench"}).save()

    def work() -> None:
        try:
            deliver_due()
        finally:
            connection.close()

    mine = WebhookDelivery.objects.filter(endpoint=endpoint, state="pending")
    thread = threading.Thread(target=work)
    began = time.perf_counter()
    thread.start()
    while mine.exists():
        assert time.perf_counter() - began < 120, "not delivered in two minutes"
        time.sleep(0.02)
    took = time.perf_counter() - began
    # Cancel the dead receiver's messages; the round ends when its open requests return.
    WebhookEndpoint.objects.exclude(pk=endpoint).update(state="disabled", probe_at=None)
    thread.join()
    return amount / took


def _bare(place: str, amount: int) -> float:
    import requests

    began = time.perf_counter()
    for _ in range(amount):
        assert requests.post(f"{place}/hooks", json={"rule": "bench"}, timeout=10).status_code == 204
    return amount / (time.perf_counter() - began)


def _endpoint(url: str) -> int:
    from moderation.webhooks import endpoints

    made: Any = endpoints.make(
        "bench", platform=None, url=url, event_types=["rule.alarm"], owner_email="bench@example.org"
    )
    return int(made[0].pk)


@contextmanager
def _installed() -> Iterator[None]:
    with tempfile.TemporaryDirectory(prefix="wb-bench-") as home:
        os.environ.update(
            WORKBENCH_HOME=home, DJANGO_SETTINGS_MODULE="workbench.settings", LOG_LEVEL="CRITICAL",
            WEBHOOK_PRIVATE_RECEIVERS="127.0.0.1", WEBHOOK_BREAKER_FAILURES="1000000",
            WEBHOOK_READ_SECONDS="2", WEBHOOK_TOTAL_SECONDS="2",
        )  # fmt: skip
        for name in ("DATABASE_URL", "REDIS_URL"):
            os.environ.pop(name, None)
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connection

        if not takes_database(Path(home)):
            call_command("migrate", verbosity=0, skip_checks=True)
        yield
        connection.close()


@contextmanager
def _receiver() -> Iterator[str]:
    with subprocess.Popen([sys.executable, "-c", _RECEIVER], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield f"http://127.0.0.1:{int(process.stdout.readline())}"
        finally:
            process.kill()
