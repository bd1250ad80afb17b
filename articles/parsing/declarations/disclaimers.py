"""Read platforms' disclaimers by wording: the sentences in which the platform speaks, their codes and language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from articles.parsing.declarations.mentions import is_told, unquoted
from articles.parsing.declarations.notices import Passage, find_flags
from articles.parsing.declarations.speakers import CONTACT, LABEL, platform_codes
from articles.parsing.extracted import ExtractedDisclaimer
from articles.parsing.language import detect_language
from articles.parsing.normal_form import normalize
from articles.text.page_folding import fold_page

_ORDER = ("storage_only", "investment_risk", "views_not_platform", "copyright")
_LONGEST = 900
"""Characters of the longest paragraph that is looked at; notices of whole pages are not longer."""
_ENDS = re.compile(
    r"(?<=[。!?;])(?![”\"'）)])|(?<=[a-z]\.) (?=[A-Z])|(?<=\n)"
    r"|(?<=[\s，,。)）])(?=(?:特别|免责|平台|版权|风险|郑重|本网|本站)(?:声明|提示|提醒)\s?[:：])|(?=Notice: )"
)
# What a notice goes on with, and what says nothing by itself.
_GOES_ON = re.compile(
    r"^(?:如|若|倘|凡|请|转载|内容|文中|文章|图片|其|对此|对|读者|投资者?|据此|仅供|未经|"
    r"特此|同时|以上|本文|任何|一切|相关|联系|邮箱|"
    r"电话|申请|举报|此文|版权|原文|所有|该|并|且|谢谢|敬请|欢迎|特别|声明|望|与|In|If|Ple"
    r"ase|For|All|The|It|This|Any)"
)
_WEAK = frozenset(("verify_caution", "infringement_contact"))
_WEAK_ONLY = _WEAK | {"personal_opinion"}
_AUTHORS_LABEL = re.compile(r"(?:作者|创作|作品|内容|原创)")


class Part(Enum):
    """Whose a piece of a paragraph is."""

    NOTICE = "notice"
    BOTH = "both"  # the author's words that warn of risks as well: 仅代表个人观点,不构成投资建议
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of sentences of one speaker, stripped."""

    part: Part
    text: str


def classify_disclaimer(text: str) -> str:
    """Return the main disclaimer code of a wording that the page marks as the platform's; `other` when none fits."""
    return classify(text)[0]


def classify(text: str) -> tuple[str, ...]:
    """Return all disclaimer codes of a wording of the platform, in the vocabulary's order; ("other",) without any."""
    found = {code for sentence in sentences(text) for code in platform_codes(sentence)} | set(platform_codes(text))
    said = tuple(code for code in _ORDER if code in found)
    return said or (("copyright",) if CONTACT in found else ("other",))


def read_disclaimer(text: str) -> ExtractedDisclaimer:
    """Read the main code and the language of a wording that the page marks as the platform's."""
    return read_disclaimers(text)[0]


def read_disclaimers(text: str) -> tuple[ExtractedDisclaimer, ...]:
    """Read a wording that is the platform's: one disclaimer per code, with the same text. Language may be `other`."""
    language = detect_language(text) or "other"
    return tuple(ExtractedDisclaimer(code, language, text) for code in classify(text))


def is_disclaimer(text: str) -> bool:
    """Whether a paragraph is a platform's notice as a whole."""
    return all(piece.part is Part.NOTICE for piece in cut(text))


def cut(text: str) -> list[Piece]:
    """Cut a paragraph between its speakers; a paragraph of one speaker is one piece. Long ones are text."""
    if len(text) > _LONGEST or not _MAY_BE.search(fold_page(text).lower()):
        return [Piece(Part.TEXT, text)]
    parts: list[tuple[Part, str]] = []
    for sentence in sentences(text):
        parts.append((_part(sentence), sentence))
    return _joined(_smoothed(parts))


def sentences(text: str) -> list[str]:
    """Split a paragraph into sentences, and before the labels of notices; joined they are the paragraph."""
    folded = fold_page(text)
    places = [0, *(found.start() for found in _ENDS.finditer(folded)), len(folded)]
    return [text[start:end] for start, end in pairwise(dict.fromkeys(places)) if text[start:end].strip()]


_MAY_BE = re.compile(
    r"立场|观点|无关|赞同|提供|信息发布|不代表|作者|本人|风险|谨慎|建议|操作|版权|著作权|知识产权|转载|证实|核实|"
    r"真实性|依据|中立|存储|储存|侵权|侵犯|侵害|入市|责任|文责|自负|自担|证券|opinion|view"
    r"|storage|copyright|advice|rights reserved|investment|©",
)


def _part(sentence: str) -> Part:
    text = unquoted(normalize(sentence).text)
    codes = platform_codes(text)
    if not codes or is_told(text):
        return Part.TEXT
    return Part.BOTH if codes == ("investment_risk",) and not _declared(sentence) <= _WEAK else Part.NOTICE


def _smoothed(parts: list[tuple[Part, str]]) -> list[tuple[Part, str]]:
    """Give a notice the sentences with which it goes on: what a reader should do, whom to write to."""
    if not any(part is Part.NOTICE for part, _ in parts):
        return parts
    smoothed = list(parts)
    for index, (part, sentence) in enumerate(parts):
        if part is Part.NOTICE:
            continue
        after = index > 0 and smoothed[index - 1][0] is Part.NOTICE
        before = index + 1 < len(parts) and parts[index + 1][0] is Part.NOTICE
        text = normalize(sentence).text.strip()
        belongs = (after and _GOES_ON.match(text)) or (before and LABEL.match(text) and not _AUTHORS_LABEL.match(text))
        if belongs and not _declares(sentence):
            smoothed[index] = (Part.NOTICE, sentence)
    return smoothed


def _declares(sentence: str) -> bool:
    """Whether a sentence beside a notice declares something that only an author would."""
    return not _declared(sentence) <= _WEAK_ONLY


def _declared(sentence: str) -> set[str]:
    return {code for flag in find_flags([Passage(sentence, "tail")]) for code in (flag.code, *flag.also)}


def _joined(parts: list[tuple[Part, str]]) -> list[Piece]:
    pieces: list[tuple[Part, str]] = []
    for part, sentence in parts:
        if pieces and pieces[-1][0] is part:
            pieces[-1] = (part, pieces[-1][1] + sentence)
        else:
            pieces.append((part, sentence))
    return [Piece(part, text.strip()) for part, text in pieces if text.strip()]
