"""Further forms of copies: line ends of other systems, joined bylines, cards of accounts, TOML, names above prose."""

from __future__ import annotations

import pytest

from articles.parsing import extract
from tests.parsing.copied.cases import BODY, HEAD, NAME, TIME

TEXT = "\n".join(BODY)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028"])
@pytest.mark.parametrize(
    "head",
    [
        f"{HEAD}\n{NAME}\n2025-03-04 09:20\n",
        f"---\ntitle: {HEAD}\nauthor: [{NAME}]\npublished: 2025-03-04 09:20\n---\n",
        f'+++\ntitle = "{HEAD}"\nauthor = "{NAME}"\ndate = 2025-03-04T09:20:00+08:00\n+++\n',
        f"# {HEAD}\n\n> 公众号：{NAME}\n> 发布时间：2025-03-04 09:20\n\n",
    ],
)
def test_line_ends_of_any_system_are_read_alike(head: str, end: str) -> None:
    article = extract((head + TEXT).replace("\n", end))
    name = article.source.name if article.source else None
    assert (article.headline, name, str(article.published_at), article.body) == (HEAD, NAME, TIME, BODY)


@pytest.mark.parametrize(
    ("head", "tail", "place"),
    [
        (f"{HEAD}\n2025-03-04 09:20发布于重庆{NAME}官方账号\n", "", "重庆"),
        (f"首页\n/\n新闻\n/\n正文\n{HEAD}\n2025-03-04 09:20·来自重庆·{NAME}\n", "\n举报", "重庆"),
        (f"{NAME}\n12文章\n3万总阅读\n查看TA的文章>\n{HEAD}\n2025-03-04 09:20\n来源:{NAME}\n", "", None),
        (f"{HEAD}\n{NAME}\n+关注\n2025-03-04 09:20 · 北京\n", "", "北京"),
        (
            f"# {HEAD}\n\n| 字段 | 内容 |\n| --- | --- |\n| 公众号 | {NAME} |\n| 发布时间 | 2025-03-04 09:20 |\n\n",
            "",
            None,
        ),
        (f"# {HEAD}\n\n> 来源：{NAME}（公众号）\n> 时间：2025-03-04 09:20\n\n", "", None),
        (f"---\ntitle: {HEAD}\nauthor: {NAME}\nsite: 微信公众平台\ndate: 2025-03-04 09:20\n---\n", "", None),
        (f"{HEAD}\n{NAME}\n周澄，城市研究者\n已关注\n", "\n发布于 2025-03-04 09:20・IP 属地重庆", "重庆"),
        (f"{HEAD}\n{NAME}\n2025-03-04 09:20\n发布于 重庆\n来自 微博\n", "\n转发", "重庆"),
        (f"https://zhuanlan.zhihu.com/p/123456\n{HEAD}\n{NAME}\n", "\n发布于 2025-03-04 09:20・重庆", "重庆"),
    ],
)
def test_names_and_places_of_pages_are_read(head: str, tail: str, place: str | None) -> None:
    article = extract(f"{head}{TEXT}{tail}\n")
    assert article.source is not None
    assert (article.headline, article.source.name, article.ip_location) == (HEAD, NAME, place)
    assert (str(article.published_at), article.body) == (TIME, BODY)


@pytest.mark.parametrize("line", ["关注老城区供水的人越来越多了。", "周澄 2025年3月4日到达河湾。", "一、背景", "前言"])
def test_a_line_of_the_text_is_no_name(line: str) -> None:
    tail = "发布于 2025-03-05 09:20・重庆"
    article = extract(f"https://zhuanlan.zhihu.com/p/123456\n{HEAD}\n{line}\n{TEXT}\n{tail}\n")
    assert (article.source, article.body) == (None, (line, *BODY))


def test_a_linked_profile_under_the_headline_is_the_account() -> None:
    article = extract(f"# {HEAD}\n\n[{NAME}](https://www.zhihu.com/people/hewan)\n\n" + "\n\n".join(BODY))
    assert (article.source.name if article.source else None, article.body) == (NAME, BODY)


def test_a_linked_heading_states_the_address() -> None:
    url = "https://www.sohu.com/a/865432100_121900"
    article = extract(f"# [{HEAD}]({url})\n\n*{NAME}* · **2025-03-04 09:20**\n\n" + "\n\n".join(BODY))
    assert (article.url, article.platform, article.headline) == (url, "sohu", HEAD)


def test_the_card_of_a_reprint_declares_it() -> None:
    article = extract(f"{HEAD}\n{NAME} 2025-03-04 09:20\n以下文章来源于河湾日报 ，作者周澄\n{TEXT}\n")
    assert [flag.code for flag in article.provenance_flags] == ["reprint"]
    assert (article.source.name if article.source else None, article.body) == (NAME, BODY)


def test_furniture_that_is_left_out_is_named() -> None:
    text = extract(f"{HEAD}\n{NAME}\n2025-03-04 09:20重庆\n关注\n{TEXT}\n举报/反馈\n")
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in (*BODY, "举报/反馈"))
    page = extract(f"<html><title>{HEAD}</title><h1>{HEAD}</h1><div class='article'>{paragraphs}</div></html>")
    assert text.warnings == ("furniture_left_out:关注 · 举报/反馈",)
    assert page.warnings == ("furniture_left_out:举报/反馈",)
    assert text.body == page.body == BODY


