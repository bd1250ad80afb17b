"""The order of work: what looking at an article is worth, stored on its item whenever the evidence changes."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from django.db.models import F

from articles.models import ArticleVersion
from articles.vocabulary.scores import RELIABILITY
from moderation.models import PriorityModel, PriorityScheme, QueueItem
from moderation.triage.priority.dials import read_dials
from moderation.triage.priority.evidence import Evidence, Reason, evidence
from moderation.triage.priority.model import Model, read_model, shipped_model
from moderation.triage.priority.value import Dials, Priority, priority

# The head start of an article that is worth the most (1) over one that is worth nothing. Every item's turn comes, since
# rank counts from its opening. Chosen.
HEAD_START = timedelta(hours=36)
# Reach is capped at this many readers.
_MOST_READERS = 10_000_000
# Readers that one comment stands for.
_READERS_A_COMMENT = 100
# An item keeps this many of its factors: a screen shows two.
_KEPT_FACTORS = 4


@dataclass(frozen=True, slots=True)
class Ranking:
    """What orders the queue: a model and the dials that leads set."""

    model: Model
    dials: Dials

    def place(self, version: ArticleVersion, reasons: Iterable[Reason], opened_at: datetime) -> dict[str, Any]:
        """The columns of an item that follow from its evidence; reads the version's scores."""
        return self.place_of(evidence_of(version, reasons), opened_at)

    def place_of(self, known: Evidence, opened_at: datetime) -> dict[str, Any]:
        """The same from evidence that is known."""
        found = priority(known, self.model, self.dials)
        return {
            "risk": found.risk,
            "reach": known.reach,
            "urgency": found.urgency,
            "rank_at": rank_at(opened_at, found.value),
            "priority": _kept(found, self.model),
        }


def ranking_in_force() -> Ranking:
    """The model and dials in use, or those shipped; one query."""
    row = PriorityScheme.objects.order_by("-id").values_list("model", "model__sha256", "dials").first()
    return Ranking(shipped_model(), Dials()) if row is None else ranking_of(*row)


def ranking_of(model: int | None, digest: str | None, dials: dict[str, Any]) -> Ranking:
    """The ranking of a scheme's columns; None is the shipped model."""
    return Ranking(shipped_model() if model is None else _read(model, digest or ""), read_dials(dials))


def rank_at(opened_at: datetime, value: float) -> datetime:
    """The place in the order of work, from what looking is worth (0–1) and from age."""
    return opened_at - value * HEAD_START


def evidence_of(version: ArticleVersion, reasons: Iterable[Reason], *, reach: float | None = None) -> Evidence:
    """The evidence on a version, with these reasons to look; `reach`, where it is known, saves reading the text."""
    scored = next((score for score in version.scores.all() if score.name == RELIABILITY), None)
    return evidence(
        reasons,
        is_news=bool(version.topic_is_news),
        topic=version.topic,
        record=(scored.value, scored.band) if scored is not None and scored.value is not None else None,
        reach=reach_of(version) if reach is None else reach,
    )


def rank_in(item: QueueItem, version: ArticleVersion, ranking: Ranking, *, count: int = 0) -> QueueItem:
    """Stores the item's place by its reasons, and adds `count` to its version. In the caller's transaction."""
    reasons = map(Reason._make, item.reasons.values_list("kind", "code", "severity", "weight"))
    place = ranking.place(version, reasons, item.opened_at)
    QueueItem.objects.filter(pk=item.pk).update(article_version=version, version=F("version") + count, **place)
    item.refresh_from_db()
    return item


def reach_of(version: ArticleVersion) -> float:
    """The article's likely readership, 0–1: the logarithm of followers or comments, up to ten million readers."""
    comments = version.extracted.comment_count or 0
    followers = (version.article.source.follower_count or 0) if version.article.source else 0
    readers = max(followers, comments * _READERS_A_COMMENT, 1)
    return min(1.0, math.log(readers) / math.log(_MOST_READERS))


def _kept(found: Priority, model: Model) -> dict[str, Any]:
    return {
        "model": model.name,
        "chance": round(found.chance, 4),
        "harm": round(found.harm, 4),
        "factors": [[one.kind, one.code, round(one.share, 4)] for one in found.factors[:_KEPT_FACTORS]],
    }


@lru_cache(maxsize=8)
def _read(row: int, digest: str) -> Model:
    # Rows never change; the hash separates rows of two databases with the same id.
    return read_model(PriorityModel.objects.get(pk=row, sha256=digest).content)
