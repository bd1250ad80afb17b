"""Likenesses to known claims as rows, and as part of the provenance record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from articles.models import ArticleVersion, ClaimAnswer, ClaimLikeness, KnownClaim
from articles.vocabulary.known_claims import VERDICTS

if TYPE_CHECKING:  # with numpy: only workers compare
    from articles.provenance.stored.known_claims.lookup import FoundLikeness

_FIELDS = ("claim", "number", "level", "method", "score", "in_headline", "start", "end", "denial")


def store_likenesses(versions: Sequence[ArticleVersion], found: Mapping[int, FoundLikeness]) -> None:
    """Replace the likenesses of versions in the caller's transaction. Answers stay."""
    rows = [
        ClaimLikeness(
            version_id=version.pk,
            claim_id=each.claim,
            number=each.number,
            level=each.level,
            method=each.method,
            score=each.score,
            in_headline=each.sentence.in_headline,
            start=each.sentence.start,
            end=each.sentence.end,
            denial=each.denial,
        )
        for version in versions
        if (each := found.get(version.pk)) is not None
    ]
    seen_before = [version.pk for version in versions if version.assessed_at is not None and version.pk not in found]
    if seen_before:
        ClaimLikeness.objects.filter(version__in=seen_before).delete()
    if rows:
        ClaimLikeness.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["version"], update_fields=[*_FIELDS]
        )


def answer_on(version: int, claim: int) -> ClaimAnswer | None:
    """Return the newest answer on a version and an entry."""
    rows = ClaimAnswer.objects.filter(version=version, claim=claim).select_related("answered_by")
    return rows.order_by("pk").last()


def claims_record(version: ArticleVersion) -> list[dict[str, Any]]:
    """Return the known claim that the version resembles, as a list of at most one; two queries where there is one."""
    likeness = ClaimLikeness.objects.filter(version=version).select_related("claim").first()
    if likeness is None:
        return []
    text = version.headline if likeness.in_headline else version.extracted.text
    answer = answer_on(version.pk, likeness.claim_id)
    return [
        {
            **claim_content(likeness.claim),
            "level": likeness.level,
            "method": likeness.method,
            "score": round(likeness.score, 4),
            "in_headline": likeness.in_headline,
            "start": likeness.start,
            "end": likeness.end,
            "text": text[likeness.start : likeness.end],
            "seems_denied": bool(likeness.denial),
            "denial": likeness.denial,
            "answer": answer.answer if answer else None,
        }
    ]


def claim_content(claim: KnownClaim) -> dict[str, Any]:
    """Return an entry as plain JSON values, with the words of its verdict."""
    verdict = VERDICTS.get(claim.verdict)
    return {
        "claim": claim.pk,
        "claim_text": claim.claim,
        "verdict": claim.verdict,
        "verdict_words": claim.verdict_words or (verdict.zh if verdict else claim.verdict),
        "published_on": claim.published_on.isoformat() if claim.published_on else None,
        "publisher": claim.publisher,
        "link": claim.link,
        "language": claim.language,
    }
