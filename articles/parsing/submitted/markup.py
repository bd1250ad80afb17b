"""Markup inside submitted text → the paragraphs a reader sees.

Publishing systems hand in paragraphs as they store them: `<b>声明：内容由AI生成</b>`, `第一段<br>第二段`, `A&amp;B`. A
text that only mentions a sign or a tag (x < 3, <<书名>>, the words “<p> 标签”) is no markup and stays as it is.
"""

from __future__ import annotations

import html
import re

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PreformattedString

from articles.parsing.document.fragments import collapse
from articles.parsing.document.page import visible_ends

MOST_TAGS = 10_000
"""Most signs `<` in the markup of one submission: some half a second of parsing."""
_BLOCKS = (
    "p", "div", "section", "article", "header", "footer", "main", "aside", "h1", "h2", "h3", "h4", "h5", "h6", "ul",
    "ol", "li", "dl", "dt", "dd", "table", "tbody", "thead", "tr", "td", "th", "blockquote", "pre", "figure",
    "figcaption", "center", "hr", "br",
)  # fmt: skip
_INLINE = (
    "a", "abbr", "b", "big", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "font", "i", "img", "ins", "kbd",
    "label", "mark", "q", "rb", "rp", "rt", "rtc", "ruby", "s", "samp", "small", "span", "strike", "strong",
    "sub", "sup", "time", "tt", "u", "var", "wbr",
)  # fmt: skip
_UNSEEN = ("script", "style", "noscript", "template", "iframe", "textarea", "select", "button", "svg", "object",
           "video", "audio", "title", "rt", "rp", "rtc")  # fmt: skip
_NAMES = "|".join(sorted({*_BLOCKS, *_INLINE, *_UNSEEN, "html", "head", "body", "meta", "link"}, key=len, reverse=True))
_ATTRIBUTES = r"(?:\s[^<>]{0,2000})?"
_TAG = re.compile(rf"<(?:(/)\s?)?({_NAMES}){_ATTRIBUTES}\s?/?>", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.{0,5000}?-->", re.DOTALL)
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}[0-9]{0,2}|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});")
_NO_TAG = re.compile(rf"<(?!/?\s?(?:{_NAMES})(?:\s[^<>]{{0,2000}})?\s?/?>|!--)", re.IGNORECASE)
_SENTENCE_ENDS, _CLOSING = "。！？!?…", '”’」』）)》】"'
_VOID = frozenset(("br", "hr", "img", "wbr"))
_HIDDEN = re.compile(r"display\s{0,4}:\s{0,4}none", re.IGNORECASE)
_NAMES_OF_BLOCKS, _NAMES_UNSEEN = frozenset(_BLOCKS), frozenset(_UNSEEN)


def paragraphs_of(text: str) -> tuple[list[str], bool]:
    """Return the paragraphs of a submitted text, split at block elements, and whether it was markup."""
    if "<" not in text or not _is_markup(text):
        plain = html.unescape(text) if _ENTITY.search(text) else text
        if plain == text or not _is_wrapped(plain):
            return [plain], plain != text
        text = plain
    soup = BeautifulSoup(_NO_TAG.sub("&lt;", text), "lxml")
    return [line for raw in _texts(soup) if (line := visible_ends(collapse(raw)))], True


def one_line(text: str) -> tuple[str, bool]:
    """Return a submitted text of one line, such as a headline, and whether it was markup."""
    lines, was_markup = paragraphs_of(text)
    return (" ".join(lines) if was_markup else text), was_markup


def split_long(text: str, most: int) -> list[str]:
    """Split a text into pieces of at most `most` characters, behind the last sentence that fits; nothing is lost."""
    pieces: list[str] = []
    while len(text) > most:
        ends = max(text.rfind(mark, most // 2, most) for mark in _SENTENCE_ENDS)
        end = ends + 1 if ends >= 0 else most
        while end < most and text[end] in _CLOSING:
            end += 1
        pieces.append(text[:end].rstrip())
        text = text[end:].lstrip()
    return [piece for piece in (*pieces, text) if piece]


def _is_markup(text: str) -> bool:
    """Whether tags of HTML are at work: one at the very beginning, a line break, or one that is closed again."""
    opened: set[str] = set()
    for match in _TAG.finditer(text):
        closing, name = match[1], match[2].lower()
        if not closing and (name in _VOID or not text[: match.start()].strip()):
            return True
        if closing and name in opened:
            return True
        opened.add(name)
    return _COMMENT.search(text) is not None


def _is_wrapped(text: str) -> bool:
    """Whether a text is one element of HTML from its first to its last character: markup that was escaped."""
    first = _TAG.match(text)
    return first is not None and not first[1] and text.rstrip().lower().endswith(f"</{first[2].lower()}>")


def _texts(soup: BeautifulSoup) -> list[str]:
    """Walk a soup without recursion, because markup may be nested deeply."""
    found: list[list[str]] = [[]]
    stack: list[Tag | NavigableString | None] = [soup]
    while stack:
        node = stack.pop()
        if node is None:
            found.append([])
        elif isinstance(node, Tag):
            if node.name in _NAMES_UNSEEN or _HIDDEN.search(str(node.attrs.get("style") or "")):
                continue
            is_block = node.name in _NAMES_OF_BLOCKS
            if is_block:
                found.append([])
                stack.append(None)
            stack.extend(child for child in reversed(node.contents) if isinstance(child, Tag | NavigableString))
        elif not isinstance(node, PreformattedString):
            found[-1].append(node)
    return ["".join(pieces) for pieces in found]
