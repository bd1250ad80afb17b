"""Bodies of articles as sites and editors build them, and what stands around them on a page."""

from __future__ import annotations

from tests.parsing.platforms.layouts.story import HEADLINE, LINES, PARAGRAPHS, STORAGE

NAVIGATION = "<nav><ul>" + "".join(f'<li><a href="/c/{n}">频道{n}新闻资讯</a></li>' for n in range(12)) + "</ul></nav>"
OTHERS = "".join(f'<li><a href="/r/{n}">河湾市第{n}批老旧小区改造名单公布，涉及多个街道</a></li>' for n in range(10))
RELATED = f'<div class="box"><h3>相关阅读</h3><ul>{OTHERS}</ul></div>'
OPINION = "去年停水的时候，一桶水要从三条街外提回来，老人上下楼很不方便，这次能改造真是太好了，希望质量过关，不再返工。"
COMMENTS = (
    '<div class="comments">' + f'<div class="item"><b>网友</b><p>{OPINION}</p></div>' * 8 + "</div>",
    '<div class="area"><div class="commentList">'
    + f'<div class="one"><a href="/u/1">用户</a><div class="txt">{OPINION}</div></div>' * 9
    + "</div></div>",
    '<section class="qa">'
    + f'<article><header><a href="/u/1">用户</a></header><p>{OPINION}</p></article>' * 6
    + "</section>",
)
TEASER = "河湾大桥昨日正式通车，全长一千二百米，双向六车道，通车后两岸车程缩短到十分钟以内，市民出行更加方便。"
TEASERS = (
    "<ul>" + f'<li><h4><a href="/n/1">河湾大桥通车</a></h4><p>{TEASER}</p></li>' * 6 + "</ul>",
    '<div class="grid">'
    + f'<div class="card"><a href="/n/1"><h4>河湾大桥通车</h4></a><p>{TEASER}</p></div>' * 8
    + "</div>",
)
NOTICES = (
    f"<div><p>{STORAGE}平台用户上传并发布，平台仅提供信息存储空间服务。本文观点仅代表作者本人，不代表河湾网立场。</p>"
    "<p>Notice: The content above (including the pictures and videos if any) is uploaded and posted by a user of Hewan "
    "Hao, which is a social media platform and only provides information storage services.</p></div>",
    "<div><p>版权所有：河湾网络传媒有限公司，地址河湾市东街一号，电话一二三四五六七，未经书面授权不得转载复制。</p>"
    "<p>互联网新闻信息服务许可证编号：一二三四五六七八九，违法和不良信息举报电话：一二三四五六七八九零。</p>"
    "<p>Copyright 2025 Hewan Network Media. All rights reserved. Unauthorised copying is prohibited by law.</p></div>",
)
FOOTER = (
    "<footer><p>版权所有 河湾网络传媒有限公司 未经授权不得转载、摘编或以其他方式使用，违者将追究法律责任。</p></footer>"
)


def page(body: str, after: str = RELATED) -> str:
    return (
        f"<!DOCTYPE html><html><head><meta charset=utf-8><title>{HEADLINE}</title></head><body>{NAVIGATION}"
        f"<h1>{HEADLINE}</h1>{body}{after}{FOOTER}</body></html>"
    )


def each(*tags: str, lines: tuple[str, ...] = LINES) -> str:
    """The lines, each inside the tags, the first one outermost."""
    opened = "".join(f"<{tag}>" for tag in tags)
    closed = "".join(f"</{tag.split()[0]}>" for tag in reversed(tags))
    return "".join(f"{opened}{line}{closed}" for line in lines)


def inside(outer: str, content: str) -> str:
    return f"<{outer}>{content}</{outer.split()[0]}>"


