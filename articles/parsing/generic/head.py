"""The byline of a page of unknown layout: between headline and body, above the headline, inside or below the body."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from itertools import islice

from selectolax.lexbor import LexborNode

from articles.parsing.byline import LONGEST_LINE, Byline, read_among, read_byline, read_head, split_declaration
from articles.parsing.bylines.names import is_nickname
from articles.parsing.common.furniture import COMMON
from articles.parsing.document.page import squeeze
from articles.parsing.document.region import upwards
from articles.parsing.generic.blocks import Block, lines_after
from articles.parsing.generic.headline import Found
from articles.parsing.times.dates import day_bounds
from articles.text.page_folding import fold_page

_MOST_HEAD = 6
_ABOVE = 3
"""Lines above a headline, in its own container, that may hold the time."""
_REACH = 12
"""Lines above the body that may be its byline where no headline stands among them."""
_AGENDA = re.compile(
    r"(?:地\s{0,3}[点址]|主\s{0,3}[题讲办]|嘉\s{0,3}宾|人\s{0,3}物|出\s{0,3}席|参会|报\s{0,3}名|会议|活动)[^:]{0,4}:"
)
"""What follows the time of an event, and never a byline."""
_CLOCK = re.compile(
    r"星期[一二三四五六日天]|周[一二三四五六日](?![\u4e00-\u9fff])|今天是|农历|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day",
    re.IGNORECASE,
)
"""What the clocks of pages print beside the time."""
_PAGE = re.compile(r"第\s?[A-Z]?\d{1,3}\s?版|(?<![\w.])[A-Z]\d{1,3}\s?版|版次\s?:")
_ISSUE = re.compile(
    r"[(\[]?(?:来源:|本文来源:|刊于)?\s?《\s?(?P<name>[^《》]{2,16}?)\s?》[(\s,]{1,4}(?P<day>(?:19|20)\d{2}\s?[年/.-]"
    r"\s?\d{1,2}\s?[月/.-]\s?\d{1,2}(?!\d)\s?日?)[\s,:]{0,3}(?:[^()\s\d]{0,6}\s?第?\s?[A-Z]?\d{1,3}\s?版[^()]{0,10})[)\]]{0,2}"
)
_PAGE_OF_DAY = re.compile(
    r"[(\[]?(?P<day>(?:19|20)\d{2}\s?[年/.-]\s?\d{1,2}\s?[月/.-]\s?\d{1,2}(?!\d)\s?日?)[\s,]{0,3}(?:星期[一二三四五六日天])?\s{0,3}"
    r"第?\s?[A-Z]?\d{1,3}\s?版(?:[:\s·]{1,3}[\u4e00-\u9fff·]{1,10})?[)\]]?"
)
_LABELLED = re.compile(
    r"(?:发布|发表|首发|编辑|更新|修改)(?:时间|日期|于)|(?:published|posted|updated)\b", re.IGNORECASE
)
_FOOT = re.compile(
    r"(?:发布|首发|编辑|更新|修改)(?:时间|日期|于)|发表(?:时间|日期)|(?:published|updated)\b", re.IGNORECASE
)
"""Labels of an article's own time; 发表于 and `posted` stand over comments as well."""
_SOURCE = re.compile(r"(?:文章|稿件|信息|本文|新闻)?(?:来源|稿源)\s{0,2}:")
_NOTICE = re.compile(r"版权声明\s{0,4}[:：]?\s{0,4}")
_LONGEST_NAME = 20
_MOST_BESIDE_NAME = 8
_LONGEST_KICKER = 6
"""Characters of the word over a headline that names its column: 人物, 深度报道."""
_MOST_BELOW, _MOST_TAIL, _MOST_LEAD = 8, 6, 2


def read_above(blocks: Sequence[Block], found: Found, year: int | None) -> Byline | None:
    """Read the byline above the body; `blocks` are the nearest first.

    Where no headline stands among them, a time alone can be a clock's, and a name alone the reader's.
    """
    if found.in_body:
        return None
    if found.index is None:
        return _read([block for block in blocks[:_REACH] if _is_labelled(block, year)], year)
    between = _read(blocks[: found.index], year)
    if between and between.is_dated and not between.source and not between.names and not between.authors:
        between = replace(between, source=_nickname(blocks[: found.index], year))
    if between and between.is_dated:
        return between
    above = _read(_beside_headline(blocks, found.index), year)
    if above is None or not above.is_dated:
        day = _day_of_issue(blocks[found.index + 1 : found.index + 1 + _REACH])
        above = Byline(published_after=day[0], published_before=day[1]) if day else None
    if above is None or not above.is_dated:
        return between
    if between is None:
        return above
    return replace(
        between,
        published_at=above.published_at,
        published_after=above.published_after,
        published_before=above.published_before,
        source=between.source or above.source,
        authors=between.authors or above.authors,
    )


