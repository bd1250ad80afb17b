"""The documented receiver and commands work as they are written on the page."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest
from django.test import Client
from standardwebhooks.webhooks import Webhook

from moderation.models import WebhookDelivery
from moderation.webhooks.delivery import deliver_due
from moderation.webhooks.protocol import signing
from moderation.webhooks.protocol.schemas import types
from moderation.webhooks.protocol.transport import Limits, post
from tests.makers import stored
from tests.moderation.webhooks.world import happened
from tests.services.instance import free_port
from tests.services.processes import wait_for
from workbench.env import BASE_DIR

PAGES = [BASE_DIR / "docs" / "webhooks.md", BASE_DIR / "docs" / "webhooks.zh.md"]


def answers(port: int) -> bool:
    import socket

    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def started(secret: str, port: int) -> subprocess.Popen[str]:
    environment = {**os.environ, "WEBHOOK_SECRET": secret}
    command = [sys.executable, str(BASE_DIR / "docs" / "webhook_receiver.py"), str(port)]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    wait_for(lambda: answers(port), "the receiver")
    return process


def ended(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.wait(10)
    assert process.stdout is not None
    process.stdout.close()


@pytest.fixture
def example() -> Iterator[tuple[str, int, subprocess.Popen[str]]]:
    secret, port = signing.new_secret(), free_port()
    process = started(secret, port)
    yield secret, port, process
    ended(process)


def test_the_example_takes_what_the_reference_library_signs_and_refuses_the_rest(example):
    from datetime import UTC, datetime, timedelta

    from moderation.webhooks.protocol.addresses import Receivers

    secret, port, process = example
    body, now = '{"type": "webhook.test", "data": {"你": 1}}', datetime.now(tz=UTC)

    def send(signature: str, at: datetime, sent: bytes = body.encode()) -> int | None:
        headers = {
            "webhook-id": "msg_1", "webhook-timestamp": str(int(at.timestamp())), "webhook-signature": signature
        }  # fmt: skip
        url = f"http://127.0.0.1:{port}/"
        return post(url, sent, headers, Limits(5, 5, 5, 100), Receivers.parse(["127.0.0.1"])).status

    good = Webhook(secret).sign("msg_1", now, body)
    assert send(good, now) == 204
    assert send(f"v1,AAAA {good}", now) == 204
    assert send(Webhook(signing.new_secret()).sign("msg_1", now, body), now) == 401
    assert send(good, now, body.replace("1", "2").encode()) == 401
    assert send("v1,é v2,x", now) == 401
    old = now - timedelta(minutes=6)
    assert send(Webhook(secret).sign("msg_1", old, body), old) == 401
    process.send_signal(signal.SIGTERM)
    out, _ = process.communicate(timeout=60)
    assert [json.loads(line) for line in out.splitlines()] == [json.loads(body)], "twice sent, taken once"


@pytest.mark.django_db
def test_the_example_has_30_lines_of_code_and_takes_our_own_messages(api_key, settings):
    settings.WEBHOOK_PRIVATE_RECEIVERS = ["127.0.0.1"]
    source = (BASE_DIR / "docs" / "webhook_receiver.py").read_text()
    code = [line for line in source.splitlines() if line.strip() and not line.strip().startswith(("#", '"""'))]
    assert len(code) <= 30
    client = Client(headers={"Authorization": f"Api-Key {api_key()}"})
    port = free_port()
    body = json.loads(re.search(r"-d '(\{\"url\".*?\})'", PAGES[0].read_text())[1])
    body["url"] = body["url"].replace("9000", str(port))
    made = client.post("/api/v1/webhook-endpoints/", json.dumps(body), content_type="application/json").json()
    process = started(made["secret"], port)
    try:
        for article in (stored().article, stored().article):
            happened(article)
        deliver_due()
        assert set(WebhookDelivery.objects.values_list("state", "last_status")) == {("delivered", 204)}
    finally:
        ended(process)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_block_of_commands_runs_in_a_shell_that_stops_at_errors(page, tmp_path):
    """Syntax here; the flow of the page runs against a started installation in tests/docs/test_webhooks_page.py."""
    for block in re.findall(r"```sh\n(.*?)```", page.read_text(), re.DOTALL):
        subprocess.run(["bash", "-n", "-c", block], check=True)


def test_the_page_names_every_type():
    for name in types():
        assert name in PAGES[0].read_text()
