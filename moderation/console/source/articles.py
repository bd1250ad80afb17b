"""The articles of a source that a reader may see, the newest first, each with its state; and those that cite it."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db.models import F, QuerySet

from articles.models import Article, Reference, Source
from moderation.console.item.states import ArticleState, states_of
from moderation.queue.access import hidden_articles

PAGE_SIZE = 20
# References read for the list of citing articles: one article may cite a source several times.
_READ = 3 * PAGE_SIZE


@dataclass(frozen=True, slots=True)
class Listed:
    """An article of the list with where it stands."""

    article: Article
    state: ArticleState


@dataclass(frozen=True, slots=True)
class ListPage:
    """PAGE_SIZE articles; `older` is the id below which the next ones are, None on the last page."""

    rows: list[Listed]
    older: int | None


def articles_of(source: Source, user: User, before: int | None = None) -> ListPage:
    """The source's articles with ids below `before`."""
    articles = _seen(Article.objects.filter(source=source), user)
    if before is not None:
        articles = articles.filter(pk__lt=before)
    found = list(articles.order_by("-pk")[: PAGE_SIZE + 1])
    more = found[PAGE_SIZE - 1].pk if len(found) > PAGE_SIZE else None
    return ListPage(_listed(found[:PAGE_SIZE], user), more)


def citing(source: Source, user: User) -> list[Listed]:
    """The newest articles whose current version refers to the source."""
    cited = Reference.objects.filter(source=source, version=F("version__article__current"))
    newest = cited.order_by("-version").values_list("version__article", flat=True)[:_READ]
    found = list(_seen(Article.objects.filter(pk__in=set(newest)), user).order_by("-pk")[:PAGE_SIZE])
    return _listed(found, user)


def _seen(articles: QuerySet[Article], user: User) -> QuerySet[Article]:
    unseen = hidden_articles(user)
    rows = articles.exclude(current=None).select_related("current", "source").defer("current__extraction")
    return rows if unseen is None else rows.exclude(unseen)


def _listed(articles: list[Article], user: User) -> list[Listed]:
    states = states_of([article.pk for article in articles], user)
    return [Listed(article, states[article.pk]) for article in articles]
