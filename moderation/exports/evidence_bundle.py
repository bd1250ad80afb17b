"""All that one decision rests on, in one JSON file that can be checked without this installation."""

from __future__ import annotations

import base64
import hashlib
import json
from datetime import datetime
from typing import Any

from django.conf import settings

from moderation import audit
from moderation.models import AuditEntry, Decision
from moderation.statements.facts import facts_of
from moderation.statements.notice import notice
from moderation.statements.transparency import transparency_record

FORMAT = "provenance-workbench-evidence-1"
_SCORE = ("name", "model", "value", "low", "high", "band", "reasons")
_FINDING = ("code", "severity", "explanation_zh", "explanation_en", "clause")


def bundle_of(decision: Decision) -> dict[str, Any]:
    """The page as received, what was read from it, scores, findings, reasons, clause, decision, and its audit entries.

    `sha256` is that of all the rest; see `problems` for what can be checked.
    """
    version, clause = decision.article_version, decision.clause
    facts = facts_of(decision, settings.APPEAL_DAYS)
    content: dict[str, Any] = {
        "format": FORMAT,
        "decision": {
            "id": decision.pk,
            "article": decision.article_id,
            "article_version": version.number,
            "act": decision.act,
            "label": decision.label,
            "note": decision.note,
            "decided_by": decision.decided_by.get_username(),
            "channel": decision.channel,
            "override_of": decision.override_of_id,
            "created_at": decision.created_at.isoformat(),
        },
        "policy": None
        if clause is None
        else {
            "version": clause.policy_version.number,
            "clause": clause.code,
            "title_zh": clause.title_zh,
            "title_en": clause.title_en,
            "basis_zh": clause.basis_zh,
            "basis_en": clause.basis_en,
            "severity": clause.severity,
        },
        "evidence": decision.evidence,
        "page": {
            "sha256": version.page.sha256,
            "received_at": version.page.received_at.isoformat(),
            "url": version.page.url,
            "base64": base64.b64encode(version.page.content).decode("ascii"),
        },
        "article": version.extraction,
        "scores": list(version.scores.order_by("pk").values(*_SCORE)),
        "findings": list(version.findings.order_by("pk").values(*_FINDING)),
        "disclaimers": list(version.disclaimers.order_by("pk").values("platform__code", "code", "edition", "text")),
        "statement": {"notice": notice(facts), "eu": transparency_record(facts)},
        "audit": [_entry(entry) for entry in _entries(decision)],
    }
    return {**content, "sha256": _digest(content)}


def problems(bundle: dict[str, Any]) -> list[str]:
    """The faults of a bundle, in words; empty when it is whole. Raises KeyError, TypeError for other JSON.

    The file is whole; the page is the one with the hash that the decision names; each audit entry's hash is its own;
    and the decision's entry says what the bundle says. `verify_audit` checks whether the entry stands in the chain.
    """
    found = []
    content = {name: value for name, value in bundle.items() if name != "sha256"}
    if bundle["format"] != FORMAT:
        return [f"the format is not {FORMAT}"]
    if bundle["sha256"] != _digest(content):
        found.append("the file was changed: its SHA-256 is another")
    page = bundle["page"]
    if hashlib.sha256(base64.b64decode(page["base64"])).hexdigest() != page["sha256"]:
        found.append("the page's bytes are not those of its SHA-256")
    evidence = bundle["evidence"]
    if "page_sha256" in evidence and evidence["page_sha256"] != page["sha256"]:
        found.append("the decision was made on another page")
    for entry in bundle["audit"]:
        if audit.digest(_as_row(entry)) != entry["hash"]:
            found.append(f"audit entry {entry['sequence']} was changed")
    return found + _audit_faults(bundle)


def _audit_faults(bundle: dict[str, Any]) -> list[str]:
    decision = bundle["decision"]
    action = f"decision.{decision['act']}"
    payloads = [json.loads(entry["payload"]) for entry in bundle["audit"] if entry["action"] == action]
    payloads = [payload for payload in payloads if payload["decision"] == decision["id"]]
    if not payloads:
        return ["no audit entry records the decision"]
    made, policy = payloads[0], bundle["policy"]
    same = {
        "note": decision["note"],
        "evidence": bundle["evidence"],
        **({"clause": policy["clause"], "policy_version": policy["version"]} if policy and "clause" in made else {}),
    }
    return [f"the audit entry records another {name}" for name, value in same.items() if made[name] != value]


def _entries(decision: Decision) -> list[AuditEntry]:
    """The entries about this decision: made, approved, in effect, appealed, overturned."""
    rows = AuditEntry.objects.filter(subject=f"article:{decision.article_id}").order_by("sequence")
    return [row for row in rows if decision.pk in _named(json.loads(row.payload))]


def _named(payload: dict[str, Any]) -> tuple[Any, Any]:
    return payload.get("decision"), payload.get("override_of")


def _entry(entry: AuditEntry) -> dict[str, Any]:
    fields = ("sequence", "actor", "action", "subject", "payload", "previous_hash", "hash")
    return {"at": entry.at.isoformat(), **{name: getattr(entry, name) for name in fields}}


def _as_row(entry: dict[str, Any]) -> AuditEntry:
    return AuditEntry(**{**entry, "at": datetime.fromisoformat(entry["at"])})


def _digest(content: dict[str, Any]) -> str:
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
