"""What keeps the index in step with articles and sources: as they are stored, and for all that is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db import transaction

from articles.models import Article, ArticleVersion, Source
from articles.search.grams import grams
from articles.search.index import ARTICLES, SOURCES, Entry

_BATCH = 500


def index_articles(versions: Sequence[ArticleVersion]) -> None:
    """Index the articles by these versions, their current ones: headline and text."""
    ARTICLES.keep(
        [Entry(each.article_id, each.pk, grams(f"{each.headline}\n{each.extracted.text}")) for each in versions]
    )


def index_sources(sources: Sequence[Source]) -> None:
    """Index the sources by their names."""
    SOURCES.keep([Entry(each.pk, 0, grams(each.name)) for each in sources])


def rebuild(*, everything: bool = False) -> Iterator[tuple[int, int]]:
    """Index what is missing or outdated, or everything; yield (rows read, rows indexed) after each batch.

    Every batch is committed, so that a rebuilding that was stopped goes on where it stood.
    """
    articles = Article.objects.exclude(current=None).order_by("pk").values_list("pk", "current_id")
    after = 0
    while batch := list(articles.filter(pk__gt=after)[:_BATCH]):
        known = {} if everything else ARTICLES.versions(batch[0][0], batch[-1][0])
        due = [pk for pk, version in batch if known.get(pk) != version]
        _index_articles_again(due)
        yield len(batch), len(due)
        after = batch[-1][0]
    after = 0
    while found := list(Source.objects.filter(pk__gt=after).order_by("pk")[:_BATCH]):
        known = {} if everything else SOURCES.versions(found[0].pk, found[-1].pk)
        unknown = [source for source in found if source.pk not in known]
        index_sources(unknown)
        yield len(found), len(unknown)
        after = found[-1].pk


@transaction.atomic
def _index_articles_again(pks: list[int]) -> None:
    # Locked, so that a version that is stored meanwhile is not replaced by the one before it.
    held = Article.objects.select_for_update(of=("self",), no_key=True).prefetch_related("current")
    index_articles([article.current for article in held.filter(pk__in=pks) if article.current is not None])
