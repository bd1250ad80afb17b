"""Source reliability: bands, the lowest scores, and the largest changes with their causes."""

from __future__ import annotations

from typing import Any

from articles.models import Score, Source
from articles.vocabulary.scores import BANDS
from moderation.reports.figure import PLACES, Figure, Listing, Section, Table, Text
from moderation.reports.links import to_item
from moderation.reports.rollups.reading import leaders
from moderation.reports.snapshot import Snapshot
from moderation.reports.terms import codes_of, named

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


def _bands(snapshot: Snapshot) -> Table:
    figures = (
        Figure(
            "sources.scored",
            Text("本周有文章的来源", "Sources with articles"),
            tuple(snapshot.tallies.of("sources", "total")),
        ),
        *(
            Figure(
                f"sources.band.{band}",
                named(BANDS, band),
                tuple(snapshot.tallies.of("sources.band", band)),
                worse="up" if band == "low" else None,
            )
            for band in codes_of(BANDS, snapshot.tallies.counts("sources.band"), hidden=("not_scored",))
        ),
    )
    note = Text(
        "每个来源按当周最后一次评分计一次；当周没有文章的来源不计。",
        "Each source once, by its last score of the week; sources without an article in the week are not counted.",
    )
    return Table("sources.bands", Text("可靠度分档", "Reliability bands"), figures, note)


def _lowest(snapshot: Snapshot) -> Listing:
    title = Text("可靠度最低的来源", "Least reliable sources")
    return Listing("sources.lowest", title, _items("lowest", snapshot), _NOTE)


def _movers(snapshot: Snapshot) -> Listing:
    """The largest changes since the last score of the same model: a new model is no change of the source."""
    title = Text("本周变化最大的来源", "Sources that changed most")
    return Listing("sources.movers", title, _items("movers", snapshot), _NOTE)


def _items(listing: str, snapshot: Snapshot) -> tuple[dict[str, Any], ...]:
    rows = leaders(listing, snapshot.week)
    wanted = {row.item for row in rows} | {row.facts["before"] for row in rows if "before" in row.facts}
    scores = Score.objects.select_related("source__platform").in_bulk(wanted)
    return tuple(_item(scores[row.item], scores.get(row.facts.get("before"))) for row in rows if row.item in scores)


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
        "band_label": named(BANDS, score.band).to_json(),
        "model": score.model,
        "change": None if before is None else round(score.value - (before.value or 0.0), PLACES),
        "why": why(score.reasons, before.reasons if before else []),
        "link": to_item(Source, source.pk),
    }


def why(now: list[dict[str, Any]], before: list[dict[str, Any]]) -> dict[str, str] | None:
    """The reason that changed the score most since `before`; without `before`, the one with fewest points.

    In the words of the score's own reason, by language; None without reasons.
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
