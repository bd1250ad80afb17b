"""Read bylines: the lines about an article that hold times, names, places, counts and badges, and nothing else.

One reader serves HTML, text and Markdown. The parts may come in any order, on one line or several, with or without
labels. A verb, a full stop or any other text makes a line prose, and then nothing of it is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

from articles.parsing.bylines.line import LONGEST_LINE, Line
from articles.parsing.bylines.parts import Byline, Parts
from articles.parsing.bylines.patterns import KINDS
from articles.text.page_folding import fold_page

__all__ = ["LONGEST_LINE", "Byline", "read_among", "read_byline", "read_head", "split_declaration"]

_MOST_LINES, _MOST_AMONG = 12, 40
_DECLARATION = re.compile(r"(?:作者|创作者?|作品|内容)?[声聲]明 ?[:：|丨]")
_LONGEST_DECLARATION = 80  # characters


def read_byline(text: str, *, year: int | None = None) -> Byline | None:
    """Read a byline of one line or several; None when anything in it is none, or when it names only names.

    `year` completes dates without a year.
    """
    lines = [line for raw in text.splitlines() if (line := raw.strip())]
    if not lines or len(lines) > _MOST_LINES:
        return None
    parts = Parts()
    for line in lines:
        if not Line(line, year, parts).read():
            return None
    return parts.byline() if parts.is_evident else None


def split_declaration(line: str) -> tuple[str, str]:
    """Split a byline from the declaration that is printed behind it: 2025-03-04 09:20作者声明：内容由AI生成.

    The second part is empty where the first one is no byline.
    """
    if len(line) > LONGEST_LINE + _LONGEST_DECLARATION:
        return line, ""
    found = _DECLARATION.search(line)
    if found is None or not found.start() or len(line) - found.start() > _LONGEST_DECLARATION:
        return line, ""
    above = line[: found.start()].strip()
    return (above, line[found.start() :].strip()) if read_byline(above) else (line, "")


def read_head(lines: Iterable[str], *, year: int | None = None) -> tuple[Byline | None, int]:
    """Read the byline at the beginning of `lines`, and tell how many lines it takes: (None, 0) without one.

    Lines of names, badges or buttons alone belong to it while a time or a label stands in another one. Behind a
    line that names somebody, a further name alone is a heading.
    """
    parts, taken, total = Parts(), 0, 0
    for number, line in enumerate(lines, 1):
        if number > _MOST_LINES:
            break
        attempt = parts.copy()
        if not Line(line.strip(), year, attempt).read():
            break
        is_lone_name = len(attempt.names) > len(parts.names) and attempt.evidence == parts.evidence
        if is_lone_name and (parts.names or parts.sources):
            break
        parts, total = attempt, number
        if parts.evidence or not is_lone_name:
            taken = total
    return (parts.byline(), taken) if parts.is_evident else (None, 0)


def read_among(lines: Iterable[tuple[str, bool]], *, year: int | None = None) -> Byline | None:
    """Read those of some lines that are bylines, and pass over the others; None when none of them is.

    A label alone belongs to the line behind it, as in a list of terms. Each line comes with whether it is called a
    name: a line of names alone counts only then.
    """
    parts, label = Parts(), ""
    for part, is_name in islice(lines, _MOST_AMONG):
        stated = fold_page(part).rstrip(": ").lower()
        if stated in KINDS and len(stated) > 1:
            label = f"{stated}："
            parts.names_source |= fold_page(part).endswith(":") and KINDS[stated] == "source"
            continue
        line, label = label + part, ""
        attempt = parts.copy()
        if Line(line, year, attempt).read() and (attempt.evidence > parts.evidence or is_name):
            parts = attempt
    return parts.byline() if parts.is_evident or parts.names else None
