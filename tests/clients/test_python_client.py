"""Each method of the Python client does what it says on the real API."""

from __future__ import annotations

import json
import re
from datetime import datetime

import pytest
from django.db import transaction
from provenance_workbench import Client, Conflict, Invalid, NotFound, verify_webhook

from articles.intake.imports import importing
from articles.models import Article
from moderation.models import Decision, QueueItem
from moderation.queue.entry import enter
from moderation.webhooks.protocol.signing import signed_headers
from tests.makers import assessed, fields, queued, reason, stored
from workbench.env import BASE_DIR

README = BASE_DIR / "clients" / "python" / "README.md"


def test_a_platform_submits_an_article_and_reads_it_with_its_evidence(client):
    made = client.submit(**fields(published_at=datetime.fromisoformat("2026-01-05T10:30:00+08:00")))
    assert (made.status, made.version, made.error) == ("created", 1, None)
    shown = client.article(made.id, fields="id,version,published_at")
    assert set(shown) == {"id", "version", "published_at"}
    assert datetime.fromisoformat(shown["published_at"]) == datetime.fromisoformat("2026-01-05T02:30:00+00:00")
    version = assessed()
    assert {score["name"] for score in client.wait_until_assessed(version.article_id)["scores"]} >= {"clickbait"}
    assert client.provenance(version.article_id)["article"] == version.article_id


def test_a_batch_tells_what_became_of_each_article(client):
    first, second = client.submit_batch([fields(), {"headline": "没有正文"}])
    assert first.status == "created"
    assert (second.status, second.id, second.error["code"]) == ("rejected", None, "invalid_fields")


def test_a_file_of_lines_is_imported(client, tmp_path):
    path = tmp_path / "articles.ndjson"
    path.write_text("".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in (fields(), {"headline": "无正文"})))
    run = client.import_file(path)
    importing.work(run["id"])
    assert client.import_state(run["id"])["state"] == "done"
    assert [(row["line"], row["status"]) for row in client.import_results(run["id"])] == [
        (1, "created"), (2, "rejected"),
    ]  # fmt: skip


def test_the_same_submission_under_one_idempotency_key_has_one_effect(client):
    article = fields()
    first, second = (client.submit(idempotency_key="once", **article) for _ in range(2))
    assert first == second
    assert first.status == "created", "without the key, the second would be a duplicate"
    assert client.submit(**article).status == "duplicate"
    assert Article.objects.count() == 1


def test_lists_run_over_all_their_pages(client):
    items = [queued() for _ in range(5)]
    assert {item.id for item in client.queue_items(page_size=2, claimed=False)} == {item.pk for item in items}
    newest_first = [item.article_id for item in reversed(items)]
    assert [row["id"] for row in client.articles(page_size=2, platform="netease")] == newest_first
    assert [row["id"] for row in client.articles(ids=newest_first[:2])] == newest_first[:2]


def test_a_moderator_claims_keeps_releases_and_decides(client):
    assert client.claim() is None
    row = queued()
    item = client.claim(moderator="moderator")
    assert (item.id, item.article, item.claimed_by) == (row.pk, row.article_id, "moderator")
    assert item.reasons[0]["code"] == "vague_sourcing"
    assert client.heartbeat(item).claimed_until >= item.claimed_until
    assert client.release(item).claimed_by is None
    made = client.decide(client.queue_item(row.pk), "label", policy="2.1", label="reprint", note="转载未注明")
    assert (made.act, made.label, made.policy, made.item) == ("label", "reprint", "2.1", row.pk)
    assert [each.id for each in client.decisions(act="label")] == [made.id]
    assert "statement" in client.decision(made.id).raw


def test_a_decision_on_an_item_that_changed_is_a_conflict_that_shows_it(client):
    item = client.queue_item(queued().pk)
    made = client.decide(item, "allow")
    with pytest.raises(Conflict) as caught:
        client.decide(item, "remove", policy="4.1")
    assert caught.value.current["id"] == item.id
    assert caught.value.current["state"] == "decided"
    assert caught.value.decision == made.id
    assert caught.value.code == f"item_{caught.value.reason}"
    assert Decision.objects.count() == 1


