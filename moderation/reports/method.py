"""The method and limits of the figures, printed with every report."""

from __future__ import annotations

from moderation.reports.figure import Text

METHOD = (
    Text(
        "周从北京时间星期一 00:00 起算（ISO 8601）。整周的快照时刻是周末；进行中的一周标为“未完”，"
        "以其中最新一行数据的时间为准。同样的数据总得出同样的周报。",
        "Weeks begin on Monday 00:00 Beijing time (ISO 8601). A whole week's snapshot is its end; a running week is "
        "marked as partial and reaches to its newest row. The same rows always give the same report.",
    ),
    Text(
        "变化：数量与上周之差及其百分比；比例的变化以百分点计。分母为零的比例没有数值，写作“—”。",
        "Changes: counts as difference and percentage against last week, shares in percent points. A share of nothing "
        "has no value and is written “—”.",
    ),
    Text(
        "前四周均值：本周之前四周里有数值的各周的平均。带下划线的名称链接到表中所计的条目。",
        "Mean of 4: of the four weeks before this one, those that have a value. Underlined names lead to the items "
        "that were counted.",
    ),
    Text(
        "数字取自逐日汇总，与逐条重数的结果一致（manage.py rebuild_rollups 可验）。"
        "之后的更正另出一版，列明改了哪些数。",
        "Figures come from daily roll-ups, which equal a count of every row (manage.py rebuild_rollups proves it). "
        "Later corrections make a numbered revision that says which figures changed.",
    ),
    Text(
        "曲线为八周走势，最后一点为本周；柱旁竖线为上周。红色只表示变差且应有人处理。",
        "Lines show eight weeks, the last point is this week; the tick beside a bar is last week. Red only marks what "
        "got worse and somebody should act on.",
    ),
)
LIMITS = (
    Text(
        "“数据不足”：文章少于 10 篇的来源有分值和区间，但不列入榜单，也不计入高、中、低。这不表示可靠或不可靠。",
        "“Not enough data”: a source with fewer than 10 articles has a score and an interval, but is in no list and in "
        "none of the bands high, medium, low. It does not mean reliable or unreliable.",
    ),
    Text(
        "改写（洗稿）未计入重合：只有逐字相同的文字才算；重合不足一半的是引用还是搬运，不作区分，不计入。",
        "Paraphrase is not part of reuse: only text that is the same counts; below half of an article it may be a "
        "quotation, and is not counted.",
    ),
    Text(
        "分值和发现是线索，不是结论；如何处理由人决定。人工处理的文章不是随机样本，不能由其比例推断全部文章。",
        "Scores and findings are leads, not verdicts; humans decide. Reviewed articles are no random sample: their "
        "shares say nothing of all articles.",
    ),
    Text(
        "主题、引述与声明由规则识别，会有漏判和误判；按主题的数字只含已评估的文章。",
        "Topics, attributions and declarations are found by rules, which miss some and mistake others; figures by "
        "topic hold assessed articles only.",
    ),
    Text(
        "链接列出的是打开时的条目；之后有更正的，可能与当时的数字不同。来源分档与名单内外没有对应的列表。",
        "Links list the items as they are when opened, which differs from the figure where there were corrections. "
        "Bands of sources and standings of outlets have no list.",
    ),
)
