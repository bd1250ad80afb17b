"""Moderators' corrections of kind and topic: what holds for an article, and rows to train on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from articles.models import ArticleVersion, TopicCorrection
from articles.provenance.topics.topic import Correction
from articles.vocabulary.kinds import KINDS


def corrections_of(articles: Iterable[int]) -> dict[int, Correction]:
    """Read the newest correction of each of these articles; one query."""
    rows = TopicCorrection.objects.filter(article__in=set(articles)).order_by("pk")
    return {article: Correction(kind, topic) for article, kind, topic in rows.values_list("article", "kind", "topic")}


def correct(version: ArticleVersion, kind: str, topic: str, user: Any) -> TopicCorrection:
    """Store a correction and put it on the version, in the caller's transaction.

    Findings follow with the next assessment, for which the caller wakes the article.
    """
    row = TopicCorrection(
        article_id=version.article_id,
        article_version=version,
        kind=kind,
        topic=topic,
        kind_before=version.kind or "",
        topic_before=version.topic,
        corrected_by=user,
    )
    row.save()
    version.kind, version.topic, version.topic_is_news = kind, topic, KINDS[kind].needs_source
    version.topic_evidence = {"corrected": True}
    version.save(update_fields=["kind", "topic", "topic_is_news", "topic_evidence"])
    return row


def correction_rows() -> Iterator[dict[str, Any]]:
    """Yield the newest correction of each article as a row for training, with the text that was read."""
    newest: dict[int, int] = dict(TopicCorrection.objects.order_by("pk").values_list("article", "pk"))
    rows = TopicCorrection.objects.filter(pk__in=newest.values()).select_related("article_version").order_by("pk")
    for row in rows.iterator():
        extracted = row.article_version.extracted
        yield {
            "id": f"corrected:{row.pk}",
            "title": extracted.headline,
            "body": extracted.text,
            "kind": row.kind,
            "topics": [row.topic],
        }
