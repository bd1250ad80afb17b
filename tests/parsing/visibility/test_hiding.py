"""Ways to keep a declaration from being seen, and their neighbours that hide nothing."""

from __future__ import annotations

import pytest

from articles.parsing import extract
from tests.parsing.visibility.test_visibility import NOTE, PROSE, page, view, views

CLOSED = "which is closed until a reader opens it"


@pytest.mark.parametrize(
    "note",
    [
        f"<details><summary>更多</summary><p>{NOTE}</p></details>",
        f"<details><summary>更多</summary>{NOTE}</details>",
        f"<details><p>{NOTE}</p></details>",
        f"<details>{NOTE}</details>",
        f"<details><summary>更多</summary><div><section><p><b>{NOTE}</b></p></section></div></details>",
        f"<details open><summary>甲</summary><details><summary>乙</summary><p>{NOTE}</p></details></details>",
        f"<details><summary>甲</summary><details open><summary>乙</summary><p>{NOTE}</p></details></details>",
        f"<details><summary>甲</summary><summary>{NOTE}</summary></details>",
    ],
)
def test_a_closed_details_hides_what_is_in_it(note: str) -> None:
    state, evidence = view(page(note))
    assert state == "hidden"
    assert evidence is not None
    assert evidence.endswith(CLOSED)


@pytest.mark.parametrize(
    "note",
    [
        f"<details open><summary>更多</summary><p>{NOTE}</p></details>",
        f'<details open=""><p>{NOTE}</p></details>',
        f"<details><summary>{NOTE}</summary><p>别的</p></details>",
        f"<details><summary><b>{NOTE}</b></summary></details>",
        f"<dialog open><p>{NOTE}</p></dialog>",
        f'<p aria-hidden="true">{NOTE}</p>',
        f"<p inert>{NOTE}</p>",
    ],
)
def test_what_is_open_is_visible(note: str) -> None:
    assert view(page(note))[0] == "visible"


@pytest.mark.parametrize(
    "note",
    [
        f"<dialog><p>{NOTE}</p></dialog>",
        f"<div popover><p>{NOTE}</p></div>",
        f'<p hidden="until-found">{NOTE}</p>',
        f"<p hidden>{NOTE}</p>",
        f"<noscript><p>{NOTE}</p></noscript>",
    ],
)
def test_what_only_a_script_opens_is_hidden(note: str) -> None:
    assert view(page(note))[0] == "hidden"


@pytest.mark.parametrize(
    ("style", "state"),
    [
        ("clip-path:inset(0 0 100% 0)", "hidden"),
        ("clip-path:circle(0)", "hidden"),
        ("clip-path:ellipse(0 0)", "hidden"),
        ("clip-path:polygon(0 0, 0 0, 0 0)", "hidden"),
        ("transform:scale3d(0,0,0)", "hidden"),
        ("transform:matrix(0,0,0,0,0,0)", "hidden"),
        ("transform:rotateY(90deg)", "hidden"),
        ("scale:0", "hidden"),
        ("zoom:0", "hidden"),
        ("zoom:.01", "hidden"),
        ("filter:opacity(0)", "hidden"),
        ("filter:blur(20px)", "hidden"),
        ("max-height:0;overflow:hidden", "hidden"),
        ("height:3px;overflow-y:hidden", "hidden"),
        ("content-visibility:hidden", "hidden"),
        ("-webkit-text-fill-color:transparent", "low_contrast"),
        ("position:absolute;inset:-9999px auto auto auto", "off_screen"),
        ("position:absolute;left:9999px", "off_screen"),
        ("position:absolute;right:9999px", "off_screen"),
        ("margin-left:300em", "off_screen"),
        ("text-indent:9999px", "off_screen"),
        ("transform:rotate(0deg) translateX(-9999px)", "off_screen"),
        ("transform:translate3d(-9999px,0,0)", "off_screen"),
        ("translate:-9999px", "off_screen"),
    ],
)
def test_further_styles_that_hide(style: str, state: str) -> None:
    assert view(page(f'<p style="{style}">{NOTE}</p>'))[0] == state


@pytest.mark.parametrize(
    "style",
    [
        "clip-path:inset(0)",
        "clip-path:inset(10%)",
        "clip-path:circle(50%)",
        "clip-path:polygon(0 0, 100% 0, 100% 100%)",
        "transform:scale(1.02)",
        "transform:rotate(90deg)",
        "transform:matrix(1,0,0,1,0,0)",
        "scale:1",
        "zoom:1",
        "zoom:.9",
        "filter:opacity(90%)",
        "filter:blur(0px)",
        "max-height:300px;overflow:hidden",
        "height:20px;overflow:hidden",
        "line-height:1;overflow:hidden",
        "line-height:0",
        "content-visibility:auto",
        "-webkit-text-fill-color:#333;color:#fff",
        "margin:10px auto",
        "margin:-1px 0 0 -10px",
        "position:relative;left:-20px",
        "text-indent:2em",
        "transform:translateX(10px)",
        "translate:0 -4px",
        "margin-top:120px",
    ],
)
def test_neighbours_that_hide_nothing(style: str) -> None:
    assert view(page(f'<p style="{style}">{NOTE}</p>'))[0] == "visible"


@pytest.mark.parametrize(
    "blank", ["\u200b", "\ufeff", "\u200b\u200b \u2060", "\u00ad", "\u3164", "&#8203;", "&shy;", "&nbsp;\u200d"]
)
def test_paragraphs_of_invisible_characters_are_dropped(blank: str) -> None:
    article = extract(page(f"<p>{blank}</p><p>{NOTE}</p><p>{blank}</p>"))
    assert len(article.body) == 4
    text = "渡船晚开半小时\n" + "早晨河面上起了很大的雾，渡船晚开了半个小时。\n\u200b\n\ufeff \n" * 3
    assert len(extract(text).body) == 3


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<ruby>涪<rt>fú</rt></ruby>陵", "涪陵"),
        ("<ruby>涪<rp>（</rp><rt>fú</rt><rp>）</rp>陵<rt>líng</rt></ruby>", "涪陵"),
        ("<ruby><rb>涪</rb><rtc><rt>fú</rt></rtc></ruby>陵", "涪陵"),
        ("<ruby>涪陵<rt>fú líng</ruby>榨菜", "涪陵榨菜"),
    ],
)
def test_readings_above_characters_are_left_out(markup: str, text: str) -> None:
    article = extract(page("", body=PROSE + f"<p>{markup}的渡船今天照常开行。</p>"))
    assert article.body[-1] == f"{text}的渡船今天照常开行。"


def test_a_declaration_in_ruby_is_found_and_visible() -> None:
    assert views(page("<p>声明：内容由<ruby>AI<rt>ei ai</rt></ruby>生成</p>"))[0][:2] == ("ai_generated", "visible")
