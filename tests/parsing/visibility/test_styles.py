"""Style sheets: ours reads a part of CSS quickly; what it says is what tinycss2 and cssselect2 say."""

from __future__ import annotations

import time

import cssselect2
import lxml.html
import pytest
import tinycss2
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from articles.parsing.visibility.styles import Styles

BODY = """<body><div class="a b" id="top"><div class="a"><p class="note c" id="n">x<b class="c b">y</b></p></div>
<p class="b">z</p><div class="b md:c"><span class="note" style="color:#111;display:inline">s</span></div></div>
</body>"""
JUDGED = ("display", "color", "opacity")
Cascade = dict[str, str]


def ours(css: str) -> tuple[list[Cascade], bool]:
    """What is stated for each element of the body, in order, and whether that is all."""
    tree = LexborHTMLParser(f"<!doctype html><html><head><style>{css}</style></head>{BODY}</html>")
    styles = Styles.of(tree)
    stated = [styles.of_node(node) for node in tree.css("body, body *")]
    return [{name: style[name][0] for name in JUDGED if name in style} for style in stated], styles.complete


def reference(css: str) -> list[Cascade]:
    """The same by the libraries: all selectors, all of the cascade that such sheets have."""
    root = lxml.html.document_fromstring(f"<html><head></head>{BODY}</html>")
    matcher = cssselect2.Matcher()
    for rule in _rules(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)):
        try:
            selectors = cssselect2.compile_selector_list(rule.prelude)
        except cssselect2.SelectorError:
            continue
        for selector in selectors:
            matcher.add_selector(selector, tinycss2.parse_blocks_contents(rule.content))
    found = []
    for element in cssselect2.ElementWrapper.from_html_root(root).iter_subtree():
        if element.local_name in {"html", "head"}:
            continue
        blocks = [(specificity, block) for specificity, _, _, block in matcher.match(element)]
        blocks.append(((9, 9, 9), tinycss2.parse_blocks_contents(element.etree_element.get("style") or "")))
        won: dict[str, tuple[bool, str]] = {}
        for _, block in sorted(blocks, key=lambda each: each[0]):
            for each in block:
                if each.type == "declaration" and not won.get(each.lower_name, (False,))[0] > each.important:
                    won[each.lower_name] = each.important, tinycss2.serialize(each.value).strip().lower()
        found.append({name: won[name][1] for name in JUDGED if name in won})
    return found


def _rules(nodes: list[tinycss2.ast.Node]) -> list[tinycss2.ast.QualifiedRule]:
    found = []
    for node in nodes:
        if node.type == "qualified-rule":
            found.append(node)
        elif node.type == "at-rule" and node.content is not None and _is_on_screens(node):
            found += _rules(tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True))
    return found


def _is_on_screens(rule: tinycss2.ast.AtRule) -> bool:
    return rule.lower_at_keyword == "media" and tinycss2.serialize(rule.prelude).strip() in {"", "all", "screen"}


_simple = st.sampled_from([".a", ".b", ".c", ".note", "#n", "#top", "p", "P", "div", "b", "*", "p.note", "b.c.b",
                           "span", r".md\:c", r".n\6f te", r"\70", "html", "body"])  # fmt: skip
_selector = st.lists(_simple, min_size=1, max_size=4).flatmap(
    lambda parts: st.lists(
        st.sampled_from([" ", ">", " > ", "\n"]), min_size=len(parts) - 1, max_size=len(parts) - 1
    ).map(lambda joints: "".join(map("".join, zip(parts, [*joints, ""], strict=True))))
)
_declaration = st.sampled_from(
    ["display:none", "display: BLOCK", "color:#fff!important", "color:red", "opacity:0", "opacity:.5 ! important",
     'font-family:"a;display:none;b"', "background:url(data:image/png;base64,AA;display:none)", "opacity:/**/1",
     "content:'}'", r'content:"\"{"', r"displ\61y:inline", "color", ":", "x:y", "--d:{display:none}"]
)  # fmt: skip
_block = st.lists(_declaration, max_size=4).map(";".join)
_rule = st.builds("{}{{{}}}".format, st.lists(_selector, min_size=1, max_size=2).map(",".join), _block)
_other = st.sampled_from(
    ["/* .note{display:none} */", "/*}*/", '@charset "utf-8";', "@font-face{font-family:x;src:url(x)}",
     "@keyframes k{from{opacity:0}to{opacity:1}}", "@media print{.note{display:none}}", '.x::before{content:"{"}',
     ".x:hover{content:'/*'}", "@media screen{.b{color:blue} p{opacity:0}}", "@media all{@media print{p{color:lime}}}"]
)  # fmt: skip
_sheets = st.lists(_rule | _other, max_size=6).map("\n".join)


