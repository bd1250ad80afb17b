"""Separate a body from what stands around it: declarations, disclaimers, credits, page furniture.

One function for all forms of input: pages, text copies, Markdown, submitted fields. A declaration in the author's own
words stays in the body. A wording of the platform's menu, which the platform prints below the article, does not; nor
do the platform's own notices and its editors.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from articles.parsing.declarations.credits import is_editorial, read_credits
from articles.parsing.declarations.disclaimers import Part, cut, read_disclaimers
from articles.parsing.declarations.notices import declares, is_menu_declaration
from articles.parsing.declarations.pagination import is_button, is_page_number, is_pagination, partial_page
from articles.parsing.extracted import ExtractedCredit, ExtractedDisclaimer
from articles.parsing.furniture import furniture_warnings
from articles.parsing.menus import Menu
from articles.text.page_folding import fold_page

_MOST_NOTICES, _MOST_CUT = 60, 200  # paragraphs at the end, and in all, that are looked at for notices
_HEAD, _TAIL = 2, 6  # paragraphs at both ends in which the platform may speak without a label
_LABELLED = re.compile(r"^[(\[]?[^\s:。,]{0,8}(?:声明|提示|提醒|说明)\s?[:\])|]|^(?:Notice|Disclaimer):", re.IGNORECASE)


_SIGN = r"[-—–=*·•~#\s(（\[【)）\]】|/.。]"
_MARK = re.compile(
    rf"{_SIGN}{{0,8}}(?:the\s?end|end|全文完|正文完|本文完|文章完){_SIGN}{{0,8}}|{_SIGN}{{1,8}}完{_SIGN}{{1,8}}",
    re.IGNORECASE,
)
_LONGEST_MARK, _MOST_BELOW_MARK = 24, 10
_ABOVE = re.compile(r"[(\[]?(?:作品|作者|创作者?|内容|笔记|视频|博主)(?:声明|申明)[)\]]?\s?[:|]")


@dataclass
class Separated:
    """The parts of an article's text, each in the order of the page."""

    body: list[str] = field(default_factory=list)
    declarations: list[str] = field(default_factory=list)
    disclaimers: list[str] = field(default_factory=list)
    credits: list[ExtractedCredit] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    cut: int = 0  # paragraphs looked at for notices

    def read_disclaimers(self) -> tuple[ExtractedDisclaimer, ...]:
        """Read the disclaimers' codes: one per code, with the same text."""
        return tuple(one for text in dict.fromkeys(self.disclaimers) for one in read_disclaimers(text))


def separate(
    body: Sequence[str],
    after: Iterable[str] = (),
    *,
    declarations: Iterable[str] = (),
    disclaimers: Iterable[str] = (),
    menu: Menu = (),
    quoted: Collection[str] = (),
    captions: Collection[str] = (),
) -> Separated:
    """Separate the paragraphs of a body, and what the page prints beside it (`declarations`, `disclaimers`).

    `after`: paragraphs after the reference list. `quoted`: paragraphs in quotations, `captions`: those under pictures;
    both stay as they are.
    """
    parts = Separated()
    kept = _without_pagination(list(body), parts)
    count = len(kept)
    while len(kept) > 1 and kept[0] not in quoted and _is_printed_above(kept[0], menu):
        parts.declarations.append(kept.pop(0))
    kept = _without_end_mark(kept, parts)
    ends_at = _end(kept, menu, quoted)
    for index, paragraph in enumerate(kept):
        is_near_end = index >= ends_at or index < _HEAD or index >= count - _TAIL
        if paragraph in captions or (paragraph in quoted and index < ends_at):
            parts.body.append(paragraph)
        else:
            _sort(paragraph, parts, menu, is_after=index >= ends_at, may_be_bare=is_near_end)
    for paragraph in _without_pagination(list(after), parts):
        if declares(paragraph, menu) and not _is_notice(paragraph):
            parts.declarations.append(paragraph)
        else:
            _sort(paragraph, parts, menu, is_after=True, may_be_bare=True)
    for text in declarations:
        _sort_declaration(text, parts)
    for text in disclaimers:
        _sort_disclaimer(text, parts)
    return parts