def _nickname(between: Sequence[Block], year: int | None) -> str | None:
    """Return the name that stands alone above or below the line of the time, in the same container as it."""
    dated = [at for at, block in enumerate(between) if _is_dated(block, year)]
    if len(dated) != 1 or len(between) > _MOST_BESIDE_NAME:
        return None
    names = []
    for at in (dated[0] + 1, dated[0] - 1):
        text = squeeze(between[at].text) if 0 <= at < len(between) else ""
        if (
            text
            and is_nickname(text)
            and not COMMON.is_edge(text)
            and _are_near(between[at].holder, between[dated[0]].holder)
        ):
            names.append(text)
    return names[0] if len(names) == 1 else None


def _is_dated(block: Block, year: int | None) -> bool:
    byline = read_byline(block.text, year=year) if len(block.text) <= LONGEST_LINE else None
    return byline is not None and byline.is_dated


def _are_near(one: LexborNode, other: LexborNode) -> bool:
    """Whether two elements stand in one container of a line or two."""
    around = {above.mem_id for above in islice(upwards(one), 3)}
    return any(above.mem_id in around and above.tag != "body" for above in islice(upwards(other), 3))


def _day_of_issue(above: Sequence[Block]) -> tuple[datetime, datetime] | None:
    """Return the day of a newspaper's issue, which its pages print beside the number of the page: 第A05版."""
    pages = [at for at, block in enumerate(above) if _PAGE.search(fold_page(block.text[:LONGEST_LINE]))]
    near = {at + step for at in pages for step in (-1, 0, 1) if 0 <= at + step < len(above)}
    days = {bounds for at in near if (bounds := day_bounds(above[at].text[:LONGEST_LINE]))}
    return days.pop() if len(days) == 1 else None


def _read(blocks: Sequence[Block], year: int | None) -> Byline | None:
    return read_among(
        (
            (split_declaration(block.text)[0], block.names)
            for block in reversed(blocks)
            if len(block.text) <= LONGEST_LINE
        ),
        year=year,
    )


def _is_labelled(block: Block, year: int | None) -> bool:
    """Whether a line names who published or wrote, or labels its time."""
    byline = read_byline(block.text, year=year) if len(block.text) <= LONGEST_LINE else None
    if byline is None:
        return False
    return bool(byline.source or byline.authors or _LABELLED.match(fold_page(block.text[:12])))


def _beside_headline(blocks: Sequence[Block], index: int) -> list[Block]:
    container = blocks[index].holder.parent
    if container is None or container.tag in {"body", "html"}:
        return []
    beside = []
    for block in blocks[index + 1 : index + 1 + _ABOVE]:
        parents = (block.holder.parent, block.holder.parent.parent if block.holder.parent is not None else None)
        if not any(parent is not None and parent.mem_id == container.mem_id for parent in (block.holder, *parents)):
            break
        if not _CLOCK.search(fold_page(block.text[:LONGEST_LINE])):
            beside.append(block)
    return beside


def without_bylines(paragraphs: list[str], blocks: Sequence[Block], year: int | None) -> tuple[list[str], list[str]]:
    """Split the lines above the text that a body's element holds as well: (body, bylines left out).

    `blocks` end with the headline, which is left out, too.
    """
    lines = {"".join(block.text.split()): block.text for block in blocks}
    bylines = {solid for solid, text in lines.items() if len(text) <= LONGEST_LINE and read_byline(text, year=year)}
    head = {"".join(text.split()): text for text in paragraphs[:_MOST_HEAD]}
    left_out = [text for solid, text in head.items() if solid in bylines]
    if left_out:  # the name of who wrote, in an element of its own beside the line of the time
        names = {"".join(block.text.split()) for block in blocks if block.names and len(block.text) <= _LONGEST_NAME}
        left_out += [text for solid, text in head.items() if solid in names and text not in left_out]
    if not left_out or len(left_out) == len(paragraphs):
        return paragraphs, []
    kept = [text for text in paragraphs[:_MOST_HEAD] if text not in left_out]
    return [*kept, *paragraphs[_MOST_HEAD:]], left_out


