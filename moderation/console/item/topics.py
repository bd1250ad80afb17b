"""Kind and topic of an article as the screen shows them, with the words that decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from articles.models import ArticleVersion, TopicCorrection
from articles.models.codes import choices_of, word_of
from articles.vocabulary.kinds import KINDS
from articles.vocabulary.topics import TOPICS


@dataclass(frozen=True, slots=True)
class ShownTopic:
    """What is shown: words for kind and topic, what decided them, and who corrected them last."""

    kind: str
    topic: str
    needs_source: bool
    kind_words: str
    topic_words: str
    corrected_by: str
    corrected_at: datetime | None
    kind_choices: list[tuple[str, str]]
    topic_choices: list[tuple[str, str]]


def shown_topic(version: ArticleVersion) -> ShownTopic:
    """Return kind and topic of a version; one query where they are corrected."""
    said = version.topic_evidence or {}
    row = None
    if said.get("corrected"):
        rows = TopicCorrection.objects.filter(article=version.article_id).select_related("corrected_by")
        row = rows.order_by("-pk").first()
    return ShownTopic(
        kind=word_of(KINDS, version.kind or ""),
        topic=word_of(TOPICS, version.topic),
        needs_source=bool(version.topic_is_news),
        kind_words="、".join(said.get("kind", ())),
        topic_words="、".join(said.get("topic", ())),
        corrected_by=row.corrected_by.get_username() if row else "",
        corrected_at=row.created_at if row else None,
        kind_choices=choices_of(KINDS),
        topic_choices=choices_of(TOPICS),
    )
