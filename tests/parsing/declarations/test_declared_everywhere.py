"""A declaration has the same codes in every form of input, and its span points into the text."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from articles.parsing import ExtractedArticle, extract
from articles.parsing.menus import MenuEntry, find_entry
from articles.parsing.registry import installed
from articles.parsing.submitted.structured import from_fields

HEADLINE = "河湾老城区供水管网改造进入第二阶段了"
BODY = [
    "河湾区的供水管网改造进入第二阶段，施工队白天作业，夜里恢复通行，居民出行不受影响。",
    "老城区的管道铺设于三十年前，漏损严重，这次一共更换八公里，预计明年春天全部完工。",
    "施工期间，沿线的三路公交车临时改道，车站的牌子上有新的路线和时间，市民可以留意。",
    "负责人介绍，工程分两期进行，第一期已经结束，第二期从下个月开始，工期大约五个月。",
]
AI = [
    "作品声明：内容由 AI 生成", "本文由 AI 辅助生成", "内容由A I生成", "本文由DeepSeek生成", "本文由豆包AI生成",
    "封面图由即梦AI生成", "本文由大模型生成", "作者声明：该视频使用人工智能合成技术", "AI生图", "（AI制图）",
    "题图由AI生成，与正文无关", "本文內容由人工智慧生成", "⚠️内容由AI生成⚠️", "🤖AI生成", "#AI生成",
    "内\u200b容由AI生成", "声明：内容由 AI 生成", "Generated with AI", "Images made with Midjourney",
]  # fmt: skip
OTHERS = [
    ("内容由AI 生成，请仔细甄别", "ai_generated verify_caution"),
    ("疑似包含AI创作信息，请谨慎甄别", "ai_suspected verify_caution"),
    ("图｜网络", "image_web_sourced"),
    ("▲图源：网络", "image_web_sourced"),
    ("图源网，侵删", "image_web_sourced infringement_contact"),
    ("网图侵删", "image_web_sourced infringement_contact"),
    ("来源｜网络", "web_sourced"),
    ("本文根据网络公开资料整理", "web_sourced"),
    ("信源：互联网公开报道", "web_sourced"),
    ("声明丨取材网络，谨慎辨别", "web_sourced verify_caution"),
    ("转自 河湾观察", "reprint"),
    ("👉本文转载自公众号“河湾观察”", "reprint"),
    ("本文来自微信公众号“河湾观察”，经授权发布", "reprint"),
    ("此文为我原创", "original"),
    ("若有侵权，请与我们联系，我们将及时处理", "infringement_contact"),
    ("文中人物情节均系杜撰", "fiction"),
    ("资料出处：百度百科、贴吧", "web_sourced"),
]
NONE = [
    "本文没有使用AI写作", "本文未使用AI生成", "AI绘画大赛征稿启事", "该平台上线AI写作功能",
    "AI生成的假视频骗走了老人三万元",
    "该车间来自网络安全公司", "河湾是历史文化名城",
]  # fmt: skip
WITH_CODES = [*((line, "ai_generated") for line in AI), *OTHERS, *((line, "") for line in NONE)]


def forms(line: str, platform: str | None = None) -> Iterator[tuple[str, ExtractedArticle]]:
    paragraphs = "".join(f"<p>{each}</p>" for each in (*BODY, line))
    page = f"<html><body><h1>{HEADLINE}</h1><div class='content'>{paragraphs}</div></body></html>"
    yield "page", extract(page, platform=platform)
    yield "text", extract("\n".join((HEADLINE, *BODY, line)), platform=platform)
    yield "Markdown", extract("\n\n".join((f"# {HEADLINE}", *BODY, line)), platform=platform)
    yield "Markdown, quoted", extract("\n\n".join((f"# {HEADLINE}", *BODY, f"> {line}")), platform=platform)
    yield "fields", from_fields({"headline": HEADLINE, "body": [*BODY, line], "platform": platform})
    yield (
        "declarations",
        from_fields({"headline": HEADLINE, "body": BODY, "declarations": [line], "platform": platform}),
    )


def codes(article: ExtractedArticle) -> set[str]:
    return {code for flag in article.provenance_flags for code in (flag.code, *flag.also)}


@pytest.mark.parametrize(("line", "expected"), WITH_CODES, ids=[line for line, _ in WITH_CODES])
def test_a_last_line_has_its_codes_in_every_form(line: str, expected: str) -> None:
    for form, article in forms(line):
        assert codes(article) == set(expected.split()), form
        for flag in article.provenance_flags:
            assert article.text[flag.start : flag.end] == flag.text, form


@pytest.mark.parametrize("line", ["> 声明：内容由 AI 生成", "> 作者声明：取自站外", "作品声明：AI生成"])
def test_a_labelled_declaration_of_markdown_is_not_in_the_body(line: str) -> None:
    article = extract("\n\n".join((f"# {HEADLINE}", *BODY, line)))
    assert list(article.body) == BODY
    assert article.declarations == (line.removeprefix("> "),)


OPTIONS = [
    pytest.param(one.code, entry, id=f"{one.code}: {entry.wording}") for one in installed() for entry in one.menu
]


@pytest.mark.parametrize(("platform", "entry"), OPTIONS)
@pytest.mark.parametrize("label", ["声明:", "作者声明：", "作品声明：", "声明丨"])
def test_every_option_is_understood_on_every_platform_after_a_label(
    platform: str, entry: MenuEntry, label: str
) -> None:
    for where in (platform, "sina", None):
        article = from_fields({"headline": HEADLINE, "body": [*BODY, label + entry.wording], "platform": where})
        assert codes(article) == set(entry.codes)


@pytest.mark.parametrize(("platform", "entry"), OPTIONS)
def test_every_option_is_understood_bare_on_its_platform(platform: str, entry: MenuEntry) -> None:
    spaced = entry.wording.replace("AI", " AI ").replace(",", "，")
    article = from_fields({"headline": HEADLINE, "body": [*BODY, spaced], "platform": platform})
    assert codes(article) == set(entry.codes)


def test_a_platforms_own_menu_comes_first() -> None:
    own = MenuEntry("内容由AI生成", ("fiction",), None, "a test")
    assert find_entry("声明：内容由 AI 生成", (own,)) is own
    found = find_entry("声明：内容由 AI 生成", ())
    assert found is not None
    assert found.codes == ("ai_generated",)


@pytest.mark.parametrize("text", ["旧闻", "引用声明", "来源转载"])
def test_a_word_that_may_be_a_heading_needs_a_label_elsewhere(text: str) -> None:
    assert find_entry(text, ()) is None
    assert find_entry(f"声明：{text}", ()) is not None
