"""Each sentence of the summary, with what it says and when it is left out."""

from __future__ import annotations

import pytest

from moderation.reports.figure import Figure, Listing, Section, Table, Text, share
from moderation.reports.sentences.summary import summarise

NAME = Text("名", "name")


def section(figures: list[Figure], **listings: list[dict]) -> Section:
    items = {"disclaimers.wordings": [], "sources.movers": [], **{k.replace("__", "."): v for k, v in listings.items()}}
    return Section(
        "all",
        NAME,
        (Table("all", NAME, tuple(figures)),),
        tuple(Listing(code, NAME, tuple(rows)) for code, rows in items.items()),
    )


def weeks(last: float | None, this: float | None) -> tuple[float | None, ...]:
    return (*[0] * 6, last, this)


def count(code: str, last: int, this: int, label: Text = NAME) -> Figure:
    return Figure(code, label, weeks(last, this))


def part(code: str, last: tuple[int, int], this: tuple[int, int], label: Text = NAME) -> Figure:
    return share(code, label, [0] * 6 + [last[0], this[0]], [0] * 6 + [last[1], this[1]])


def told(code: str, figures: list[Figure], **listings: list[dict]) -> tuple[str, str] | None:
    for sentence in summarise([section(figures, **listings)]):
        if sentence.code == code:
            return sentence.text.zh, sentence.text.en
    return None


STORED = [count("articles.total", 40, 50), count("articles.new", 40, 45), count("articles.changed", 0, 5)]


def test_stored():
    assert told("stored", STORED) == (
        "本周入库 50 篇（新 45，改动 5），较上周增加 25.0%。",
        "Articles stored: 50 (45 new, 5 changed), 25.0% more than last week.",
    )
    assert told("stored", []) == ("本周没有文章入库。", "No article was stored this week.")
    zh, en = told("stored", [count("articles.total", 0, 3), count("articles.new", 0, 3)])
    assert zh == "本周入库 3 篇（新 3，改动 0），上周无数据。"
    assert en.endswith("no data last week.")


def test_web_sourced():
    figures = [*STORED, part("flags.web_sourced", (10, 40), (25, 50))]
    assert told("web_sourced", figures) == (
        "带“取材网络”声明的文章占 50.0%，上周 25.0%。",
        "50.0% of articles are declared as from the web; 25.0% last week.",
    )
    assert told("web_sourced", STORED)[0] == "没有文章声明“取材网络”。"
    assert told("web_sourced", []) is None
    nothing_before = [*STORED, part("flags.web_sourced", (0, 0), (25, 50))]
    assert told("web_sourced", nothing_before)[0] == "带“取材网络”声明的文章占 50.0%，上周无数据。"


def test_web_sourced_names_its_streak():
    rising = share("flags.web_sourced", NAME, range(1, 9), [10] * 8)
    assert told("web_sourced", [*STORED, rising])[0] == "带“取材网络”声明的文章占 80.0%，上周 70.0%，连续第 7 周上升。"


def test_web_sourced_on_news():
    figures = [
        *STORED,
        count("web_sourced_news.count", 10, 8),
        part("web_sourced_news.share", (10, 20), (8, 16)),
        part("web_sourced_news.platform.netease", (5, 10), (3, 8), Text("网易号", "NetEase Hao")),
        part("web_sourced_news.platform.sohu", (5, 10), (5, 8), Text("搜狐号", "Sohu Hao")),
    ]
    assert told("web_sourced_on_news", figures) == (
        "其中时政类 8 篇，占时政类的 50.0%，较上周减少 20.0%；最多的是搜狐号，5 篇。",
        "Of these on news topics: 8, 50.0% of news-topic articles, 20.0% fewer than last week; most on Sohu Hao: 5.",
    )
    assert told("web_sourced_on_news", STORED) is None


def test_template_alarms():
    by_template = count(
        "templates.alarm.netease_account_2021", 0, 2, Text("netease_account_2021", "netease_account_2021")
    )
    figures = [count("templates.alarms", 0, 2), by_template, count("templates.alarm.sohu", 3, 0)]
    said = told("template_alarms", figures)
    assert said is not None
    assert said[0] == "模板告警 2 次（netease_account_2021），平台可能已改版，须检查。"
    assert told("template_alarms", [count("templates.alarms", 1, 0)]) is None


def test_wordings():
    rows = [{"platform": {"zh": zh, "en": zh}} for zh in ("网易号", "网易号", "搜狐号")]
    said = told("wordings", [count("disclaimers.new_wordings", 0, 3)], disclaimers__wordings=rows)
    assert said[0] == "出现新的平台声明措辞 3 种（网易号、搜狐号），须经确认。"
    assert told("wordings", []) is None