def _sort(paragraph: str, parts: Separated, menu: Menu, *, is_after: bool, may_be_bare: bool) -> None:
    """Put one paragraph where it belongs. Only a notice under a label counts in mid-text."""
    named = read_credits(paragraph)
    if named and (is_after or may_be_bare):
        parts.credits += named
        if is_after and is_editorial(paragraph) and not declares(paragraph, menu):
            return
    elif is_after and is_menu_declaration(paragraph, menu) and not _is_notice(paragraph):
        parts.declarations.append(paragraph)
        return
    elif is_after and is_button(paragraph):
        return
    elif may_be_bare or _LABELLED.match(fold_page(paragraph[:40])):
        rest = _cut_notices(paragraph, parts, is_end=is_after or may_be_bare)
        if not rest:
            return
        if is_after and rest != paragraph and is_menu_declaration(rest, menu):
            parts.declarations.append(rest)
            return
        paragraph = rest
    parts.body.append(paragraph)


def _cut_notices(paragraph: str, parts: Separated, *, is_end: bool) -> str:
    """Move the platform's sentences out of a paragraph; return the rest, which may be empty."""
    parts.cut += 1
    if parts.cut > _MOST_CUT:
        return paragraph
    pieces = cut(paragraph)
    notices = [piece for piece in pieces if piece.part in (Part.NOTICE, Part.BOTH)]
    others = [piece for piece in pieces if piece.part is not Part.NOTICE]
    if not notices or (others and not is_end):
        return paragraph
    parts.disclaimers += [piece.text for piece in notices]
    if len(others) == len(pieces):
        return paragraph
    return " ".join(piece.text for piece in others)


def _sort_declaration(text: str, parts: Separated) -> None:
    named = read_credits(text)
    if named and not declares(text):
        parts.credits += named
        return
    rest = _cut_notices(text, parts, is_end=True)
    if rest:
        parts.declarations.append(rest)


def is_none(text: str) -> bool:
    """Whether a text that is given as a disclaimer is none: a credit, page numbers, a button."""
    return bool(read_credits(text)) or is_pagination(text) or is_button(text)


def _sort_disclaimer(text: str, parts: Separated) -> None:
    named = read_credits(text)
    if named:
        parts.credits += named
    elif is_pagination(text):
        parts.warnings += filter(None, (partial_page([text]),))
    elif not is_button(text):
        parts.disclaimers.append(text)


def _end(body: list[str], menu: Menu, quoted: Collection[str]) -> int:
    """Find where notices, menu declarations and editors end a body, counted from its last paragraph."""
    end = len(body)
    while (
        end > len(body) - _MOST_NOTICES
        and end
        and (
            is_editorial(body[end - 1])
            or is_button(body[end - 1])
            or is_menu_declaration(body[end - 1], menu)
            or _is_notice(body[end - 1])
        )
    ):
        end -= 1
    if end == len(body) and end and _has_notice(body[-1]):
        end -= 1
    return end


def _without_end_mark(body: list[str], parts: Separated) -> list[str]:
    """Take out the mark that ends a text (-END-), with the credits below it."""
    first = max(1, len(body) - _MOST_BELOW_MARK)
    mark = next(
        (at for at in range(first, len(body)) if len(body[at]) <= _LONGEST_MARK and _MARK.fullmatch(body[at])), None
    )
    if mark is None:
        return body
    parts.warnings += furniture_warnings(body[mark : mark + 1])
    kept = body[:mark]
    for line in body[mark + 1 :]:
        named = read_credits(line)
        if named and not declares(line):
            parts.credits += named
        else:
            kept.append(line)
    return kept


def _is_printed_above(text: str, menu: Menu) -> bool:
    """Whether a first paragraph is the declaration from a menu that some platforms print above the text."""
    return _ABOVE.match(fold_page(text[:12])) is not None and is_menu_declaration(text, menu) and not _is_notice(text)


def _is_notice(text: str) -> bool:
    return all(piece.part is Part.NOTICE for piece in cut(text))


def _has_notice(text: str) -> bool:
    return any(piece.part is Part.NOTICE for piece in cut(text))


def _without_pagination(lines: list[str], parts: Separated) -> list[str]:
    """Drop the lines that lead to other pages, with a warning when there are some."""
    places = [index for index, line in enumerate(lines) if is_pagination(line)]
    if not places:
        return lines
    dropped = set(places)
    for place in places:
        for step in (-1, 1):
            at = place + step
            while 0 <= at < len(lines) and abs(at - place) <= 5 and is_page_number(lines[at]):
                dropped.add(at)
                at += step
    warning = partial_page([lines[index] for index in sorted(dropped)])
    if warning:
        parts.warnings.append(warning)
    return [line for index, line in enumerate(lines) if index not in dropped]
