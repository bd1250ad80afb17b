"""What stands beside an article's body and in its byline: declarations, notices, editors, in elements of their own.

Only elements next to the body count, and only their plain text: comments, tags, links, lists, buttons and
recommendations say nothing about the article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from selectolax.lexbor import LexborNode

from articles.parsing.declarations.credits import is_editorial
from articles.parsing.declarations.disclaimers import is_disclaimer
from articles.parsing.declarations.notices import declares
from articles.parsing.declarations.speakers import LABEL
from articles.parsing.document.page import squeeze
from articles.parsing.menus import Menu
from articles.parsing.normal_form import normalize

_SHORTEST, _LONGEST = 4, 80  # characters of a declaration; shorter badges (原创) are left to the templates
_LONGEST_NOTICE = 900
_LEVELS = 4  # the body, and wrappers around it
_NEAREST = (4, 3, 2, 2)  # elements with text on either side, per level
_NOTICE_LEVELS = 2
_MOST_SIBLINGS = 40
_LEFT_OUT = (
    ".copyright, .article-footer, .article-bottom, .info, .meta, .article-info, .article-meta, .byline, .post-meta, "
    ".statement, .declare, .declaration, .disclaimer"
)
_MOST_PARTS = 6
_MOST_NODES = 240
_MOST_TEXT = 2_000  # characters; an element with more is no notice but another text
_UNSEEN = frozenset(
    ("script", "style", "template", "noscript", "iframe", "textarea", "select", "option", "button", "input", "svg",
     "object", "video", "audio", "form")
)  # fmt: skip
_SILENT = frozenset(("a", "li", "ul", "ol", "nav", "blockquote", "dl", "table", "h1"))
"""Elements whose text is about something else, or somebody else's."""
_UNREAD = _UNSEEN | _SILENT
_BLOCKS = frozenset(
    ("div", "p", "section", "article", "header", "aside", "h2", "h3", "h4", "h5", "h6", "dd", "dt", "center", "main",
     "figure", "figcaption", "br", "hr")
)  # fmt: skip
_OF_OTHERS = re.compile(
    r"comment|reply|pinglun|recommend|tuijian|related|relative|relevant|hot[-_]?(?:news|list|article|word)|"
    r"ranking|sidebar|toolbar|"
    r"breadcrumb|discuss|guestbook|gentie|danmu|interact|keyword|readmore|read-more|pagination|advert|feedback|dianzan|"
    r"(?:^|[-_\s])(?:cmt|cmts|tags?|topics?|links?|nav|menu|share|btn|btns|button|rank|hot|more|next|prev|"
    r"pager|ad|ads|list|"
    r"bbs|like|vote|hd-nav|crumb|crumbs|tie|tuijian|message|msg|word|words|search|login|user-?say)(?:$|[-_\s])",
    re.IGNORECASE,
)
_HEADS_OTHERS = re.compile(
    r"^(?:热门|最新|全部|精彩|网友|相关|猜你喜欢|为您|为你|更多|延伸|往期|推荐|精选|大家都在|热点|"
    r"今日)?(?:评论|跟贴|跟帖|留言|推荐|阅读|标签|话题|"
    r"专题|热榜|新闻|文章|回顾|搜|看|排行|关注|弹幕|喜欢|猜你喜欢)(?:榜|区|\s?[(（]?\d{1,6}[)）]?条?)?[:：]?$"
)

# A declaration behind the time of a byline: 2025-03-04 09:20作者声明:内容由AI生成.
_BEHIND_TIME = re.compile(
    r"(?:\d[:：]\d{2}|\d-\d{1,2}|日)(?: ?[^\s。:：,，]{1,20})? ?((?:作者|创作者?|作品|内容)?[声聲]明 ?[:：|丨].{2,80})$"
)
_SITES_OWN = re.compile(r"Copyright|©|\(c\)|All rights|版权所有|[^。]{0,30}(?:ICP|许可证|备案)", re.IGNORECASE)
"""The foot of a site, which says nothing about the article."""


@dataclass
class Beside:
    """Texts beside a body in the page's order: declarations, and notices with lines of editors."""

    declarations: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)


