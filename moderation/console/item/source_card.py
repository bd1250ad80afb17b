"""A source in a few lines: its reliability over eight weeks, and what was decided on its articles."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.models import Reliability, ReliabilityChange, Source
from articles.models.codes import word_of
from moderation.console.item.history import RECENT, holding, recent_decisions
from moderation.models import Decision
from moderation.queue.access import seen_decisions
from moderation.reports.forms.charts import Sparkline, sparkline
from moderation.vocabulary.acts import ACTS, OVERTURN, effective

_WEEKS = 8
_DAYS = 90
_CHANGES = 500


@dataclass(frozen=True, slots=True)
class SourceCard:
    """`spark` is None without two scores in these weeks; `standing` says in one line what was decided of late."""

    source: Source
    reliability: Reliability | None
    spark: Sparkline | None
    history: str
    standing: str
    recent: list[Decision]


def card_of(source: Source, user: User, *, without: int | None = None, most: int = RECENT) -> SourceCard:
    """The card of a source, with decisions on at most `most` of its articles but the one of id `without`."""
    now = timezone.now()
    values = _weekly(source, now)
    known = [value for value in values if value is not None]
    return SourceCard(
        source=source,
        reliability=getattr(source, "reliability", None),
        spark=sparkline(values, 240, 48) if len(known) > 1 else None,
        history=" ".join("—" if value is None else f"{value:.0f}" for value in values),
        standing=_standing(source, user, now),
        recent=recent_decisions(source.pk, user, without=without, most=most),
    )


def _weekly(source: Source, now: datetime) -> list[float | None]:
    """The score at the end of each of the last weeks; None before the first one."""
    rows = ReliabilityChange.objects.filter(source=source).order_by("-created_at", "-pk")
    changes = list(rows.values_list("created_at", "after")[:_CHANGES])
    ends = [now - timedelta(weeks=back) for back in range(_WEEKS - 1, -1, -1)]
    return [next((after for at, after in changes if at <= end), None) for end in ends]


def _standing(source: Source, user: User, now: datetime) -> str:
    """How many articles were decided how, by what holds now; what was taken back is told apart."""
    since = seen_decisions(
        Decision.objects.filter(article__source=source, created_at__gte=now - timedelta(days=_DAYS)), user
    )
    acts = [act.code for act in effective()]
    counted = (
        holding(since).filter(act__in=acts).order_by().values_list("act").annotate(n=Count("article", distinct=True))
    )
    by_act: dict[str, int] = dict(counted)
    if not by_act:
        return _("No decision on its articles in 90 days.")
    shares = [f"{word_of(ACTS, act)} {by_act[act]}" for act in acts if act in by_act]
    line = _("Decided in 90 days: %(acts)s.") % {"acts": _(", ").join(shares)}
    back = since.filter(act=OVERTURN.code).count()
    if back:
        line += " " + ngettext("%(n)d taken back.", "%(n)d taken back.", back) % {"n": back}
    return line
