"""Pages made to hurt: a reason comes back, and the work stays bounded (counted, not timed)."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.parsing import ExtractedArticle, Unreadable, extract
from articles.parsing.document.limits import MAX_ATTRIBUTES, MAX_DEPTH, MAX_HTML_BYTES, MAX_TEXT_BYTES, check_depth
from tests.parsing.copies import netease_copy

SAMPLES = sorted((Path(__file__).resolve().parents[2] / "articles" / "samples").glob("[01]*"))
PARAGRAPH = "<p>一段足够长的正文，用来当作文章的内容，没有别的意思。</p>"
TEXT = "标题写在这里\n一段足够长的正文，用来当作文章的内容，没有别的意思。\n"


def page(body: str) -> str:
    head = '<html id="ne_wrap"><h1 class="post_title">标题写在这里</h1><div class="post_info"></div>'
    return f'{head}<div class="post_body">{body}</div>'


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ("中文段落，很多。\n" * 900_000, "too_large"),
        ("中文段落，很多。\n" * (MAX_TEXT_BYTES // 20), "too_large"),
        (PARAGRAPH * (MAX_HTML_BYTES // len(PARAGRAPH)), "too_large"),
        (page(PARAGRAPH * 40_000), "too_large"),
        (page("<p>短</p>" * 70_000), "too_large"),
        ("<html>" + "<div>" * 500_000, "too_deep"),
        ("<html>" + "<b></p>" * 100_000, "too_deep"),
        ("<html>" + "<a><div>" * 50_000, "too_deep"),
        (page("<span>" * 5_000 + PARAGRAPH + "</span>" * 5_000), "too_deep"),
        ("<p " + " ".join(f"a{n}=1" for n in range(MAX_ATTRIBUTES + 1)) + ">", "too_deep"),
        (page(PARAGRAPH) + "<select>" + "<option>一</option>" * 100_000, "too_deep"),
        (page(PARAGRAPH) + "<SELECT>" + "<OPTION>一" * 100_000, "too_deep"),
        ("<a " * 8_000, "no_article"),
        ("<!--" * 100_000, "no_article"),
        ("<table>" * 900, "no_article"),
    ],
    ids=[
        "20 MB",
        "long text",
        "long html",
        "long body",
        "short paragraphs",
        "div",
        "reopened b",
        "a div",
        "deep body",
        "attributes",
        "options",
        "open options",
        "a",
        "comments",
        "tables",
    ],
)
def test_refused_with_a_reason(data: str, code: str) -> None:
    with pytest.raises(Unreadable) as caught:
        extract(data)
    assert caught.value.code == code
    assert len(str(caught.value)) < 200


def test_nesting_below_the_limit_is_read() -> None:
    deep = "<span>" * (MAX_DEPTH - 10) + "文字" + "</span>" * (MAX_DEPTH - 10)
    assert extract(page(PARAGRAPH + deep)).body[0].startswith("一段足够长")


@pytest.mark.parametrize("nested", ["post_recommend_title", "post_statement", "ep-source", "post_wemedia_name"])
def test_nested_furniture_is_read_once(nested: str) -> None:
    """Reading every level's whole text would be 900 times 300,000 characters."""
    article = extract(page(PARAGRAPH) + f'<div class="{nested}">' * 900 + "文字，" * 100_000)
    assert article.body == ("一段足够长的正文，用来当作文章的内容，没有别的意思。",)
    assert article.recommendations == ()


def test_unclosed_paragraphs_and_voids_are_not_depth() -> None:
    check_depth("<p>一<br><img src=x>" * (MAX_DEPTH * 3))


