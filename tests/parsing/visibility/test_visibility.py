"""Whether readers see a declaration: judged from the page's own styles, and `unknown` where those do not tell."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.parsing import ExtractedArticle, extract
from articles.parsing.visibility.colours import BLACK, WHITE, Colour, contrast, read_colour
from tests.parsing.gold import gold_page

PROSE = "".join(
    f"<p>第{n}天的早晨，河面上起了很大的雾，渡船比平时晚开了半个小时，乘客都在码头等候。</p>" for n in "一二三四"
)
NOTE = "声明：内容由AI生成"
LINK = '<link rel="stylesheet" href="https://example.org/site.css">'


def page(note: str, head: str = "", body: str = PROSE) -> str:
    return f"""<html><head>{head}</head><body><h1>大雾里的渡船晚开半小时</h1>
    <div class="frame"><div class="article-content">{body}{note}</div></div></body></html>"""


def views(html: str) -> list[tuple[str, str, str | None]]:
    """(code, state, evidence) of each flag."""
    flags = extract(html).provenance_flags
    assert all(flag.visibility is not None for flag in flags)
    return [(flag.code, flag.visibility.state, flag.visibility.evidence) for flag in flags if flag.visibility]


def view(html: str) -> tuple[str, str | None]:
    ((code, state, evidence),) = views(html)
    assert code == "ai_generated"
    return state, evidence


def styled(style: str, head: str = "") -> str:
    return page(f'<p style="{style}">{NOTE}</p>', head)


def test_visible_when_everything_that_styles_the_page_was_read() -> None:
    assert view(page(f"<p>{NOTE}</p>")) == ("visible", None)
    assert (
        view(styled("font-size: 14px; color: #333", "<style>.x{color:red} a:hover{opacity:0}</style>"))[0] == "visible"
    )


@pytest.mark.parametrize(
    "head",
    [
        LINK,
        "<style>@import url(/a.css);</style>",
        "<style>p:nth-child(5){color:#fff}</style>",
        "<style>h1 + p{opacity:0}</style>",
        '<link href="/a.css" rel="preload stylesheet" media="screen">',
    ],
)
def test_never_visible_by_guess(head: str) -> None:
    assert view(page(f"<p>{NOTE}</p>", head)) == ("unknown", "style sheets of the page were not read")
    assert view(styled("font-size:1px", head))[0] == "tiny"


@pytest.mark.parametrize(
    ("style", "state", "evidence"),
    [
        ("display:none", "hidden", "display: none on p"),
        ("DISPLAY : NONE !important", "hidden", "display: none on p"),
        ("display:none;display:nonsense;visibility:5", "hidden", "display: none on p"),
        ("display:/* shown */none", "hidden", "display: none on p"),
        ("display:none;" * 5_000, "hidden", "display: none on p"),
        ("visibility:hidden", "hidden", "visibility: hidden on p"),
        ("opacity:0.02", "hidden", "opacity: 0.02 on p"),
        ("opacity:5%", "hidden", "opacity: 5% on p"),
        ("height:0;overflow:hidden", "hidden", "height: 0 on p"),
        ("position:absolute;width:1px;height:1px;overflow:hidden", "hidden", "height: 1px on p"),
        ("position:absolute;clip:rect(0 0 0 0)", "hidden", "clip: rect(0 0 0 0) on p"),
        ("clip-path: inset(100%)", "hidden", "clip-path: inset(100%) on p"),
        ("transform:scale(0)", "hidden", "transform: scale(0) on p"),
        ("font-size:0", "hidden", "font-size: 0 on p"),
        ("font-size:1px", "tiny", "font-size: 1px on p"),
        ("font: bold 6pt/1.2 Arial", "tiny", "font-size: bold 6pt/1.2 arial on p"),
        ("font-size:.5em", "tiny", "font-size: .5em on p"),
        ("font-size:55%", "tiny", "font-size: 55% on p"),
        ("text-indent:-9999px", "off_screen", "text-indent: -9999px on p"),
        ("position:absolute;left:-3000px", "off_screen", "left: -3000px on p"),
        ("position:fixed;top:-100%", "off_screen", "top: -100% on p"),
        ("margin-left:-999em", "off_screen", "margin-left: -999em on p"),
        ("transform:translateX(-9999px)", "off_screen", "transform: translatex(-9999px) on p"),
        ("color:#fefefe", "low_contrast", "color: #fefefe on p on white (not stated): contrast 1.0"),
        ("color:rgba(0,0,0,.1)", "low_contrast", "color: rgba(0,0,0,.1) on p on white (not stated): contrast 1.3"),
        ("color:transparent", "low_contrast", "color: transparent on p on white (not stated): contrast 1.0"),
        ("background:#111", "low_contrast", "black on background: #111 on p: contrast 1.1"),
        ("color:gray;background-color:#777", "low_contrast", "color: gray on p on background: #777 on p: contrast 1.1"),
    ],
)
def test_styles_that_keep_a_declaration_from_being_seen(style: str, state: str, evidence: str) -> None:
    found = view(styled(style))
    assert found[0] == state
    assert found[1] is not None
    assert found[1].startswith(evidence)


@pytest.mark.parametrize(
    "style",
    [
        "height:0",  # without overflow: hidden the text runs over
        "opacity:.6",
        "left:-3000px",  # not positioned
        "clip:rect(0 0 0 0)",  # only placed boxes are clipped
        "text-indent:2em",
        "font-size:12px",
        "font-size:0.8em",
        "color:#666",
        "color:#fff;background:#000",
        "display:block;margin:0 auto",
        "transform:scale(1)",
    ],
)
def test_styles_that_hide_nothing(style: str) -> None:
    assert view(styled(style))[0] == "visible"


@pytest.mark.parametrize(
    "style", ["color:#fff;background:url(night.png)", "color:nonsense", "font-size:calc(1px * 2)", "color:var(--ink)"]
)
def test_values_that_were_not_understood_leave_it_open(style: str) -> None:
    state, evidence = view(styled(style))
    assert state == "unknown"
    assert evidence is not None
    assert evidence.endswith("on p")


@pytest.mark.parametrize(
    ("css", "state"),
    [
        (".note{font-size:1px}", "tiny"),
        ("p.note{display:none}", "hidden"),
        ("#n1{visibility:hidden}", "hidden"),
        (".frame p.note{opacity:0}", "hidden"),
        (".article-content > .note{text-indent:-9999px}", "off_screen"),
        (".frame > .note{text-indent:-9999px}", "visible"),
        (".other .note{display:none}", "visible"),
        (".note{color:#fff} .note{color:#000}", "visible"),
        (".note{color:#000} .note{color:#fff}", "low_contrast"),
        ("p.note{color:#000} .note{color:#fff}", "visible"),
        ("#n1{color:#fff} p.note{color:#000}", "low_contrast"),
        (".note{color:#fff!important} #n1{color:#000}", "low_contrast"),
        ("/* .note{display:none} */ .x{}", "visible"),
        ("/* .note{display:none}", "visible"),
        ("@media print{.note{display:none}}", "visible"),
        ("@media screen{.note{display:none}}", "hidden"),
        ("@media (max-width:600px){.note{display:none}} .note{color:#333}", "visible"),
        ('@charset "utf-8"; .a, .note{font-size:2px}', "tiny"),
        (".article-content{font-size:30px} .note{font-size:12px}", "tiny"),
        (".note:hover{display:none}", "visible"),
        ("*{color:#fff}", "low_contrast"),
        ("P.note, DIV > P{font-size:2px}", "tiny"),
        ("}}}{{{.note", "visible"),
    ],
)
def test_rules_of_the_page(css: str, state: str) -> None:
    assert view(page(f'<p class="a note" id="n1">{NOTE}</p>', f"<style>{css}</style>"))[0] == state


def test_evidence_names_the_rule() -> None:
    html = page(f'<p class="note">{NOTE}</p>', "<style>.frame .note{font-size:1px}</style>")
    assert view(html) == ("tiny", "font-size: 1px on p.note (.frame .note)")


def test_the_attribute_wins_over_rules_but_not_over_important_ones() -> None:
    note = f'<p class="note" style="font-size:16px">{NOTE}</p>'
    assert view(page(note, "<style>.note{font-size:1px}</style>"))[0] == "visible"
    assert view(page(note, "<style>.note{font-size:1px!important}</style>"))[0] == "tiny"


def test_an_escape_in_an_attribute_hides_nothing_from_us() -> None:
    assert view(styled("displ\\61y:none")) == ("hidden", "display: none on p")


def test_styles_of_ancestors_count_and_are_inherited() -> None:
    assert view(page(f'<div style="font-size:2px"><p><b>{NOTE}</b></p></div>')) == ("tiny", "font-size: 2px on div")
    assert view(page(f'<div style="opacity:.2"><p style="opacity:.2">{NOTE}</p></div>'))[0] == "hidden"
    assert view(page(f'<div style="visibility:hidden"><p style="visibility:visible">{NOTE}</p></div>'))[0] == "visible"
    assert view(page(f"<p hidden>{NOTE}</p>")) == ("hidden", "hidden attribute on p")
    assert view(page(f'<p aria-hidden="true">{NOTE}</p>'))[0] == "visible"
    assert view(page(f'<font color="white">{NOTE}</font>'))[0] == "low_contrast"


def test_style_that_hides_the_whole_article_is_no_evidence() -> None:
    """Some platforms deliver the body invisible and show it by script."""
    html = page(f"<p>{NOTE}</p>").replace('"article-content"', '"article-content" style="visibility:hidden;opacity:0"')
    assert view(html)[0] == "visible"


def test_a_declaration_in_an_undrawn_block_is_a_flag_and_no_body() -> None:
    article = extract(page(f'<div style="display:none"><p>{NOTE}</p></div>'))
    (flag,) = article.provenance_flags
    assert (flag.code, flag.text, flag.location, flag.start) == ("ai_generated", NOTE, "element", None)
    assert flag.visibility is not None
    assert (flag.visibility.state, flag.visibility.evidence) == ("hidden", "display: none on div")
    assert NOTE not in article.text


def test_hidden_below_the_body_and_hidden_prose() -> None:
    beside = page("").replace("</div></div>", f'</div><p style="display:none">{NOTE}</p></div>')
    assert view(beside)[0] == "hidden"
    assert views(page('<p style="display:none">这一段没有声明任何事情，只是藏了起来。</p>')) == []
    assert views(page('<span style="display:none">广告</span><span style="display:none">原创</span>')) == []


def test_a_visible_copy_beside_a_hidden_one_is_seen() -> None:
    assert view(page(f'<p style="display:none">{NOTE}</p><p>{NOTE}</p>'))[0] == "visible"


def test_far_from_the_article() -> None:
    from articles.parsing.visibility.judge import FAR

    sample = (
        f'<html id="ne_wrap"><h1 class="post_title">大雾里的渡船晚开半小时</h1><div class="post_info">江边手记</div>'
        f'<div class="post_main"><div class="post_body">{PROSE}</div>%s<p>{NOTE}</p></div>'
    )
    recommendation = (
        '<a class="post_recommend_title">另一篇文章的标题在这里</a><i class="post_recommend_time">2026-03-01 08:00</i>'
    )
    assert view(sample % "")[0] == "visible"
    assert view(sample % f"<i>{FAR * '一'}</i>") == ("visible", None)
    assert view(sample % f"<i>{FAR * '一'}一</i>") == ("far", f"{FAR + 1} characters below the article")
    assert view(sample % recommendation) == ("far", "below the recommendations")


def test_captions_and_notices_are_judged() -> None:
    caption = '<figcaption style="font-size:3px">图片来自网络</figcaption>'
    figure = f'<figure><img src="https://example.org/a.jpg">{caption}</figure>'
    article = extract(page(figure + '<p style="color:#eee">特别声明：本文不代表本平台立场，仅提供信息存储服务。</p>'))
    (flag,) = article.provenance_flags
    assert (flag.location, flag.visibility and flag.visibility.state) == ("caption", "tiny")
    assert [notice.code for notice in article.disclaimers] == ["storage_only", "views_not_platform"]
    assert [notice.visibility and notice.visibility.state for notice in article.disclaimers] == ["low_contrast"] * 2


def test_text_copies_have_no_look() -> None:
    article = extract(f"渡船晚开半小时\n这一天的早晨，河面上起了很大的雾，渡船晚开了半个小时。\n{NOTE}\n")
    assert [flag.visibility for flag in article.provenance_flags] == [None]


def test_json_keeps_it() -> None:
    article = extract(styled("font-size:1px"))
    assert article.to_json()["provenance_flags"][0]["visibility"] == {
        "state": "tiny",
        "evidence": "font-size: 1px on p",
    }
    assert ExtractedArticle.from_json(article.to_json()) == article


def test_real_pages_link_sheets_and_one_is_pale_by_itself() -> None:
    article, _ = gold_page("wechat_1.html")
    assert [flag.visibility.state for flag in article.provenance_flags if flag.visibility] == ["low_contrast"]
    hidden, _ = gold_page("163_5.html")
    assert hidden.provenance_flags == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("#fff", WHITE),
        ("#FFFFFF".lower(), WHITE),
        ("#0008", Colour(0, 0, 0, 0x88 / 255)),
        ("rgb(255 255 255 / 50%)", Colour(255, 255, 255, 0.5)),
        ("rgba(0, 0, 0, 0)", Colour(0, 0, 0, 0)),
        ("no-repeat white", WHITE),
        ("rebeccapurple", Colour(0x66, 0x33, 0x99)),
        ("hsl(0 0% 100%)", WHITE),
        ("hwb(0 100% 0%)", WHITE),
        ("rgb(300 -1 none / 7)", Colour(255, 0, 0)),
        ("lab(50% 0 0)", None),
        ("var(--ink, #fff)", None),  # what stands there if nothing sets it
        ("#12345", None),
        ("rgb(1,2)", None),
        ("url(white.png)", None),
    ],
)
def test_colours(text: str, expected: Colour | None) -> None:
    assert read_colour(text) == expected


def test_contrast_is_wcags() -> None:
    """The pairs are WCAG's own examples: 21:1, and #777 just missing 4.5:1 on white."""
    assert contrast(WHITE, BLACK) == pytest.approx(21)
    assert contrast(Colour(0x77, 0x77, 0x77), WHITE) == pytest.approx(4.478, abs=0.001)


CSS = st.text(alphabet="{}:;,.#>*@/ !%()-\"'ano1px", max_size=120)


@settings(deadline=None)
@given(CSS, CSS)
def test_any_css_is_survived(sheet: str, style: str) -> None:
    html = page(f'<p class="n o" id="a" style="{style}">{NOTE}</p>', f"<style>{sheet}</style>")
    article = extract(html)
    assert all(flag.visibility is not None for flag in article.provenance_flags)


@pytest.mark.parametrize(
    "head",
    [
        "<style>" + ".n{font-size:1px}" * 20_000 + "</style>",
        "<style>" + "/*" * 100_000 + "</style>",
        "<style>" + "@media screen{" * 50_000 + "</style>",
        "<style>" + ".a " * 60_000 + "{color:red}</style>",
        "<style>" + ",".join([".n"] * 60_000) + "{color:red}</style>",
        "<style>.a .b .n{color:red}</style>" * 2_000,
    ],
    ids=["rules", "comments", "groups", "compounds", "selectors", "sheets"],
)
def test_much_css_is_bounded(head: str) -> None:
    nested = '<div class="a b n">' * 300 + f'<p class="n">{NOTE}</p>' + "</div>" * 300
    assert len(views(page(nested, head))) == 1