def head_of_body(
    paragraphs: list[str], headline: str, above: Byline | None, year: int | None
) -> tuple[Byline | None, list[str], list[str]]:
    """Split the headline and the byline that some bodies repeat from the body: (byline, lines left out, body).

    The time of an event (时间：…, followed by 地点：…) is no byline, nor is a line that says something else than the
    byline above the body.
    """
    head = paragraphs[:_MOST_HEAD]
    start = next((index + 1 for index, text in enumerate(head) if squeeze(text) == headline), 0)
    before, rest = paragraphs[: max(start - 1, 0)], paragraphs[start:]
    byline, taken = read_head(rest[:_MOST_HEAD], year=year)
    if start and byline is None:
        lead, later, behind = _behind_lead(rest, year)
        if later is not None and not (above is not None and _contradicts(later, above)):
            return later, behind, [*before, *lead, *rest[len(lead) + len(behind) :]]
    is_event = taken < len(rest) and _AGENDA.match(fold_page(rest[taken][:20])) is not None
    if (
        byline is None
        or is_event
        or (
            above is not None
            and (_contradicts(byline, above) or (not start and _is_dateline(rest[:taken], byline, above)))
        )
    ):
        byline, taken = None, 0
    before = [line for line in before if len(line) > _LONGEST_KICKER]
    early = [line for line in before if read_byline(line, year=year) is not None]
    if byline is None and early and above is None:  # else it can be a clock's
        byline = read_byline("\n".join(early), year=year)
    body = [
        line for line in (*(line for line in before if line not in early), *rest[taken:]) if squeeze(line) != headline
    ]
    return byline, [*early, *rest[:taken]], body


def _behind_lead(rest: list[str], year: int | None) -> tuple[list[str], Byline | None, list[str]]:
    """Read the byline that stands behind the lead under a headline: (lead, byline, its lines)."""
    for size in range(1, min(_MOST_LEAD, len(rest) - 2) + 1):
        byline, taken = read_head(rest[size : size + _MOST_HEAD], year=year)
        follower = fold_page(rest[size + taken][:20]) if size + taken < len(rest) else ""
        if byline is not None and (byline.is_dated or byline.authors) and follower and not _AGENDA.match(follower):
            return rest[:size], byline, rest[size : size + taken]
    return [], None, []


def _is_dateline(lines: Sequence[str], byline: Byline, above: Byline) -> bool:
    """Whether lines are a dateline of the text: a day that the byline above states as well, without a label."""
    if any(_LABELLED.match(fold_page(line[:12])) for line in lines):
        return False
    return above.is_dated and byline == replace(
        Byline(), published_after=byline.published_after, published_before=byline.published_before
    )


def tail_of_body(paragraphs: list[str], year: int | None) -> tuple[Byline | None, list[str], list[str]]:
    """Split labelled times (发布日期：…) from the end of a body: (byline, lines left out, body)."""
    for index in range(len(paragraphs) - 1, max(len(paragraphs) - 1 - _MOST_TAIL, 0), -1):
        text = paragraphs[index]
        if _FOOT.match(fold_page(text[:12])) and (byline := read_byline(text, year=year)) is not None:
            return byline, [text], [*paragraphs[:index], *paragraphs[index + 1 :]]
    return None, [], paragraphs


def _contradicts(byline: Byline, above: Byline) -> bool:
    """Whether a line in the body states another time than the byline above the body does."""
    if above.published_at and byline.published_at:
        return above.published_at != byline.published_at
    day = above.published_after
    if day and byline.published_at and above.published_before:
        return not day <= byline.published_at < above.published_before
    if above.published_at and byline.published_after and byline.published_before:
        return not byline.published_after <= above.published_at < byline.published_before
    return bool(day and byline.published_after and day != byline.published_after)


def _issue(line: str) -> Byline | None:
    """Read newspaper, day and page, as electronic papers print them below a text: 《河湾日报》（… 第04版）."""
    folded = fold_page(line).strip() if len(line) <= LONGEST_LINE else ""
    if (page := _PAGE_OF_DAY.fullmatch(folded)) and (bounds := day_bounds(page["day"])):
        return Byline(published_after=bounds[0], published_before=bounds[1])
    found = _ISSUE.fullmatch(folded)
    bounds = day_bounds(found["day"]) if found else None
    if found is None or bounds is None:
        return None
    return Byline(source=squeeze(found["name"]), published_after=bounds[0], published_before=bounds[1])


def read_below(body: LexborNode, year: int | None) -> Byline | None:
    """Read the labelled times and sources in the lines below the body: 发布于 2025-03-04 09:20, 来源：河湾日报.

    Behind any other line a time can be that of a comment, and only a source is read.
    """
    found: list[str] = []
    sources: list[str] = []
    is_own = True
    for line in islice(lines_after(body), _MOST_BELOW):
        if (issue := _issue(line)) is not None:
            return issue
        notice = _NOTICE.match(line)
        text = line[notice.end() :] if notice else line
        byline = read_byline(text, year=year) if len(text) <= LONGEST_LINE else None
        if byline is None or byline.names:
            is_own = False
            continue
        start = fold_page(text[:16])
        if _SOURCE.match(start) and byline.source:
            sources.append(byline.source)
        if is_own and (notice or _FOOT.match(start) or _SOURCE.match(start)):
            found.append(text)
    below = read_byline("\n".join(found), year=year)
    return replace(below or Byline(), source=sources[0]) if sources else below
