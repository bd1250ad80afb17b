"""What assessing them found: attributions, findings, headlines, sources.

A rule says what is so, or gives None when there is nothing to say.
"""

from __future__ import annotations

from moderation.reports.facts import Facts, Sentence, counted, moved, percent, shared
from moderation.reports.figure import Text
from moderation.reports.phrases import number, plain


def attributions(facts: Facts) -> Sentence | None:
    """How many claims are credited to somebody, and how many of them can be looked up."""
    total, matched, unnamed = (facts.figure(f"attributions.{name}") for name in ("total", "matched", "unnamed"))
    if not total.this_week:
        return None
    against = shared(matched)
    text = Text(
        f"文中引述 {number(total.this_week)} 处，{percent(matched)} 有对应参考资料（{against.zh}），"
        f"{percent(unnamed)} 匿名或未指明。",
        f"Attributions: {number(total.this_week)}; {percent(matched)} match a reference ({against.en}), "
        f"{percent(unnamed)} are anonymous or unspecified.",
    )
    return Sentence("attributions", text, (total.code, matched.code, unnamed.code))


def findings(facts: Facts) -> Sentence | None:
    """The most frequent finding."""
    codes = facts.starting("findings.code.")
    if not codes or not codes[0].this_week:
        return None
    most = codes[0]
    against = counted(facts, most.code)
    text = Text(
        f"最多的发现是“{most.label.zh}”，{number(most.this_week)} 篇，{against.zh}。",
        f"The most frequent finding is “{most.label.en}”: {number(most.this_week)} articles, {against.en}.",
    )
    return Sentence("findings", text, (most.code,), most.link)


def clickbait(facts: Facts) -> Sentence | None:
    """The share of headlines in the high band."""
    figure = facts.figure("clickbait.band.high")
    if not figure.whole:
        return None
    against = shared(figure)
    text = Text(
        f"标题党分档为“高”的 {number(figure.part)} 篇，占 {percent(figure)}，{against.zh}。",
        f"Headlines in the high clickbait band: {number(figure.part)}, {percent(figure)} of all scored; {against.en}.",
    )
    return Sentence("clickbait", text, (figure.code,), figure.link)


def sources(facts: Facts) -> Sentence | None:
    """Unreliable sources, and the one that moved most."""
    low = facts.figure("sources.band.low")
    if not facts.count("sources.scored"):
        return None
    zh = f"本周有文章的来源中，可靠度“低”的 {number(low.this_week)} 个"
    en = f"Among sources with articles this week, {number(low.this_week)} are of low reliability"
    movers = facts.listings["sources.movers"]
    if movers:
        name, change = plain(movers[0]["name"]), moved(movers[0]["change"])
        zh += f"；变化最大的是“{name}”（{change}）"
        en += f"; the largest change is “{name}” ({change})"
    link = movers[0]["link"] if movers else None
    return Sentence("sources", Text(f"{zh}。", f"{en}."), (low.code, "sources.scored"), link)
