"""Find the articles that tell the same event as a version; reads only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from django.conf import settings

from articles.models import ArticleVersion
from articles.provenance.stored.reuse.fingerprints import Verified
from articles.provenance.stored.sql import rows_among
from articles.provenance.story.likeness import COPIED, HEAD, OF_ONE_SOURCE, SHOWN, Telling, likeness

MOST_COMPARED = 8
"""Articles that a new one is compared with, and copies besides: the cost of a story of any size."""

# Of a text only its beginning is read.
_OTHERS = f"""
SELECT a.id, a.source_id, v.headline, substr(t.text, 1, {HEAD}), v.published_at, a.created_at
FROM articles_article a JOIN articles_articleversion v ON v.id = a.current_id
JOIN articles_comparedtext t ON t.article_id = a.id
WHERE a.id {{among}} ORDER BY a.id
"""  # noqa: S608 - our own number


class Match(NamedTuple):
    """Another article of the same event; `likeness` is 1 when most of both texts are the same."""

    article: int
    likeness: float


@dataclass(frozen=True, slots=True)
class TellingAsked:
    """A version with its compared text, articles that share rare terms with it (and their rarity), and shared texts."""

    version: ArticleVersion
    near: Sequence[tuple[int, float]]
    sharing: Sequence[Verified]
    text: str

    @property
    def copies(self) -> list[int]:
        """The articles whose text is mostly the same, at most 8."""
        same = [each.article_id for each in self.sharing if min(each.containment, each.other_containment) >= COPIED]
        return sorted(same)[:MOST_COMPARED]


def same_events(asked: Sequence[TellingAsked]) -> dict[int, list[Match]]:
    """Return by version the articles that tell its event, likest first. One query, on the first assessment alone.

    Two articles published more than `STORY_DAYS` apart tell two events; where a time is unknown, arrival counts.
    """
    fresh = [each for each in asked if each.version.assessed_at is None]
    ids = {pk for each in fresh for pk in (*dict(each.near[:MOST_COMPARED]), *each.copies)}
    others = {row[0]: _Other(*row) for row in rows_among(_OTHERS, ids)} if ids else {}
    found: dict[int, list[Match]] = {each.version.pk: [] for each in asked}
    for each in fresh:
        found[each.version.pk] = _matches(each, others)
    return found


class _Other(NamedTuple):
    article: int
    source: int | None
    headline: str
    head: str
    published: datetime | str | None
    arrived: datetime | str


def _matches(asked: TellingAsked, others: Mapping[int, _Other]) -> list[Match]:
    version, copies, window = asked.version, set(asked.copies), timedelta(days=settings.STORY_DAYS)
    rarity = dict(asked.near[:MOST_COMPARED])
    near = [others[pk] for pk in sorted(copies.union(rarity)) if pk in others]
    near = [other for other in near if _apart(version, other) <= window]
    if not near:
        return []
    mine, source = Telling.of(version.headline, asked.text), version.article.source_id
    found = []
    for other in near:
        theirs = Telling.of(other.headline, other.head)
        alike = 1.0 if other.article in copies else likeness(mine, theirs, rarity.get(other.article, 0.0))
        if source is not None and source == other.source and alike < 1.0:
            alike = 0.0 if mine.has_headline_of(theirs) else alike - OF_ONE_SOURCE
        if alike >= SHOWN:
            found.append(Match(other.article, round(alike, 4)))
    return sorted(found, key=lambda match: (-match.likeness, match.article))


def _apart(version: ArticleVersion, other: _Other) -> timedelta:
    if version.published_at is not None and other.published is not None:
        return abs(_aware(other.published) - version.published_at)
    return abs(_aware(other.arrived) - version.article.created_at)


def moment(version: ArticleVersion) -> datetime:
    """Return the time of publication, or of the article's arrival where that is unknown."""
    return version.published_at or version.article.created_at


def _aware(value: datetime | str) -> datetime:
    """SQLite gives times of plain statements as text."""
    given = datetime.fromisoformat(value) if isinstance(value, str) else value
    return given.replace(tzinfo=UTC) if given.tzinfo is None else given
