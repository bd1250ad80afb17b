"""Put articles into stories and take them out, each step with its row of history, in the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import F, Q

from articles.models import Article, ArticleVersion, Story, StoryChange, StoryMember
from articles.provenance.stored.story.lookup import Match, moment
from articles.provenance.story.likeness import JOINS_STORIES
from articles.vocabulary.stories import JOINED, LEFT, MERGED, SPLIT

MOST_MOVED = 1_000
"""Members of a story that is merged into a larger one; two larger ones stay apart, so that a merge costs little."""
_MOST_LOOKS = 5


def changes_story(version: ArticleVersion, found: Sequence[Match]) -> bool:
    """Whether there is something to do for the article's story; see `place`."""
    return bool(found) or _is_new_text(version)


def place(version: ArticleVersion, found: Sequence[Match]) -> Story | None:
    """Put the article into the story of its likest match, and merge stories that it clearly belongs to.

    An article joins once. A new text that matches nothing of its story leaves it. What a person took out of a story is
    not brought back, and what a person split is not merged again. Returns its story.
    """
    article = version.article_id
    ids = {article, *(match.article for match in found)}
    # Articles first, then stories, each in order: as everywhere, so that two workers do not deadlock.
    list(Article.objects.filter(pk__in=ids).select_for_update(no_key=True).order_by("pk").values_list("pk"))
    of = _locked_stories(ids)
    mine = of.get(article)
    if mine is not None:
        if not _is_new_text(version) or any(of.get(match.article) == mine for match in found):
            return Story.objects.get(pk=mine)
        take_out(article, because=None)
        of.pop(article)
    loners = [match.article for match in found if match.article not in of]
    taken_out = _taken_out(loners) if len(found) > 1 and loners else set()
    found = [match for match in found if match.article not in taken_out] or found[:1]
    if not found:
        return None
    best = found[0]
    story = of.get(best.article) or _founded(best.article).pk
    _add(story, version, best)
    for match in found[1:]:
        other = of.get(match.article)
        if match.likeness < JOINS_STORIES or other == story:
            continue
        if other is None:
            _add(story, _current(match.article), Match(article, match.likeness))
        elif not _were_split(story, other):
            story = _merged(story, other, because=article)
            of = {pk: story if each == other else each for pk, each in of.items()}
    return Story.objects.get(pk=story)


def take_out(article: int, because: int | None, by: int | None = None) -> Story | None:
    """Take an article out of its story; a story of one article ends. Returns the story it was in."""
    member = StoryMember.objects.filter(article=article).select_related("story").first()
    if member is None:
        return None
    member.delete()
    _note(LEFT, member.story_id, article=article, because_id=because, by_id=by)
    Story.objects.filter(pk=member.story_id).update(articles=F("articles") - 1)
    rest = list(StoryMember.objects.filter(story=member.story_id).values_list("article", flat=True)[:2])
    if len(rest) == 1:
        StoryMember.objects.filter(article=rest[0]).delete()
        _note(LEFT, member.story_id, article=rest[0], because_id=article)
        Story.objects.filter(pk=member.story_id).update(articles=0)
    return member.story


def split(story: Story, articles: Iterable[int], by: int) -> Story | None:
    """Move articles to a story of their own, or, when it is one, out of the story. Returns the new story.

    Raises ValueError when an article is not in the story.
    """
    ids = sorted(set(articles))
    Story.objects.select_for_update().get(pk=story.pk)
    members = list(StoryMember.objects.filter(story=story, article__in=ids))
    if len(members) != len(ids) or not ids:
        raise ValueError(f"articles that are not in story {story.pk}")
    if len(ids) == 1:
        take_out(ids[0], because=None, by=by)
        return None
    times = [member.at for member in members]
    fresh = Story.objects.create(articles=len(ids), first_at=min(times), last_at=max(times))
    StoryMember.objects.filter(article__in=ids).update(story=fresh)
    for pk in ids:
        _note(LEFT, story.pk, article=pk, by_id=by, other_id=fresh.pk)
        _note(SPLIT, fresh.pk, article=pk, by_id=by, other_id=story.pk)
    Story.objects.filter(pk=story.pk).update(articles=F("articles") - len(ids))
    return fresh


def _locked_stories(articles: Iterable[int]) -> dict[int, int]:
    """Lock the stories of these articles and return them; read again when a merge came between."""
    ids = sorted(articles)
    found: dict[int, int] = {}
    for _ in range(_MOST_LOOKS):
        found = dict(StoryMember.objects.filter(article__in=ids).values_list("article", "story"))
        if not found:
            break
        list(Story.objects.filter(pk__in=set(found.values())).select_for_update().order_by("pk").values_list("pk"))
        if found == dict(StoryMember.objects.filter(article__in=ids).values_list("article", "story")):
            break
    return found


def _is_new_text(version: ArticleVersion) -> bool:
    return version.number > 1 and version.assessed_at is None


def _founded(article: int) -> Story:
    version = _current(article)
    at = moment(version)
    story = Story.objects.create(articles=0, first_at=at, last_at=at)
    _add(story.pk, version, None)
    return story


def _add(story: int, version: ArticleVersion, match: Match | None) -> None:
    at = moment(version)
    likeness, because = (1.0, None) if match is None else (match.likeness, match.article)
    StoryMember.objects.create(
        article_id=version.article_id,
        story_id=story,
        platform_id=version.article.platform_id,
        likeness=likeness,
        because_id=because,
        at=at,
    )
    _note(JOINED, story, article=version.article_id, likeness=match and likeness, because_id=because)
    row = Story.objects.filter(pk=story)
    row.update(articles=F("articles") + 1)
    row.filter(first_at__gt=at).update(first_at=at)
    row.filter(last_at__lt=at).update(last_at=at)


def _merged(story: int, other: int, because: int) -> int:
    """Merge the smaller of two stories into the larger one, unless both are large; return the one to go on with."""
    rows = Story.objects.in_bulk([story, other])
    larger, smaller = sorted(rows.values(), key=lambda row: (-row.articles, row.pk))
    if smaller.articles > MOST_MOVED:
        return story
    StoryMember.objects.filter(story=smaller).update(story=larger)
    _note(MERGED, smaller.pk, other_id=larger.pk, because_id=because)
    Story.objects.filter(pk=larger.pk).update(
        articles=F("articles") + smaller.articles,
        first_at=min(larger.first_at, smaller.first_at),
        last_at=max(larger.last_at, smaller.last_at),
    )
    Story.objects.filter(pk=smaller.pk).update(articles=0, merged_into=larger.pk)
    return larger.pk


def _taken_out(articles: Sequence[int]) -> set[int]:
    """Select the articles that a person took out of a story."""
    rows = StoryChange.objects.filter(article__in=articles, what=LEFT, by__isnull=False)
    return {pk for pk in rows.values_list("article", flat=True) if pk is not None}


def _were_split(one: int, other: int) -> bool:
    pair = Q(story=one, other=other) | Q(story=other, other=one)
    return StoryChange.objects.filter(pair, what=SPLIT, by__isnull=False).exists()


def _current(article: int) -> ArticleVersion:
    return ArticleVersion.objects.select_related("article").get(article=article, article__current=F("pk"))


def _note(what: str, story: int, article: int | None = None, **more: object) -> None:
    StoryChange.objects.create(what=what, story_id=story, article_id=article, **more)
