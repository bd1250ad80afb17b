"""Articles and surroundings for the rules, and the finding that a rule gives."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from articles.parsing.extracted import ExtractedArticle, ExtractedFlag, ExtractedVisibility
from articles.provenance.context import Context, ReuseFact
from articles.provenance.finding import Finding
from articles.provenance.record import assess_provenance

PUBLISHED = datetime(2026, 11, 18, 7, tzinfo=UTC)
NEWS = ExtractedArticle(
    headline="临江市警方通报一起车祸，三人受伤",
    body=("临江市警方通报，城东路口发生车祸，三人受伤送医，事故原因正在调查。", "现场的交通已经恢复。"),
    published_at=PUBLISHED,
)
RECIPE = ExtractedArticle(
    headline="红烧排骨的家常做法，调料简单又好吃",
    body=("排骨焯水，放入葱姜，小火慢炖四十分钟，最后大火收汁。", "撒一点葱花，香味就出来了。"),
    published_at=PUBLISHED,
)


def copied(share: float = 0.9, **changes: Any) -> ReuseFact:
    """A copy of an earlier article of another source, which is not named."""
    values: dict[str, Any] = {
        "article": 7,
        "source": "临江早报",
        "same_source": False,
        "direction": "from",
        "share": share,
        "other_share": share,
        "headline": NEWS.headline,
        "published_at": PUBLISHED - timedelta(hours=6),
        "credited": False,
        "spans": ((0, 10),),
    }
    given = {**values, **changes}
    return ReuseFact(**{"known_since": given["published_at"], **given})


def found(code: str, article: ExtractedArticle = NEWS, around: Context | None = None, **changes: Any) -> Finding | None:
    """The finding of this code, if the rules give it; `changes` replace fields of the article."""
    provenance = assess_provenance(replace(article, **changes), around)
    return next((each for each in provenance.findings if each.code == code), None)


def flag(code: str, text: str, state: str | None = None, by: str = "author") -> ExtractedFlag:
    """A declaration in a box of its own."""
    visibility = ExtractedVisibility(state) if state else None
    return ExtractedFlag(code, text, "element", declared_by=by, visibility=visibility)
