"""What the search shows: groups of hits, each with what it is, whose, and in which state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from articles.models import Article, Source
from articles.models.codes import word_of
from articles.search.finding import Hit, find_articles, find_sources
from articles.search.query import Words
from articles.vocabulary.citations import SOURCE_KINDS
from moderation.console.item.states import ArticleState, states_of
from moderation.console.places import article_page, source_page
from moderation.console.search.naming import clause_of, is_link, named_articles, number_of
from moderation.models import Decision, QueueItem
from moderation.queue.access import hidden_articles, may_see, seen_decisions

_NONE = ArticleState("")


@dataclass(frozen=True, slots=True)
class Line:
    """One hit: where it leads, its words in pieces (those that match are marked), what is around it, its state."""

    url: str
    pieces: Sequence[tuple[str, bool]]
    around: tuple[str, ...]
    state: ArticleState
    excerpt: Sequence[tuple[str, bool]] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Hits of one kind; `more` where there may be others."""

    code: str
    title: str | Promise
    lines: list[Line]
    more: bool = False


def search(text: str, user: User, limit: int) -> list[Group]:
    """The groups with hits, of at most `limit` articles; what the text names comes before what has its words."""
    text = " ".join(text.split())[:200]
    if not text:
        return []
    unseen = hidden_articles(user)
    seen = Article.objects.all() if unseen is None else Article.objects.exclude(unseen)
    words = Words.of("" if is_link(text) else text)
    hits, more = _articles(text, words, limit, seen)
    states = states_of([hit.article.pk for hit in hits], user)
    groups = [
        Group("articles", pgettext_lazy("search", "Articles"), [_of_article(hit, words, states) for hit in hits], more),
        Group("items", gettext_lazy("Queue items"), _items(text, hits, states, words, user, limit)),
        Group("decisions", pgettext_lazy("search", "Decisions"), _decisions(text, hits, states, words, user, limit)),
        Group(
            "sources",
            pgettext_lazy("search", "Sources"),
            [_of_source(each, words) for each in _sources(text, words, limit)],
        ),
    ]
    return [group for group in groups if group.lines]


def _articles(text: str, words: Words, limit: int, seen: QuerySet[Article]) -> tuple[list[Hit], bool]:
    named = [Hit(article, str(article), "") for article in named_articles(text, seen)]
    found = find_articles(words, limit, seen)
    known = {hit.article.pk for hit in named}
    hits = [*named, *(hit for hit in found.hits if hit.article.pk not in known)]
    return hits[:limit], found.more


def _items(
    text: str, hits: Sequence[Hit], states: dict[int, ArticleState], words: Words, user: User, limit: int
) -> list[Line]:
    """The item of the number that is typed, and the open ones of the articles."""
    number = number_of(text)
    items = QueueItem.objects.select_related("queue", "article_version").defer("article_version__extraction")
    rows = [] if number is None else [item for item in items.filter(pk=number) if may_see(user, item)]
    named = states_of([item.article_id for item in rows], user)
    lines = [_of_item(item, item.article_version.headline, words, named[item.article_id]) for item in rows]
    for hit in hits:
        state = states[hit.article.pk]
        if state.is_open and state.item is not None and state.item.pk != number:
            lines.append(_of_item(state.item, hit.headline, words, state))
    return lines[:limit]


def _decisions(
    text: str, hits: Sequence[Hit], states: dict[int, ArticleState], words: Words, user: User, limit: int
) -> list[Line]:
    """The decision of the number or the newest under the clause that is typed, and those on the articles."""
    number, clause = number_of(text), clause_of(text)
    lines = []
    if number is not None or clause:
        rows = Decision.objects.filter(pk=number) if number is not None else _under(clause)
        seen = seen_decisions(rows, user).select_related("clause", "decided_by", "article_version", "override_of")
        seen = seen.defer("article_version__extraction", "evidence").order_by("-pk")
        lines = [_of_decision(each, each.article_version.headline, words) for each in seen[:limit]]
    for hit in hits:
        decision = states[hit.article.pk].decision
        if decision is not None and decision.pk != number:
            lines.append(_of_decision(decision, hit.headline, words))
    return lines[:limit]


def _under(clause: str) -> QuerySet[Decision]:
    return Decision.objects.filter(clause__code=clause)


def _sources(text: str, words: Words, limit: int) -> list[Source]:
    number = number_of(text)
    named = list(Source.objects.select_related("platform").filter(pk=number)) if number is not None else []
    named += Source.objects.select_related("platform").filter(external_id=text)[:limit]
    each = {source.pk: source for source in [*named, *find_sources(words, limit)]}
    return list(each.values())[:limit]


def _of_article(hit: Hit, words: Words, states: dict[int, ArticleState]) -> Line:
    article = hit.article
    day = article.current.published_at if article.current else None
    around = (str(article.source or ""), str(article.platform), _day(day or article.created_at))
    return Line(
        article_page(article.pk), words.pieces(hit.headline), around, states[article.pk], words.pieces(hit.excerpt)
    )


def _of_item(item: QueueItem, headline: str, words: Words, state: ArticleState) -> Line:
    return Line(
        reverse("console:item", args=[item.pk]), words.pieces(headline), (f"#{item.pk}", str(item.queue)), state
    )


def _of_decision(decision: Decision, headline: str, words: Words) -> Line:
    around = (f"#{decision.pk}", _day(decision.created_at), decision.decided_by.get_username())
    taken_back = _("Taken back: %(decision)s") % {"decision": decision.override_of} if decision.override_of else ""
    url = reverse("console:item", args=[decision.item_id])
    return Line(url, words.pieces(headline), around, ArticleState(taken_back or str(decision)))


def _of_source(source: Source, words: Words) -> Line:
    around = tuple(each for each in (str(source.platform or ""), word_of(SOURCE_KINDS, source.kind)) if each)
    return Line(source_page(source.pk), words.pieces(source.name), around, _NONE)


def _day(at: datetime) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d}"
