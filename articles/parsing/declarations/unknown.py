"""Lines under a label of declarations (声明：…, 作者声明：…) whose statement no rule and no menu knows."""

from __future__ import annotations

import re

from articles.parsing.extracted import ExtractedArticle, ExtractedFlag
from articles.parsing.normal_form import normalize

_LABEL = re.compile(
    r"^[(\[【]?(?:(?:作者|创作者|创作|作品|内容|视频|图文|文章|本文|发布|信息|AI|原创)?声明)[)\]】]?[:|/](?=.)",
    re.IGNORECASE,
)
_LONGEST, _SHORTEST = 80, 2  # characters of a statement
_HEAD, _TAIL = 2, 6  # paragraphs in which authors declare
_MOST = 5


def unknown_declarations(article: ExtractedArticle) -> tuple[str, ...]:
    """List the declaration lines that yielded no flag, in the order of the text."""
    body = article.body
    ends = [text for index, text in enumerate(body) if index < _HEAD or index >= len(body) - _TAIL]
    known = {flag.text.strip() for flag in article.provenance_flags}
    lines = dict.fromkeys((*ends, *article.declarations))
    found = (line for line in lines if statement_of(line) and not any(text in line for text in known))
    return tuple(found)[:_MOST]


def statement_of(line: str) -> str:
    """Return what a line under a label states, in normal form; "" for any other line, and for prose."""
    if len(line) > 2 * _LONGEST:
        return ""
    text = normalize(line).text.strip()
    label = _LABEL.match(text)
    statement = text[label.end() :].strip(" 。)]】") if label else ""
    is_prose = statement.count("。") > 0 or len(statement) > _LONGEST
    return statement if len(statement) >= _SHORTEST and not is_prose else ""


def understood(article: ExtractedArticle, meanings: dict[str, tuple[str, ...]]) -> tuple[ExtractedFlag, ...]:
    """Return the flags of lines whose meaning is known: `meanings` holds the codes per line, the main one first."""
    flags = []
    for line, codes in meanings.items():
        start = article.text.find(line)
        if not codes or start < 0:
            continue
        location = "tail" if line in article.body[-_TAIL:] else "head" if line in article.body else "element"
        flags.append(ExtractedFlag(codes[0], line, location, codes[1:], start, start + len(line)))
    return tuple(flags)
