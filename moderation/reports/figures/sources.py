"""Source reliability: bands, the lowest, and who moved most, with why."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, F, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Abs

from articles.models import Score, Source
from moderation.reports import labels
from moderation.reports.figure import PLACES, Figure, Listing, Section, Table, Text
from moderation.reports.links import to_item
from moderation.reports.measure import columns, within
from moderation.reports.snapshot import Snapshot

TOP = 10
_HIDDEN = ("insufficient", "not_scored")
_NOTE = Text(
    "文章不足以评判的来源（“数据不足”）不列入本表。可靠度 0–100，方括号内为 90% 区间。",
    "Sources with too few articles to judge (“not enough data”) are not listed. Reliability is 0–100, its 90 % "
    "interval in brackets.",
)


def section(snapshot: Snapshot) -> Section:
    return Section(
        "sources",
        Text("来源可靠度", "Source reliability"),
        (_bands(snapshot),),
        (_movers(snapshot), _lowest(snapshot)),
    )


def latest_scores(snapshot: Snapshot) -> QuerySet[Any]:
    """The last reliability score of each source in each of the eight weeks, with its `week`."""
    rows = within(Score.objects.filter(name="reliability", source__isnull=False), "created_at", snapshot)
    last = rows.order_by().values("source", "week").annotate(last=Max("pk")).values("last")
    return rows.filter(pk__in=last)


def _this_week(snapshot: Snapshot) -> QuerySet[Any]:
    shown = latest_scores(snapshot).filter(created_at__gte=snapshot.week.starts_at, value__isnull=False)
    return shown.exclude(band__in=_HIDDEN).select_related("source__platform")


def _bands(snapshot: Snapshot) -> Table:
    bands = ("high", "medium", "low", "insufficient")
    counted = columns(
        latest_scores(snapshot), {"total": Count("pk"), **{band: Count("pk", filter=Q(band=band)) for band in bands}}
    )
    figures = (
        Figure("sources.scored", Text("本周有文章的来源", "Sources with articles"), tuple(counted["total"])),
        *(
            Figure(
                f"sources.band.{band}",
                labels.BANDS[band],
                tuple(counted[band]),
                worse="up" if band == "low" else None,
            )
            for band in bands
        ),
    )
    note = Text(
        "每个来源按当周最后一次评分计一次；当周没有文章的来源不计。",
        "Each source once, by its last score of the week; sources without an article in the week are not counted.",
    )
    return Table("sources.bands", Text("可靠度分档", "Reliability bands"), figures, note)


def _lowest(snapshot: Snapshot) -> Listing:
    scores = _this_week(snapshot).order_by("value", "pk")[:TOP]
    title = Text("可靠度最低的来源", "Least reliable sources")
    return Listing("sources.lowest", title, tuple(_item(score, None) for score in scores), _NOTE)


def _movers(snapshot: Snapshot) -> Listing:
    """Compared is the last score of the same model before this week: a new model is no change of the source."""
    before = Score.objects.filter(
        source=OuterRef("source"), name="reliability", model=OuterRef("model"), created_at__lt=snapshot.week.starts_at
    ).order_by("-created_at", "-pk")
    scores = _this_week(snapshot).annotate(
        before=Subquery(before.exclude(band__in=_HIDDEN).filter(value__isnull=False).values("pk")[:1]),
        before_value=Subquery(before.exclude(band__in=_HIDDEN).filter(value__isnull=False).values("value")[:1]),
    )
    moved = scores.filter(before__isnull=False).annotate(moved=Abs(F("value") - F("before_value")))
    top = list(moved.filter(moved__gte=0.5).order_by("-moved", "pk")[:TOP])
    earlier = Score.objects.in_bulk([score.before for score in top])
    title = Text("本周变化最大的来源", "Sources that changed most")
    return Listing("sources.movers", title, tuple(_item(score, earlier[score.before]) for score in top), _NOTE)


def _item(score: Any, before: Score | None) -> dict[str, Any]:
    source = score.source
    platform = source.platform
    return {
        "source": source.pk,
        "name": source.name,
        "platform": {"zh": platform.name_zh, "en": platform.name_en} if platform else None,
        "value": round(score.value, PLACES),
        "low": None if score.low is None else round(score.low, PLACES),
        "high": None if score.high is None else round(score.high, PLACES),
        "n": score.n,
        "band": score.band,
        "band_label": labels.named(labels.BANDS, score.band).to_json(),
        "model": score.model,
        "change": None if before is None else round(score.value - (before.value or 0.0), PLACES),
        "why": why(score.reasons, before.reasons if before else []),
        "link": to_item(Source, source.pk),
    }


def why(now: list[dict[str, Any]], before: list[dict[str, Any]]) -> dict[str, str] | None:
    """The part of the score that moved it most since `before`; without a before, the part that gives fewest points.

    In the words of the score's own reason; None when there are no reasons.
    """
    if not now:
        return None
    if not before:
        least = min(now, key=lambda reason: (reason["contribution"], reason["code"]))
        return {"zh": least["zh"], "en": least["en"]}
    was = {reason["code"]: reason["contribution"] for reason in before}
    sign = 1 if sum(r["contribution"] for r in now) >= sum(was.values()) else -1
    most = max(now, key=lambda r: (sign * (r["contribution"] - was.get(r["code"], 0.0)), r["code"]))
    return {"zh": most["zh"], "en": most["en"]}
