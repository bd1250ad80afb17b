"""Markdown of web clippers → the plain lines a reader sees, with links and pictures apart.

Supports only the notation that clippers write: headings, lists, quotes, emphasis, links, pictures, escapes, breaks,
rules, tables, front matter (as in https://spec.commonmark.org/0.31.2/, but without block structure: each line is a
line of its own). Every pattern is linear, because brackets do not nest.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from functools import lru_cache

from articles.parsing.document.front_matter import FrontMatter, split_front_matter
from articles.parsing.document.page import squeeze

_ADDRESS = r"(?:<[^<>\n]{0,2000}>|[^\s()<>]{0,2000}(?:\([^\s()<>]{0,500}\)[^\s()<>]{0,500}){0,3})"
_TARGET = rf"\(\s{{0,4}}({_ADDRESS})(?:\s{{1,4}}(?:\"[^\"\n]{{0,500}}\"|'[^'\n]{{0,500}}'))?\s{{0,4}}\)"
_LABEL = r"((?:[^\[\]\\]|\\.){0,1000})"
_IMAGE = re.compile(rf"!\[{_LABEL}\]{_TARGET}", re.DOTALL)
_LINK = re.compile(rf"(?<!\\)\[{_LABEL}\]{_TARGET}", re.DOTALL)
_EMPHASIS = (
    re.compile(r"(?<!\\)\*{2,3}([^*\n]{1,3000})\*{2,3}"),
    re.compile(r"(?<![\\*])\*([^*\s][^*\n]{0,1000})\*(?!\*)"),
    re.compile(r"(?<![\\\w])_{1,3}([^_\s][^_\n]{0,1000})_{1,3}(?!\w)"),
    re.compile(r"(?<!\\)~~([^~\n]{1,1000})~~"),
    re.compile(r"(?<!\\)`{1,2}([^`\n]{1,1000})`{1,2}"),
)
_WIDE = "[\u2e80-\uffef]"
_PADDED = re.compile(rf"(?<={_WIDE}) (?=\*\*)|(?<=\*\*) (?={_WIDE})")  # clippers set spaces around bold text
_BREAK, _TAG = re.compile(r"<br\s?/?>", re.IGNORECASE), re.compile(r"</?[a-zA-Z][^<>\n]{0,300}>")
_READING = re.compile(r"<(rt|rp)\b[^<>\n]{0,100}>[^<>\n]{0,100}</\1>", re.IGNORECASE)
"""How a word is read, above it: <ruby>涪<rt>fú</rt></ruby>陵."""
_LINE_START = re.compile(r"^(?:>\s?|[-*+]\s{1,4}(?=\S)|[-*+]$){0,4}")
_HEADING = re.compile(r"^(#{1,6})(?:\s+|$)")
_RULE = re.compile(r"^(?:(?:[-*_]\s?){3,60}|[|:\s-]{3,200}|`{3,}\w{0,20}|={3,})$")
_SIGNAL = frozenset("-*_|:`=>+ ")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~<&$])")
_SIGNS = (re.compile(r"^#{1,6} \S", re.MULTILINE), re.compile(r"\]\(<?https?://"), re.compile(r"\*\*[^*\n]{1,200}\*\*"),
          re.compile(r"^\S.{0,200}\n={3,200}[ \t]*$", re.MULTILINE))  # fmt: skip
_MARK = re.compile("\ue000(\\d{1,5})\ue001")
_LINK_MARK = re.compile("\ue002(\\d{1,5})\ue003")
_PRIVATE = re.compile("[\ue000-\ue003]")
_AUTOLINK = re.compile(r"<(https?://[^\s<>]{1,2000})>")
_FOOTNOTE_SIGN = re.compile(r"\[\^[\w-]{1,20}\](?!:)")
_DEFINITION = re.compile(
    r"^[ ]{0,3}\[([^\[\]^\n]{1,80})\]:[ \t]{0,4}<?((?:https?:)?//[^\s<>]{1,2000})>?"
    r"(?:[ \t]{1,4}[\"'(][^\n]{0,300}[\"')])?[ \t]*$",
    re.MULTILINE,
)
_REFERRING = re.compile(r"(?<!\\)(?<!!)\[([^\[\]\n]{1,500})\]\[([^\[\]\n]{0,80})\]")


@dataclass
class Markdown:
    """`lines` are plain text; a picture is a line of its own, see `picture_index`. `heading` is the first `# `."""

    lines: list[str] = field(default_factory=list)
    heading: int | None = None  # index in lines
    links: list[tuple[str, str]] = field(default_factory=list)  # (text, address)
    linked: dict[str, tuple[str, ...]] = field(default_factory=dict)  # line → addresses in it
    pictures: list[tuple[str, str]] = field(default_factory=list)  # (description, address)
    quoted: set[str] = field(default_factory=set)  # lines behind >
    front: FrontMatter = field(default_factory=FrontMatter)

    def picture_index(self, line: str) -> int | None:
        match = _MARK.fullmatch(line)
        return int(match[1]) if match else None


def is_markdown(text: str) -> bool:
    """Whether a text has front matter, or headings, links or bold text as Markdown writes them."""
    has_front_matter = text.lstrip("\ufeff\n ").startswith(("---", "+++")) and bool(split_front_matter(text)[0].fields)
    return has_front_matter or any(sign.search(text) for sign in _SIGNS)


@lru_cache(maxsize=1)  # each template reads the same page
def read_markdown(text: str) -> Markdown:
    """Convert Markdown to plain lines. Pictures without a web address, and icons (`.svg`), are dropped."""
    page = Markdown()
    text = _PRIVATE.sub("", text).replace("\r\n", "\n")
    page.front, text = split_front_matter(text)
    text = _with_definitions(_AUTOLINK.sub(r"\1", _FOOTNOTE_SIGN.sub("", text)))

    def picture(match: re.Match[str]) -> str:
        address = _address(match[2])
        if not address.startswith(("http://", "https://", "//")) or address.split("?")[0].endswith(".svg"):
            return " "
        page.pictures.append((_plain(match[1]), address))
        return f"\n\ue000{len(page.pictures) - 1}\ue001\n"

    def link(match: re.Match[str]) -> str:
        label = _plain(_MARK.sub(" ", match[1]))
        if label:
            page.links.append((label, _address(match[2])))
        return f"\ue002{len(page.links) - 1}\ue003{_unmarked(match[1])}" if label else _unmarked(match[1])

    text = _LINK.sub(link, _IMAGE.sub(picture, text))
    text = _unmarked(_TAG.sub("", _READING.sub("", _BREAK.sub("\n", text))))
    lines = text.split("\n")
    for line, below in zip(lines, (*lines[1:], ""), strict=True):
        _add(page, f"# {line.strip()}" if _is_underlined(line, below) else line)
    return page


def _is_underlined(line: str, below: str) -> bool:
    """Whether a line is a heading by the = below it."""
    return below[:3] == "===" and not below.strip("= \t") and bool(line.strip()) and line[:1] not in _SIGNAL


def _add(page: Markdown, raw: str) -> None:
    line = raw.strip().removesuffix("\\").rstrip()
    if line[:1] in _SIGNAL:
        line = _LINE_START.sub("", line).strip()
        if _RULE.match(line):
            return
    heading = _HEADING.match(line) if line[:1] == "#" else None
    if heading:
        line = line[heading.end() :].rstrip("#")
    if line[:1] == "|" == line[-1:]:
        line = line.replace("|", " ")
    line, addresses = _without_links(page, _literal(line))
    if not line:
        return
    if addresses:
        page.linked[line] = addresses
    if raw.lstrip().startswith(">"):
        page.quoted.add(line)
    if heading and len(heading[1]) == 1 and page.heading is None:
        page.heading = len(page.lines)
    if not heading and _is_continued(page.lines[-1] if page.lines else "", line):
        page.lines[-1] += " " + line
    else:
        page.lines.append(line)


def _without_links(page: Markdown, line: str) -> tuple[str, tuple[str, ...]]:
    """Take the marks of links out of a line; return their addresses."""
    if "\ue002" not in line:
        return line, ()
    addresses = tuple(page.links[int(found[1])][1] for found in _LINK_MARK.finditer(line))
    return _LINK_MARK.sub("", line).strip(), addresses


def _with_definitions(text: str) -> str:
    """Write links that refer to a definition (`[text][1]` with `[1]: address` below) as links."""
    if "]:" not in text or "][" not in text:
        return text
    known = {found[1].strip().lower(): found[2] for found in _DEFINITION.finditer(text)}
    used: set[str] = set()

    def referred(match: re.Match[str]) -> str:
        name = (match[2] or match[1]).strip().lower()
        if name not in known:
            return match[0]
        used.add(name)
        return f"[{match[1]}]({known[name]})"

    text = _REFERRING.sub(referred, text)
    return _DEFINITION.sub(lambda match: "" if match[1].strip().lower() in used else match[0], text)


def _is_continued(before: str, line: str) -> bool:
    """Whether `line` continues an English paragraph that a clipper wrapped."""
    return len(before) >= 50 and before[-1:].isascii() and before[-1:] not in ".!?:;" and "a" <= line[:1] <= "z"


def _plain(text: str) -> str:
    """Inline notation → text."""
    return _literal(_unmarked(text))


def _literal(text: str) -> str:
    if "\\" in text:
        text = _ESCAPE.sub(r"\1", text)
    return squeeze(html.unescape(text) if "&" in text else text)


def _unmarked(text: str) -> str:
    text = _PADDED.sub("", text)
    for pattern in _EMPHASIS:
        text = pattern.sub(r"\1", text)
    return text


def _address(written: str) -> str:
    return html.unescape(written.strip("<>")).replace("\\_", "_").strip()
