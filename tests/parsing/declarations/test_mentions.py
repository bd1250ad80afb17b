"""Whose declaration: what others say, what is quoted or listed as an example declares nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from articles.parsing import extract
from tests.parsing.declarations.forms import BODY, FORMS, HEADLINE, PLACES, authors, flags_of, read

MENTIONS = [
    "官方辟谣：视频内容由AI生成。",
    "网警辟谣：视频系AI生成。",
    "检测工具显示，文章疑似由AI生成。",
    "有网友说，图片来源于网络，并非现场拍摄。",
    "一条热评说：图片来源于网络，侵删。",
    "记者核实发现，图片来源于网络，与事发地无关。",
    "该账号的文章末尾写着：取材网络，谨慎辨别。",
]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("line", MENTIONS)
def test_what_others_say_is_no_flag(line: str, form: str, place: str) -> None:
    article = read(line, form, place)
    assert flags_of(article) == set()
    assert article.disclaimers == ()
    assert line in article.body


def html(*paragraphs: str, beside: str = "") -> str:
    return f'<html><body><h1>{HEADLINE}</h1><div id="Content">{"".join(paragraphs)}</div>{beside}</body></html>'


P = [f"<p>{text}</p>" for text in BODY]


def test_a_block_quote_declares_nothing() -> None:
    quote = "<blockquote><p>本文内容来源于网络，请谨慎辨别。</p></blockquote>"
    assert flags_of(extract(html(*P[:2], quote, *P[2:]))) == set()


def test_a_labelled_quote_of_one_line_at_the_end_is_the_authors_own() -> None:
    quote = "<blockquote><p>声明：取材网络，谨慎辨别</p></blockquote>"
    assert authors(extract(html(*P, quote))) == {"web_sourced", "verify_caution"}
    text = f"# {HEADLINE}\n\n" + "\n\n".join(BODY) + "\n\n> 声明：内容由 AI 生成\n"
    article = extract(text, content_type="text/plain")
    assert authors(article) == {"ai_generated"}
    assert article.body == BODY


OPTIONS = ["1. 内容由AI生成", "2. 取材网络,谨慎辨别", "3. 虚构演绎,仅供娱乐"]


@pytest.mark.parametrize(
    "options", [OPTIONS, [one[3:] for one in OPTIONS], [f"（{one[0]}）{one[3:]}" for one in OPTIONS]]
)
@pytest.mark.parametrize("form", FORMS)
def test_a_list_of_options_declares_nothing(form: str, options: list[str]) -> None:
    lines = "\n".join(("编辑页下方有声明选项，具体如下。", *options))
    assert flags_of(read(lines, form, "middle")) == set()


@pytest.mark.parametrize(
    "beside",
    [
        '<ul class="comments"><li><p>内容由AI生成</p></li></ul>',
        '<div class="comment-list"><p>内容由AI生成</p></div>',
        '<div class="tag-item"><a class="label-link">AI生成</a></div>',
        '<div class="post_recommend"><h3 class="post_recommend_title">内容由AI生成</h3></div>',
        "<div><h3>热门评论</h3><p>内容由AI生成</p></div>",
        "<button>内容由AI生成</button>",
        '<div class="links"><a href="/1">内容由AI生成</a><a href="/2">取材网络</a></div>',
        "<nav><span>虚构故事</span></nav>",
    ],
)
def test_what_stands_beside_a_text_for_other_reasons_is_no_flag(beside: str) -> None:
    assert flags_of(extract(html(*P, beside=beside))) == set()


@pytest.mark.parametrize("wrap", ["{}", '<div class="main">{}</div>'])
@pytest.mark.parametrize(
    "element",
    [
        '<div class="shenming"><p>声明：取材网络，谨慎辨别</p></div>',
        "<p>声明：取材网络，谨慎辨别</p>",
        '<div class="statement"><span>作者声明：</span><span>取材网络，谨慎辨别</span></div>',
    ],
)
def test_a_declaration_in_the_element_next_to_the_body_counts(element: str, wrap: str) -> None:
    inner = f'<h1>{HEADLINE}</h1><div id="Content">{"".join(P)}</div>{element}'
    article = extract(f"<html><body>{wrap.format(inner)}</body></html>")
    (flag,) = article.provenance_flags
    assert (flag.code, flag.also, flag.location) == ("web_sourced", ("verify_caution",), "element")
    assert article.body == BODY


def test_a_declaration_in_the_byline_counts() -> None:
    byline = '<div class="meta"><span>2025-03-04 09:20</span><span>河湾观察</span><span>内容由AI生成</span></div>'
    page = f'<html><body><h1>{HEADLINE}</h1>{byline}<div id="Content">{"".join(P)}</div></body></html>'
    (flag,) = extract(page).provenance_flags
    assert (flag.code, flag.location) == ("ai_generated", "element")


def test_a_disclaimer_beside_the_body_counts_on_any_page() -> None:
    notice = "免责声明：本文仅代表作者个人观点，与本网无关。"
    article = extract(html(*P, beside=f'<div class="mianze">{notice}</div><div class="ed">责任编辑：周明</div>'))
    assert [(one.code, one.text) for one in article.disclaimers] == [("views_not_platform", notice)]
    assert [(one.role, one.name) for one in article.credits] == [("editor", "周明")]


FOLDER = Path(__file__).parent
TOLD = (FOLDER / "told.txt").read_text("utf-8").splitlines()
SAID = [line.split("\t") for line in (FOLDER / "said.txt").read_text("utf-8").splitlines()]


@pytest.mark.parametrize("place", ["middle", "last"])
@pytest.mark.parametrize("line", TOLD)
def test_a_collected_report_declares_nothing(line: str, place: str) -> None:
    for form in ("html", "structured"):
        article = read(line, form, place)
        assert flags_of(article) == set()
        assert line in article.body


@pytest.mark.parametrize("form", ["html", "structured", "declarations"])
@pytest.mark.parametrize(("line", "code"), SAID)
def test_a_declaration_in_words_like_these_still_counts(line: str, code: str, form: str) -> None:
    assert code in authors(read(line, form))


def told_codes(*lines: str) -> set[str]:
    return flags_of(extract("\n".join((HEADLINE, *lines)), content_type="text/plain"))


SHOWN = [
    "在样书的版权页上，记者看到了新加的一行小字。",
    "封底印着：",
    "展签的最后一行是这样一句话。",
    "画框右下角贴着一张纸条，上面写着四个字。",
]


@pytest.mark.parametrize("before", SHOWN)
@pytest.mark.parametrize("line", ["图片由AI绘制", "内容由AI生成", "取材网络,谨慎辨别"])
def test_words_that_the_paragraph_before_shows_declare_nothing(before: str, line: str) -> None:
    assert told_codes(*BODY, before, line) == set()


@pytest.mark.parametrize(
    "before", ["以上就是今天的全部内容，感谢阅读。", "本文声明如下：", "最后附上一行说明。", BODY[-1]]
)
def test_a_last_line_below_the_authors_own_words_declares(before: str) -> None:
    assert told_codes(*BODY, before, "图片由AI绘制") == {"ai_generated"}


def test_a_title_that_is_worded_like_a_declaration_declares_nothing() -> None:
    assert told_codes(*BODY, "《内容由AI生成》是这部短片的名字。") == set()
