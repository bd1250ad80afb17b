"""Stories as plain JSON values, for who may read which platform."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet

from articles.models import Article, Platform, Story, StoryChange, StoryMember
from articles.provenance.stored.story.relations import relatives
from articles.provenance.story.relation import Relative

MOST_MEMBERS = 200
"""Members that are listed; a larger story tells how many there are."""
MOST_CHANGES = 100


def stories(within: Platform | None) -> QuerySet[Story]:
    """Select the stories that exist now and have an article on the platform; all for None."""
    found = Story.objects.filter(articles__gt=0, merged_into=None)
    if within is None:
        return found
    return found.filter(pk__in=StoryMember.objects.filter(platform=within).values("story"))


def followed(pk: int) -> Story | None:
    """Return the story with this id, or the one that it was merged into."""
    seen: set[int] = set()
    story = Story.objects.filter(pk=pk).first()
    while story is not None and story.merged_into_id is not None and story.pk not in seen:
        seen.add(story.pk)
        story = story.merged_into
    return story


def members(story: Story, within: Platform | None = None, most: int = MOST_MEMBERS) -> list[StoryMember]:
    """Return the first members by time of publication, with article, version and source; one query."""
    rows = StoryMember.objects.filter(story=story).select_related(
        "article__source", "article__platform", "article__current"
    )
    rows = rows.defer("article__current__extraction")
    return list((rows if within is None else rows.filter(platform=within)).order_by("at", "article")[:most])


def story_of(article: Article, within: Platform | None = None) -> dict[str, Any] | None:
    """Return the article's story in the record: id, counts, relation, and earlier stories; None without one."""
    member = StoryMember.objects.filter(article=article).select_related("story").first()
    changes = [_change(row, None if within is None else {article.pk}) for row in _history(article)]
    if member is None:
        return (
            None if not changes else {"id": None, "articles": 0, "elsewhere": 0, "relation": None, "changes": changes}
        )
    shown = member.story.articles if within is None else _count(member.story, within)
    own = {article.pk} if within is None else _own(member.story, within, [article.pk])
    relative = relatives(member.story_id, {article.pk: article})[article.pk]
    return {
        "id": member.story_id,
        "articles": shown,
        "elsewhere": member.story.articles - shown,
        "relation": _relative(relative, within is not None and relative.parent not in own),
        "changes": changes,
    }


def story_record(story: Story, within: Platform | None = None) -> dict[str, Any]:
    """Return a story with its first members and changes. `within`: of other platforms only a count is told."""
    rows = members(story, within)
    shown = story.articles if within is None else _count(story, within)
    found = relatives(story.pk, {row.article_id: row.article for row in rows})
    ids = {row.article_id for row in rows}
    changes = StoryChange.objects.filter(story=story) | StoryChange.objects.filter(other=story)
    if within is not None:
        changes = changes.filter(article__platform=within)
    return {
        **summary(story, rows[:1], shown),
        "members": [
            {
                "article": row.article_id,
                "headline": row.article.current.headline if row.article.current else "",
                "source": _source(row.article),
                "platform": row.article.platform.code,
                "published_at": _iso(row.article.current.published_at) if row.article.current else None,
                "joined_at": _iso(row.created_at),
                "likeness": row.likeness,
                "relation": _relative(
                    found[row.article_id], within is not None and found[row.article_id].parent not in ids
                ),
            }
            for row in rows
        ],
        "truncated": shown > len(rows),
        "changes": [
            _change(row, ids if within is not None else None) for row in changes.order_by("-id")[:MOST_CHANGES]
        ],
    }


def summary(story: Story, first: Sequence[StoryMember], shown: int) -> dict[str, Any]:
    """Return a story's line in a list; its headline is that of the earliest article that may be read."""
    version = first[0].article.current if first else None
    return {
        "id": story.pk,
        "headline": version.headline if version else "",
        "articles": shown,
        "elsewhere": story.articles - shown,
        "first_at": _iso(story.first_at if shown == story.articles else first[0].at if first else story.first_at),
        "last_at": _iso(story.last_at),
        "created_at": _iso(story.created_at),
    }


def summaries(rows: Sequence[Story], within: Platform | None) -> list[dict[str, Any]]:
    """Return the lines of a page of stories; two short queries each for a limited key, else one."""
    return [
        summary(story, members(story, within, 1), story.articles if within is None else _count(story, within))
        for story in rows
    ]


def _count(story: Story, within: Platform) -> int:
    return StoryMember.objects.filter(story=story, platform=within).count()


def _own(story: Story, within: Platform, ids: Sequence[int]) -> set[int]:
    own = StoryMember.objects.filter(story=story, platform=within)
    return {*ids, *own.values_list("article", flat=True)[:MOST_MEMBERS]}


def _history(article: Article) -> list[StoryChange]:
    rows = list(StoryChange.objects.filter(article=article).order_by("-id")[:MOST_CHANGES])
    merged = StoryChange.objects.filter(story__in={row.story_id for row in rows}, article=None)
    return sorted([*rows, *merged], key=lambda row: -row.pk)[:MOST_CHANGES] if rows else []


def _change(row: StoryChange, own: set[int] | None) -> dict[str, Any]:
    because = row.because_id if own is None or row.because_id in own else None
    return {
        "what": row.what,
        "story": row.story_id,
        "other": row.other_id,
        "article": row.article_id,
        "because": because,
        "likeness": row.likeness,
        "by_person": row.by_id is not None,
        "at": _iso(row.created_at),
    }


def _relative(found: Relative, hidden: bool) -> dict[str, Any]:
    return {
        "code": str(found.relation),
        "article": None if hidden else found.parent,
        "share": None if found.share is None else round(found.share, 4),
        "aligned": found.aligned,
        "sentences": found.sentences,
    }


def _source(article: Article) -> dict[str, Any] | None:
    source = article.source
    return None if source is None else {"id": source.pk, "name": source.name, "kind": source.kind}


def _iso(value: Any) -> str | None:
    return value.isoformat() if value else None
