"""The last lines of a copy: labels, bylines, topics and buttons below the text."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from articles.parsing.copies.fields import Head, address_in
from articles.parsing.copies.labels import labelled
from articles.parsing.copies.lines import is_value, tail_byline
from articles.parsing.furniture import Furniture

_MOST_TAIL = 15
_COUNT = re.compile(r"\d[\d.,]{0,8}\s?[万wk]?\+?", re.IGNORECASE)
_FEWEST_COUNTS = 3
_EXPORTED = re.compile(
    r"(?:本文|本文档|该文|文章|内容)?由.{1,40}(?:导出|转码|剪藏|抓取|下载|采集|归档).{0,10}|"
    r"(?:saved|clipped|exported|archived|captured) (?:from|with|by|via|on) .{3,120}",
    re.IGNORECASE,
)


def read_below_tail(head: Head, lines: list[str], furniture: Furniture, keep: Sequence[str]) -> list[str]:
    """Take buttons and bylines off the end of a body; lines in `keep` (notices) stay where they stand among them."""
    body = _without_labels(head, lines)
    counts = _counts(body, furniture)
    topics = _topics(body, furniture, keep, counts)
    index = len(body) - 1
    while index > 0 and len(body) - index <= _MOST_TAIL + len(lines) - len(body):
        line = body[index]
        byline = tail_byline(line)
        if byline is not None:
            head.add_byline(byline)
            head.add_place(line)
            del body[index]
        elif (found := labelled(line)) and found[0] in ("address", "clipped", "place") and is_value(*found):
            head.add(*found)
            del body[index]
        elif _EXPORTED.fullmatch(line):
            head.add("clipped", line)
            head.left_out.append(body.pop(index))
        elif furniture.is_edge(line) or index in counts or (index in topics and line not in keep):
            head.left_out.append(body.pop(index))
        elif line not in keep:
            break
        index -= 1
    return body


def _counts(body: Sequence[str], furniture: Furniture) -> frozenset[int]:
    """The places of counts that stand alone on lines at a copy's end (likes, coins) and of topics above them.

    Three in a row, or two above a button: two numbers below a text may belong to it.
    """
    found: set[int] = set()
    end = len(body)
    while end > 1 and furniture.is_edge(body[end - 1]) and not _COUNT.fullmatch(body[end - 1]):
        end -= 1
    start = end
    while start > max(1, end - _MOST_TAIL) and (
        _COUNT.fullmatch(body[start - 1]) or furniture.is_edge(body[start - 1])
    ):
        start -= 1
    counts = sum(_COUNT.fullmatch(line) is not None for line in body[start:end])
    if counts < _FEWEST_COUNTS - (end < len(body)):
        return frozenset()
    found.update(range(start, end))
    first = start
    while first > 1 and _is_topic(body[first - 1]) and start - first < _MOST_TAIL:
        first -= 1
    if start - first > 1 or (start > first and body[first].startswith(("#", "＃"))):
        found.update(range(first, start))
    return frozenset(found)


def _topics(body: Sequence[str], furniture: Furniture, keep: Sequence[str], counts: Collection[int]) -> range:
    """The places of the topics that stand among the last buttons and bylines of a copy, and of nothing else."""
    end, anchor = len(body), len(body)
    for at in range(end - 1, max(end - 1 - _MOST_TAIL, 0), -1):
        if furniture.is_edge(body[at]) or at in counts or tail_byline(body[at]) is not None:
            anchor = at
        elif body[at] not in keep and not _is_topic(body[at]):
            break
    return range(anchor, end)


def _is_topic(line: str) -> bool:
    words = line.replace("#", " ").split()
    return 0 < len(words) <= 8 and all(len(word) <= 10 and word.isalnum() and "页" not in word for word in words)


def _without_labels(head: Head, lines: Sequence[str]) -> list[str]:
    """Take the labels off the end of a body, when one holds the article's address, or its time."""
    start = len(lines)
    while (
        start > max(1, len(lines) - _MOST_TAIL)
        and (found := labelled(lines[start - 1]))
        and found[0] != "other"
        and is_value(*found)
    ):
        start -= 1
    below = [found for line in lines[start:] if (found := labelled(line))]
    has_address = any(kind in ("address", "outlet") and address_in(value) for kind, value in below)
    if not has_address and not (len(below) > 1 and any(kind == "time" for kind, _ in below)):
        return list(lines)
    for kind, value in below:
        head.add(kind, value)
    return list(lines[:start])
