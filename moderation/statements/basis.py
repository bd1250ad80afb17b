"""The basis of a decision: what its evidence file says, kept when it is made, with a digest per part for its entry.

Scores and findings are computed anew later, and a notice changes with its wording. What was decided on stays here.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.conf import settings
from django.db.models import F

from moderation.models import Decision, DecisionBasis
from moderation.statements.facts import facts_of
from moderation.statements.notice import notice
from moderation.statements.transparency import transparency_record

SCORE = ("name", "model", "value", "low", "high", "band", "reasons")
FINDING = ("code", "severity", "clause", "values", "spans", "references", "articles")
_PATTERNS = {"pattern_zh": F("explanation_zh"), "pattern_en": F("explanation_en")}


def keep_basis(decision: Decision) -> dict[str, str]:
    """Keeps the basis of a decision that was just saved; returns the digests of all its parts, for its entry."""
    content = content_of(decision)
    DecisionBasis(decision=decision, content=content).save(force_insert=True)
    return {name: digest(part) for name, part in {**parts_of(decision), **content}.items()}


def content_of(decision: Decision) -> dict[str, Any]:
    """The parts that would be others later: the page's address, scores, findings, disclaimers, what the author is told.

    A finding is its code and values, which name other articles by id: its sentence is made for who reads it.
    """
    version, facts = decision.article_version, facts_of(decision, settings.APPEAL_DAYS)
    return {
        "page": {
            "sha256": version.page.sha256,
            "received_at": version.page.received_at.isoformat(),
            # The article's own: the same bytes may have come first from another platform, under its address.
            "url": decision.article.url,
        },
        "scores": list(version.scores.order_by("name", "pk").values(*SCORE)),
        "findings": [_finding(row) for row in version.findings.order_by("pk").values(*FINDING, **_PATTERNS)],
        "disclaimers": list(version.disclaimers.order_by("pk").values("platform__code", "code", "edition", "text")),
        "statement": {"notice": notice(facts), "eu": transparency_record(facts)},
    }


def parts_of(decision: Decision) -> dict[str, Any]:
    """The parts that stand in rows which never change: who decided what, under which clause, on which text."""
    version, clause = decision.article_version, decision.clause
    return {
        "decision": {
            "id": decision.pk,
            "article": decision.article_id,
            "article_version": version.number,
            "act": decision.act,
            "label": decision.label,
            "note": decision.note,
            "decided_by": decision.decided_by.get_username(),
            "via": decision.via,
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
        "article": version.extraction,
    }


def _finding(row: dict[str, Any]) -> dict[str, Any]:
    """A row before patterns (without values) holds finished sentences, which may have the words of other articles."""
    return {**row, **dict.fromkeys(_PATTERNS, "")} if row["values"] is None and row["articles"] else row


def digest(part: Any) -> str:
    """The SHA-256 of a part as JSON; a whole number is the same with and without a fraction, as in JSON columns."""
    text = json.dumps(_plain(part), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value
