"""Clickbait scores: their distribution, and the week's top headlines with the reasons against them."""

from __future__ import annotations

from typing import Any

from articles.models import Article, Score
from articles.vocabulary.scores import BANDS
from moderation.reports.figure import PLACES, Figure, Listing, Section, Table, Text, share
from moderation.reports.links import to_item, to_week
from moderation.reports.rollups.reading import leaders, total
from moderation.reports.rollups.subjects.clickbait import BINS, TOP
from moderation.reports.snapshot import WEEKS, Snapshot
from moderation.reports.terms import codes_of, named

REASONS = 3


def section(snapshot: Snapshot) -> Section:
    return Section(
        "clickbait",
        Text("标题党", "Clickbait"),
        (_bands(snapshot), *_distribution(snapshot)),
        (_top(snapshot),),
    )


def _bands(snapshot: Snapshot) -> Table:
    counted = snapshot.tallies.counts("clickbait.band")
    wholes = total(counted.values(), WEEKS)
    figures = tuple(
        share(
            f"clickbait.band.{band}",
            named(BANDS, band),
            counted.get(band, [0] * WEEKS),
            wholes,
            "up" if band == "high" else None,
            to_week(Score, "version__created_at", snapshot, first="clickbait", band__exact=band),
        )
        for band in codes_of(BANDS, counted, hidden=("insufficient", "unreviewed"))
    )
    note = Text(
        "占已评分标题的比例；“高”单独即进入人工。每篇取最先算出的分值，之后换模型重算不改旧周报。",
        "Share of scored headlines; “high” by itself queues an article. The score computed first counts, so a later "
        "model does not rewrite old weeks.",
    )
    return Table("clickbait.bands", Text("标题党分档", "Clickbait bands"), figures, note)


def _distribution(snapshot: Snapshot) -> tuple[Table, Table]:
    """Two tables of ten bins, each a tenth wide, the last including 1: all headlines, and those of the high band."""

    def link(index: int, **lookups: str | int) -> str | None:
        bounds = {"value__gte": str(index / BINS)} | (
            {"value__lt": str((index + 1) / BINS)} if index < BINS - 1 else {}
        )
        return to_week(Score, "version__created_at", snapshot, first="clickbait", **bounds, **lookups)

    def table(kind: str, measure: str, title: Text, **lookups: str | int) -> Table:
        figures = tuple(
            Figure(
                f"clickbait.bin.{kind}.{index}",
                _bin_label(index),
                tuple(snapshot.tallies.of(measure, str(index))),
                link=link(index, **lookups),
            )
            for index in range(BINS)
        )
        return Table(f"clickbait.distribution.{kind}", title, figures)

    return (
        table("all", "clickbait.bin", Text("标题党分值分布", "Clickbait scores")),
        table(
            "high", "clickbait.bin.high", Text("其中进入人工的", "Of these, queued by themselves"), band__exact="high"
        ),
    )


def _bin_label(index: int) -> Text:
    closing = "]" if index == BINS - 1 else ")"
    words = f"[{index / BINS:.1f}, {(index + 1) / BINS:.1f}{closing}"
    return Text(words, words)


def _top(snapshot: Snapshot) -> Listing:
    """The week's top headlines, from the top lists of its days."""
    rows = sorted(leaders("headlines", snapshot.week), key=lambda row: (-row.facts["value"], row.item))[:TOP]
    scores = Score.objects.select_related("version__article__platform", "version__article__source").defer(
        "version__extraction"
    )
    by_id = scores.in_bulk([row.item for row in rows])
    title = Text("分值最高的标题", "Top headlines")
    note = Text(
        "分值是读者会称之为标题党的概率，0–1。", "The score is the probability, 0–1, that readers call it clickbait."
    )
    return Listing("clickbait.top", title, tuple(_item(by_id[row.item]) for row in rows if row.item in by_id), note)


def _item(score: Score) -> dict[str, Any]:
    article = score.version.article
    # Reasons that point at words; the sum of all the others explains nothing.
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
        "band_label": named(BANDS, score.band).to_json(),
        "model": score.model,
        "reasons": [
            {"zh": r["zh"], "en": r["en"], "text": r["text"], "contribution": round(r["contribution"], PLACES)}
            for r in raising[:REASONS]
        ],
        "link": to_item(Article, article.pk),
    }
