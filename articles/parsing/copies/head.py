"""The lines above and under the headline of a copy: labels, bylines, accounts, buttons."""

from __future__ import annotations

import re
from collections.abc import Sequence

from articles.parsing.byline import Byline, read_byline, read_head
from articles.parsing.copies.accounts import (
    POSTED,
    account_twice,
    is_account,
    is_account_over_tagline,
    is_dated,
    is_over_day,
)
from articles.parsing.copies.fields import (
    LONGEST_NAME,
    Head,
    name_in,
    place_in,
)
from articles.parsing.copies.labels import labelled, several_labelled
from articles.parsing.copies.lines import DEVICE, LONGEST_PROSE, NAME, is_value, plain_byline, posted_from
from articles.parsing.furniture import Furniture
from articles.parsing.times.dates import find_moment, find_stamps
from articles.text.page_folding import fold_page

_MOST_HEAD = 24
_COLUMN = "首发于"
_QUESTION = re.compile(r"好问题(?:\s?\d[\d.,]{0,8}\s?万?)?|关注问题|写回答|邀请回答|\d{1,6}\s?个回答|关注者|被浏览")
_MOST_TOPICS, _LONGEST_TOPIC = 6, 12
_EXCERPT = frozenset(("excerpt", "摘要", "summary"))
_TAGS = re.compile(r"(?:[#＃][^#＃\s]{1,24}\s{0,3}){1,12}")
_REPRINT = re.compile(r"以下(?:文章|内容)(?:来源于|來源於|转载自|轉載自)\s{0,2}[^。！？]{2,40}$")
"""WeChat's card above an article of another account."""


def read_above(head: Head, lines: Sequence[str], furniture: Furniture, *, is_post: bool = False) -> int:
    """Read buttons, labels, and an account with its button above the headline; return where the headline stands.

    `is_post`: the account stands above the time, without a button.
    """
    position = 0
    while position < min(len(lines), _MOST_HEAD):
        line = lines[position]
        found = labelled(line)
        if found:
            head.add(*found)
        elif is_post and head.account is None and NAME.fullmatch(line) and is_dated(lines, position + 1):
            head.account = name_in(line)
            position += _read_byline(head, lines, position + 1, furniture) or 1
        elif is_account(lines, position, furniture):
            head.account = head.account or name_in(line)
        elif not furniture.is_edge(line):
            break
        else:
            head.left_out.append(line)
            position += line == _COLUMN and position + 2 < len(lines)  # the name of the column follows
        position += 1
        if found and found[0] == "headline":
            break
    return position


def read_below(head: Head, lines: Sequence[str], furniture: Furniture, headline: str | None) -> int:
    """Read the lines under the headline; return how many belong to it."""
    taken, position, has_label = 0, 0, False
    while position < min(len(lines), _MOST_HEAD):
        line = lines[position]
        is_begun = taken > 0 or head.account is not None
        found = None if _REPRINT.match(line) or posted_from(line) else labelled(line)
        parts = several_labelled(line) if found else []
        byline = _combined(line, found)
        if byline is not None:
            head.add_byline(byline)
            head.add_place(line)
            has_label = True
            position = taken = position + 1
        elif parts and all(is_value(*part) for part in parts):
            for part in parts:
                head.add(*part)
            has_label = True
            position = taken = position + 1
        elif found and (found[0] != "other" or has_label or len(found[1]) <= LONGEST_NAME) and is_value(*found):
            head.add(*found)
            if found[0] == "time":
                head.add_place(line)
            has_label = True
            position = taken = position + 1
        elif head.account is None and _is_over_labelled_time(lines, position, furniture):
            head.account = name_in(line)
            position = taken = position + 1
        elif place := posted_from(line):
            head.place = head.place or place
            position = taken = position + 1
        elif _is_tags_above_button(lines, position, furniture):
            head.left_out.append(line)
            position = taken = position + 1
        elif line == headline or furniture.is_edge(line) or (is_begun and DEVICE.fullmatch(fold_page(line))):
            position += 1
            taken = position
            head.left_out += [line] if line != headline else []
        elif _REPRINT.match(line):
            head.declared.append(line)
            position = taken = position + 1
        elif head.account is None and is_over_day(lines, position):
            head.account = name_in(line)
            head.add_place(lines[position + 1])
            head.place = head.place or place_in(lines[position + 1].split()[-1])
            position = taken = position + (2 if not find_stamps(lines[position + 1]) else 1)
        elif taken == 0 and (size := account_twice(lines, position, furniture)):
            head.account = head.account or name_in(line)
            position = taken = position + size
        elif head.account is None and is_account_over_tagline(lines, position):
            head.account = head.account or name_in(line)
            position = taken = position + 3
        elif is_account(lines, position, furniture) or (line.startswith("@") and NAME.fullmatch(line)):
            head.account = head.account or name_in(line)
            position = taken = position + 1
        elif size := _topics_above_button(lines, position, furniture):
            head.left_out += lines[position : position + size]
            position = taken = position + size
        elif fold_page(line).strip("# ").lower() in _EXCERPT and position + 1 < len(lines):
            position = taken = position + 2
        elif is_begun and head.place is None and not POSTED.search(fold_page(line)) and (place := place_in(line)):
            head.place = place
            position = taken = position + 1
        elif used := _read_byline(head, lines, position, furniture):
            position = taken = position + used
        else:
            break
    return taken


