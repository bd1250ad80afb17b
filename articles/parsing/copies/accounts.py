"""Whose copy it is, where platforms print the account without a label: above, below or beside its buttons."""

from __future__ import annotations

import re
from collections.abc import Sequence

from articles.parsing.byline import read_byline
from articles.parsing.copies.fields import place_in
from articles.parsing.copies.lines import DEVICE, NAME, plain_byline, tail_byline
from articles.parsing.furniture import Furniture
from articles.text.page_folding import fold_page

_MOST_TAIL = 15
_LONGEST_NAME = 16
_DAY = re.compile(r"(?:编辑于\s)?(?:(?:19|20)\d{2}-)?\d{1,2}-\d{1,2}(?:\s(?P<place>[\u4e00-\u9fff]{2,5}))?")
_MOST_TAGLINE, _FEWEST_OF_PROSE = 60, 20
FOLLOW = re.compile(
    r"[+＋]?\s?(?:关注|已关注|订阅|关注ta|关注他|关注她|私信|follow)|.{0,24}人赞同了该(?:文章|回答)",
    re.IGNORECASE,
)
POSTED = re.compile(r"(?:\d{2,4}[-年])?\d{1,2}[-月]\d{1,2}|刚刚|今天|昨天|\d{1,2}\s?(?:秒|分钟|小时|天)前")
_AGREED = re.compile(
    r"[▲△]?\s?(?:已?赞同|同意)\s?\d[\d.,]{0,8}\s?[万k]?|\d{1,6}\s?人赞同了该(?:回答|文章)", re.IGNORECASE
)
_OWN_COUNT = re.compile(r"\d[\d.,]{0,9}[千万亿]?\+?\s?(?:文章|总阅读|粉丝|获赞|关注者|作品)")
_HEADING = re.compile(
    r"^(?:[一二三四五六七八九十\d]{1,3}[、.．]|第.章|前言|引言|导[语言读]|背景|概述|摘要|目录|正文|写在前面|问题|结论|总结)"
)


def lines_of_writer(lines: Sequence[str], *, is_known: bool) -> int:
    """Count the lines of the name, perhaps with a tagline, with which an answer begins in Zhihu's order: 0, 1 or 2.

    The answer ends with when it was published. `is_known`: it is from Zhihu; else its button to agree must stand there.
    """
    if len(lines) < 4 or not NAME.fullmatch(lines[0]) or _HEADING.search(lines[0]):
        return 0
    tail = lines[-_MOST_TAIL:]
    if not any(tail_byline(line) is not None for line in tail):
        return 0
    if not is_known and not any(_AGREED.fullmatch(line) for line in tail):
        return 0
    if len(lines[1]) >= _FEWEST_OF_PROSE:
        return 1
    is_tagline = (
        len(lines[2]) >= _FEWEST_OF_PROSE and lines[1][-1:] not in "。！？：；" and len(lines[1]) <= _MOST_TAGLINE
    )
    return 2 if is_tagline else 0


def is_dated(lines: Sequence[str], index: int) -> bool:
    """Whether a line begins with a date or an age, as below the name on a post."""
    return index < len(lines) and POSTED.match(fold_page(lines[index]).strip()) is not None


def is_account(lines: Sequence[str], index: int, furniture: Furniture) -> bool:
    """Whether a line is a name over the button to follow it; a badge may stand between them."""
    if index + 1 >= len(lines) or not NAME.fullmatch(lines[index]) or furniture.is_edge(lines[index]):
        return False
    if _OWN_COUNT.fullmatch(lines[index + 1]):  # its articles and readers, as on the card of an account
        return True
    below = [line.strip("\u200b ") for line in lines[index + 1 : index + 3]]
    if len(below) > 1 and not FOLLOW.fullmatch(below[0]) and not furniture.is_edge(below[0]):
        return False
    return any(FOLLOW.fullmatch(line) for line in below) and not FOLLOW.fullmatch(lines[index])


def account_twice(lines: Sequence[str], index: int, furniture: Furniture) -> int:
    """Count the lines of a name that is printed twice, for the picture and the text, with its tagline and button."""
    if index + 2 >= len(lines) or lines[index] != lines[index + 1] or not NAME.fullmatch(lines[index]):
        return 0
    if furniture.is_edge(lines[index]):
        return 0
    is_tagline = (
        index + 3 < len(lines) and FOLLOW.fullmatch(lines[index + 3]) and len(lines[index + 2]) <= _MOST_TAGLINE
    )
    return 4 if is_tagline else 2


def is_sent_by_device(lines: Sequence[str]) -> bool:
    """Whether a copy begins as Weibo prints a post: a name, the time, and the device that sent it."""
    if len(lines) < 3 or not NAME.fullmatch(lines[0]) or not POSTED.match(fold_page(lines[1])):
        return False
    return any(re.search(r"(?:^|\s)来自\s", line) and DEVICE.search(fold_page(line)) for line in lines[1:3])


def is_account_over_tagline(lines: Sequence[str], index: int) -> bool:
    """Whether a line is a name over its owner's words about himself, over the button to follow it."""
    if index + 2 >= len(lines) or not NAME.fullmatch(lines[index]) or len(lines[index + 1]) > _MOST_TAGLINE:
        return False
    tagline = lines[index + 1]
    if POSTED.search(fold_page(tagline)) or tagline[-1:] in "。！？" or read_byline(plain_byline(tagline)) is not None:
        return False
    return FOLLOW.fullmatch(lines[index + 2]) is not None


def is_named_over_time(lines: Sequence[str]) -> bool:
    """Whether a copy begins with a name over a time that names nobody, over prose: a post without a headline."""
    if len(lines) < 3 or not NAME.fullmatch(lines[0]) or not is_dated(lines, 1) or len(lines[2]) < _FEWEST_OF_PROSE:
        return False
    byline = read_byline(plain_byline(lines[1]))
    return byline is not None and byline.source is None and not byline.names


def is_over_day(lines: Sequence[str], index: int) -> bool:
    """Whether a line is a name over nothing but a day and perhaps a place: 06-28 河北."""
    if index + 2 >= len(lines) or not NAME.fullmatch(lines[index]) or len(lines[index]) > _LONGEST_NAME:
        return False
    day = _DAY.fullmatch(fold_page(lines[index + 1]))
    return day is not None and (day["place"] is None or place_in(day["place"]) is not None)