@pytest.mark.parametrize(
    "noise",
    [
        "图片来自网络，侵删，" * 5_000,
        "“内容由AI生成，" * 5_000,
        "(化名" * 20_000,
        "均为化名，" * 15_000,
        " " * 200_000,
        "1" * 200_000,
        "2025-06-10 " * 20_000,
        "来源:" * 40_000,
        "《" * 100_000,
        "声明:" * 40_000,
    ],
    ids=[
        "notices",
        "quotes",
        "brackets",
        "pseudonyms",
        "spaces",
        "digits",
        "dates",
        "sources",
        "titles",
        "declarations",
    ],
)
def test_noise_in_text_and_html_is_read(noise: str) -> None:
    article = extract(TEXT + noise)
    assert article.headline == "标题写在这里"
    assert len(article.provenance_flags) <= 100
    assert extract(page(PARAGRAPH + f"<p>{noise}</p>")).body[0].startswith("一段足够长")


@pytest.mark.parametrize(
    "line",
    [
        "上一页" + "1" * 110 + "x",
        "上一页" + " 1页" * 35 + "x",
        "上一页" + "1/" * 55 + "x",
        "风险提示：不构成" + "对的" * 60 + "x",
    ],
)
def test_line_that_can_be_split_in_countless_ways_is_read_once(line: str) -> None:
    """Trying all of them would take years: this test ends at once or never."""
    article = extract(page(PARAGRAPH * 3 + f"<p>{line}</p>"))
    assert line in article.body


@pytest.mark.parametrize("line", ["Previous page 1 of 2", "Next page 2", "上一页 1 2 3 下一页", "1/1234页 上一页"])
def test_pagination_is_still_left_out(line: str) -> None:
    article = extract(page(PARAGRAPH * 3 + f"<p>{line}</p>"))
    assert line not in article.body


@pytest.mark.parametrize("line", ["不构成任何实质性的具体投资建议", "不构成对任何人的目的地的投资建议"])
def test_notice_about_investments_is_still_the_platforms(line: str) -> None:
    article = extract(page(PARAGRAPH * 3 + f"<p>风险提示：本文内容{line}，据此操作风险自负。</p>"))
    assert [notice.code for notice in article.disclaimers] == ["investment_risk"]


def test_overlong_values_are_dropped_with_a_warning() -> None:
    text = netease_copy().replace("临河晚报", "长" * 5_000).replace("小城食记", "名" * 5_000)
    article = extract(text)
    assert [reference.outlet for reference in article.references] == ["临河发布"]
    assert len(article.recommendations) == 1
    assert article.warnings == ("overlong_value_dropped",)


def test_reason_quotes_nothing_of_the_page() -> None:
    with pytest.raises(Unreadable) as caught:
        extract("<html><title>机密内容</title><body>机密内容</body></html>")
    assert "机密" not in str(caught.value)


@given(st.one_of(st.binary(max_size=300), st.text(max_size=300)))
def test_extract_raises_only_unreadable(data: bytes | str) -> None:
    try_extract(data)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(SAMPLES), st.integers(0, 2**32))
def test_mutated_pages_never_crash(path: Path, seed: int) -> None:
    data = bytearray(path.read_bytes())
    rng = random.Random(seed)  # noqa: S311 - reproducible, not secret
    for _ in range(rng.randrange(1, 12)):
        at = rng.randrange(len(data))
        kind = rng.randrange(4)
        if kind == 0:
            data[at] = rng.randrange(256)
        elif kind == 1:
            del data[at : at + rng.randrange(1, 400)]
        elif kind == 2:
            data[at:at] = rng.choice(
                [b"<", b">", b"</div>", b"<p>", b"\x00", b"\xff", "声明：".encode(), b'"', b"<!--"]
            )
        else:
            data = data[: max(1, at)]
        if not data:
            break
    try_extract(bytes(data))


def try_extract(data: bytes | str) -> None:
    article, reason = article_or_reason(data)
    if article is None:
        assert reason in {"empty", "not_text", "too_large", "bad_charset", "too_deep", "no_article"}
        return
    assert article.headline
    assert any(article.body)
    for flag in article.provenance_flags:
        if flag.start is not None:
            assert article.text[flag.start : flag.end] == flag.text


def article_or_reason(data: bytes | str) -> tuple[ExtractedArticle | None, str | None]:
    try:
        return extract(data), None
    except Unreadable as refused:
        return None, refused.code
