"""One item: the article with its marks, the evidence, and who may act."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Score
from moderation.models import Queue, QueueItem
from moderation.queue import claims
from tests.makers import queued
from tests.moderation.console.pages import STORAGE_EN, STORAGE_ZH, item_with_evidence, marked, text_of, url
from tests.shared_data import require_shared

pytestmark = pytest.mark.django_db


def page(client, user, item, query: str = "") -> str:
    client.force_login(user)
    response = client.get(url(item) + query)
    assert response.status_code == 200
    return response.content.decode()


def test_the_article_is_there_with_its_marks(client, moderator):
    item = item_with_evidence()
    shown = page(client, moderator, item)
    words = text_of(shown)
    assert "震惊！环湖路竟然说停就停" in words
    assert "绕行将使早高峰多花约二十分钟" in words
    assert any("取材网络" in text for text in marked(shown, "flag"))
    assert "山城市规划研究院" in "".join(marked(shown, "attribution"))
    assert "震惊" in "".join(marked(shown, "cue"))


def test_both_disclaimers_the_references_and_what_the_page_says(client, moderator):
    words = text_of(page(client, moderator, item_with_evidence()))
    for shown in (STORAGE_ZH, STORAGE_EN, "山城日报 2025-06-10 12:31 环湖路施工公告", "公交改线说明"):
        assert shown in words
    for shown in ("7,380 篇", "66,307 关注", "（页面未载明）", "2 条参考资料", "另一篇推荐的稿件"):
        assert shown in words


def test_every_reason_is_a_chip_that_leads_to_evidence_on_the_page(client, moderator):
    item = item_with_evidence()
    shown = page(client, moderator, item)
    head = shown[: shown.index("<h1")]
    labels = re.findall(r'class="chip-label">([^<]*)<', head)
    assert len(labels) == item.reasons.count() >= 2
    for target in re.findall(r'<a class="chip [^"]*"\s+href="#([^"]*)"', head):
        assert f'id="{target}"' in shown


def test_every_link_within_the_page_has_its_target(client, moderator):
    shown = page(client, moderator, item_with_evidence())
    targets = set(re.findall(r'href="#([^"]+)"', shown))
    ids = re.findall(r'\bid="([^"]+)"', shown)
    assert targets <= set(ids)
    assert len(ids) == len(set(ids))


def test_scores_show_value_version_and_every_reason(client, moderator):
    item = item_with_evidence()
    words = text_of(page(client, moderator, item))
    for score in item.article_version.scores.all():
        assert score.model in words
        for reason in score.reasons:
            assert " ".join(reason["zh"].split()) in words
    assert f"{Score.objects.get(name='clickbait').value:.2f}" in words


def test_findings_name_the_rule_and_link_the_words(client, moderator):
    item = item_with_evidence()
    assert item.article_version.findings.exists()
    words = text_of(page(client, moderator, item))
    for finding in item.article_version.findings.all():
        assert finding.explanation_zh in words
        assert finding.clause not in words  # its name is shown, not its code


def test_english_ui_keeps_the_article_as_it_is(client, moderator):
    item = item_with_evidence()
    client.cookies["django_language"] = "en"
    words = text_of(page(client, moderator, item))
    for shown in ("Findings", "Declared beside observed", "(not stated on the page)", "震惊！环湖路竟然说停就停"):
        assert shown in words
    assert item.article_version.findings.first().explanation_en in words


def test_looking_claims_nothing_and_offers_to(client, moderator):
    item = queued()
    shown = page(client, moderator, item)
    item.refresh_from_db()
    assert item.claimed_by is None
    assert url(item, "claim/") in shown
    assert 'id="decision"' not in shown


def test_the_holder_gets_the_form_and_the_countdown(client, moderator):
    item = queued()
    claims.claim(moderator, item.pk)
    shown = page(client, moderator, item)
    assert 'id="decision"' in shown
    assert 'class="lease"' in shown
    assert url(item, "heartbeat/") in shown


def test_others_read_who_holds_it_and_until_when(client, moderator, lead):
    item = queued()
    held = claims.claim(lead, item.pk)
    words = text_of(page(client, moderator, item))
    at = timezone.localtime(held.claimed_until).strftime("%H:%M")
    assert f"该条由 lead 领取至 {at}" in words


def test_a_run_out_claim_is_free_again(client, moderator, lead):
    item = queued()
    claims.claim(lead, item.pk)
    QueueItem.objects.filter(pk=item.pk).update(claimed_until=timezone.now() - timedelta(seconds=1))
    assert url(item, "claim/") in page(client, moderator, item)


def test_an_auditor_reads_only(client, auditor):
    shown = page(client, auditor, queued())
    assert "您的角色只能查看" in shown
    assert re.findall(r'action="/admin/triage/([^"]*)"', shown) == ["search/"]


def test_a_leads_item_is_hidden_from_moderators(client, moderator, auditor):
    item = queued()
    QueueItem.objects.filter(pk=item.pk).update(queue=Queue.objects.get(code="escalated"))
    client.force_login(moderator)
    assert client.get(url(item)).status_code == 403
    page(client, auditor, item)


def test_no_such_item(client, moderator):
    client.force_login(moderator)
    assert client.get("/admin/triage/999999/").status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_evidence(client, moderator, django_assert_max_num_queries):
    item = item_with_evidence()
    client.force_login(moderator)
    with django_assert_max_num_queries(41):
        client.get(url(item))


def test_the_seed_page_shows_what_a_moderator_needs(client, moderator):
    from articles.assessment.pipeline import assess
    from articles.intake import Submission, store
    from articles.models import Assessment

    outcome = store(Submission(content=require_shared("seed/netease_hao_page.txt").read_bytes()))
    assert assess(Assessment.objects.get(version__article_id=outcome.id).pk)
    shown = page(client, moderator, QueueItem.objects.get(article_id=outcome.id))
    words = text_of(shown)
    assert marked(shown, "flag") == ["声明:取材网络,谨慎辨别"]
    for expected in (
        "历史求知所",
        "7,380 篇",
        "66,307 关注",
        "31 段",
        "央广网 2025-06-10 12:31",
        "和讯网 2025-06-09 10:53",
    ):
        assert expected in words
    assert "2025-06-10 12:31 之后" in words
    assert len(re.findall(r'class="disclaimer"', shown)) == 2
    assert len(re.findall(r"<li>", shown[shown.index('class="recommendations"') :].split("</ul>")[0])) == 20
