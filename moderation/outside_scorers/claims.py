"""Claims of due calls: the longest unserved scorer first, a few at a time, within the budget of the day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils import timezone

from articles.models import ArticleVersion
from articles.text.china_time import CHINA_ZONE
from moderation.models import OutsideScorer, ScorerCall
from moderation.outside_scorers.protocol import message
from moderation.webhooks.protocol import sealing
from moderation.webhooks.protocol.sealing import Unreadable

PARALLEL = 4
"""Calls at a time per scorer. Chosen: one that takes a second still does 240 a minute."""
_LEASE_MARGIN = 30.0
"""Seconds that a lease lasts beyond the time to answer: name look-up, and a busy worker."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """A claimed call with all that sending needs, so that no database is used while the network waits.

    `secrets` is empty when one cannot be read any more; `text` is the article's, in which quotes must stand.
    """

    call: int
    scorer: int
    token: str
    url: str
    secrets: tuple[str, ...]
    body: bytes
    text: str
    seconds: float
    probe: bool


def with_work(now: datetime) -> QuerySet[OutsideScorer]:
    """Ready scorers with a free call that is due; the longest unserved first."""
    due = ScorerCall.objects.free(now).filter(scorer=OuterRef("pk"), next_attempt_at__lte=now)
    in_budget = OutsideScorer.objects.ready(now).exclude(spent_on=day_of(now), spent__gte=F("daily_budget"))
    return in_budget.filter(Exists(due)).order_by(F("served_at").asc(nulls_first=True), "pk")


def day_of(now: datetime) -> Any:
    """The day whose budget is spent, in China."""
    return now.astimezone(CHINA_ZONE).date()


def claim(token: str, free: int) -> list[Claimed]:
    """Claims up to `free` due calls, each counted in the budget of its scorer."""
    now = timezone.now()
    claimed: list[Claimed] = []
    for pk in list(with_work(now).values_list("pk", flat=True)[: max(free, 0)]):
        if len(claimed) < free:
            claimed += _claim_of(pk, token, free - len(claimed), now)
    return claimed


@transaction.atomic
def _claim_of(scorer_id: int, token: str, most: int, now: datetime) -> list[Claimed]:
    # The lock makes counting and claiming atomic: two workers together never exceed budget or parallel calls.
    locked = OutsideScorer.objects.ready(now).select_for_update(skip_locked=True, no_key=True)
    scorer = locked.filter(pk=scorer_id).first()
    if scorer is None:
        return []
    flying = scorer.calls.filter(leased_until__gte=now).count()
    room = min((1 if scorer.is_broken else PARALLEL) - flying, most, scorer.left(day_of(now)))
    if room <= 0:
        return []
    waiting = ScorerCall.objects.free(now).filter(scorer=scorer, next_attempt_at__lte=now)
    ordered = waiting.order_by("next_attempt_at", "pk").select_for_update(of=("self",), skip_locked=True)
    found = list(ordered.select_related("version__article__platform", "version__article__source")[:room])
    if not found:
        return []
    spent = scorer.daily_budget - scorer.left(day_of(now))
    scorer.served_at, scorer.spent_on, scorer.spent = now, day_of(now), spent + len(found)
    scorer.save(update_fields=["served_at", "spent_on", "spent"])
    until = now + timedelta(seconds=scorer.timeout_seconds + _LEASE_MARGIN)
    rows = ScorerCall.objects.filter(pk__in=[row.pk for row in found])
    rows.update(token=token, leased_until=until, attempts=F("attempts") + 1)
    return list(_made(found, scorer, token, now))


def _made(found: Iterable[ScorerCall], scorer: OutsideScorer, token: str, now: datetime) -> Iterable[Claimed]:
    secrets = secrets_of(scorer, now)
    for row in found:
        at = row.created_at.astimezone(UTC).isoformat(timespec="microseconds")
        yield Claimed(
            call=row.pk,
            scorer=scorer.pk,
            token=token,
            url=scorer.url,
            secrets=secrets,
            body=message(row.pk, at, data_of(scorer, row.version)),
            text=row.version.extracted.text,
            seconds=scorer.timeout_seconds,
            probe=scorer.is_broken,
        )


def secrets_of(scorer: OutsideScorer, now: datetime) -> tuple[str, ...]:
    """The valid secrets, the newest first; none when one cannot be read any more."""
    previous = scorer.sealed_previous if scorer.previous_until and scorer.previous_until > now else ""
    try:
        return tuple(sealing.unseal(sealed) for sealed in (scorer.sealed_secret, previous) if sealed)
    except Unreadable:
        return ()


def data_of(scorer: OutsideScorer, version: ArticleVersion) -> dict[str, Any]:
    """What a scorer is told of an article: its text and how it was published, nothing of what we think of it."""
    article, extracted = version.article, version.extracted
    source = article.source
    return {
        "scorer": scorer.code,
        "version": scorer.version,
        "article": {
            "id": article.pk,
            "version": version.number,
            "platform": article.platform.code,
            "external_id": article.external_id or None,
            "url": article.url or None,
            "headline": version.headline,
            "body": list(extracted.body),
            "language": version.language or None,
            "published_at": version.published_at.isoformat() if version.published_at else None,
            "source": {"name": source.name, "kind": source.kind} if source else None,
        },
    }
