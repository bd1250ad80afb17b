"""The leads' page on what comes first."""

from __future__ import annotations

import re

import pytest

from moderation.models import AuditEntry, PriorityScheme
from moderation.queue.ranking import ranking_in_force
from moderation.triage.priority.dials import written
from moderation.triage.priority.value import Dials
from tests.makers import queued, reason
from tests.moderation.quality.test_priority_training import AUDIT, decided

pytestmark = pytest.mark.django_db
URL = "/admin/triage/priority/"


def fields(**changes: float) -> dict[str, float]:
    return {name.replace(":", "-"): value for name, value in (written(Dials()) | changes).items()}


def shown(client, user, **query) -> str:
    client.force_login(user)
    return re.sub(r"<[^>]+>|\s+", " ", client.get(URL, query).content.decode())


def row(page: str, words: str) -> str:
    found = re.search(re.escape(words) + r"\s+(.*?)(?= 每次处理| 漏掉| 含有| 方括号| 满)", re.sub(r"\s+", " ", page))
    assert found, words
    return found.group(1)


def test_the_page_says_what_a_budget_sees_and_misses(client, lead, moderator):
    decided(moderator, "limit", reason())
    decided(moderator, "limit", AUDIT)
    queued(reason("uncredited_reuse", 0.5))
    page = shown(client, lead, budget=1)
    assert "“" not in row(page, "含有严重发现的条目中已看到")
    assert row(page, "含有严重发现的条目中已看到").startswith("1 / 2")
    assert row(page, "漏掉：随机抽检的文章中，需要处理而没有看到的").startswith("1 / 1 · 样本太少")
    assert "满 30 次随机抽检的处理才能估计漏掉多少，现有 1 次" in re.sub(r"\s+", " ", page)


def test_every_reason_has_its_yield_in_words(client, lead, moderator):
    decided(moderator, "limit", reason())
    decided(moderator, "allow", reason(), AUDIT)
    page = re.sub(r"\s+", " ", shown(client, lead))
    assert "来源笼统 1 / 2" in page
    assert "随机抽检 0 / 1" in page
    assert "vague_sourcing" not in page


def test_trying_changes_nothing_and_saving_is_kept_in_the_chain(client, lead):
    queued(reason())
    queued(reason("clickbait", 0.29, kind="score", severity="medium"))
    page = shown(client, lead, budget=1, **{"try": 1}, **fields(**{"finding:high": 0.0}))
    assert "0 / 1" not in row(page, "含有严重发现的条目中已看到")[:5]
    assert "现在看到的 1 条中，按下面的权重也会看到 0 条" in re.sub(r"\s+", " ", page)
    assert ranking_in_force().dials == Dials()
    answer = client.post(URL + "dials/", fields(**{"finding:high": 0.0}), follow=True)
    assert "从现在起按这些权重排列" in answer.content.decode()
    assert ranking_in_force().dials.harms["finding:high"] == 0.0
    assert AuditEntry.objects.filter(action="priority_dials.set").count() == 1
    # The form of a page that was open before.
    client.post(URL + "dials/", fields(score=0.5))
    assert PriorityScheme.objects.count() == 1


@pytest.mark.parametrize("wrong", [{"score": 99}, {"reach": "x"}, {"unhurried": ""}, {"finding-high": "nan"}])
def test_numbers_out_of_bounds_are_refused(client, lead, wrong):
    client.force_login(lead)
    assert client.get(URL, {"try": 1, **fields(), **wrong}).status_code == 422
    client.post(URL + "dials/", {**fields(), **wrong})
    assert not PriorityScheme.objects.exists()


@pytest.mark.parametrize("budget", ["0", "-1", "x", "9" * 30, "１２"])
def test_a_wrong_budget_shows_the_usual_one(client, lead, budget):
    client.force_login(lead)
    assert client.get(URL, {"budget": budget}).status_code == 200


def test_an_auditor_sees_and_changes_nothing(client, django_user_model):
    from django.contrib.auth.models import Group

    auditor = django_user_model.objects.create_user("pruefer", is_staff=True)
    auditor.groups.add(Group.objects.get(name="auditor"))
    page = shown(client, auditor, **{"try": 1}, **fields(score=0.5))
    assert "按这些权重排列队列" not in page
    assert client.post(URL + "dials/", fields(score=0.5)).status_code == 403
