"""What the Python client repeats, and which messages of webhooks it takes: against a server of a few lines."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from provenance_workbench import ApiError, BadSignature, Client, NoAnswer, verify_webhook

from moderation.webhooks.protocol import signing
from tests.moderation.webhooks.receiver import Handler, Receiver, answers, receiving

OUTCOME = json.dumps({"id": 1, "status": "created", "version": 1, "changed": [], "error": None}).encode()
BODY = b'{"data":{},"id":"m1","schema_version":1,"timestamp":"2026-03-02T08:00:00+00:00","type":"webhook.test"}'


@pytest.fixture
def server() -> Iterator[Receiver]:
    with receiving() as made:
        yield made


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that the client would have slept."""
    slept: list[float] = []
    monkeypatch.setattr("provenance_workbench.transport.sleep", slept.append)
    return slept


def hangs_up(handler: Handler) -> None:
    """Closes the connection without an answer."""
    handler.close_connection = True


def client_of(server: Receiver, retries: int = 4) -> Client:
    return Client(server.url.removesuffix("/hooks"), "key", retries=retries)


def submit(server: Receiver, retries: int = 4) -> None:
    with client_of(server, retries) as client:
        assert client.submit(text="全文").id == 1


def test_client_waits_as_long_as_the_server_asks_and_sends_the_same_again(server, pauses):
    server.acts = [answers(429, Retry_After="7"), answers(201, OUTCOME)]
    submit(server)
    (pause,) = pauses
    assert 7 <= pause < 8
    first, second = server.requests
    assert first.body == second.body
    assert first.headers["idempotency-key"] == second.headers["idempotency-key"] != ""


def test_each_submission_has_an_idempotency_key_of_its_own(server):
    server.act = answers(201, OUTCOME)
    submit(server)
    submit(server)
    assert len({request.headers["idempotency-key"] for request in server.requests}) == 2


def test_client_waits_for_a_date_as_well(server, pauses):
    moment = format_datetime(datetime.now(UTC) + timedelta(seconds=60), usegmt=True)
    server.acts = [answers(503, Retry_After=moment), answers(201, OUTCOME)]
    submit(server)
    assert 30 < pauses[0] < 62


@pytest.mark.parametrize("failure", [answers(502), answers(503), answers(504), hangs_up])
def test_client_repeats_what_may_pass_with_longer_pauses(failure: Callable, server, pauses, monkeypatch):
    monkeypatch.setattr("provenance_workbench.transport._random", lambda most: most)
    server.acts = [failure, failure, failure, answers(201, OUTCOME)]
    submit(server)
    assert pauses == [0.5, 1, 2]


def test_client_sends_again_while_the_first_request_still_runs(server, pauses):
    running = b'{"code": "idempotency_key_running", "status": 409}'
    server.acts = [answers(409, running, Retry_After="1"), answers(201, OUTCOME)]
    submit(server)
    assert len(pauses) == 1


@pytest.mark.parametrize(("status", "headers"), [(422, {}), (500, {}), (409, {}), (429, {"Retry_After": "3600"})])
def test_client_does_not_repeat_what_cannot_help_soon(status, headers, server, pauses):
    server.act = answers(status, b"<html>a proxy's page</html>", **headers)
    with pytest.raises(ApiError) as caught:
        submit(server)
    assert (caught.value.status, pauses, len(server.requests)) == (status, [], 1)


def test_client_gives_up_after_its_retries(server, pauses):
    server.act = hangs_up
    with pytest.raises(NoAnswer):
        submit(server, retries=2)
    assert (len(server.requests), len(pauses)) == (3, 2)
    server.act = answers(503)
    with pytest.raises(ApiError):
        submit(server, retries=1)


def signed(secrets: list[str], moment: float) -> dict[str, str]:
    """As the product signs; names of headers as servers spell them."""
    return {name.title(): value for name, value in signing.signed_headers(secrets, "m1", int(moment), BODY).items()}


def test_a_message_is_taken_under_either_secret_while_they_rotate():
    old, new = signing.new_secret(), signing.new_secret()
    event = verify_webhook(signed([new, old], time.time()), BODY, [old])
    assert (event.id, event.type, event.sequence) == ("m1", "webhook.test", None)
    assert verify_webhook(signed([new], time.time()), BODY, [old, new]) == event


def test_a_message_that_is_not_ours_whole_and_recent_is_refused():
    secret = signing.new_secret()
    genuine = signed([secret], time.time())
    old = signed([secret], time.time() - 400)
    assert verify_webhook(old, BODY, secret, tolerance=500)
    for headers, body, given in (
        (genuine, BODY + b" ", secret),
        (genuine, BODY, signing.new_secret()),
        (old, BODY, secret),
        (signed([secret], time.time() + 400), BODY, secret),
        ({**genuine, "Webhook-Timestamp": "soon"}, BODY, secret),
        ({**genuine, "Webhook-Id": "m2"}, BODY, secret),
        ({**genuine, "Webhook-Signature": "v1,é"}, BODY, secret),
        ({}, BODY, secret),
    ):
        with pytest.raises(BadSignature):
            verify_webhook(headers, body, given)
    for faulty in ([], "", "whsec_?"):
        with pytest.raises(ValueError, match="secret"):
            verify_webhook(genuine, BODY, faulty)
