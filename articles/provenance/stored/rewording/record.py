"""The retellings of the provenance record, as plain JSON values."""

from __future__ import annotations

from typing import Any

from articles.models import Article, Retelling
from articles.provenance.stored.rewording.edges import answers_on, retellings_of

MOST = 20


def retellings_record(article: Article, within: int | None = None) -> list[dict[str, Any]]:
    """Return the article's retellings, highest scores first, at most 20. At most three queries.

    `within`: of articles on other platforms only id, score, direction and counts are told, no content.
    """
    edges = list(retellings_of([article.pk]).order_by("-score", "pk")[:MOST])
    others = Article.objects.select_related("current", "source").in_bulk([edge.other_id(article.pk) for edge in edges])
    answers = answers_on(article.pk, others)
    return [_told(edge, article, others[edge.other_id(article.pk)], answers, within) for edge in edges]


def _told(
    edge: Retelling, article: Article, other: Article, answers: dict[int, Any], within: int | None
) -> dict[str, Any]:
    assert article.current is not None  # noqa: S101 - both were aligned
    assert other.current is not None  # noqa: S101
    hidden = within is not None and other.platform_id != within
    is_later = edge.later_id == article.pk
    text, others_text = article.current.extracted.text, "" if hidden else other.current.extracted.text
    published = other.current.published_at
    source = None if hidden or other.source is None else other.source
    return {
        "article": other.pk,
        "headline": None if hidden else other.current.headline,
        "source": None if source is None else {"id": source.pk, "name": source.name, "kind": source.kind},
        "published_at": published.isoformat() if published else None,
        "reading": edge.reading,
        "score": round(edge.score, 4),
        "direction": "undirected" if not edge.directed else "from" if is_later else "to",
        "sentences": edge.sentences if is_later else edge.sentences_earlier,
        "other_sentences": edge.sentences_earlier if is_later else edge.sentences,
        "numbers_shared": edge.numbers_shared,
        "numbers": edge.numbers,
        "pairs": [
            {
                "start": start,
                "end": end,
                "text": text[start:end],
                "other_start": other_start,
                "other_end": other_end,
                "other_text": None if hidden else others_text[other_start:other_end],
            }
            for start, end, other_start, other_end in edge.pairs_from(article.pk)
        ],
        "answer": answers[other.pk].answer if other.pk in answers else None,
    }
