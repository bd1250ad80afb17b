"""Bylines in any order hold times, names, places, counts and badges; any other text makes a line prose."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from articles.parsing.byline import LONGEST_LINE, Byline, read_byline, read_head
from articles.text.china_time import CHINA


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=CHINA)  # type: ignore[misc, arg-type]


def day(*parts: int) -> dict[str, datetime]:
    return {"published_after": at(*parts), "published_before": at(*parts) + timedelta(days=1)}


NINE = at(2025, 3, 4, 9, 20)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("来源：河湾日报网 2025-03-04 09:20", Byline(NINE, source="河湾日报网")),
        ("2025-03-04 09:20 来源:河湾日报网", Byline(NINE, source="河湾日报网")),
        ("來源：河灣日報　2025-03-04 09:20", Byline(NINE, source="河灣日報")),
        ("来　源：河湾日报　　作　者：周澄", Byline(source="河湾日报", authors=("周澄",))),
        ("来源 河湾网 2025-03-04 09:20", Byline(NINE, source="河湾网")),
        ("来源河湾网 2025-03-04 09:20", Byline(NINE, source="河湾网")),
        ("2025-03-04 09:20来源河湾网", Byline(NINE, source="河湾网")),
        ("稿源: 江边日报 | 2025/3/4 9:20", Byline(NINE, source="江边日报")),
        ("来源：《河湾日报》2025年3月4日03版", Byline(source="河湾日报", **day(2025, 3, 4))),
        ("来源：河湾日报（数字版） 2025-03-04 09:20", Byline(NINE, source="河湾日报（数字版）")),
        ("来源：https://www.hewan.example/1 2025-03-04 09:20", Byline(NINE)),
        ("来源：网络 2025-03-04 09:20", Byline(NINE)),
        ("原创：河湾健康网 2025-03-04 09:20", Byline(NINE, source="河湾健康网", badges=("original",))),
        ("原创：周澄 2025-03-04 09:20", Byline(NINE, authors=("周澄",), badges=("original",))),
        ("2025-03-04 09:20 河湾站[整理]", Byline(NINE, source="河湾站", names=("河湾站",), badges=("compiled",))),
        ("原创2025-03-04 09:20·河湾观察", Byline(NINE, source="河湾观察", names=("河湾观察",), badges=("original",))),
        ("2025-03-04 09:20 · 小李的日常", Byline(NINE, source="小李的日常", names=("小李的日常",))),
        ("2025-03-04 09:20重庆", Byline(NINE, place="重庆")),
        ("2025-03-04 09:20 发布于重庆", Byline(NINE, place="重庆")),
        ("河湾观察 2025-03-04 09:20 发布于河湾", Byline(NINE, source="河湾观察", names=("河湾观察",), place="河湾")),
        ("2025-03-04 09:20 发布于河湾晚报", Byline(NINE, source="河湾晚报", names=("河湾晚报",))),
        ("09:20 2025-03-04", Byline(NINE)),
        ("Last modified on March 6, 2025 9:00 AM", Byline(updated_at=at(2025, 3, 6, 9))),
        ("发布于2025-03-04 09:20 IP属地重庆", Byline(NINE, place="重庆")),
        ("河湾观察\n2025-03-04 09:20重庆\n关注", Byline(NINE, source="河湾观察", names=("河湾观察",), place="重庆")),
        ("2025年03月04日09:20 河湾财经", Byline(NINE, source="河湾财经", names=("河湾财经",))),
        (
            "2025-03-04 09:20 周澄 河湾观察",
            Byline(NINE, source="河湾观察", authors=("周澄",), names=("周澄", "河湾观察")),
        ),
        (
            "河湾晚报记者 周澄 通讯员 李明 2025-03-04",
            Byline(source="河湾晚报", authors=("周澄", "李明"), **day(2025, 3, 4)),
        ),
        (
            "2025-03-04 09:20 来源：河湾日报作者：周澄责任编辑：李明",
            Byline(NINE, source="河湾日报", authors=("周澄",), editors=("李明",)),
        ),
        ("2025-03-04 09:20 来源：河湾日报 阅读 1.2万 评论 35", Byline(NINE, source="河湾日报", comment_count=35)),
        (
            "发布时间：2025-03-04 09:20 来源：河湾市政府办 作者： 浏览次数：123 字体：[大 中 小] 打印 关闭",
            Byline(NINE, source="河湾市政府办"),
        ),
        ("更新时间：2025-03-06 09:00 发布时间：2025-03-04 09:20", Byline(NINE, updated_at=at(2025, 3, 6, 9))),
        ("发布时间：2025-03-04 09:20 更新时间：2025-03-06 09:00", Byline(NINE, updated_at=at(2025, 3, 6, 9))),
        ("更新于 2025-03-06 09:00", Byline(updated_at=at(2025, 3, 6, 9))),
        ("2025-03-06 09:00 更新", Byline(updated_at=at(2025, 3, 6, 9))),
        ("发布日期：2025-03-04 当前时间：2025-07-01 10:00", Byline(**day(2025, 3, 4))),
        ("成文日期：2025-03-01 发布日期：2025-03-04", Byline(**day(2025, 3, 4))),
        ("3小时前 河湾观察", Byline(source="河湾观察", names=("河湾观察",))),
        ("文/周澄", Byline(authors=("周澄",))),
        ("编辑丨周明 李强", Byline(editors=("周明", "李强"))),
        ("公众号: 河湾观察", Byline(source="河湾观察")),
        (
            "By Jane Doe and John Roe | Hewan Daily | March 4, 2025 9:20 AM",
            Byline(NINE, source="Hewan Daily", authors=("Jane Doe", "John Roe"), names=("Hewan Daily",)),
        ),
        ("Published: March 4, 2025 9:20 AM Updated: March 6, 2025 9:00 AM", Byline(NINE, updated_at=at(2025, 3, 6, 9))),
        (
            "Source: Hewan Daily | 2025-03-04 09:20 | Editor: huaxia",
            Byline(NINE, source="Hewan Daily", editors=("huaxia",)),
        ),
    ],
)  # fmt: skip
def test_reads_byline(text: str, expected: Byline) -> None:
    assert read_byline(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "河湾观察",
        "老城区供水管网改造",
        "2025年3月4日6时18分，河湾市龙口区发生3.8级地震，震源深度12千米。",
        "2025年3月4日6时18分，河湾市龙口区发生3.8级地震",
        "时间：3月4日上午，地点：河湾会堂，主题：供水改造",
        "时间：2025年3月4日 9:00 地点：河湾会堂",
        "2025-03-04 09:20 河湾市召开供水会议",
        "2025-03-04 09:20 老城区供水管网改造",
        "2025-03-04 09:20 小李的日常生活",
        "2025年3月4日，河湾市",
        "作者在文中说，供水管网改造分两期施工。",
        "来源于河湾日报的消息说，供水管网改造分两期施工",
        "编辑部的三个夜晚",
        "发布会将于3月4日上午举行",
        "2025-03-04 09:20 来源：河湾日报。供水管网改造分两期施工",
        "来源：河湾日报 " * 60,
    ],
)
def test_prose_is_no_byline(text: str) -> None:
    assert read_byline(text) is None


@pytest.mark.parametrize(
    ("lines", "taken", "source", "published"),
    [
        (["河湾观察", "2025-03-04 09:20重庆", "关注", "河湾市今天开始改造供水管网。"], 3, "河湾观察", NINE),
        (["来源：河湾日报", "2025-03-04 09:20", "老城区", "河湾市今天开始改造供水管网。"], 2, "河湾日报", NINE),
        (["公众号: 河湾观察", "发布时间: 2025-03-04 09:20:00", "河湾市今天开始改造供水管网。"], 2, "河湾观察", NINE),
        (["河湾观察", "河湾市今天开始改造供水管网。"], 0, None, None),
        (["2025年3月4日6时18分，河湾市发生3.8级地震。"], 0, None, None),
    ],
)
def test_head_ends_where_prose_begins(
    lines: list[str], taken: int, source: str | None, published: datetime | None
) -> None:
    byline, count = read_head(lines)
    assert count == taken
    assert (byline.source, byline.published_at) if byline else (source, published) == (None, None)


def test_longest_line_is_bounded() -> None:
    assert read_byline("2025-03-04 09:20".ljust(LONGEST_LINE + 1, "|")) is None
