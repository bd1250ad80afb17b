"""A bundle can be checked by itself, and reveals each change."""

from __future__ import annotations

import base64
import json

import pytest
from django.core.management import CommandError, call_command

from moderation.decisions import DecisionRequest, decide, overturn
from moderation.exports.evidence_bundle import _digest, bundle_of, problems
from moderation.models import Decision
from tests.makers import assessed

pytestmark = pytest.mark.django_db


@pytest.fixture
def bundle(moderator) -> dict:
    from moderation.models import QueueItem

    version = assessed(
        headline="震惊！网友都看呆了", body=["环湖路改造。" * 20, "声明：取材网络，谨慎辨别"], topic="news"
    )
    item = QueueItem.objects.get(article=version.article)
    decision = decide(moderator, DecisionRequest(item.pk, item.version, "remove", "1.1", "标题夸大"))
    return json.loads(json.dumps(bundle_of(Decision.objects.get(pk=decision.pk)), ensure_ascii=False))


def test_it_holds_what_the_decision_rests_on(bundle):
    assert problems(bundle) == []
    assert bundle["policy"]["clause"] == "1.1"
    assert {score["name"] for score in bundle["scores"]} == {"clickbait", "reliability"}
    assert bundle["evidence"]["page_sha256"] == bundle["page"]["sha256"]
    assert [entry["action"] for entry in bundle["audit"]] == ["decision.remove"]
    assert bundle["statement"]["eu"]["puid"] == f"decision-{bundle['decision']['id']}"


def rehashed(bundle: dict) -> dict:
    """The bundle with a new hash, as a forger would make who knows the method."""
    return {**bundle, "sha256": _digest({name: value for name, value in bundle.items() if name != "sha256"})}


def test_changed_file_is_found(bundle):
    bundle["decision"]["note"] = "别的理由"
    assert problems(bundle) == [
        "the file was changed: its SHA-256 is another",
        "the audit entry records another note",
    ]
    assert problems(rehashed(bundle)) == ["the audit entry records another note"]


def test_exchanged_page_is_found(bundle):
    bundle["page"]["base64"] = base64.b64encode(b"another page").decode()
    assert problems(rehashed(bundle)) == ["the page's bytes are not those of its SHA-256"]


def test_changed_audit_entry_is_found(bundle):
    bundle["audit"][0]["actor"] = "somebody"
    assert problems(rehashed(bundle)) == [f"audit entry {bundle['audit'][0]['sequence']} was changed"]


def test_bundle_without_its_audit_entry_is_refused(bundle):
    bundle["audit"] = []
    assert problems(rehashed(bundle)) == ["no audit entry records the decision"]


def test_a_reversal_has_its_bundle_too(lead, bundle):
    reversal = overturn(lead, bundle["decision"]["id"], "why")
    assert problems(bundle_of(reversal)) == []
    first = bundle_of(Decision.objects.get(pk=bundle["decision"]["id"]))
    assert [entry["action"] for entry in first["audit"]] == ["decision.remove", "decision.overturn"]


def test_the_command(bundle, tmp_path, capsys):
    path = tmp_path / "bundle.json"
    path.write_text(json.dumps(bundle), encoding="utf-8")
    call_command("verify_bundle", str(path))
    assert "holds" in capsys.readouterr().out
    path.write_text(json.dumps({**bundle, "scores": []}), encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        call_command("verify_bundle", str(path))
    assert ended.value.code == 1
    for junk in ("{}", "[]", "nonsense", '{"format": 1}'):
        path.write_text(junk, encoding="utf-8")
        with pytest.raises((CommandError, SystemExit)):
            call_command("verify_bundle", str(path))