def copied(*lines: str) -> tuple[str | None, str | None, str | None, tuple[str, ...]]:
    """Name, time to the minute, place and body of a copy of the article."""
    article = extract("\n".join(lines), content_type="text/plain")
    name = article.source.name if article.source else None
    time = f"{article.published_at:%Y-%m-%d %H:%M}" if article.published_at else None
    return name, time, article.ip_location, article.body


@pytest.mark.parametrize(
    "line",
    [
        "发布于 重庆 来自 iPhone 15 Pro",
        "来自 微博网页版 发布于 重庆",
        "IP属地：重庆 来自 HUAWEI Mate 60",
    ],
)
def test_place_and_device_in_one_line_are_no_part_of_the_text(line: str) -> None:
    assert copied(HEAD, line, *BODY) == (None, None, "重庆", BODY)


def test_a_time_before_a_badge_is_read_whole() -> None:
    line = "2025-03-04 09:20·优质教育领域创作者"
    assert copied(HEAD, NAME, line, "关注", *BODY) == (NAME, "2025-03-04 09:20", None, BODY)


OMNIVORE = (
    "#Omnivore",
    "[Read on Omnivore](https://omnivore.app/me/1f0a)",
    "[Read Original](https://www.163.com/a.html)",
)


@pytest.mark.parametrize("below", [(), ("## Highlights", "", f"> {BODY[1]} [⤴️](https://omnivore.app/me/1f0a#a)")])
def test_an_export_of_omnivore_is_read_without_its_buttons_and_marks(below: tuple[str, ...]) -> None:
    text = "\n\n".join((f"# {HEAD}", *OMNIVORE, *BODY, *below))
    article = extract(text, content_type="text/markdown")
    assert (article.headline, article.body, article.url) == (HEAD, BODY, "https://www.163.com/a.html")


def test_properties_of_logseq_are_labels() -> None:
    above = (f"- [{HEAD}](https://omnivore.app/me/x)", f"  author:: {NAME}", "  date-published:: 2025-03-04", "")
    article = extract("\n".join((*above, "\n\n".join(BODY))), content_type="text/markdown")
    assert (article.source and article.source.name, article.published_at, article.body) == (NAME, None, BODY)
    assert f"{article.published_after:%Y-%m-%d}" == "2025-03-04"


def test_topics_above_bare_counts_are_left_out() -> None:
    assert copied(HEAD, NAME, "2025-03-04 09:20", *BODY, "图书馆", "城市生活", "128", "56", "9", "分享")[3] == BODY


@pytest.mark.parametrize("last", ["周末见", "共有三处", "大家辛苦了"])
def test_a_short_last_line_stays_where_no_counts_follow(last: str) -> None:
    assert copied(HEAD, *BODY, last)[3] == (*BODY, last)


@pytest.mark.parametrize("tagline", [(), ("图书馆爱好者",)])
def test_an_answer_begins_with_its_writer(tagline: tuple[str, ...]) -> None:
    lines = ("新图书馆体验如何？", NAME, *tagline, *BODY, "发布于 2025-03-04 09:20・重庆", "赞同 12", "添加评论")
    assert copied(*lines) == (NAME, "2025-03-04 09:20", "重庆", BODY)


@pytest.mark.parametrize("mark", ["-END-", "— END —", "（完）", "全文完"])
def test_credits_between_the_end_mark_and_a_list_are_read(mark: str) -> None:
    lines = (
        HEAD,
        *BODY,
        mark,
        "作者：周澄",
        "编辑：李明",
        "参考资料：",
        "1. 《老城区将改造》河湾日报",
        "2. 《多地更新》新华社",
    )
    article = extract("\n".join(lines), content_type="text/plain")
    assert article.body == BODY
    assert [(one.role, one.name) for one in article.credits] == [("reporter", "周澄"), ("editor", "李明")]
    assert [one.outlet for one in article.references] == ["河湾日报", "新华社"]


def test_a_menus_declaration_above_the_text_is_no_part_of_it() -> None:
    article = extract("\n".join((HEAD, f"{NAME} 2025-03-04 09:20", "作品声明：内容取材于网络", *BODY)))
    assert (article.body, article.declarations) == (BODY, ("作品声明：内容取材于网络",))
    assert [flag.code for flag in article.provenance_flags] == ["web_sourced"]


@pytest.mark.parametrize(
    "row", ["收藏 微博 微信 分享", "缩小字体 放大字体 收藏 微博 微信 分享", "【纠错】 【责任编辑：李明】"]
)
def test_a_row_of_buttons_or_a_button_before_an_editor_is_no_part_of_the_text(row: str) -> None:
    assert copied(HEAD, f"{NAME} 2025-03-04 09:20", *BODY, row)[3] == BODY


def test_two_words_that_are_buttons_may_be_the_texts() -> None:
    assert copied(HEAD, *BODY, "分享 喜悦")[3] == (*BODY, "分享 喜悦")


def test_a_video_copied_with_its_account_first_names_the_account() -> None:
    text = "\n".join((f"@{NAME}", *BODY, "发布时间：2025-03-04 09:20"))
    article = extract(text, content_type="text/plain", url="https://www.douyin.com/video/7481234567890123456")
    assert (article.source and article.source.name, article.body) == (NAME, BODY)
