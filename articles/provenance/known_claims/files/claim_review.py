"""ClaimReview of schema.org: rows of our own names from it, and back. See https://schema.org/ClaimReview."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from articles.provenance.known_claims.entries import Entry
from articles.vocabulary.known_claims import FALSE, MISLEADING, PARTLY_FALSE, TRUE, VERDICTS

_MOST_LEVELS = 12
_FOR_RATINGS: dict[str, int] = {FALSE: 1, MISLEADING: 2, PARTLY_FALSE: 3, TRUE: 5}
_LOWEST_SHARES = ((0.13, FALSE), (0.38, MISLEADING), (0.88, PARTLY_FALSE), (1.0, TRUE))
"""Where a numeric rating lies between worst and best, in fifths as Google's guideline has them."""


def reviews_in(value: Any, level: int = 0) -> Iterator[Mapping[str, Any]]:
    """Yield each ClaimReview within a JSON-LD value: alone, in lists, `@graph`, `item` or a DataFeed."""
    if level > _MOST_LEVELS:
        return
    if isinstance(value, list):
        for each in value:
            yield from reviews_in(each, level + 1)
    elif isinstance(value, dict):
        if _is(value, "ClaimReview"):
            yield value
            return
        for name in ("@graph", "dataFeedElement", "item", "itemListElement", "mainEntity", "hasPart"):
            yield from reviews_in(value.get(name), level + 1)


def row_of(review: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row for `entries.entry`; what is missing or of another type is left out."""
    rating = _first(review.get("reviewRating"))
    publisher = _first(review.get("author")) or _first(review.get("publisher"))
    words = _string(rating, "alternateName") or _string(rating, "ratingExplanation") or _string(rating, "name")
    return {
        "claim": review.get("claimReviewed"),
        "verdict": words or _numeric(rating),
        "publisher": publisher.get("name") or publisher.get("url") or publisher.get("@value"),
        "date": review.get("datePublished") or review.get("dateCreated"),
        "link": review.get("url"),
        "language": review.get("inLanguage"),
    }


def scripts_in(page: str) -> Iterator[Any]:
    """Yield the value of each `application/ld+json` script of a page; one that is no JSON comes as None."""
    for node in LexborHTMLParser(page).css("script"):
        if (node.attributes.get("type") or "").strip().lower().split(";")[0] == "application/ld+json":
            try:
                yield json.loads(node.text())
            except (ValueError, RecursionError):
                yield None


def review_of(entry: Entry) -> dict[str, Any]:
    """Return an entry as a ClaimReview."""
    rating: dict[str, Any] = {
        "@type": "Rating",
        "alternateName": entry.verdict_words or VERDICTS[entry.verdict].zh,
    }
    if entry.verdict in _FOR_RATINGS:
        rating |= {"ratingValue": _FOR_RATINGS[entry.verdict], "worstRating": 1, "bestRating": 5}
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "claimReviewed": entry.claim,
        "reviewRating": rating,
        "author": {"@type": "Organization", "name": entry.publisher},
    }
    if entry.published_on:
        found["datePublished"] = entry.published_on.isoformat()
    if entry.link:
        found["url"] = entry.link
    if entry.language:
        found["inLanguage"] = entry.language
    return found


def _is(value: Mapping[str, Any], kind: str) -> bool:
    types = value.get("@type")
    return any(isinstance(each, str) and each.rpartition("/")[2] == kind for each in _listed(types))


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _first(value: Any) -> Mapping[str, Any]:
    """The first object of a value; a plain string becomes the name of one."""
    for each in _listed(value):
        if isinstance(each, dict):
            return each
        if isinstance(each, str):
            return {"name": each}
    return {}


def _string(value: Mapping[str, Any], name: str) -> str:
    found = value.get(name)
    return found.strip() if isinstance(found, str) else ""


def _numeric(rating: Mapping[str, Any]) -> str | None:
    """Read the place of `ratingValue` between `worstRating` and `bestRating` as a verdict."""
    try:
        value = float(rating["ratingValue"])
        worst, best = float(rating.get("worstRating", 1)), float(rating.get("bestRating", 5))
    except (KeyError, TypeError, ValueError):
        return None
    if not best > worst or not worst <= value <= best:
        return None
    share = (value - worst) / (best - worst)
    return next(code.code for most, code in _LOWEST_SHARES if share <= most)
