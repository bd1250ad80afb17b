"""Clickbait scores: their distribution, and the week's top headlines with what speaks against them."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q

from articles.models import Article, Score
from moderation.reports import labels
from moderation.reports.figure import PLACES, Figure, Listing, Section, Table, Text, share
from moderation.reports.links import to_item, to_week
from moderation.reports.measure import bucket, columns, first_scores, this_week, within
from moderation.reports.snapshot import Snapshot

BINS = 10
TOP = 10
REASONS = 3


def section(snapshot: Snapshot) -> Section:
    return Section(
        "clickbait",
        Text("标题党", "Clickbait"),
        (_bands(snapshot), *_distribution(snapshot)),
        (_top(snapshot),),
    )


def _bands(snapshot: Snapshot) -> Table:
    bands = ("high", "medium", "low", "not_scored")
    counted = columns(
        within(first_scores("clickbait"), "version__created_at", snapshot),
        {"total": Count("pk"), **{band: Count("pk", filter=Q(band=band)) for band in bands}},
    )
    figures = tuple(
        share(
            f"clickbait.band.{band}",
            labels.BANDS[band],
            counted[band],
            counted["total"],
            "up" if band == "high" else None,
            to_week(Score, "created_at", snapshot, name__exact="clickbait", band__exact=band),
        )
        for band in bands
    )
    note = Text(
        "占已评分标题的比例；“高”单独即进入人工。每篇取最先算出的分值，之后换模型重算不改旧周报。",
        "Share of scored headlines; “high” by itself queues an article. The score computed first counts, so a later "
        "model does not rewrite old weeks.",
    )
    return Table("clickbait.bands", Text("标题党分档", "Clickbait bands"), figures, note)


def _distribution(snapshot: Snapshot) -> tuple[Table, Table]:
    """Ten bins of a tenth; the last holds 1. Apart from it, those of each bin whose band is high."""
    rows = within(first_scores("clickbait").filter(value__isnull=False), "version__created_at", snapshot)
    rows = rows.annotate(bin=bucket("value", [index / BINS for index in range(BINS)]))
    aggregates = {f"all.{index}": Count("pk", filter=Q(bin=index)) for index in range(BINS)}
    aggregates |= {f"high.{index}": Count("pk", filter=Q(bin=index, band="high")) for index in range(BINS)}
    counted = columns(rows, aggregates)

    def table(kind: str, title: Text) -> Table:
        figures = tuple(
            Figure(f"clickbait.bin.{kind}.{index}", _bin_label(index), tuple(counted[f"{kind}.{index}"]))
            for index in range(BINS)
        )
        return Table(f"clickbait.distribution.{kind}", title, figures)

    return (
        table("all", Text("标题党分值分布", "Clickbait scores")),
        table("high", Text("其中进入人工的", "Of these, queued by themselves")),
    )


def _bin_label(index: int) -> Text:
    closing = "]" if index == BINS - 1 else ")"
    words = f"[{index / BINS:.1f}, {(index + 1) / BINS:.1f}{closing}"
    return Text(words, words)


def _top(snapshot: Snapshot) -> Listing:
    rows = this_week(first_scores("clickbait").filter(value__isnull=False), "version__created_at", snapshot)
    rows = rows.select_related("version__article__platform", "version__article__source").order_by("-value", "version")
    title = Text("分值最高的标题", "Top headlines")
    note = Text(
        "分值是读者会称之为标题党的概率，0–1。", "The score is the probability, 0–1, that readers call it clickbait."
    )
    return Listing("clickbait.top", title, tuple(_item(score) for score in rows[:TOP]), note)


def _item(score: Score) -> dict[str, Any]:
    article = score.version.article
    # Those that point at words; the sum of all the rest explains nothing.
    cues = [r for r in score.reasons if r["contribution"] > 0 and r["text"]]
    raising = sorted(cues, key=lambda r: -r["contribution"])
    return {
        "article": article.pk,
        "version": score.version.number,
        "headline": score.version.headline,
        "platform": {"zh": article.platform.name_zh, "en": article.platform.name_en},
        "source": article.source.name if article.source else None,
        "score": round(score.value or 0.0, PLACES),
        "band": score.band,
        "band_label": labels.named(labels.BANDS, score.band).to_json(),
        "model": score.model,
        "reasons": [
            {"zh": r["zh"], "en": r["en"], "text": r["text"], "contribution": round(r["contribution"], PLACES)}
            for r in raising[:REASONS]
        ],
        "link": to_item(Article, article.pk),
    }
