"""The report page's own words in both languages."""

from __future__ import annotations

from datetime import datetime

from articles.text.china_time import CHINA_ZONE
from moderation.reports.phrases import Language
from moderation.reports.week import Week

# The report's languages as the command and the page name them.
LANGUAGES: dict[str, Language] = {"zh-hans": "zh", "en": "en"}
HTML_LANGUAGE: dict[Language, str] = {"zh": "zh-Hans", "en": "en"}
_MONTHS = [
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
]

WORDS: dict[Language, dict[str, str]] = {
    "zh": {
        "title": "来源周报",
        "partial": "未完：本周仍在进行",
        "revision": "第 {} 版",
        "this_week": "本周",
        "last_week": "上周",
        "change": "变化",
        "eight_weeks": "八周",
        "against": "较上周",
        "no_comparison": "上周无数据",
        "nothing": "本周没有。",
        "flags_note": "占文章比例",
        "flags_last": "竖线为上周",
        "bins_note": "红色为进入人工",
        "bins_last": "折线为上周（按总数折算）",
        "by_platform_note": "按平台，八周",
        "source": "来源",
        "reliability": "可靠度",
        "why": "原因",
        "articles": "文章数",
        "headline": "标题",
        "score": "分值",
        "cues": "主要理由",
        "platform": "平台",
        "wording": "措辞",
        "kind": "类别",
        "method": "方法与限度",
        "details": "明细",
        "limits_short": "方法与限度见末页：文章少于 10 篇的来源不列入榜单；改写（洗稿）未计入重合。",
        "mean": "前四周均值",
        "whole_report": "完整周报",
        "corrections": "本版更正",
        "was": "原为",
        "now": "现为",
        "copies": "转载",
        "articles_n": "篇数",
        "sources_n": "来源",
        "treatments": "处理",
        "uncredited": "未注明",
        "earliest": "最早",
        "comma": "，",
        "sketch_note": "横向为时间，每条线指向转载者；红色未注明来源。",
        "lineage_articles": "篇",
        "lineage_sources": "个来源",
        "members": "成员",
        "since": "发现于",
        "checksum": "校验",
        "checksum_long": "同一报告 JSON 文件的 SHA-256",
        "formats": "八周数值",
        "no_source": "（来源不明）",
        "separator": "、",
        "colon": "：",
    },
    "en": {
        "title": "Provenance weekly",
        "partial": "Partial: the week is still running",
        "revision": "revision {}",
        "this_week": "This week",
        "last_week": "Last week",
        "change": "Change",
        "eight_weeks": "Eight weeks",
        "against": "vs last wk",
        "no_comparison": "no data last wk",
        "nothing": "None this week.",
        "flags_note": "share of articles",
        "flags_last": "the tick is last week",
        "bins_note": "red: queued by itself",
        "bins_last": "line: last week, scaled",
        "by_platform_note": "by platform, eight weeks",
        "source": "Source",
        "reliability": "Reliability",
        "why": "Why",
        "articles": "Articles",
        "headline": "Headline",
        "score": "Score",
        "cues": "Main reasons",
        "platform": "Platform",
        "wording": "Wording",
        "kind": "Kind",
        "method": "Method and limits",
        "details": "Details",
        "limits_short": "Method and limits on the last page: sources with fewer than 10 articles are in no list; "
        "paraphrase is not part of reuse.",
        "mean": "Mean of 4",
        "whole_report": "The whole report",
        "corrections": "What this revision corrects",
        "was": "Was",
        "now": "Is",
        "copies": "Copies",
        "articles_n": "Articles",
        "sources_n": "Sources",
        "treatments": "Decided",
        "uncredited": "no credit",
        "earliest": "Earliest",
        "comma": ", ",
        "sketch_note": "Time runs to the right, lines lead to who took the text; red: without credit.",
        "lineage_articles": "articles",
        "lineage_sources": "sources",
        "members": "Members",
        "since": "Found",
        "checksum": "checksum",
        "checksum_long": "SHA-256 of this report's JSON file",
        "formats": "Values of eight weeks",
        "no_source": "(source unknown)",
        "separator": ", ",
        "colon": ": ",
    },
}


# The figures that stand out on the first page, with short names.
TILES: dict[str, dict[Language, str]] = {
    "articles.total": {"zh": "入库文章", "en": "Articles stored"},
    "flags.web_sourced": {"zh": "声明“取材网络”", "en": "Declared from the web"},
    "web_sourced_news.count": {"zh": "其中时政类", "en": "Of these, news topics"},
    "reuse.uncredited": {"zh": "未注明转载", "en": "Copied, no credit"},
    "queue.out": {"zh": "人工处理", "en": "Decided by humans"},
    "queue.in_time": {"zh": "按时处理率", "en": "Decided in time"},
}


def week_words(week: Week, language: Language) -> str:
    """2026 年第 3 周 · 1 月 12 日至 18 日（北京时间）"""
    first, last = week.monday, week.sunday
    if language == "zh":
        end = f"{last.day} 日" if last.month == first.month else f"{last.month} 月 {last.day} 日"
        return f"{week.year} 年第 {week.number} 周 · {first.month} 月 {first.day} 日至 {end}（北京时间）"
    begin = f"{first.day}" if last.month == first.month else f"{first.day} {_MONTHS[first.month - 1]}"
    end = f"{last.day} {_MONTHS[last.month - 1]}"
    return f"Week {week.number} of {week.year} · {begin}–{end} (Beijing time)"


def snapshot_words(as_of: datetime, language: Language) -> str:
    """截至 1 月 19 日 00:00 的快照"""
    moment = as_of.astimezone(CHINA_ZONE)
    if language == "zh":
        return f"截至 {moment.month} 月 {moment.day} 日 {moment:%H:%M} 的快照"
    return f"Snapshot of {moment.day} {_MONTHS[moment.month - 1]}, {moment:%H:%M}"
