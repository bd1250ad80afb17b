"""Find what a chatbot says about itself or to its user, left in a text.

A phrase about itself (作为一个AI语言模型) counts anywhere. A line to its user (这是为您准备的新闻初稿) counts at the
head or the end of the text or of a section, and beside a word of the product. A quoted phrase is a mention.
"""

from __future__ import annotations

import re
from itertools import islice

from articles.provenance.lexicons import lexicon, one_of
from articles.text.prose_folding import fold_prose

_MOST = 20
_LONGEST_LINE = 120
_QUOTE_REACH = 200  # characters before a phrase in which its quotation may begin
_WORDS = lexicon("ai_traces")
_TRACE = re.compile(one_of(_WORDS["traces"]))
_ADDRESS = re.compile(one_of(_WORDS["addresses"]))
_PRODUCT = re.compile(one_of(_WORDS["products"]))
_OPENING = re.compile(rf"^(?:{one_of(_WORDS['openings'])})[,!。:~ ]{{0,2}}")
_OFFER = re.compile(one_of(_WORDS["offers"]))
_CHANGE = re.compile(one_of(_WORDS["changes"]))
_OF_PEOPLE = re.compile(one_of(_WORDS["people"]))
_SAID_WITHIN = re.compile(r"(?:[^,:。!]{1,6}(?<!听)(?:说|问)[,:])")
_HEADING = re.compile(r"^(?:#{1,6} |[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]{1,3}[章节部分])")
_SAID = re.compile(r"(?:说|道|称|回答|回复|答复|回应|写着|显示|弹出)(?:道|说)?[:,]$")  # 机器人回答说:
_ENDS_OF_TEXT = 2  # paragraphs at the head and the end of a text


def find_traces(text: str) -> list[tuple[int, int]]:
    """Return the spans of a chatbot's own words, in the order of the text; at most 20."""
    folded = fold_prose(text).lower()
    found = {match.span() for match in islice(_TRACE.finditer(folded), _MOST) if not _is_quoted(folded, match.start())}
    found.update(_of_lines(folded))
    return sorted(found)[:_MOST]


def _of_lines(folded: str) -> list[tuple[int, int]]:
    lines = folded.split("\n")
    starts, at = [], 0
    for line in lines:
        starts.append(at)
        at += len(line) + 1
    found = []
    for place, line in enumerate(lines):
        if not 6 <= len(line) <= _LONGEST_LINE or not _is_at_an_end(lines, place):
            continue
        if _is_to_the_user(line.strip()) and not _is_quoted(line, len(line) - len(line.lstrip())):
            found.append((starts[place], starts[place] + len(line)))
    return found


def _is_to_the_user(line: str) -> bool:
    """Whether a line hands a product over or offers to change it: both an address, and a word of the product."""
    if "“" in line or '"' in line or _OF_PEOPLE.search(line) or _SAID_WITHIN.search(line):
        return False
    if _OFFER.search(line) and _CHANGE.search(line):
        return True
    return bool(_OPENING.match(line) and _ADDRESS.search(line) and _PRODUCT.search(line))


def _is_at_an_end(lines: list[str], place: int) -> bool:
    if place < _ENDS_OF_TEXT or place >= len(lines) - _ENDS_OF_TEXT:
        return True
    return bool(_HEADING.match(lines[place - 1]) or _HEADING.match(lines[place + 1]))


def _is_quoted(folded: str, start: int) -> bool:
    line = folded[max(folded.rfind("\n", 0, start) + 1, start - _QUOTE_REACH) : start]
    is_open = any(line.count(left) > line.count(right) for left, right in ("“”", "‘’", "《》", "「」", "『』"))
    return is_open or line.count('"') % 2 == 1 or _SAID.search(line) is not None
