"""Sentences on the assessment of articles: attributions, findings, headlines, sources.

A rule gives a sentence, or None when there is nothing to report.
"""

from __future__ import annotations

from moderation.reports.figure import Text
from moderation.reports.phrases import number, plain
from moderation.reports.sentences.facts import Facts, Sentence, counted, moved, percent, shared


def attributions(facts: Facts) -> Sentence | None:
    """The number of credited claims, and of those whose credit can be looked up."""
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
    return Sentence("attributions", text, (total.code, matched.code, unnamed.code), total.link)


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


def reuse(facts: Facts) -> Sentence | None:
    """Articles that take half of their text or more from another and do not say so, and the most copied one."""
    copied, figure = facts.figure("reuse.articles"), facts.figure("reuse.uncredited")
    if not copied.part:
        return None
    against = counted(facts, figure.code)
    zh = f"转载他文过半的 {number(copied.part)} 篇，其中未注明来源 {number(figure.this_week)} 篇，{against.zh}"
    en = (
        f"Articles mostly taken from another: {number(copied.part)}, {number(figure.this_week)} of them without "
        f"credit, {against.en}"
    )
    originals = facts.listings.get("reuse.originals", ())
    if originals and originals[0]["copies"] > 1:
        name, copies = plain(originals[0]["source"] or "—"), number(originals[0]["copies"])
        zh += f"；被转载最多的一篇出自“{name}”（{copies} 次）"
        en += f"; the most copied one is by “{name}” ({copies} times)"
    return Sentence("reuse", Text(f"{zh}。", f"{en}."), (copied.code, figure.code), figure.link)


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
