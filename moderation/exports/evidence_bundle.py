"""All that one decision rests on, in one signed JSON file that can be checked without this installation."""

from __future__ import annotations

import base64
import json
from typing import Any

from django.conf import settings
from django.utils import timezone

from articles.models import Finding
from articles.provenance.stored.sentences import sentences
from moderation.audit import heads, signatures
from moderation.decisions.executing import state_of
from moderation.exports.bundle_check import FORMAT, PART, WHOLE, problems, signed_part, signed_whole
from moderation.models import AuditEntry, Decision, DecisionBasis
from moderation.statements.basis import FINDING, content_of, digest, parts_of
from moderation.statements.facts import facts_of
from moderation.statements.notice import notice
from moderation.statements.transparency import transparency_record

__all__ = ["bundle_of", "problems"]


def bundle_of(decision: Decision) -> dict[str, Any]:
    """The page as received, what was read from it, scores, findings, reasons, clause, decision, and its audit entries.

    Scores, findings, disclaimers and statement are those of the moment of the decision; `since` is what came later.
    Each part is signed, and all together; `sha256` is that of all the rest. See `bundle_check.problems`.
    """
    kept = DecisionBasis.objects.filter(pk=decision.pk).first()
    content = content_of(decision) if kept is None else kept.content
    parts = {**parts_of(decision), **content}
    parts["page"] = {**parts["page"], "base64": base64.b64encode(decision.article_version.page.content).decode("ascii")}
    bundle = {
        "format": FORMAT,
        "file": {"installation": settings.SITE_URL, "made_at": timezone.now().isoformat()},
        **parts,
        "findings": _findings(decision, content["findings"]),
        "since": _since(decision),
        "audit": [_entry(entry) for entry in _entries(decision)],
        "head": heads.signed_head(),
    }
    bundle["signatures"] = _signatures(bundle)
    return {**bundle, "sha256": digest(bundle)}


def _signatures(bundle: dict[str, Any]) -> dict[str, Any]:
    parts = {name: signatures.sign(PART, signed_part(bundle, name)) for name in bundle}
    return {"parts": parts, "whole": signatures.sign(WHOLE, signed_whole(bundle))}


def _findings(decision: Decision, kept: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The findings with their sentences for the article's platform, which may get the file: no words of another one."""
    rows = [_row(number, finding) for number, finding in enumerate(kept)]
    said = sentences(rows, within=decision.article.platform)
    return [
        {**finding, "explanation_zh": said[number].zh, "explanation_en": said[number].en}
        for number, finding in enumerate(kept)
    ]


def _row(number: int, finding: dict[str, Any]) -> Finding:
    fields = {name: finding[name] for name in FINDING}
    return Finding(pk=number, explanation_zh=finding["pattern_zh"], explanation_en=finding["pattern_en"], **fields)


def _since(decision: Decision) -> dict[str, Any]:
    """What came after the decision, as it is now: effect, appeal, reversal, the statement as it reads today."""
    execution, appeal = getattr(decision, "execution", None), getattr(decision, "appeal", None)
    reversal = decision.overrides.first()
    facts = facts_of(decision, settings.APPEAL_DAYS)
    return {
        "execution": execution
        and {
            **state_of(execution),
            "needs_second": execution.needs_second,
            "approved_by": execution.approved_by and execution.approved_by.get_username(),
            "approved_via": execution.approved_via,
        },
        "appeal": appeal
        and {
            "state": appeal.state,
            "text": appeal.text,
            "appellant": appeal.appellant,
            "filed_at": appeal.created_at.isoformat(),
            "answer": appeal.answer,
            "answered_by": appeal.reviewed_by and appeal.reviewed_by.get_username(),
            "answered_via": appeal.reviewed_via,
            "answered_at": appeal.resolved_at and appeal.resolved_at.isoformat(),
        },
        "overturned_by": reversal and reversal.pk,
        "statement": {"notice": notice(facts), "eu": transparency_record(facts)},
    }


def _entries(decision: Decision) -> list[AuditEntry]:
    """The entries about this decision: made, approved, in effect, appealed, overturned."""
    rows = AuditEntry.objects.filter(subject=f"article:{decision.article_id}").order_by("sequence")
    return [row for row in rows if decision.pk in _named(json.loads(row.payload))]


def _named(payload: dict[str, Any]) -> tuple[Any, Any]:
    return payload.get("decision"), payload.get("override_of")


def _entry(entry: AuditEntry) -> dict[str, Any]:
    fields = ("sequence", "actor", "action", "subject", "payload", "previous_hash", "hash")
    return {"at": entry.at.isoformat(), **{name: getattr(entry, name) for name in fields}}
