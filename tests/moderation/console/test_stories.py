"""The pages of stories: what a reader sees of them, and one act for many of their articles."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from django.test import Client
from django.utils import timezone

from articles.models import ArticleVersion, Story, StoryMember
from articles.provenance.stored.story.membership import split
from moderation.decisions import DecisionRequest, InvalidDecision, bulk, decide
from moderation.models import ActRule, AuditEntry, BulkRun, Decision, QueueItem
from moderation.queue.claims import claim
from moderation.queue.entry import enter
from moderation.reports.document import build
from moderation.reports.forms.html_form import render
from moderation.reports.week import Week
from tests.makers import person, reason
from tests.provenance.rewording.texts import REWORDING, STORY
from tests.provenance.stored.world import published

pytestmark = pytest.mark.django_db
ACT = {"act": "limit", "clause": "2.3", "note": "三篇同文"}


def copy(source: str, at: str = "17T06:50", body: tuple[str, ...] = STORY) -> QueueItem:
    version = published(source, at, body=list(body), headline="云泽北郊的自来水一股土腥味，水厂怎么了")
    with transaction.atomic():
        return QueueItem.objects.filter(article=version.article_id).first() or enter(version, [reason()])


@pytest.fixture
def copies() -> list[QueueItem]:
    return [copy("云泽观察", "16T22:30"), copy("晚风热点站"), copy("城事快讯", "17T09:15")]


@pytest.fixture
def moderator(client: Client) -> User:
    user = person("moderator")
    client.force_login(user)
    return user


def url(path: str = "") -> str:
    return f"/admin/triage/stories/{Story.objects.get().pk}/{path}"


def look(client: Client, items: list[QueueItem]) -> Any:
    return client.post(url("look/"), {"item": [item.article_id for item in items]})


def start(client: Client, items: list[QueueItem], **changes: Any) -> Any:
    chosen = [f"{item.pk}:{item.version}" for item in items]
    return client.post(url("look/start/"), {"item": chosen, **ACT, **changes})


def test_the_page_shows_each_article_with_relation_and_treatment(client, moderator, copies) -> None:
    decide(moderator, DecisionRequest(copies[1].pk, copies[1].version, "limit", clause="2.3"))

    page = client.get(url()).content.decode()

    assert page.count('class="dot copy') == 2
    assert "照抄 100 %" in page
    assert "限制推荐" in page
    assert "待审" in page


def test_an_item_names_its_story_in_one_line(client, moderator, copies) -> None:
    page = client.get(f"/admin/triage/{copies[1].pk}/").content.decode()

    assert "同一事件，3 篇" in page
    assert f"{url()}?of={copies[1].article_id}" in page


def test_the_copies_of_the_item_are_chosen_at_first_and_a_rewording_never(client, moderator, copies) -> None:
    rewording = copy("环宇茶话", "17T04:30", REWORDING)
    page = client.get(f"{url()}?of={copies[1].article_id}").content.decode()

    for item in copies:
        assert f'value="{item.article_id}"\n                   checked' in page
    if Story.objects.get().articles == 4:
        assert f'value="{rewording.article_id}"\n                   checked' not in page


def test_the_preview_says_what_happens_to_each(client, moderator, copies) -> None:
    other = User.objects.create_superuser("somebody")
    claim(other, copies[0].pk)
    decide(moderator, DecisionRequest(copies[1].pk, copies[1].version, "limit", clause="2.3"))
    ActRule.objects.create(act="remove", second_person=True)

    page = look(client, copies).content.decode()

    assert "2 篇不动" in page
    assert "被他人领取" in page
    assert "限制推荐" in page
    assert "需第二人同意" in page
    assert page.count('type="checkbox"') == 1


def test_one_act_decides_all_with_an_entry_each_and_is_undone_as_a_whole(client, moderator, copies) -> None:
    assert start(client, copies).status_code == 302
    run = BulkRun.objects.get()
    bulk.work(run.pk)

    assert Decision.objects.filter(act="limit", channel="bulk").count() == 3
    assert AuditEntry.objects.filter(action="decision.limit").count() == 3
    client.post(f"/admin/triage/bulk/{run.pk}/settle/", {"act": "undo"})
    bulk.work(run.pk)
    assert QueueItem.objects.filter(state="open").count() == 3


def test_an_exception_gets_its_own_act(client, moderator, copies) -> None:
    start(client, copies, **{f"act-{copies[0].pk}": "allow"})
    bulk.work(BulkRun.objects.get().pk)

    assert Decision.objects.get(article=copies[0].article_id).act == "allow"
    assert Decision.objects.get(article=copies[0].article_id).clause is None
    assert Decision.objects.filter(act="limit").count() == 2


def test_an_act_that_needs_a_second_person_waits_for_each(client, moderator, copies) -> None:
    ActRule.objects.create(act="limit", second_person=True)
    start(client, copies)
    bulk.work(BulkRun.objects.get().pk)

    assert Decision.objects.filter(execution__state="awaiting").count() == 3


def test_an_item_that_changed_since_the_preview_is_left_alone(client, moderator, copies) -> None:
    QueueItem.objects.filter(pk=copies[0].pk).update(version=copies[0].version + 1)
    start(client, copies)
    bulk.work(BulkRun.objects.get().pk)

    assert Decision.objects.count() == 2
    assert BulkRun.objects.get().rows.get(item=copies[0].pk).refused == "changed"


def test_a_moderator_starts_no_run_over_items_of_other_stories(moderator, copies) -> None:
    story = Story.objects.get()
    StoryMember.objects.filter(article=copies[0].article_id).delete()

    with pytest.raises(InvalidDecision, match="of the story"):
        bulk.start(moderator, [(item.pk, item.version) for item in copies], story=story, label="", **ACT)


def test_a_moderator_keeps_to_the_cap(moderator, copies, settings) -> None:
    settings.COPIES_CAP = 2

    with pytest.raises(InvalidDecision, match="between 1 and 2"):
        bulk.start(moderator, [(item.pk, item.version) for item in copies], story=Story.objects.get(), **ACT)


def test_a_moderator_sees_no_run_of_another(client, moderator, copies) -> None:
    run = BulkRun.objects.create(user=person("lead"), act="limit", note="另一批")

    assert client.get(f"/admin/triage/bulk/{run.pk}/").status_code == 403


def test_a_new_copy_of_a_decided_text_comes_with_its_clause(client, moderator, copies) -> None:
    decide(moderator, DecisionRequest(copies[0].pk, copies[0].version, "limit", clause="1.1"))
    claim(moderator, copies[1].pk)

    page = client.get(f"/admin/triage/{copies[1].pk}/").content.decode()

    assert 'value="1.1" selected' in page
    assert "checked" not in page.split('name="act"')[1].split(">")[0]


def test_one_text_treated_differently_is_named(client, moderator, copies) -> None:
    for item, act in zip(copies, ("limit", "allow"), strict=False):
        decide(moderator, DecisionRequest(item.pk, item.version, act, clause="2.3" if act == "limit" else ""))

    assert "同一文本，处理不一" in client.get(url()).content.decode()


def test_a_lead_moves_an_article_out_and_it_is_in_the_history(client, copies) -> None:
    client.force_login(person("lead"))

    client.post(url("split/"), {"article": [copies[0].article_id]})

    assert not StoryMember.objects.filter(article=copies[0].article_id).exists()
    assert "移出" in client.get(url()).content.decode()
    assert AuditEntry.objects.filter(action="story.split").exists()


def test_a_story_that_was_merged_leads_to_the_other(client, moderator, copies) -> None:
    story = Story.objects.get()
    gone = Story.objects.create(first_at=story.first_at, last_at=story.last_at, merged_into=story)

    answer = client.get(f"/admin/triage/stories/{gone.pk}/")

    assert answer.status_code == 302
    assert answer["Location"] == f"/admin/triage/stories/{story.pk}/"


def test_an_article_in_a_closed_queue_is_counted_and_not_shown(client, moderator, copies) -> None:
    closed = copies[0].queue.__class__.objects.create(code="closed", leads_only=True)
    QueueItem.objects.filter(pk=copies[0].pk).update(queue=closed)

    page = client.get(url()).content.decode()

    assert "1 篇您无权查看" in page
    assert "云泽观察" not in page


def test_hostile_words_are_shown_as_words(client, moderator) -> None:
    for source in ("早风", "晚风"):
        published(source, "17T06:50", body=list(STORY), headline="自来水的味道")
    ArticleVersion.objects.update(headline="<script>alert(1)</script>")

    page = client.get(url()).content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_the_list_has_stories_by_time_and_by_size(client, moderator, copies) -> None:
    assert "云泽北郊" in client.get("/admin/triage/stories/").content.decode()
    split(Story.objects.get(), [item.article_id for item in copies[:2]], by=moderator.pk)
    assert client.get("/admin/triage/stories/?order=size&page=9").status_code == 200


def test_a_lead_sees_one_text_treated_differently(client, copies) -> None:
    lead = person("lead")
    client.force_login(lead)
    for item, act in zip(copies, ("limit", "allow"), strict=False):
        decide(lead, DecisionRequest(item.pk, item.version, act, clause="2.3" if act == "limit" else ""))

    page = client.get("/admin/triage/stories/").content.decode()

    assert "30 天内同一文本处理不一" in page
    assert "云泽观察" in page.split('id="differing"')[1].split("</section>")[0]


def test_the_weekly_report_lists_stories_and_differing_treatments(moderator, copies) -> None:
    for item, act in zip(copies, ("limit", "allow"), strict=False):
        decide(moderator, DecisionRequest(item.pk, item.version, act, clause="2.3" if act == "limit" else ""))
    now = timezone.now()

    document = build(Week.of(now), now + timedelta(days=8))

    found = {each["code"]: each["items"] for section in document["sections"] for each in section["listings"]}
    assert [(row["articles"], row["sources"]) for row in found["reuse.stories"]] == [(3, 3)]
    assert found["reuse.treatments"][0]["treatments"]["zh"] == "限制推荐 1、放行 1"
    assert "本周最大的事件" in render(document, "zh")
    assert "同一文本处理不一" in render(document, "zh")
