"""Fields that a page yielded, and fields that a template stopped yielding. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from articles.parsing.extracted import ExtractedArticle

# The field name under which a page counts when no template of its platform fitted.
TEMPLATE = "template"
# An alarm needs at least this many articles on each side: a share of fewer means nothing.
LEAST_RECENT, LEAST_USUAL = 20, 50
# A field counts as usual when at least this share of articles had it …
USUAL_SHARE = 0.5
# … and as fallen when its recent share is less than this part of the usual one.
FALLEN = 0.5


def missing_fields(article: ExtractedArticle) -> list[str]:
    """List the fields that the template did not yield; fields that an article may lack do not count."""
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
    """A field whose share fell: shares 0–1, and the number of articles behind the recent share."""

    field: str
    usual: float
    recent: float
    articles: int


def falls(recent: Iterable[tuple[str, int]], usual: Iterable[tuple[str, int]]) -> list[Fall]:
    """List the fields that a template stopped yielding.

    Both arguments are (missing fields joined by commas, number of articles) of one template. A field has fallen when at
    least half of the earlier articles had it and its share is now less than half of that.
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
