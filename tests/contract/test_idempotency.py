"""A repeated POST under its Idempotency-Key has one effect and one answer."""

from __future__ import annotations

import json
import zlib
from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import ApiKey, Article, IdempotentAnswer
from moderation.models import WebhookEndpoint
from tests.makers import fields, queued
from workbench.api.idempotency import forget_old_answers
from workbench.api.locks import transaction_alone

KEY = {"Idempotency-Key": "6f1f9c1e-0001"}


def test_same_key_and_body_is_answered_as_the_first_time(api):
    data = fields()
    first, again = api.post("articles/", data, **KEY), api.post("articles/", data, **KEY)
    assert (first.status_code, again.status_code) == (201, 201), "without the key it would be a 200, a duplicate"
    assert first.content == again.content
    assert first["Location"] == again["Location"]
    assert first["Content-Type"] == again["Content-Type"] == "application/json"
    assert "Idempotent-Replayed" not in first
    assert again["Idempotent-Replayed"] == "true"
    assert Article.objects.count() == 1


def test_other_body_or_path_is_a_422(api):
    api.post("articles/", fields(), **KEY)
    refused = api.post("articles/", fields(), **KEY)
    assert (refused.status_code, refused.json()["code"]) == (422, "idempotency_key_reused")
    elsewhere = api.post("headlines/score/", {"headlines": ["山城市公布明年预算草案"]}, **KEY)
    assert elsewhere.json()["code"] == "idempotency_key_reused"
    assert Article.objects.count() == 1


def test_first_one_still_running_is_a_409(api, settings):
    settings.IDEMPOTENCY_WAIT_SECONDS = 0.05
    data = fields()
    prefix = ApiKey.objects.values_list("prefix", flat=True).get()
    with _elsewhere(f"{prefix} {KEY['Idempotency-Key']}"):
        refused = api.post("articles/", data, **KEY)
    assert (refused.status_code, refused.json()["code"]) == (409, "idempotency_key_running")
    assert refused["Retry-After"] == "1"
    assert not Article.objects.exists()
    assert api.post("articles/", data, **KEY).status_code == 201


class _elsewhere:  # noqa: N801 - reads as the statement it is
    """Another thread with its own connection holds the lock."""

    def __init__(self, name: str) -> None:
        import threading

        self._held, self._enough = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._hold, args=(name,))

    def _hold(self, name: str) -> None:
        from django.db import connection

        if connection.vendor == "postgresql":
            with transaction_alone(name, wait=5):
                self._held.set()
                self._enough.wait(10)
        else:
            # Takes only the lock: a whole transaction would wait for that of the test.
            import hashlib

            from workbench.api.locks import _file

            with _file(hashlib.sha256(name.encode()).digest(), 5):
                self._held.set()
                self._enough.wait(10)
        connection.close()

    def __enter__(self) -> None:
        self._thread.start()
        assert self._held.wait(10)

    def __exit__(self, *_: object) -> None:
        self._enough.set()
        self._thread.join()


def test_key_is_the_api_keys_own(api, api_with):
    data = fields()
    assert api.post("articles/", data, **KEY).status_code == 201
    assert api_with().post("articles/", data, **KEY).status_code == 200, "another caller's: done, not replayed"


def test_refusal_is_not_kept_and_the_key_is_free_for_the_corrected_body(api):
    data = fields()
    assert api.post("articles/", {**data, "body": []}, **KEY).status_code == 422
    assert not IdempotentAnswer.objects.exists()
    assert api.post("articles/", data, **KEY).status_code == 201


def test_page_that_a_refusal_keeps_is_kept_with_a_key_too(api):
    from articles.models import Page

    refused = api.post("articles/", {"html": "<html><body><p>。</p></body></html>"}, **KEY)
    assert Page.objects.filter(sha256=refused.json()["page"]).exists()


def test_our_fault_takes_the_effect_back_and_frees_the_key(api, monkeypatch):
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError

    data = fields()
    with monkeypatch.context() as patch:
        patch.setattr("workbench.api.idempotency.IdempotentAnswer.objects.create", fail)
        assert api.post("articles/", data, **KEY).status_code == 500
    assert not Article.objects.exists(), "the answer could not be kept, so nothing happened"
    again = api.post("articles/", data, **KEY)
    assert (again.status_code, "Idempotent-Replayed" in again) == (201, False)


@pytest.mark.parametrize("name", ["", "x" * 256, "a\tb", " "])
def test_key_that_cannot_be_kept_is_a_400(api, name):
    refused = api.post("articles/", fields(), **{"Idempotency-Key": name})
    assert (refused.status_code, refused.json()["code"]) == (400, "invalid_idempotency_key")
    assert not Article.objects.exists()


def test_answer_without_body_is_replayed_too(moderator, api):
    for _ in range(2):
        nothing = api.post("queue-items/claim/", {"moderator": "moderator"}, **KEY)
        assert (nothing.status_code, nothing.content) == (204, b"")
    item = queued()
    assert api.post("queue-items/claim/", {"moderator": "moderator"}, **KEY).status_code == 204
    other = {"Idempotency-Key": "6f1f9c1e-0002"}
    assert api.post("queue-items/claim/", {"moderator": "moderator"}, **other).json()["id"] == item.pk


def test_decision_is_made_once(moderator, api):
    item = queued()
    body = {"version": 1, "act": "allow", "moderator": "moderator"}
    first = api.post(f"queue-items/{item.pk}/decide/", body, **KEY)
    again = api.post(f"queue-items/{item.pk}/decide/", body, **KEY)
    assert (first.status_code, again.status_code) == (201, 201), "without the key: 409, decided already"
    assert first.json() == again.json()


def test_batch_with_a_key_is_one_whole(api):
    batch = [fields(), {"headline": "无正文"}, fields()]
    first, again = api.post("articles/batch/", batch, **KEY), api.post("articles/batch/", batch, **KEY)
    assert first.status_code == again.status_code == 207
    assert [item["status"] for item in json.loads(again.content)] == ["created", "rejected", "created"]
    assert first.content == again.content


def test_answers_are_kept_a_day_and_then_swept(api):
    api.post("articles/", fields(), **KEY)
    kept = IdempotentAnswer.objects.all()
    kept.update(created_at=timezone.now() - timedelta(hours=23, minutes=59))
    assert (forget_old_answers(dry_run=True), forget_old_answers()) == (0, 0)
    kept.update(created_at=timezone.now() - timedelta(hours=24, minutes=1))
    assert (forget_old_answers(dry_run=True), kept.count()) == (1, 1)
    assert (forget_old_answers(), kept.count()) == (1, 0)


def test_a_secret_in_a_kept_answer_is_sealed(api):
    made = {
        "url": "https://example.org/hooks", "event_types": ["decision.made"], "owner_email": "owner@example.org",
    }  # fmt: skip
    headers = {"Idempotency-Key": "one-endpoint"}
    first = api.post("webhook-endpoints/", made, **headers)
    again = api.post("webhook-endpoints/", made, **headers)
    secret = first.json()["secret"]
    assert again.content == first.content
    assert WebhookEndpoint.objects.count() == 1
    kept = bytes(IdempotentAnswer.objects.get().compressed)
    assert secret.encode() not in kept
    with pytest.raises(zlib.error):
        zlib.decompress(kept)
