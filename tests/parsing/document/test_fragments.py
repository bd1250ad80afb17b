"""What a body fragment says beside its paragraphs: quotes, links, what does not count."""

from __future__ import annotations

import pytest

from articles.parsing.document.fragments import read_fragment
from articles.parsing.document.limits import MAX_FRAGMENT_CHARS
from articles.parsing.unreadable import Unreadable


@pytest.mark.parametrize(
    ("html", "quoted"),
    [
        ("<p>甲</p><blockquote><p>乙</p><p>丙</p></blockquote><p>丁</p>", {"乙", "丙"}),
        ("<blockquote>乙</blockquote>丁", {"乙"}),
        ("<blockquote>乙<br>丙<blockquote>戊</blockquote>己</blockquote><p>丁</p>", {"乙", "丙", "戊", "己"}),
        ("<section><blockquote><section><span>乙</span></section></blockquote></section>", {"乙"}),
        ("<p>乙</p><blockquote><p>乙</p></blockquote>", set()),
        ("<blockquote><p>乙</p></blockquote><p>乙</p>", set()),
        ('<blockquote style="display:none"><p>乙</p></blockquote><p>丁</p>', set()),
        ("<p>甲</p></blockquote><p>丁</p>", set()),
    ],
)
def test_paragraphs_in_block_quotes_are_named(html: str, quoted: set[str]) -> None:
    assert read_fragment(html).quoted == quoted


def test_links_belong_to_the_paragraph_they_stand_in() -> None:
    fragment = read_fragment(
        '<ul><li><a href="https://a.example/1">甲</a>：乙</li><li>丙</li><li>丁<a href="//b.example/2">戊</a>'
        '<a href="javascript:x">己</a><a href="/relative">庚</a></li></ul><p><a href="#top"></a>辛</p>'
    )
    assert fragment.links == {"甲：乙": ("https://a.example/1",), "丁戊己庚": ("https://b.example/2",)}


@pytest.mark.parametrize(
    "script",
    [
        "<script>{}</script>",
        "<script type='text/template'>{}</script >",
        "<STYLE>{}</STYLE>",
        "<div><script>{}</script><style>{}</style></div>",
    ],
)
def test_scripts_and_styles_do_not_count_for_the_size(script: str) -> None:
    filled = script.replace("{}", "var a = '<div>';\n" * (MAX_FRAGMENT_CHARS // 10))
    assert read_fragment(f"<p>甲</p>{filled}<p>乙</p>").paragraphs == ["甲", "乙"]


def test_text_of_the_same_size_is_too_large() -> None:
    with pytest.raises(Unreadable, match="at most"):
        read_fragment("<p>甲</p>" * MAX_FRAGMENT_CHARS)


@pytest.mark.parametrize("html", ["<p>甲</p><script>var a = 1;", "<p>甲</p><script>" * 3, "<p>甲</p><script"])
def test_a_script_that_is_never_closed_reaches_to_the_end(html: str) -> None:
    assert read_fragment(html).paragraphs == ["甲"]


def test_details_are_paragraphs_of_their_own() -> None:
    fragment = read_fragment("<p>甲</p><details><summary>乙</summary>丙</details>丁")
    assert fragment.paragraphs == ["甲", "乙", "丙", "丁"]


def test_words_that_begin_like_script_stay() -> None:
    assert read_fragment("<p>甲</p><scripture>乙</scripture><styled>丙</styled>").paragraphs == ["甲", "乙丙"]
