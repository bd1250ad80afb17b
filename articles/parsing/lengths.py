"""Drop values that are longer than any real one, with a warning: a page must not fill a column with noise."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeVar

from articles.parsing.extracted import ExtractedArticle, ExtractedSource

_T = TypeVar("_T")

LONGEST_HEADLINE = 300
LONGEST_NAME = 100
LONGEST_NOTICE = 1_000
MOST_ITEMS = 500
"""Most references, recommendations or images of one article."""

WARNING = "overlong_value_dropped"


def fit(article: ExtractedArticle) -> ExtractedArticle:
    """Return `article` without overlong names, items and notices; a warning says that some were dropped."""
    fitted = replace(
        article,
        source=_source(article.source),
        references=_keep(article.references, lambda item: _short(item.headline, item.outlet)),
        recommendations=_keep(article.recommendations, lambda item: _short(item.headline, item.source)),
        disclaimers=_keep(article.disclaimers, lambda item: len(item.text) <= LONGEST_NOTICE),
        images=article.images[:MOST_ITEMS],
    )
    return fitted if fitted == article else replace(fitted, warnings=(*fitted.warnings, WARNING))


def _keep(items: Iterable[_T], is_short: Callable[[_T], bool]) -> tuple[_T, ...]:
    return tuple(item for item in items if is_short(item))[:MOST_ITEMS]


def _short(headline: str, name: str | None) -> bool:
    return len(headline) <= LONGEST_HEADLINE and len(name or "") <= LONGEST_NAME


def _source(source: ExtractedSource | None) -> ExtractedSource | None:
    if source is None or len(source.name) > LONGEST_NAME:
        return None
    return replace(source, tagline=None) if len(source.tagline or "") > LONGEST_HEADLINE else source
