"""The schema's examples are recorded in a real run, and fit the schema.

To renew them: `RENEW=1 python -m pytest tests/contract/test_examples.py -n 0`, then the schema (test_schema.py).
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from articles.intake.imports import importing
from articles.models import Article, Import, KnownClaim
from articles.provenance.known_claims.entries import entry
from articles.provenance.stored.known_claims import terms
from moderation.models import ActRule, AuditEntry, SecondLook, WebhookDelivery
from moderation.queue.claims import claim
from tests.makers import PARAGRAPHS, queued
from workbench.api.reference.recorded import EXAMPLES, recorded_examples
from workbench.api.reference.schema import _document, document
from workbench.api.reference.schema_hooks import operations

ARTICLE = {
    "platform": "netease",
    "external_id": "KQ7A0001",
    "url": "https://www.163.com/dy/article/KQ7A0001.html",
    "headline": "环湖路改造下月开工，公交线路将调整",
    "body": [*PARAGRAPHS, "声明:取材网络,谨慎辨别"],
    "source": {"name": "山城观察", "external_id": "T1700000000000"},
    "published_at": "2026-01-05T10:30:00+08:00",
}
COPY = {
    **ARTICLE,
    "external_id": "KQ7A0002",
    "url": None,
    "headline": "震惊！环湖路竟然要这样改",
    "source": "转载号",
    "published_at": None,
}


class Recorder:
    """Calls an operation by its id, and records request and answer."""

    def __init__(self, api: Any) -> None:
        self.api = api
        self._paths = {item["operationId"]: (path, method) for path, method, item in operations(document())}
        self.kept: dict[str, dict[str, Any]] = {}

    def __call__(self, name: str, body: Any = None, **ids: Any) -> Any:
        path, method = self._paths[name]
        place = path.removeprefix("/api/v1/").format(**ids)
        lines = isinstance(body, str)
        kind = "application/x-ndjson" if lines else "application/json"
        if method == "get":
            response = self.api.get(place)
        elif method == "post":
            response = self.api.post(place, body.encode() if lines else body, content_type=kind)
        else:
            response = self.api.request(method.upper(), place, body)
        assert response.status_code < 300, (name, response.content)
        content = b"".join(response.streaming_content) if response.streaming else response.content
        media = response.get("Content-Type", "")
        answer = json.loads(content) if media == "application/json" else content.decode()
        self.kept[name] = {"request": body, "status": response.status_code, "media": media, "answer": answer}
        return answer


@pytest.fixture
def recorded(api_with, moderator, lead, assess_all) -> dict[str, dict[str, Any]]:
    api, of_lead = api_with(acts_for=["moderator"]), api_with(acts_for=["lead"])
    call, call_of_lead = Recorder(api), Recorder(of_lead)
    checked = {"claim": ARTICLE["headline"], "verdict": "部分不实", "publisher": "山城日报核查", "date": "2025-06-12"}
    known = entry({**checked, "link": "https://facts.example.org/ring-road", "language": "zh"})
    terms.write([KnownClaim.objects.create(key=known.key(), origin="imported", **asdict(known))])
    call("claims_list")
    first = call("articles_submit", ARTICLE)["id"]
    call("articles_submit_batch", [COPY, {**COPY, "platform": "nowhere"}])
    assess_all()
    call("articles_list")
    source = call("articles_get", id=first)["source"]["id"]
    call("articles_provenance", id=first)
    call("stories_get", id=call("stories_list")["results"][0]["id"])
    call("articles_report", {"category": "headline", "readers": 3, "text": "标题与内容不符"}, id=first)
    headlines = ["震惊！真相竟然是这样", {"headline": "山城市公布明年预算草案", "body": PARAGRAPHS[0]}]
    call("headlines_score", {"headlines": headlines})
    for name in ("sources_list", "sources_get", "sources_reliability"):
        call(name, id=source)
    call("sources_reply", {"text": "我们已补充来源。", "author": "山城观察"}, id=source)
    call("sources_replies", id=source)
    other = api.post("articles/", {**ARTICLE, "external_id": "KQ7A0003", "url": None, "source": "山城观察二号"}).json()
    linked = {"kind": "same_owner", "reason": "同一主体注册", "moderator": "lead"}
    second = Article.objects.get(pk=other["id"]).source_id
    link = call_of_lead("sources_link", {"other": second, **linked}, id=source)["id"]
    call("sources_links", id=source)
    call_of_lead("sources_unlink", {"reason": "主体已变更", "moderator": "lead"}, id=link)
    call("queue_items_list")
    item = call("queue_items_claim", {"moderator": "moderator"})
    call("queue_items_get", id=item["id"])
    call("queue_items_heartbeat", {"moderator": "moderator"}, id=item["id"])
    order = {"version": item["version"], "act": "label", "policy": "2.3", "note": "来源笼统"}
    call("queue_items_note", {"moderator": "moderator", "text": "已联系作者"}, id=item["id"])
    decision = call("queue_items_decide", order, id=item["id"])
    call("decisions_get", id=decision["id"])
    SecondLook.objects.create(decision_id=decision["id"])
    look = call_of_lead("second_looks_next", {"moderator": "lead"})
    call_of_lead("second_looks_answer", {"moderator": "lead", "act": "label", "policy": "2.3"}, id=look["id"])
    call("decisions_appeal", {"text": "文中已注明来源。", "appellant": "山城观察"}, id=decision["id"])
    appeal = of_lead.post("queue-items/claim/", {"moderator": "lead"}).json()
    while appeal["article"] != item["article"]:
        of_lead.post(f"queue-items/{appeal['id']}/decide/", {"version": appeal["version"], "act": "allow"})
        appeal = of_lead.post("queue-items/claim/", {"moderator": "lead"}).json()
    answer = {"moderator": "lead", "version": appeal["version"], "outcome": "upheld", "answer": "维持原决定。"}
    call_of_lead("queue_items_resolve_appeal", answer, id=appeal["id"])
    call_of_lead("decisions_overturn", {"moderator": "lead", "note": "标签有误", "reopen": True}, id=decision["id"])
    of_lead.post("queue-items/claim/", {"moderator": "lead"})
    call_of_lead("queue_items_release", {"moderator": "lead"}, id=item["id"])
    lines = [
        {**ARTICLE, "external_id": f"KQ7A001{n}", "url": None, "headline": f"环湖路第{n}标段开工"} for n in range(2)
    ]
    text = "\n".join(json.dumps(line, ensure_ascii=False) for line in [*lines, {"headline": "没有正文"}])
    call("articles_correct", {"published_at": "2026-01-05T09:00:00+08:00", "comment_count": 42}, id=other["id"])
    call("articles_withdraw", {"reason": "作者申请撤稿"}, id=other["id"])
    run = call("imports_start", text + "\n")["id"]
    importing.work(run)
    call("imports_list")
    call("imports_get", id=run)
    call("imports_results", id=run)
    Import.objects.filter(pk=run).update(state="running", finished_at=None)
    call("imports_cancel", {}, id=run)
    _webhooks(call, decision["id"])
    _console(call, call_of_lead, moderator)
    _scorers(call_of_lead)
    call("events_list")
    call("webhook_events_samples")
    call("reports_weekly_list")
    call("reports_weekly_get", week="2026-W03")
    kept = {**call.kept, **call_of_lead.kept}
    _shorten(kept)
    return kept


def test_every_entry_that_a_request_leaves_names_its_credential(recorded):
    """One run over all operations; keys are made by command, and nothing else here acts without a request."""
    entries = AuditEntry.objects.exclude(action__startswith="api_key.").order_by("sequence")
    without = [entry.action for entry in entries if not json.loads(entry.payload).get("via", "").startswith("key:")]
    assert without == []
    assert len({entry.action for entry in entries}) >= 10


def _console(call: Recorder, call_of_lead: Recorder, moderator: Any) -> None:
    """What an outside console asks and does besides claiming and deciding."""
    held = claim(moderator, queued().pk).pk
    call("queue_items_skip", {"moderator": "moderator"}, id=held)
    call_of_lead("queue_items_hold", {"moderator": "lead", "on": True}, id=held)
    call_of_lead("queue_items_hand_over", {"moderator": "lead", "to": "moderator"}, id=held)
    ActRule.objects.create(act="limit", second_person=True)
    waiting = [_decided(call, "limit", "1.1") for _ in range(2)]
    for name in ("executions_list", "decisions_list", "appeals_list", "me_get", "clauses_list", "labels_list"):
        call(name)
    for name in ("queues_list", "platforms_list", "moderators_list", "policies_list", "templates_list"):
        call(name)
    call_of_lead("decisions_approve", {"moderator": "lead"}, id=waiting[0])
    call_of_lead("decisions_refuse", {"moderator": "lead", "note": "证据不足"}, id=waiting[1])
    call("decisions_undo", {"moderator": "moderator"}, id=_decided(call, "label", "2.3"))


def _scorers(call: Recorder) -> None:
    """A lead registers a scorer, changes it and switches it off."""
    names = {"code": "toxicity", "name_zh": "言语攻击", "name_en": "toxicity", "version": "3.1", "platform": "netease"}
    address = "https://scorers.platform.example.org/toxicity"
    scorer = call("scorers_register", {"moderator": "lead", "url": address, **names})["id"]
    call("scorers_list")
    call("scorers_get", id=scorer)
    call("scorers_change", {"moderator": "lead", "daily_budget": 50_000}, id=scorer)
    call("scorers_move", {"moderator": "lead", "mode": "off", "reason": "供应商停机维护"}, id=scorer)
    call("scorers_rotate_secret", {"moderator": "lead"}, id=scorer)


def _decided(call: Recorder, act: str, clause: str) -> int:
    """The id of a decision that is made by the key, and not recorded as an example."""
    answer = call.api.post(f"queue-items/{queued().pk}/decide/", {"version": 1, "act": act, "policy": clause})
    made: int = answer.json()["id"]
    return made


def _webhooks(call: Recorder, decision: int) -> None:
    made = {
        "platform": "netease",
        "url": "https://hooks.example.org/workbench",
        "event_types": ["article.assessed", "decision.made"],
        "owner_email": "platform-team@example.org",
    }
    endpoint = call("webhook_endpoints_make", made)["id"]
    call("webhook_endpoints_list")
    call("webhook_endpoints_get", id=endpoint)
    call("webhook_endpoints_change", {"description": "审核结果回传"}, id=endpoint)
    call("webhook_endpoints_rotate_secret", {}, id=endpoint)
    delivery = call("webhook_endpoints_test", {}, id=endpoint)["id"]
    call("webhook_deliveries_list")
    call("webhook_deliveries_get", id=delivery)
    WebhookDelivery.objects.filter(pk=delivery).update(state="failed", next_attempt_at=None)
    call("webhook_deliveries_replay", {}, id=delivery)
    span = {"since": "2026-03-02T00:00:00+08:00", "until": "2026-03-03T00:00:00+08:00", "state": "failed"}
    call("webhook_deliveries_replay_range", span)
    call("webhook_events_schemas")
    call("webhook_endpoints_remove", id=endpoint)


def _shorten(kept: dict[str, dict[str, Any]]) -> None:
    """Shortens a report to its first table, and replaces the secret by that of the standard's example."""
    report = kept["reports_weekly_get"]["answer"]
    first = report["sections"][0]
    report["sections"] = [{**first, "tables": [{**first["tables"][0], "figures": first["tables"][0]["figures"][:2]}]}]
    for name in ("webhook_endpoints_make", "webhook_endpoints_rotate_secret"):
        kept[name]["answer"]["secret"] = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


