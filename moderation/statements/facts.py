"""What both statements are written from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from moderation.models import Decision, QueueReason


@dataclass(frozen=True, slots=True)
class Facts:
    """A decision in plain values: no rows, no request, no moderator's name, no internal note.

    `sources` are the kinds of reasons the item had when it was decided; `category` is the EU database's.
    """

    decision: int
    act: str
    label: str
    headline: str
    language: str
    code: str
    title_zh: str
    title_en: str
    basis_zh: str
    basis_en: str
    notice_zh: str
    notice_en: str
    category: str
    sources: frozenset[str]
    published_at: datetime | None
    decided_at: datetime
    appeal_days: int


def facts_of(decision: Decision, appeal_days: int) -> Facts:
    """Reads a decision with its clause and version."""
    clause, version = decision.clause, decision.article_version
    reasons = decision.evidence.get("reasons", [])
    return Facts(
        decision=decision.pk,
        act=decision.act,
        label=decision.label,
        headline=version.headline,
        language=version.language,
        code=clause.code if clause else "",
        title_zh=clause.title_zh if clause else "",
        title_en=clause.title_en if clause else "",
        basis_zh=clause.basis_zh if clause else "",
        basis_en=clause.basis_en if clause else "",
        notice_zh=clause.notice_zh if clause else "",
        notice_en=clause.notice_en if clause else "",
        category=clause.eu_category if clause else "",
        sources=frozenset(str(reason["kind"]) for reason in reasons) or frozenset({QueueReason.Kind.FINDING.value}),
        published_at=version.extracted.published_at,
        decided_at=decision.created_at,
        appeal_days=appeal_days,
    )
