"""One chunk of a backtest: matches among some article versions, and the routes that change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.db.models import F, QuerySet
from django.utils import timezone

from articles.models import ArticleVersion
from moderation.models import Queue, RuleVersion, SeenFacts
from moderation.routing.facts import Facts, facts_of, subject_of, texts_of
from moderation.routing.rulebook import Rulebook, bank_versions, index_of, ready, rulebook
from moderation.routing.verdicts import verdicts_on
from moderation.triage.facts import facts_of as fixed_facts
from moderation.triage.reasons import reasons_for
from moderation.triage.rules.errors import ExpressionError, RuleFault
from moderation.triage.rules.ruleset import Ready, Route, route, run
from moderation.triage.rules.subject import Subject

# Seconds per article. A backtest runs beside other work, so a rule gets more time than when it is live.
_SECONDS = 0.25


@dataclass(slots=True)
class _Chunk:
    """The result of one chunk: ids of matching articles, flips [article, route before, after], judged ones."""

    articles: int = 0
    matched: list[int] = field(default_factory=list)
    flips: list[tuple[int, str, str]] = field(default_factory=list)
    days: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Topics:
    """The queue of an article when no rule names one, as in `moderation.queue.entry`."""

    news: str
    default: str

    @classmethod
    def now(cls) -> _Topics:
        default = Queue.objects.get(is_default=True).code
        return cls("news" if Queue.objects.filter(code="news").exists() else default, default)

    def named(self, route: Route, facts: Facts) -> str:
        """The code of the queue; "" for none."""
        if not route.queued:
            return ""
        return route.queue or (self.news if facts["topic"] == "news" else self.default)


def test_chunk(version: RuleVersion, first: int, last: int) -> dict[str, Any]:
    """Runs the version over the current article versions with ids `first` to `last`; plain JSON.

    The facts are those that the live rules saw, if they were kept, else the stored ones. Raises RuleFault.
    """
    try:
        tested = ready(version, live=True)
        live = rulebook()
        before = next((rule for rule in live.rules if rule.live and rule.rule == version.rule_id), None)
        others = [rule for rule in live.rules if rule.live and rule.rule != version.rule_id]
    except ExpressionError as error:
        raise RuleFault(error.code) from error
    banks = index_of(bank_versions())
    order = [rule.rule for rule in live.rules]
    found, topics = _Chunk(), _Topics.now()
    for row, facts, opens in _articles(first, last, texts=_need_text(tested, live)):
        subject = subject_of(facts, _texts(row), banks)
        found.articles += 1
        day = str(timezone.localtime(row.created_at).date())
        found.days[day] = found.days.get(day, 0) + 1
        now = tested.compiled.matches(subject, _SECONDS)
        was = before is not None and run([before], subject, _SECONDS).matched != ()
        if now:
            found.matched.append(row.article_id)
        if now != was or (now and before is not None and (before.queue, before.opens) != (tested.queue, tested.opens)):
            one, two = _routes(subject, others, before if was else None, tested if now else None, opens(), order)
            flip = topics.named(one, facts), topics.named(two, facts)
            if flip[0] != flip[1]:
                found.flips.append((row.article_id, *flip))
    return {
        "articles": found.articles,
        "matched": found.matched,
        "flips": found.flips,
        "days": found.days,
        "verdicts": verdicts_on(found.matched),
    }


def _routes(
    subject: Subject, others: list[Ready], before: Ready | None, after: Ready | None, opens: bool, order: list[int]
) -> tuple[Route, Route]:
    """The routes without and with the tested version; all other live rules stay as they are."""
    matched = list(run(others, subject, _SECONDS).matched)

    def place(rule: Ready) -> int:
        return order.index(rule.rule) if rule.rule in order else len(order)

    def with_(rule: Ready | None) -> Route:
        return route(sorted([*matched, *([rule] if rule else [])], key=place), opens=opens)

    return with_(before), with_(after)


def _need_text(tested: Ready, live: Rulebook) -> bool:
    return tested.compiled.needs_text or live.needs_text


def _texts(version: ArticleVersion) -> Callable[[], tuple[str, str]]:
    return lambda: texts_of(version)


def _articles(first: int, last: int, *, texts: bool) -> list[tuple[ArticleVersion, Facts, Callable[[], bool]]]:
    """Each version with its facts, and a function that says whether it is queued without any rule."""
    rows: QuerySet[ArticleVersion] = ArticleVersion.objects.filter(
        pk__gte=first, pk__lte=last, article__current=F("pk"), assessed_at__isnull=False
    ).order_by("pk")
    seen = SeenFacts.objects.in_bulk(list(rows.values_list("pk", flat=True)))
    known = rows.filter(pk__in=seen)
    rest = rows.exclude(pk__in=seen).select_related("article__source", "article__platform")
    unseen = list(rest.prefetch_related("scores", "findings", "flags"))
    facts = facts_of(unseen)
    loaded = known if texts else known.defer("extraction")
    found: list[tuple[ArticleVersion, Facts, Callable[[], bool]]]
    found = [(row, seen[row.pk].facts, partial(_opened, seen[row.pk])) for row in loaded]
    return found + [(row, facts[row.pk], partial(_opens, row)) for row in unseen]


def _opened(seen: SeenFacts) -> bool:
    return seen.opens


def _opens(version: ArticleVersion) -> bool:
    return bool(reasons_for(fixed_facts(version)))
