"""Markdown copies: of NetEase Hao pages, with the fields of the text copy, and of any other article."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.parsing import ExtractedArticle, extract
from articles.parsing.document.markdown import is_markdown, read_markdown
from tests.parsing.copies import RECOMMENDATIONS, REFERENCES, netease_copy
from tests.parsing.test_hostile import try_extract
from tests.shared_data import require_shared

CLIPPED = (Path(__file__).resolve().parents[2] / "pages" / "netease" / "netease_markdown.md").read_text("utf-8")
PROFILE = "https://www.163.com/dy/media/T1500000000001.html"


def as_markdown(text: str) -> str:
    """A text copy as a clipper writes the same page."""
    text = text.replace(
        "网易首页 > 网易号 > 正文 ",
        r"[网易首页](https://www.163.com/ '首页') \> [网易号](https://dy.163.com/) \> 正文" "\n",
    )
    lines = text.split("\n")
    first = next(index for index, line in enumerate(lines) if line and "正文" not in line and line != "申请入驻")
    lines[first] = "# " + lines[first]
    text = "\n".join(lines)
    text = re.sub(r"^(参考资料:)$", r"**\1**", text, flags=re.MULTILINE)
    text = re.sub(r"^(声明:.*|特别声明:.*|Notice:.*)$", r"> \1", text, flags=re.MULTILINE)
    text = re.sub(
        r"^(.+)\n\n\1$",
        r"- [![](https://nimg.ws.126.net/?url=x)](https://www.163.com/a)\n\n### [\1](https://www.163.com/a)",
        text,
        flags=re.MULTILINE,
    )
    return re.sub(
        r"^(\d+)文章数 (\S+)关注度$", rf"[_\1_]({PROFILE}) 文章数[_\2_]({PROFILE}) 关注度", text, flags=re.MULTILINE
    )


def alike(article: ExtractedArticle) -> ExtractedArticle:
    """Without what only one of the two forms of a copy can tell."""
    plain = tuple(replace(item, url=None) for item in article.recommendations)
    return replace(article, template=None, recommendations=plain, images=(), url=None)


def test_the_seed_as_markdown_has_the_same_fields() -> None:
    text = require_shared("seed/netease_hao_page.txt").read_text("utf-8")
    copy = extract(as_markdown(text))
    assert copy.template == "netease_markdown"
    assert alike(copy) == alike(extract(text))


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"references": False},
        {"declaration": None},
        {"recommendations": False},
        {"tagline": None},
        {"byline": "2026-02-11 08:30:00　来源: 小城观察"},
    ],
)
def test_own_copies_as_markdown_have_the_same_fields(changes: dict[str, object]) -> None:
    text = netease_copy(**changes)  # type: ignore[arg-type]
    copy = extract(as_markdown(text))
    assert copy.template == "netease_markdown"
    assert alike(copy) == alike(extract(text))


def test_a_copy_without_crumb_and_with_numbered_references() -> None:
    text = netease_copy(crumb=False)
    for number, (title, _, _) in enumerate(REFERENCES, 1):
        text = text.replace(title, f"{number}. {title}")
    article = extract(as_markdown(text))
    assert [(item.headline, item.outlet) for item in article.references] == [
        (title, outlet) for title, _, outlet in REFERENCES
    ]
    assert [item.headline for item in article.recommendations] == [title for title, _, _ in RECOMMENDATIONS]


def test_clipped_page() -> None:
    article = extract(CLIPPED)
    assert (article.template, article.platform) == ("netease_markdown", "netease")
    assert article.headline == "江边小镇的渡船为什么越开越晚？2026 新规来了"
    assert article.url == "https://www.163.com/dy/article/KTEST0000000000A.html"
    assert str(article.published_at) == "2026-06-17 09:21:36+08:00"
    assert (article.ip_location, article.comment_count) == ("湖北", 37)
    source = article.source
    assert source is not None
    assert (source.name, source.external_id, source.tagline) == ("江边手记", "T1700000000777", "渡口边的大事小事")
    assert (source.article_count, source.follower_count) == (138, 12)
    assert article.body == (
        "渡口的老人说,雾大的日子船总要晚开半个小时,这件事从来没有变过。镇上的人也都习惯了。",
        "图源:江边日报",
        "新规要求班次 “提前一天公布 + 当天复核”,第一周就有人打电话来问。",
    )
    assert article.declarations == ("声明：个人原创，仅供参考",)
    assert [(d.code, d.language) for d in article.disclaimers] == [("storage_only", "zh"), ("storage_only", "en")]
    assert [(r.headline, r.source, r.url is not None) for r in article.recommendations] == [
        ("码头边的早点铺为什么排起长队", "小城食记", True), ("一条河的三十年", "河岸手记", True),
    ]  # fmt: skip
    (image,) = article.images
    assert (image.url, image.credit) == ("http://dingyue.ws.126.net/2026/0618/ferry.jpg", "江边日报")


def test_described_picture_and_no_other_platform() -> None:
    described = extract(
        CLIPPED.replace(
            "![](https://nimg.ws.126.net/?url=http%3A%2F%2Fdingyue",
            "![雾中的渡船 图源：江边日报](https://nimg.ws.126.net/?url=http%3A%2F%2Fdingyue",
        )
    )
    assert [image.caption for image in described.images] == ["雾中的渡船 图源：江边日报"]
    assert extract(CLIPPED, platform="sohu").template == "generic_text"


def test_any_other_article() -> None:
    text = (
        '---\ntitle: "渡船晚开半小时"\nsource: "https://example.org/ferry?id=1"\nauthor:\n  - "[[江边手记]]"\n'
        'published: 2026-04-09\n---\n![封面](https://example.org/a_b.jpg "封面")\n\n'
        "渡口的老人说，雾大的日子船总要 **晚开** 半个小时。\n\n- 早班提前到*六点*\n"
        "- 晚班见[公告](https://example.org/n_(1).html)\n\n***\n\n1\\. 班次表贴在码头。\n"
    )
    article = extract(text)
    assert (article.headline, article.url) == ("渡船晚开半小时", "https://example.org/ferry?id=1")
    assert article.source is not None
    assert article.source.name == "江边手记"
    assert article.published_at is None
    assert article.body == (
        "渡口的老人说，雾大的日子船总要晚开半个小时。",
        "早班提前到六点",
        "晚班见公告",
        "1. 班次表贴在码头。",
    )
    assert [(image.url, image.caption) for image in article.images] == [("https://example.org/a_b.jpg", "封面")]


def test_a_heading_above_the_byline() -> None:
    head = "[首页](https://example.org/)\n\n# 渡船晚开半小时\n\n2026-03-01 08:30　来源：江边日报\n\n"
    article = extract(head + "这一天的早晨，河面上起了很大的雾，渡船晚开了半个小时。\n")
    assert article.headline == "渡船晚开半小时"
    assert str(article.published_at) == "2026-03-01 08:30:00+08:00"
    assert len(article.body) == 1


@pytest.mark.parametrize(
    ("markdown", "lines"),
    [
        ("看 **这里** 吧", ["看这里吧"]),
        ("a_b_c 和 _斜体_", ["a_b_c 和 斜体"]),
        (r"\*不是\* 强调 \# 也不是", ["*不是* 强调 # 也不是"]),
        ("[![](https://a.cn/1.png)](https://a.cn)", ["\ue0000\ue001"]),
        ("[文字](javascript:alert(1))", ["文字"]),
        ("![x](data:image/png;base64,AA==)后", ["后"]),
        ("| 甲 | 乙 |\n| --- | --- |\n| 一 | 二 |", ["甲 乙", "一 二"]),
        ("> - 引文", ["引文"]),
        ("一行<br>两行<b>粗</b>", ["一行", "两行粗"]),
        ("```python\nprint(1)\n```", ["print(1)"]),
        ("<ruby>涪<rt>fú</rt></ruby>陵", ["涪陵"]),
        ("<ruby>涪<rp>(</rp><rt>fú</rt><rp>)</rp></ruby>陵", ["涪陵"]),
        ("<ruby><rb>涪</rb><rtc><rt>fú</rt></rtc></ruby>陵", ["涪陵"]),
        (
            "The content above (including the pictures and videos\nif any) is uploaded",
            ["The content above (including the pictures and videos if any) is uploaded"],
        ),
        ("&lt;渡口&gt; &amp; 码头", ["<渡口> & 码头"]),
        ("\ue0000\ue001", ["0"]),
    ],
)  # fmt: skip
def test_plain_lines(markdown: str, lines: list[str]) -> None:
    assert read_markdown(markdown).lines == lines


def test_is_markdown_recognises_markdown() -> None:
    assert is_markdown("# 标题\n正文")
    assert is_markdown("看[这里](https://a.cn)")
    assert not is_markdown("标题写在这里\n#话题# 正文，5 * 3 = 15，a_b_c。\n")


@given(st.text(alphabet="#*_[]()!<>\\|`~-+>\n ab文:/.\"'", max_size=200))
def test_noise_never_crashes(text: str) -> None:
    assert all(line.strip() == line and line for line in read_markdown(text).lines)
    try_extract(f"# 标题\n{text}\n一段足够长的正文，用来当作文章的内容，没有别的意思。")
