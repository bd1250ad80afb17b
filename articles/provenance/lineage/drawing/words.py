"""The words of the picture, in Chinese and English."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Words:
    """The words of the picture in one language; the picture fills in `{…}`."""

    title: str
    summary_from: str
    summary_passage: str
    summary_alone: str
    cut: str
    article: str
    article_earliest: str
    earliest: str
    earliest_passage: str
    chain: str
    other: str
    credited: str
    uncredited: str
    same_source: str
    unknown: str
    undirected: str
    time_unknown: str
    not_before: str
    not_after: str
    others: str
    left_out: str
    no_source: str
    no_headline: str
    minutes: str
    hours: str
    days: str
    years: str

    def of_passage(self) -> Words:
        """Return the words for an earliest copy that is no origin: it is only known to have the same passage."""
        return replace(self, summary_from=self.summary_passage, earliest=self.earliest_passage)

    def length(self, of: timedelta) -> str:
        """Write a length of time in its largest unit, such as “3 天”."""
        hours = of.total_seconds() / 3600
        if hours < 2:
            return self.minutes.format(n=round(hours * 60))
        if hours < 48:
            return self.hours.format(n=round(hours))
        days = round(hours / 24)
        return self.days.format(n=f"{days:,}") if days < 730 else self.years.format(n=round(days / 365.25, 1))


ZH = Words(
    title="文本传播图",
    summary_from="最早的已知副本：{source}《{headline}》，{when}；经 {steps} 步到本文。共 {size} 篇文章。",
    summary_passage=(
        "最早的已知相同段落：{source}《{headline}》，{when}，占本文 {share:.0%}；经 {steps} 步到本文。"
        "共 {size} 篇文章。"
    ),
    summary_alone="没有更早的已知副本。共 {size} 篇文章。",
    cut="图中只有离本文最近的 {shown} 篇。",
    article="本文",
    article_earliest="本文（没有更早的已知副本）",
    earliest="最早的已知副本",
    earliest_passage="最早的已知相同段落",
    chain="传播链上的文章",
    other="其他副本",
    credited="转载，注明来源",
    uncredited="转载，未注明来源",
    same_source="同一来源再次发布",
    unknown="转载，是否注明不详",
    undirected="文本相同，先后不明",
    time_unknown="时间未知",
    not_before="不早于 {when}",
    not_after="不晚于 {when}",
    others="其他 {n} 个来源",
    left_out="并非所有相同的文本都有连线",
    no_source="来源不明",
    no_headline="（无标题）",
    minutes="{n} 分钟",
    hours="{n} 小时",
    days="{n} 天",
    years="{n} 年",
)
EN = Words(
    title="How the text spread",
    summary_from="Earliest known copy: {source}, “{headline}”, {when}. Steps from it: {steps}. Articles: {size}.",
    summary_passage=(
        "Earliest known same passage: {source}, “{headline}”, {when}; {share:.0%} of this article. "
        "Steps from it: {steps}. Articles: {size}."
    ),
    summary_alone="No earlier copy is known. Articles: {size}.",
    cut="The picture has the {shown} nearest to this article.",
    article="this article",
    article_earliest="this article (no earlier copy known)",
    earliest="earliest known copy",
    earliest_passage="earliest known same passage",
    chain="on the chain",
    other="other copy",
    credited="reused with credit",
    uncredited="reused without credit",
    same_source="published again by the same source",
    unknown="reused, credit not known",
    undirected="same text, order not known",
    time_unknown="time unknown",
    not_before="not before {when}",
    not_after="not after {when}",
    others="{n} other sources",
    left_out="not all shared text has a line",
    no_source="source unknown",
    no_headline="(no headline)",
    minutes="{n} min",
    hours="{n} h",
    days="{n} days",
    years="{n} years",
)