HALVES = (each("p", lines=LINES[:2]), each("p", lines=LINES[2:]))
MIXED = (
    f"<section><section><p>{LINES[0]}</p></section></section><p>{LINES[1]}</p>"
    f"<section><section><section><span>{LINES[2]}</span></section></section></section><section><p>{LINES[3]}</p></section>"
)
XIUMI = ('section powered-by="x"', "section", 'p style="a"')
BODIES = {
    # What editors of WeChat posts write, reposted.
    "one section": inside('div class="content"', each("section", "span")),
    "two sections": inside('div class="content"', each("section", "section", "span")),
    "three sections": inside('div class="content"', each('section style="a"', "section", "section", "span")),
    "five sections": inside("div", each(*["section"] * 5, "p", "span", "strong")),
    "sections inside sections": inside("div", inside("section", inside("section", each("section", "section", "span")))),
    "sections of many depths": inside('div class="content"', MIXED),
    "sections with leaves": inside("div", each('section style="x"', 'span leaf=""')),
    "sections of an editor": inside('div class="article"', inside("section", each(*XIUMI))),
    "sections and spans around p": inside("div", each('section data-role="a"', "p", "span", "span")),
    "sections and pictures": inside(
        "div", "".join(f'<figure><img src="/a.png"></figure><section><section>{a}</section></section>' for a in LINES)
    ),
    "two paragraphs in each section": inside(
        "div", "".join(f"<section><section>{half}</section></section>" for half in HALVES)
    ),
    "uneven sections": inside(
        "div", f"<section>{each('p', lines=LINES[:3])}</section><section><p>{LINES[3]}</p></section>"
    ),
    # Blocks and lines.
    "paragraphs": inside("div", PARAGRAPHS),
    "deep paragraphs": inside("div", each("div", "div", "div", "p")),
    "very deep paragraphs": inside('div class="x"', each(*["div"] * 10)),
    "deep wrappers around all": "<div>" * 8 + PARAGRAPHS + "</div>" * 8,
    "divs": inside('div class="text"', each("div")),
    "divs that were not closed": inside("div", "".join(f"<div>{line}" for line in LINES) + "</div>" * 4),
    "paragraphs that were not closed": inside("div", "".join(f"<p>{line}" for line in LINES)),
    "spans that a style makes blocks": inside("div", each('span style="display: block"')),
    "line breaks": inside('div id="zoom"', "<br><br>".join(LINES)),
    "line breaks in a font": inside("div", inside("font size=3", "<br><br>　　".join(LINES))),
    "line breaks in a centre": inside("center", inside("font", "<br>&nbsp;&nbsp;".join(LINES))),
    "line breaks in one paragraph": inside("div", inside("p", "<br/><br/>".join(LINES))),
    "line breaks in a cell": "<table><tr><td>" + "<br>".join(LINES) + "</td></tr></table>",
    "a list": inside("div", inside("ul", each("li"))),
    "a list of paragraphs": inside("div", inside("ol", each("li", "p"))),
    "inline links": inside("div", "".join(f'<p>{a[:9]}<a href="/k">{a[9:20]}</a>{a[20:]}</p>' for a in LINES)),
    "no container": PARAGRAPHS,
    # Tables.
    "a table": f"<table width=100%><tr><td>{PARAGRAPHS}</td></tr></table>",
    "nested tables": f"<table><tr><td><table><tr><td>{each('div', 'span')}</td></tr></table></td></tr></table>",
    "rows of a table": inside("table", each("tr", "td")),
    "a table of columns": f"<table><tr><td>{RELATED}</td><td><div>{each('div', 'div')}</div></td></tr></table>",
    # Containers by their role.
    "article": inside("article", PARAGRAPHS),
    "role main": inside('div role="main"', inside("div", each("div", "p"))),
    "role article": inside('div role="article"', inside("div", PARAGRAPHS)),
    "main": inside("main", PARAGRAPHS),
    "blocks of data": inside("div", each('div data-block="true"', "div", 'span data-text="true"')),
    "components": inside('div id="app"', inside("div data-v-1", each("div data-v-2", "p data-v-2"))),
    "article body": inside('div itemprop="articleBody"', each("div", "div", "span")),
    # Columns and parts.
    "two columns": inside(
        'div class="row"', inside('div class="a"', each("div", "p")) + inside('div class="b"', RELATED)
    ),
    "an aside in main": f"<main><div>{PARAGRAPHS}</div><aside><p>{OPINION}</p></aside></main>",
    "two parts of one class": inside("div", "".join(inside('div class="content"', half) for half in HALVES)),
    "parts with advertisements between": inside(
        "div",
        "".join(inside('div class="content"', half) + '<div class="ad"><a href=x>广告</a></div>' for half in HALVES),
    ),
    "a part for each paragraph": inside("div", each('div class="content"', "p")),
    "numbered parts": inside("div", f'<div id="p1">{HALVES[0]}</div><div id="p2">{HALVES[1]}</div>'),
    "a lead in an element of its own": inside(
        "div", f'<div class="lead"><p>{LINES[0]}</p></div><div class="txt">{each("p", lines=LINES[1:])}</div>'
    ),
    "a card of the author": inside(
        "div", f'<div class="txt">{PARAGRAPHS}</div><div class="card"><p>{OPINION}</p></div>'
    ),
    "a dialogue before the body": f'<div class="modal"><p>{OPINION}</p></div><div class="c">{PARAGRAPHS}</div>',
    "an excerpt above, and comments below": inside(
        "div", f'<div class="art-lead">{LINES[2]}</div><div class="txt">{PARAGRAPHS}</div><div><p>{OPINION}</p></div>'
    ),
    "a hidden copy": f'<div style="display: none">{PARAGRAPHS * 2}</div><div class="v">{PARAGRAPHS}</div>',
    "a copy without scripts": f'<noscript><div>{PARAGRAPHS * 2}</div></noscript><div class="v">{PARAGRAPHS}</div>',
    "the lead repeated above": f'<div class="summary">{LINES[0]}</div><div class="body">{PARAGRAPHS}</div>',
}
NAMED = ("reply-list", "post-comments", "commentBox", "gentie", "feedback-list", "discuss")
AROUND = {
    **{
        f"comments named {name}": f'<div class="{name}">{f"<div><b>网友</b><p>{OPINION}</p></div>" * 9}</div>'
        for name in NAMED
    },
    **{f"comments {number}": text for number, text in enumerate(COMMENTS)},
    **{f"teasers {number}": text for number, text in enumerate(TEASERS)},
    **{f"notices {number}": text for number, text in enumerate(NOTICES)},
    "links": RELATED * 3,
}
