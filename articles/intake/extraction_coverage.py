"""Which fields a page yielded, and when a template stopped yielding one. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from articles.parsing.extracted import ExtractedArticle

# The name under which a page that no template of its platform fitted counts.
TEMPLATE = "template"
# An alarm needs this many articles on each side: fewer say nothing about a share.
LEAST_RECENT, LEAST_USUAL = 20, 50
# A field that was there most of the time …
USUAL_SHARE = 0.5
# … and is there less than half as often now.
FALLEN = 0.5


def missing_fields(article: ExtractedArticle) -> list[str]:
    """The fields a page did not yield, of those that a template yields or not: not those an article may lack."""
    yields = {
        TEMPLATE: article.platform is None or not (article.template or "").startswith("generic"),
        "source": article.source is not None,
        "account_id": article.source is not None and bool(article.source.external_id),
        "published_at": article.published_at is not None,
        "disclaimers": bool(article.disclaimers),
        "recommendations": bool(article.recommendations),
        "comment_count": article.comment_count is not None,
    }
    return [name for name, there in yields.items() if not there]


FIELDS = (TEMPLATE, "source", "account_id", "published_at", "disclaimers", "recommendations", "comment_count")


@dataclass(frozen=True, slots=True)
class Fall:
    """A field whose share fell: shares 0–1, and how many articles the recent one rests on."""

    field: str
    usual: float
    recent: float
    articles: int


def falls(recent: Iterable[tuple[str, int]], usual: Iterable[tuple[str, int]]) -> list[Fall]:
    """The fields that a template stopped yielding.

    Both arguments are (missing fields joined by commas, number of articles) of one template. A field has fallen when it
    was there in at least half of the articles before and is there in less than half of that share now.
    """
    shares_now, articles_now = _shares(recent)
    shares_before, articles_before = _shares(usual)
    if articles_now < LEAST_RECENT or articles_before < LEAST_USUAL:
        return []
    return [
        Fall(field, shares_before[field], shares_now[field], articles_now)
        for field in FIELDS
        if shares_before[field] >= USUAL_SHARE and shares_now[field] < shares_before[field] * FALLEN
    ]


def _shares(rows: Iterable[tuple[str, int]]) -> tuple[dict[str, float], int]:
    total, lacking = 0, Counter[str]()
    for missing, articles in rows:
        total += articles
        for field in filter(None, missing.split(",")):
            lacking[field] += articles
    return {field: 1 - lacking[field] / total if total else 0.0 for field in FIELDS}, total