def _is_tags_above_button(lines: Sequence[str], index: int, furniture: Furniture) -> bool:
    """Whether a line of tags stands over a button or a label, as clippers set it under the headline."""
    if index + 1 >= len(lines) or not _TAGS.fullmatch(lines[index]):
        return False
    return furniture.is_edge(lines[index + 1]) or labelled(lines[index + 1]) is not None


def _is_over_labelled_time(lines: Sequence[str], index: int, furniture: Furniture) -> bool:
    """Whether a line is a name over the labelled time of publication."""
    if index + 1 >= len(lines) or not NAME.fullmatch(lines[index]) or furniture.is_edge(lines[index]):
        return False
    below = labelled(lines[index + 1])
    return below is not None and below[0] == "time" and is_value(*below) and bool(find_stamps(below[1]))


def _topics_above_button(lines: Sequence[str], start: int, furniture: Furniture) -> int:
    """Count the topics that stand between the headline and its buttons, as under a question."""
    for size in range(_MOST_TOPICS + 1):
        line = lines[start + size] if start + size < len(lines) else ""
        if size and _QUESTION.fullmatch(fold_page(line)):
            return size
        if not line or len(line) > _LONGEST_TOPIC or not line.replace(" ", "").isalnum():
            return 0
    return 0


def _read_byline(head: Head, lines: Sequence[str], start: int, furniture: Furniture) -> int:
    """Read a byline of several lines, with buttons and labels among them; return how many lines it takes."""
    kept: list[int] = []
    for index in range(start, min(len(lines), start + 12)):
        if len(lines[index]) > LONGEST_PROSE or _REPRINT.match(lines[index]):
            break
        if not furniture.is_edge(lines[index]) and labelled(lines[index]) is None:
            kept.append(index)
    plain = [plain_byline(lines[index]) for index in kept]
    byline, used = read_head(plain)
    if byline is None or not used:
        byline, used = _read_names(plain)
    if byline is None or not used:
        return 0
    head.add_byline(byline)
    for index in kept[:used]:
        head.add_place(lines[index])
    for line in lines[start : kept[used - 1]]:
        if found := labelled(line):
            head.add(*found)
    return kept[used - 1] - start + 1


def _read_names(plain: list[str]) -> tuple[Byline | None, int]:
    """Read a byline whose badge, writer and account stand on lines of their own above its time."""
    dated = next((index for index, line in enumerate(plain[:5]) if find_moment(line)), 0)
    if not 1 < dated <= 4 or not all(NAME.fullmatch(line) for line in plain[:dated]):
        return None, 0
    byline, used = read_head([" ".join(plain[:dated]), *plain[dated:]])
    return byline, used + dated - 1 if used > 1 else 0


def _combined(line: str, found: tuple[str, str] | None) -> Byline | None:
    """Read a line whose label names somebody, with a time behind the name, or labels the time of a change."""
    if found is None or not find_stamps(found[1]):
        return None
    byline = read_byline(plain_byline(line)) if len(line) <= LONGEST_PROSE else None
    if byline is None:
        return None
    is_named = found[0] in ("account", "author", "outlet") or (found[0] == "time" and bool(byline.source))
    return byline if is_named or byline.updated_at else None
