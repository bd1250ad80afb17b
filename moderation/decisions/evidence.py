"""The evidence that a decision was made on, kept with it."""

from __future__ import annotations

from typing import Any

from moderation.models import QueueItem


def evidence_of(item: QueueItem, *, details: dict[str, str] | None = None) -> dict[str, Any]:
    """Page hash, reasons, scores with their model versions, findings and disclaimers, as plain JSON."""
    version = item.article_version
    return {
        "page_sha256": version.page.sha256,
        "content_sha256": version.content_sha256,
        "article_version": version.number,
        "reasons": [
            {"kind": reason.kind, "code": reason.code, "weight": reason.weight} for reason in item.reasons.all()
        ],
        "scores": [
            {"name": score.name, "model": score.model, "value": score.value, "band": score.band}
            for score in version.scores.order_by("name", "pk")
        ],
        "findings": [{"code": item.code, "severity": item.severity} for item in version.findings.order_by("pk")],
        "flags": [{"code": flag.code, "text": flag.text} for flag in version.flags.order_by("pk")],
        "disclaimers": sorted(version.disclaimers.values_list("pk", flat=True)),
        **({"details": details} if details else {}),
    }
