"""Sentences on submissions: articles, declarations, disclaimers, unreadable pages.

A rule gives a sentence, or None when there is nothing to report.
"""

from __future__ import annotations

from moderation.reports.figure import Text
from moderation.reports.phrases import number
from moderation.reports.sentences.facts import Facts, Sentence, counted, percent, shared


def stored(facts: Facts) -> Sentence:
    """The number of submitted articles, and of new ones among them."""
    codes = ("articles.total", "articles.new", "articles.changed")
    total, new, changed = (number(facts.count(code)) for code in codes)
    if not facts.count("articles.total"):
        return Sentence("stored", Text("本周没有文章入库。", "No article was stored this week."), codes)
    against = counted(facts, "articles.total")
    text = Text(
        f"本周入库 {total} 篇（新 {new}，改动 {changed}），{against.zh}。",
        f"Articles stored: {total} ({new} new, {changed} changed), {against.en}.",
    )
    return Sentence("stored", text, codes, facts.figure("articles.new").link)


def web_sourced(facts: Facts) -> Sentence | None:
    """The share that declares 取材网络; nothing in a week without articles."""
    figure = facts.figure("flags.web_sourced")
    if not facts.count("articles.total"):
        return None
    if not figure.part:
        text = Text("没有文章声明“取材网络”。", "No article is declared as from the web.")
        return Sentence("web_sourced", text, (figure.code,))
    against = shared(figure)
    text = Text(
        f"带“取材网络”声明的文章占 {percent(figure)}，{against.zh}。",
        f"{percent(figure)} of articles are declared as from the web; {against.en}.",
    )
    return Sentence("web_sourced", text, (figure.code,), figure.link)


def web_sourced_on_news(facts: Facts) -> Sentence | None:
    """The same on topics that need a source label, and the platform that most of them are on."""
    count, share = facts.figure("web_sourced_news.count"), facts.figure("web_sourced_news.share")
    if not count.this_week:
        return None
    against = counted(facts, count.code)
    platforms = [f for f in facts.starting("web_sourced_news.platform.") if f.part]
    most = min(platforms, key=lambda figure: (-(figure.part or 0), figure.code))
    shown = number(most.part)
    text = Text(
        f"其中时政类 {number(count.this_week)} 篇，占时政类的 {percent(share)}，{against.zh}；"
        f"最多的是{most.label.zh}，{shown} 篇。",
        f"Of these on news topics: {number(count.this_week)}, {percent(share)} of news-topic articles, {against.en}; "
        f"most on {most.label.en}: {shown}.",
    )
    return Sentence("web_sourced_on_news", text, (count.code, share.code, most.code), count.link)


def wordings(facts: Facts) -> Sentence | None:
    """New wordings of platforms' disclaimers, to be confirmed by a human."""
    figure = facts.figure("disclaimers.new_wordings")
    if not figure.this_week:
        return None
    names = [item["platform"] for item in facts.listings["disclaimers.wordings"]]
    zh = "、".join(dict.fromkeys(name["zh"] for name in names))
    en = ", ".join(dict.fromkeys(name["en"] for name in names))
    text = Text(
        f"出现新的平台声明措辞 {number(figure.this_week)} 种（{zh}），须经确认。",
        f"New disclaimer wordings: {number(figure.this_week)} ({en}), to be confirmed.",
    )
    return Sentence("wordings", text, (figure.code,), figure.link)


def template_alarms(facts: Facts) -> Sentence | None:
    """Templates that stopped yielding a field: somebody should look at the platform's pages."""
    figure = facts.figure("templates.alarms")
    if not figure.this_week:
        return None
    names = [item.label.zh for item in facts.starting("templates.alarm.") if item.this_week]
    text = Text(
        f"模板告警 {number(figure.this_week)} 次（{'、'.join(names)}），平台可能已改版，须检查。",
        f"Template alarms: {number(figure.this_week)} ({', '.join(names)}); the platform may have changed its pages.",
    )
    return Sentence("template_alarms", text, (figure.code,), figure.link)


def unreadable(facts: Facts) -> Sentence | None:
    """Pages that hold no article."""
    figures = [figure for figure in facts.starting("pages.unreadable.") if figure.this_week]
    if not figures:
        return None
    count = sum(int(figure.this_week or 0) for figure in figures)
    text = Text(
        f"另有 {number(count)} 个页面无法读取，原件已保存。",
        f"Pages that could not be read: {number(count)}; the originals are kept.",
    )
    return Sentence("unreadable", text, tuple(figure.code for figure in figures), figures[0].link)