def test_an_author_appeals_readers_report_and_the_platform_withdraws(client):
    made = client.decide(client.queue_item(queued().pk), "label", policy="2.1", label="reprint")
    assert client.appeal(made.id, "报道属实，附采访录音", "山城观察")["state"] == "open"
    article = stored().article_id
    item = client.report(article, "headline", readers=30, text="标题骗人")
    assert (item.article, item.reasons[0]["code"]) == (article, "report_headline")
    assert client.withdraw(article, "作者申请撤稿")["withdrawal_reason"] == "作者申请撤稿"
    assert QueueItem.objects.get(pk=item.id).state != "open"


def test_the_feed_gives_each_event_once_and_keeps_its_cursor(client):
    feed = client.events(limit=2, type="queue_item.*")
    list(feed)
    first, second, third = queued(), queued(), queued()
    taken = iter(feed)
    event = next(taken)
    assert (event.data["queue_item"], event.sequence) == (first.pk, feed.cursor)
    rest = client.events(after=feed.cursor, limit=1, type="queue_item.*")
    assert [each.data["queue_item"] for each in rest] == [second.pk, third.pk]
    assert list(rest) == []
    later = queued()
    assert [each.data["queue_item"] for each in rest] == [later.pk]


def test_an_endpoint_from_making_to_removing_and_its_messages_are_verified(client, settings):
    settings.WEBHOOK_PRIVATE_RECEIVERS = ["127.0.0.1"]
    made = client.create_webhook_endpoint("http://127.0.0.1:9/hooks", ["decision.made"], "o@example.org")
    rotated = client.rotate_webhook_secret(made["id"])
    assert rotated["secret"] != made["secret"]
    assert [row["id"] for row in client.webhook_endpoints()] == [made["id"]]
    body = json.dumps(client.get("webhook-events/samples/")["decision.made"]).encode()
    moment = int(datetime.now().timestamp())
    headers = signed_headers([rotated["secret"], made["secret"]], "message", moment, body)
    assert verify_webhook(headers, body, made["secret"]).type == "decision.made"
    client.remove_webhook_endpoint(made["id"])
    assert list(client.webhook_endpoints()) == []


def test_a_refusal_tells_the_whole_problem(client, live_server):
    with pytest.raises(Invalid) as caught:
        client.submit(headline="只有标题")
    refusal = caught.value
    assert (refusal.status, refusal.code, refusal.type) == (422, "invalid_fields", "/problems/invalid-fields")
    assert [each["pointer"] for each in refusal.errors] == ["/body"]
    assert refusal.detail
    assert re.fullmatch("[0-9a-f]{32}", refusal.request_id)
    assert refusal.request_id in str(refusal)
    with pytest.raises(NotFound):
        client.article(10**9)
    with Client(live_server.url, "wrong.key", retries=0) as stranger, pytest.raises(Exception, match="401"):
        stranger.me()


def test_the_key_says_for_whom_it_acts(client):
    assert client.me()["moderators"] == ["moderator"]


def test_the_readme_does_what_it_shows(live_server, broker, key, assess_all, monkeypatch, capsys):
    block, _ = re.findall(r"^```python\n(.*?)^```$", README.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert len(block.splitlines()) <= 30
    version = assessed()
    with transaction.atomic():
        enter(version, [reason()])
    monkeypatch.setenv("WORKBENCH", live_server.url)
    monkeypatch.setenv("KEY", key)
    monkeypatch.setattr("provenance_workbench.client.sleep", lambda _: assess_all())
    exec(compile(block, str(README), "exec"), {})  # noqa: S102 - our own page
    told = capsys.readouterr().out
    assert "clickbait" in told
    assert "vague_sourcing" in told
    assert "decision.made" in told
    assert Decision.objects.get().act == "allow"