def test_attributions():
    figures = [
        count("attributions.total", 0, 1200),
        part("attributions.matched", (0, 0), (300, 1200)),
        part("attributions.unnamed", (0, 0), (600, 1200)),
    ]
    assert told("attributions", figures) == (
        "文中引述 1,200 处，25.0% 有对应参考资料（上周无数据），50.0% 匿名或未指明。",
        "Attributions: 1,200; 25.0% match a reference (no data last week), 50.0% are anonymous or unspecified.",
    )
    assert told("attributions", []) is None


def test_findings_name_the_most_frequent():
    figures = [
        *STORED,
        count("findings.code.anonymous_expert", 9, 3, Text("匿名专家", "Anonymous expert")),
        count("findings.code.vague_sourcing", 0, 7, Text("来源笼统", "Vague sourcing")),
    ]
    assert told("findings", figures)[0] == "最多的发现是“来源笼统”，7 篇，上周为 0。"
    assert told("findings", [count("findings.code.vague_sourcing", 4, 0)]) is None


def test_reuse():
    figures = [*STORED, part("reuse.articles", (9, 40), (15, 50)), count("reuse.uncredited", 8, 10)]
    assert told("reuse", figures) == (
        "转载他文过半的 15 篇，其中未注明来源 10 篇，较上周增加 25.0%。",
        "Articles mostly taken from another: 15, 10 of them without credit, 25.0% more than last week.",
    )
    copied = [{"source": "观察室\u202e", "copies": 12}]
    assert told("reuse", figures, reuse__originals=copied)[0].endswith("；被转载最多的一篇出自“观察室”（12 次）。")
    assert told("reuse", STORED) is None


def test_appeals():
    figures = [count("appeals.filed", 1, 61), part("appeals.overturned", (0, 0), (9, 61))]
    assert told("appeals", figures) == (
        "收到申诉 61 件；答复 61 件，改判 9 件（14.8%）。",
        "Appeals received: 61; answered: 61, 9 overturned (14.8%).",
    )
    assert told("appeals", figures[:1])[0] == "收到申诉 61 件。"
    assert told("appeals", []) is None


def test_clickbait():
    assert told("clickbait", [part("clickbait.band.high", (4, 40), (10, 50))])[0] == (
        "标题党分档为“高”的 10 篇，占 20.0%，上周 10.0%。"
    )
    assert told("clickbait", [part("clickbait.band.high", (4, 40), (0, 0))]) is None


def test_sources():
    figures = [count("sources.scored", 9, 9), count("sources.band.low", 1, 2)]
    assert told("sources", figures) == (
        "本周有文章的来源中，可靠度“低”的 2 个。",
        "Among sources with articles this week, 2 are of low reliability.",
    )
    moved = [{"name": "环宇志", "change": -9.04, "link": "/admin/articles/source/1/change/"}]
    assert told("sources", figures, sources__movers=moved)[0].endswith("；变化最大的是“环宇志”（−9.0）。")
    assert told("sources", []) is None


def test_queue():
    figures = [
        count("queue.in", 1, 10),
        count("queue.out", 1, 8),
        count("queue.waiting", 1, 5),
        count("queue.overdue", 1, 2),
        part("queue.in_time", (1, 1), (6, 8)),
    ]
    assert told("queue", figures)[0] == "进入人工 10 篇，处理 8 篇，仍有 5 篇待审，其中 2 篇超时；按时处理率 75.0%。"
    assert told("queue", figures[:4])[0].endswith("其中 2 篇超时。")
    assert told("queue", []) is None


def test_decisions():
    figures = [
        count("decisions.total", 0, 5),
        count("decisions.act.allow", 0, 3, Text("放行", "Allow")),
        count("decisions.act.remove", 4, 0, Text("下架", "Remove")),
        count("decisions.act.label", 0, 2, Text("加注标签", "Label")),
        count("decisions.overrides", 0, 1),
    ]
    assert told("decisions", figures) == (
        "处理 5 件：放行 3、加注标签 2；改判 1 件。",
        "Decisions: 5 (allow 3, label 2); 1 overturned another person's.",
    )
    assert told("decisions", []) is None


def test_unreadable():
    assert told("unreadable", [count("pages.unreadable.no_article", 0, 4)])[0] == "另有 4 个页面无法读取，原件已保存。"
    assert told("unreadable", [count("pages.unreadable.no_article", 4, 0)]) is None


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_sentence_ends_and_names_figures(language):
    for sentence in summarise([section(STORED)]):
        assert getattr(sentence.text, language).endswith(("。", "."))
        assert sentence.figures
