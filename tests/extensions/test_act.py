"""An act is one entry and, where it does more than end its item, one function. Nothing else has to know it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone, translation

from articles.vocabulary.term import FAMILIES
from moderation import audit
from moderation.admin.audit import action_words
from moderation.appeals import appeals
from moderation.decisions import DecisionRequest, decide
from moderation.decisions import acts as effects
from moderation.exports.decisions import cn, eu, log
from moderation.models import AuditEntry, Decision, Event, QueueItem
from moderation.statements.facts import facts_of
from moderation.statements.notice import notice
from moderation.vocabulary.acts import ACTS, Act
from moderation.webhooks.protocol.schemas import schema
from tests.contract.conftest import Api
from tests.makers import queued

pytestmark = pytest.mark.django_db

# The whole of what somebody writes who adds an act: one entry, and one function where closing the item is not enough.
ARCHIVE = Act(
    "archive",
    "归档",
    "archive",
    key="V",
    is_effective=True,
    is_appealable=True,
    eu_visibility="DECISION_VISIBILITY_CONTENT_DISABLED",
    measure_zh="将该文章归档",
    measure_en="the article was archived",
)


def archive(item: QueueItem, decision: Decision) -> None:
    """Ends the item, and keeps its due date a year away for whoever reviews archives."""
    effects.close(item, decision)
    QueueItem.objects.filter(pk=item.pk).update(due_at=timezone.now() + timedelta(days=365))


@pytest.fixture(autouse=True)
def added(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    ACTS.add(ARCHIVE)
    monkeypatch.setitem(effects.EFFECTS, ARCHIVE, archive)
    with translation.override("zh-hans"):
        yield
    ACTS.remove(ARCHIVE)


@pytest.fixture
def archived(moderator) -> Decision:
    item = queued()
    return decide(moderator, DecisionRequest(item.pk, item.version, "archive", clause="4.1"))


def test_decision_carries_it_out(archived):
    item = QueueItem.objects.get(pk=archived.item_id)
    assert item.state == "decided"
    assert item.due_at > timezone.now() + timedelta(days=300)
    assert Event.objects.get(type="decision.made").data["act"] == "archive"
    assert archived.get_act_display() == "归档"


def test_messages_and_chain_name_it(archived):
    assert "archive" in schema("decision.made")["properties"]["data"]["properties"]["act"]["enum"]
    assert action_words(AuditEntry.objects.get(subject=f"article:{archived.article_id}").action).startswith(
        "处理：归档"
    )
    assert audit.verify()[1] is None


def test_author_and_authorities_are_told_in_words(archived):
    told = notice(facts_of(archived, 7))
    assert "将该文章归档" in told["zh"]
    assert "the article was archived" in told["en"]
    assert eu(archived)["decision_visibility"] == ["DECISION_VISIBILITY_CONTENT_DISABLED"]
    assert cn(archived)["处理"] == "归档"
    assert log(archived)["act"] == "archive"


def test_author_can_appeal_against_it(archived):
    assert appeals.file(archived.pk, text="不同意", appellant="作者", key="k").state == "open"


def test_console_offers_it_with_its_key(client: Client, moderator):
    item = queued()
    client.force_login(moderator)
    client.post(f"/admin/triage/{item.pk}/claim/")
    page = client.get(f"/admin/triage/{item.pk}/").content.decode()
    assert 'value="archive"' in page
    assert 'data-key="V"' in page
    assert "归档" in page


def test_api_takes_it(api_key, moderator):
    item = queued()
    body = {"version": item.version, "act": "archive", "policy": "4.1", "moderator": moderator.username}
    answer = Api(api_key()).post(f"queue-items/{item.pk}/decide/", body)
    assert (answer.status_code, answer.json()["act"]) == (201, "archive")


def test_families_forget_it_afterwards():
    assert "archive" in FAMILIES["act"]
