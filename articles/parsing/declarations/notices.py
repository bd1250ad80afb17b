"""Find provenance declarations in an article's paragraphs: the author's statements about its origin.

One declaration (a sentence, or a remark in brackets) yields one flag. A quoted or reported wording is a mention, not
a declaration.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from articles.parsing.declarations.wordings import MENU, PREFILTER, REPORTED_AFTER, REPORTED_BEFORE, RULES, WEAK
from articles.parsing.extracted import ExtractedFlag
from articles.parsing.menus import Menu, find_entry
from articles.text.page_folding import fold_page

_SENTENCE_END = re.compile(r"[。!?;\n]|\.(?=\D|$)")
_CLAUSE_END = re.compile(r"[,;:。!?\n]")
_LONGEST_BRACKET = 80
_LONGEST_SENTENCE = 120
_WINDOW = 400  # characters read around a match; a longer sentence is no declaration
_MOST_HITS = 50  # hits per rule and paragraph, so that a text full of declarations costs no more than a long one
_MOST_PASSAGES = 2_000


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of text that may declare something; `start` is its offset in the article's text, None if not in it."""

    text: str
    location: str  # head, body, tail, caption, element
    start: int | None = None


def find_flags(passages: Iterable[Passage], menu: Menu = ()) -> tuple[ExtractedFlag, ...]:
    """Find the declarations of the passages in order, with spans; duplicates (same codes and wording) are dropped.

    A passage that equals an option of the platform's `menu` has the option's codes; all others are free text.
    """
    flags: dict[tuple[str, tuple[str, ...], str], ExtractedFlag] = {}
    suspects = (one for one in passages if find_entry(one.text, menu) or PREFILTER.search(fold_page(one.text)))
    for passage in islice(suspects, _MOST_PASSAGES):
        for flag in _flags_of(passage, menu):
            flags.setdefault((flag.code, flag.also, flag.text), flag)
    return tuple(flags.values())


def declares(text: str, menu: Menu = ()) -> bool:
    """Whether `text` as a whole is one declaration, as platforms print them below an article."""
    return any(flag.text == text.strip() for flag in _flags_of(Passage(text, "tail"), menu))


def is_menu_declaration(text: str, menu: Menu = ()) -> bool:
    """Whether `text` is a declaration the author chose from the platform's menu: 声明:取材网络,谨慎辨别."""
    if find_entry(text, menu, labelled=True):
        return True
    return len(text) <= 60 and bool(MENU.match(fold_page(text.strip()))) and declares(text)


def _flags_of(passage: Passage, menu: Menu) -> list[ExtractedFlag]:
    entry = find_entry(passage.text, menu)
    if entry:
        text = passage.text
        start = len(text) - len(text.lstrip())
        return [_flag(passage, (start, start + len(text.strip())), list(entry.codes))]
    folded = fold_page(passage.text)
    units: dict[tuple[int, int], list[tuple[int, str]]] = {}
    for rule in RULES:
        for match in islice(rule.pattern.finditer(folded), _MOST_HITS):
            unit = _unit(folded, match.start(), match.end())
            if unit[1] - unit[0] > rule.longest or _is_mention(folded, match.start(), match.end()):
                continue
            code = _image_or_text(match.group()) if rule.code == "web_sourced" else rule.code
            units.setdefault(unit, []).append((match.start(), code))
    return [_free_flag(passage, folded, unit, hits) for unit, hits in sorted(units.items())]


def _free_flag(passage: Passage, folded: str, unit: tuple[int, int], hits: list[tuple[int, str]]) -> ExtractedFlag:
    hits.sort(key=lambda hit: (hit[1] in WEAK, hit[0]))
    codes = list(dict.fromkeys(code for _, code in hits))
    if "ai_suspected" in codes and "ai_generated" in codes:
        codes.remove("ai_generated")  # 疑似AI生成 is a weaker statement of the platform and replaces it
    is_short = unit[1] - unit[0] <= _LONGEST_SENTENCE
    return _flag(passage, unit if is_short else _clause(folded, min(at for at, _ in hits)), codes)


def _flag(passage: Passage, span: tuple[int, int], codes: list[str]) -> ExtractedFlag:
    start, end = span
    shift = passage.start
    return ExtractedFlag(
        code=codes[0],
        text=passage.text[start:end],
        location=passage.location,
        also=tuple(codes[1:]),
        start=None if shift is None else shift + start,
        end=None if shift is None else shift + end,
        declared_by="platform" if codes[0] == "ai_suspected" else "author",
    )


def _image_or_text(wording: str) -> str:
    about_image = re.search("图|照片|封面", wording) and not re.search("图文|内容|文字|素材|资料|信息|故事", wording)
    return "image_web_sourced" if about_image else "web_sourced"


def _unit(folded: str, start: int, end: int) -> tuple[int, int]:
    """Return the span of short brackets around a match, else of its sentence with the final mark."""
    opening = folded.rfind("(", max(0, start - _LONGEST_BRACKET), start + 1)
    if opening >= 0:
        closing = folded.find(")", opening, opening + _LONGEST_BRACKET)
        if closing >= end - 1:
            return opening, closing + 1
    return _between(folded, start, end, _SENTENCE_END, include_mark=True)


def _clause(folded: str, at: int) -> tuple[int, int]:
    return _between(folded, at, at + 1, _CLAUSE_END, include_mark=False)


def _between(folded: str, start: int, end: int, mark: re.Pattern[str], *, include_mark: bool) -> tuple[int, int]:
    left = max(0, start - _WINDOW)
    first = left
    for found in mark.finditer(folded, left, start):
        first = found.end()
    after = mark.search(folded, end, end + _WINDOW)
    last = min(len(folded), end + _WINDOW) if after is None else (after.end() if include_mark else after.start())
    while first < last and folded[first].isspace():
        first += 1
    while last > first and folded[last - 1].isspace():
        last -= 1
    return first, last


def _is_mention(folded: str, start: int, end: int) -> bool:
    before = folded[max(0, start - 200) : start]
    if REPORTED_BEFORE.search(before[-20:]) or REPORTED_AFTER.match(folded[end : end + 10]):
        return True
    quoted = before.count("“") > before.count("”") or before.count('"') % 2 == 1
    whole = fold_page(folded.strip(' “”"'))
    return quoted and not (start <= 1 and len(whole) <= end + 1)
