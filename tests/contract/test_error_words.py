"""An error says what may be sent instead."""

from __future__ import annotations

import pytest

from tests.makers import queued

pytestmark = pytest.mark.django_db


def _detail(answer) -> str:
    assert answer.status_code == 422
    return answer.json()["errors"][0]["detail"]


def test_an_unknown_clause_is_answered_with_those_in_force(moderator, api):
    body = {"version": 1, "act": "limit", "policy": "99"}
    detail = _detail(api.post(f"queue-items/{queued().pk}/decide/", body))
    assert "1.1" in detail
    assert "2.3" in detail


def test_an_unknown_queue_is_answered_with_the_queues(moderator, api):
    assert "general" in _detail(api.post("queue-items/claim/", {"queue": "nowhere"}))


def test_an_unknown_choice_is_answered_with_the_choices(api):
    detail = _detail(api.post(f"articles/{queued().article_id}/reports/", {"category": "spam"}))
    assert detail.startswith("“spam” is not one of: headline, ")