def look_beside(body: LexborNode, menu: Menu = ()) -> Beside:
    """Find what author, platform and editors say in elements next to `body`, or next to its wrappers.

    `menu` is the platform's own (`Page.menu`).
    """
    found = Beside()
    ended = False  # below a heading of comments or recommendations nothing is about the article
    for level, before, element in (*((0, False, part) for part in _inside(body)), *_around(body)):
        lines = _lines(element) if before or not ended else None
        if lines is None:
            continue
        if any(_HEADS_OTHERS.match("".join(line)) for line in lines):
            ended = ended or not before
            continue
        is_foot = _is_foot(element)
        for line in lines:
            text = squeeze(" ".join(line))
            if not before and (level < _NOTICE_LEVELS or is_foot) and _is_notice(text):
                found.notices.append(text)
            elif not is_foot or LABEL.match(normalize(text).text):
                found.declarations += _declarations(line, menu)
    found.declarations = list(dict.fromkeys(found.declarations))
    return found


def _is_foot(element: LexborNode) -> bool:
    """Whether an element is the foot of a page, where only labelled declarations and notices are about the article."""
    return element.tag == "footer" or element.css_first("footer") is not None


def declarations_beside(body: LexborNode, menu: Menu = ()) -> list[str]:
    """List the declarations next to an element that is not the draft's own (see `look_beside`)."""
    return look_beside(body, menu).declarations


def _is_notice(text: str) -> bool:
    if not _SHORTEST < len(text) <= _LONGEST_NOTICE or _SITES_OWN.match(text):
        return False
    return is_disclaimer(text) or is_editorial(text)


def _declarations(line: list[str], menu: Menu) -> list[str]:
    """Return a line that declares as a whole, else those of its parts that do: one of the badges of a byline."""
    whole = squeeze("".join(line))
    if len(line) > 1 and len(whole) <= _LONGEST and LABEL.match(whole) and declares(whole, menu):
        return [whole]  # label and declaration may be two elements
    fused = _BEHIND_TIME.search(whole) if len(whole) <= 2 * _LONGEST else None
    if fused and declares(fused[1], menu):
        return [fused[1]]
    texts = (squeeze(text) for text in line)
    return [text for text in texts if _SHORTEST <= len(text) <= _LONGEST and declares(text, menu)]


def _inside(body: LexborNode) -> list[LexborNode]:
    """Return parts of the body's element that templates leave out, although they may hold a declaration or notice."""
    return [part for part in body.css(_LEFT_OUT)[:_MOST_PARTS] if not _is_of_others(part)]


def _around(body: LexborNode) -> Iterator[tuple[int, bool, LexborNode]]:
    """Yield (level, whether it stands before, element) for the nearest elements, in the page's order per level."""
    node: LexborNode | None = body
    for level in range(_LEVELS):
        if node is None or node.tag in {"body", "html"}:
            return
        for element in reversed(list(_siblings(node, _NEAREST[level], back=True))):
            yield level, True, element
        for element in _siblings(node, _NEAREST[level], back=False):
            yield level, False, element
        node = node.parent


def _siblings(node: LexborNode, most: int, *, back: bool) -> Iterator[LexborNode]:
    """Yield the nearest elements with text on one side."""
    for _ in range(_MOST_SIBLINGS):
        sibling = node.prev if back else node.next
        if sibling is None or not most:
            return
        node = sibling
        if node.is_element_node and node.tag not in _UNSEEN and _has_text(node):
            most -= 1
            if not _is_of_others(node):
                yield node


def _has_text(node: LexborNode) -> bool:
    for seen, below in enumerate(node.traverse(include_text=True)):
        if below.is_text_node and (below.text_content or "").strip():
            return below.parent is None or below.parent.tag not in _UNSEEN
        if seen > _MOST_NODES:
            return True
    return False


def _is_of_others(node: LexborNode) -> bool:
    if node.tag in _UNREAD:
        return True
    attributes = node.attributes
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    return _names_others(names[:300])


@lru_cache(maxsize=2_000)
def _names_others(names: str) -> bool:
    return _OF_OTHERS.search(names) is not None


def _lines(element: LexborNode) -> list[list[str]] | None:
    """Return the texts of an element line by line, without those of others; None for a long one."""
    lines: list[list[str]] = [[]]
    seen = size = 0
    stack: list[tuple[LexborNode | None, bool]] = [(element.child, element.tag in _BLOCKS)]
    while stack:
        node, ends_line = stack.pop()
        if node is None:
            if ends_line:
                lines.append([])
            continue
        seen += 1
        if seen > _MOST_NODES or size > _MOST_TEXT:
            return None
        stack.append((node.next, ends_line))
        if node.is_text_node:
            text = (node.text_content or "").strip()
            if text:
                lines[-1].append(text)
                size += len(text)
        elif node.is_element_node and not _is_of_others(node):
            if node.tag in _BLOCKS:
                lines.append([])
            stack.append((node.child, node.tag in _BLOCKS))
    return [line for line in lines if line]