@given(_sheets)
def test_complete_styles_equal_the_libraries_reading(css: str) -> None:
    stated, complete = ours(css)
    if complete:
        assert stated == reference(css)


@pytest.mark.parametrize(
    "css",
    [
        '.x::before{content:"{"} .note{display:none}',
        '.x::before{content:"}"} .note{display:none}',
        '.note{font-family:"a;display:none;b"}',
        ".note{background:url(data:image/png;base64,AA;display:none)}",
        r".note{displ\61y:none}",
        r".n\6f te{display:none}",
        r".md\:c .note{display:none}",
        ".x{background:url(/*)} .note{display:none} .y{background:url(*/)}",
        '.x:hover{content:"/*"} .note{display:none} /* */',
        "<!-- .note{display:none} -->",
        ".top > .a .note{display:none} #top > .a .note{color:red}",  # the nearest `.a` is not always the one
        "div > .b .note{opacity:0} body > .a .c{opacity:.5}",
        "* html .note{display:none} * body{color:red}",  # nothing is above html
        "@media screen{.note{color:red} @media print{p{opacity:0}} .c{opacity:.5}}",
    ],
)
def test_sheets_that_mislead_a_careless_reader(css: str) -> None:
    assert ours(css) == (reference(css.replace("<!--", "").replace("-->", "")), True)


@pytest.mark.parametrize(
    "css",
    [
        ".note:first-child{display:none}",
        "p:last-of-type{display:none}",
        "[title='a,b'] .note{display:none}",
        ".note:is(.a, .c){display:none}",
        "h1 ~ .note{display:none}",
        "@supports (display:grid){.note{display:none}}",
        "@layer base{.note{display:none}}",
        "@container (width > 1px){.note{display:none}}",
        ".a{.note{display:none}}",
        ".a{& > p{color:red} display:none}",
        ".a{.b{color:red}",
        ".a{display:none;.b{float:left}}",
        f".note{'.x' * 200}{{display:none}}",
        f".note{{{'color:red;' * 1_000}}}",
    ],
)
def test_rules_that_may_apply_leave_it_open(css: str) -> None:
    assert not ours(css)[1]


@pytest.mark.parametrize(
    "css",
    [
        "@supports (display:grid){.x{float:left}}",
        ".a{.note{float:left}}",
        "@media print{:root{display:none}}",
        "p:first-child{margin:0}",
        ".x{color:red}",
    ],
)
def test_rules_that_judge_nothing_leave_it_whole(css: str) -> None:
    assert ours(css)[1]


@pytest.mark.parametrize(
    "css",
    [
        ".note{" + "color:red;" * 100_000 + "}",
        "".join(f".note{{color:#{n:06x};{'left:0;' * 500}}}" for n in range(250)),
        ".a:x{" + "(" * 4_000 + "}",
        ".note{display:" + "[" * 3_900 + "}",
        ".x .b .a .a .b .a .a .b .c{color:red}" * 5_000,
        "\\" * 399_998 + "(",
        '"' * 399_999,
        "'\\\n" * 133_000,
        "url(" * 99_999,
        ".a{" * 130_000,
        "}" * 399_999,
        "," * 399_999,
        ".note," * 60_000 + "p{color:red}",
        "/*" * 199_999,
    ],
    ids=lambda css: css[:12],
)
def test_hostile_sheets_take_less_than_a_second(css: str) -> None:
    before = time.thread_time()
    ours(css)
    assert time.thread_time() - before < 1
