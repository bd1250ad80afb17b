"""Boilerplate in a body, which says nothing about the origin of its text: notices, credits, calls to follow."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from articles.parsing.declarations.disclaimers import is_disclaimer
from articles.provenance.lexicons import lexicon, one_of

_WORDS = lexicon("boilerplate")
_LONGEST = 320  # characters; boilerplate is never longer
_ONE_LINE = 160
_ASKS: list[str] = _WORDS["asks"]
_CALLS: list[str] = _WORDS["calls"]
_NOTICES: list[str] = _WORDS["notices"]
_HINTS = [*_ASKS, *_NOTICES, *_WORDS["openings"], "未经"]
_MARK = r"[^\w]{0,4}"
_OPENING = re.compile(_MARK + one_of(_WORDS["openings"]))
_ALLOWED = r"未经.{0,12}?(?:授权|许可|允许|同意|准许)[,\s]?"
_FORBIDS = re.compile(_MARK + _ALLOWED + "(?:请勿|不得|不可|禁止|严禁|谢绝|任何|一律|擅自)")
_CREDIT = re.compile(rf"{_MARK}(?:{one_of(_WORDS['credits'])}[ /|、&]{{0,2}}){{1,3}} ?[:|/](?P<who>.*)")
_MARKS = (":", "|", "/", *_NOTICES)
_STATEMENT = re.compile(rf"{_MARK}{one_of(_WORDS['statements'])} ?:")
_MARKUP = re.compile(r"[a-z-]{2,16}=[\"“”][^\"“”\n<>]{0,300}[\"“”]|(?:[a-z-]{3,24}: ?[a-z0-9.#%() ,-]{1,40};\s*){2,}")
_SPEECH = re.compile(r"[?!;]|[。,].{0,80}[。,]|。.")  # a name or a list of them has no sentences: 记者:您怎么看?
_SENTENCE = re.compile(r"[^。!?]+[。!?]*[”\"’)\]]{0,2}")


def boilerplate(folded: str, notices: Collection[str] = ()) -> Iterator[tuple[int, int]]:
    """Yield the spans of boilerplate in a folded text: whole lines, and sentences of other lines. Linear.

    `notices` are wordings, folded and stripped, that the page itself marks as not part of the article.
    """
    lowered = folded.lower()
    if '="' in lowered or "px;" in lowered:  # what a page lost of its own tags
        yield from (found.span() for found in _MARKUP.finditer(lowered) if len(lowered) == len(folded))
    hints = [hint for hint in _HINTS if hint in lowered]  # usually none; then no sentence needs a check
    start = 0
    for line in folded.split("\n"):
        words = line.strip()
        if words in notices or _is_boilerplate_line(words.lower()):
            yield start, start + len(line)
        elif any(hint in line.lower() for hint in hints):
            # A copy that puts everything into one paragraph contains them too.
            yield from ((start + begin, start + end) for begin, end in _boilerplate_sentences(line))
        start += len(line) + 1


def _is_boilerplate_line(line: str) -> bool:
    """Whether a line starts with a notice or statement, or only lists names of people and sources."""
    if len(line) > _LONGEST or not any(mark in line for mark in _MARKS):
        return False
    first = _SENTENCE.match(line)
    if first is not None and _is_notice(first.group()):
        return True
    if len(line) > _ONE_LINE:
        return False
    if _STATEMENT.match(line):
        return True
    credit = _CREDIT.match(line)
    return credit is not None and len(line) <= 80 and not _SPEECH.search(credit["who"])


def _boilerplate_sentences(line: str) -> Iterator[tuple[int, int]]:
    for sentence in _SENTENCE.finditer(line):
        if _is_boilerplate_sentence(sentence.group().strip().lower()):
            yield sentence.span()


def _is_boilerplate_sentence(words: str) -> bool:
    if _is_notice(words):
        return True
    if len(words) > _ONE_LINE:
        return False
    if (len(words) <= 40 and _OPENING.match(words)) or _FORBIDS.match(words):
        return True
    asks = [ask for ask in _ASKS if ask in words]
    if len(asks) < 2:
        return False
    # A call to follow addresses the reader or consists of little else; a sentence about followers is no call.
    share = sum(map(len, asks)) / len(words)
    return share >= 0.4 or (share >= 0.1 and any(call in words for call in _CALLS))


def _is_notice(words: str) -> bool:
    return len(words) <= _LONGEST and any(word in words for word in _NOTICES) and is_disclaimer(words)
