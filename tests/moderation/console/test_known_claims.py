"""The similar claim beside an article with its answer, and the pages of the bank for leads."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from articles.models import ClaimAnswer, ClaimLikeness, KnownClaim
from articles.provenance.known_claims.entries import entry
from moderation.curation import known_claims
from moderation.decisions import DecisionRequest, decide
from moderation.models import AuditEntry, QueueItem
from moderation.queue.claims import claim as claim_item
from moderation.queue.entry import enter
from tests.makers import reason
from tests.provenance.stored.world import OTHER, published

pytestmark = pytest.mark.django_db
ROW = {"claim": "苦杏仁露泡饭吃了致癌", "verdict": "不实", "publisher": "云泽辟谣", "date": "2019-05-03",
       "link": "https://facts.example/1"}  # fmt: skip
ZH = {"accept-language": "zh-hans"}


@pytest.fixture
def item(lead: Any) -> QueueItem:
    known_claims.add(lead, entry(ROW))
    version = published("山城观察", "22T09:00", body=OTHER, headline="苦杏仁露泡饭<b>吃了致癌？医生：不实")
    return QueueItem.objects.filter(article=version.article_id).first() or enter(version, [reason()])


def page(client: Client, user: Any, path: str) -> str:
    client.force_login(user)
    return client.get(f"/admin/triage/{path}", headers=ZH).content.decode()


def test_the_item_shows_the_published_verdict_beside_the_sentence_and_judges_nothing(item, client, moderator):
    shown = page(client, moderator, f"{item.pk}/").split('id="similar-claim"')[1].split("<h2")[0]
    for words in (
        "相似的已辟谣说法",
        "苦杏仁露泡饭吃了致癌",
        "不实",
        "云泽辟谣",
        "2019-05-03",
        "https://facts.example/1",
    ):
        assert words in shown
    assert "文中似在否认" in shown
    assert "noopener noreferrer nofollow" in shown
    assert "<b>" not in shown
    assert "谣言" not in shown.replace("云泽辟谣", "").replace("已辟谣说法", "")


def test_a_moderator_answers_and_the_newest_answer_counts(item, client, moderator):
    claim = KnownClaim.objects.get()
    client.force_login(moderator)
    at = f"/admin/triage/{item.pk}/claims/{claim.pk}/answer/"
    for answer in ("same", "same", "different"):
        assert client.post(at, {"answer": answer}).status_code == 302
    assert list(ClaimAnswer.objects.order_by("pk").values_list("answer", flat=True)) == ["same", "different"]
    pressed = page(client, moderator, f"{item.pk}/").split('value="different"')[1].split(">")[0]
    assert 'aria-pressed="true"' in pressed
    entry = AuditEntry.objects.filter(action="known_claim.answered").order_by("pk").last()
    assert json.loads(entry.payload)["before"] == "same"
    assert client.post(at, {"answer": "guilty"}).status_code == 404


def test_an_auditor_sees_no_buttons_and_may_not_answer(item, client, auditor):
    shown = page(client, auditor, f"{item.pk}/")
    assert 'id="similar-claim"' in shown
    assert "data-claim-key" not in shown
    at = f"/admin/triage/{item.pk}/claims/{KnownClaim.objects.get().pk}/answer/"
    assert client.post(at, {"answer": "same"}).status_code == 403


def test_a_lead_adds_edits_and_withdraws_on_the_pages(client, lead):
    client.force_login(lead)
    typed = {**ROW, "verdict": "false", "verdict_words": "不实"}
    at = client.post("/admin/triage/known-claims/add/", typed).headers["location"]
    claim = KnownClaim.objects.get()
    assert at.endswith(f"/known-claims/{claim.pk}/")
    client.post(f"{at}edit/", {**typed, "number": "1", "verdict": "misleading", "verdict_words": "误导"})
    client.post(f"{at}move/", {"number": "2", "act": "withdraw"})
    shown = client.get(at, headers=ZH).content.decode()
    assert "误导" in shown
    assert "已撤回" in shown
    assert shown.split("<tbody>")[1].count("<tr>") == 2
    client.post(f"{at}move/", {"number": "2", "act": "restore"})
    assert KnownClaim.objects.get().state == "withdrawn"


def test_what_was_typed_stays_when_a_field_is_wrong(client, lead):
    client.force_login(lead)
    typed = {**ROW, "verdict": "false", "link": "javascript:alert(1)"}
    client.post("/admin/triage/known-claims/add/", typed)
    shown = client.get("/admin/triage/known-claims/", headers=ZH).content.decode()
    assert "链接须以 http:// 或 https:// 开头" in shown
    assert "苦杏仁露泡饭吃了致癌</textarea>" in shown
    assert not KnownClaim.objects.exists()


def test_the_list_is_searched_by_words_and_verdict(client, lead):
    known_claims.add(lead, entry(ROW))
    known_claims.add(lead, entry({**ROW, "claim": "城东老桥已经塌了", "verdict": "部分不实"}))
    client.force_login(lead)
    cases = {"q=老桥": ["老桥"], "verdict=false": ["杏仁"], "q=云泽": ["老桥", "杏仁"], "state=withdrawn": []}
    for asked, found in cases.items():
        shown = client.get(f"/admin/triage/known-claims/?{asked}", headers=ZH).content.decode()
        rows = shown.split("<tbody>")[1] if "<tbody>" in shown else ""
        assert [word for word in ("老桥", "杏仁") if word in rows] == found


@pytest.mark.parametrize("form", ["csv", "json"])
def test_an_export_is_audited_and_can_be_imported_again(client, lead, tmp_path, form):
    from django.core.management import call_command

    known_claims.add(lead, entry({**ROW, "claim": "=1+1等于三的说法"}))
    client.force_login(lead)
    body = b"".join(client.get(f"/admin/triage/known-claims/export/?form={form}"))
    assert AuditEntry.objects.filter(action="export.known_claims").count() == 1
    file = tmp_path / f"bank.{form}"
    file.write_bytes(body)
    call_command("import_claims", str(file))
    assert KnownClaim.objects.count() == 1


def test_a_decided_article_gives_its_claim_with_one_click_and_an_open_one_none(item, client, lead, moderator):
    at = f"/admin/triage/{item.pk}/claims/add/"
    client.force_login(lead)
    client.post(at)
    assert KnownClaim.objects.count() == 1
    claim_item(moderator, item.pk)
    item.refresh_from_db()
    decide(moderator, DecisionRequest(item.pk, item.version, "limit", "1.1"))
    assert "把标题加入已辟谣说法" in page(client, lead, f"{item.pk}/")
    client.post(at)
    own = KnownClaim.objects.get(origin="decided")
    assert (own.platform, own.article_id) == (item.article.platform, item.article_id)
    assert own.verdict == "other"
    assert "限制推荐" in own.verdict_words
    assert "把标题加入已辟谣说法" not in page(client, lead, f"{item.pk}/")
    client.force_login(moderator)
    assert client.post(at).status_code == 403
    assert ClaimLikeness.objects.count() == 1