def fits(schema: dict[str, Any], value: Any) -> None:
    whole = {**schema, "components": document()["components"]}
    faults = [f"{error.json_path}: {error.message[:200]}" for error in Draft202012Validator(whole).iter_errors(value)]
    assert faults == []


def test_examples_are_of_a_real_run_and_fit_the_schema(recorded):
    if os.environ.get("RENEW"):
        EXAMPLES.write_text(json.dumps(recorded, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        recorded_examples.cache_clear()
        _document.cache_clear()
    for path, _method, operation in operations(document()):
        name = operation["operationId"]
        stored = recorded_examples().get(name)
        assert stored is not None, f"{name} ({path}) has no example: record one here"
        fresh = recorded.get(name)
        for example in filter(None, (stored, fresh)):
            content = operation["responses"][str(example["status"])].get("content", {}).get(example["media"])
            assert content is not None or example["answer"] == "", name
            if content is not None:
                fits(content["schema"], example["answer"])
            for body in operation.get("requestBody", {}).get("content", {}).values():
                fits(body["schema"], example["request"])
        if fresh is not None and isinstance(fresh["answer"], dict):
            assert set(stored["answer"]) == set(fresh["answer"]), f"{name} has changed: renew the examples"


def test_every_operation_of_the_schema_has_examples_and_error_shapes():
    for path, method, operation in operations(document()):
        examples = recorded_examples()[operation["operationId"]]
        answer = operation["responses"][str(examples["status"])]
        if examples["answer"] != "":
            assert answer["content"][examples["media"]]["example"] == examples["answer"], path
        problems = {status: answer for status, answer in operation["responses"].items() if status >= "400"}
        assert {"400", "401", "403", "406", "429", "500"} <= set(problems), path
        wanted = {"post": {"409", "411", "413", "415", "422"}, "patch": {"413", "415", "422"}}
        assert wanted.get(method, set()) <= set(problems), path
        for status, answer in problems.items():
            content = answer["content"]["application/problem+json"]
            for code in content["examples"]:
                example = document()["components"]["examples"][code]["value"]
                assert example["status"] == int(status)
                fits(content["schema"], example)
