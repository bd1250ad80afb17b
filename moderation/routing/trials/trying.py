"""A first run on the newest articles before a version is stored, to find faults early."""

from __future__ import annotations

from django.db.models import F

from articles.models import ArticleVersion
from moderation.routing.facts import facts_of, subject_of, texts_of
from moderation.routing.rulebook import bank_versions, index_of
from moderation.triage.rules.compiled import Compiled
from moderation.triage.rules.errors import ExpressionError, RuleFault
from moderation.triage.rules.phrases import PhraseIndex
from moderation.triage.rules.subject import Subject

SAMPLE = 50


def try_on_articles(compiled: Compiled, expression: str) -> None:
    """Tries an expression. Raises ExpressionError ``divides_by_zero`` or ``too_slow``, with the article."""
    banks = index_of(tuple(bank for bank in bank_versions() if bank[0] in compiled.banks))
    newest = ArticleVersion.objects.filter(article__current=F("pk"), assessed_at__isnull=False).order_by("-pk")
    versions = list(
        newest.select_related("article__source", "article__platform").prefetch_related("scores", "findings", "flags")[
            :SAMPLE
        ]
    )
    facts = facts_of(versions)
    try_one(compiled, expression, _worst(banks))
    for version in versions:
        subject = subject_of(facts[version.pk], lambda version=version: texts_of(version), banks)  # type: ignore[misc]
        try_one(compiled, expression, subject, article=version.article_id)


def try_one(compiled: Compiled, expression: str, subject: Subject, article: int | None = None) -> None:
    """Raises ExpressionError when the expression fails on this article."""
    try:
        compiled.matches(subject)
    except RuleFault as fault:
        raise ExpressionError(fault.code, 0, len(expression), article=article) from fault


class _Unknown(dict[str, None]):
    def __missing__(self, name: str) -> None:
        return None


def _worst(banks: PhraseIndex) -> Subject:
    """An article without any known fact and with the longest possible text, to measure the time."""
    return Subject(_Unknown(), lambda: ("标题" * 500, "阿" * 1_000_000), banks)
