"""A NetEase Hao page copied as text: navigation and other page furniture are lines around the article.

crumb · headline · [time line] · comment count · 分享至 · body · [参考资料] · [declaration] · platform notices ·
recommendations (headline, often twice, source, time) · the page's clock · account card · other channels
"""

from __future__ import annotations

import re

from articles.parsing.common.counts import count
from articles.parsing.common.places import ip_location
from articles.parsing.declarations.disclaimers import is_disclaimer
from articles.parsing.document.page import Draft, Page
from articles.parsing.extracted import ExtractedRecommendation, ExtractedSource
from articles.parsing.hosts import is_within
from articles.parsing.platform import Pages, Template
from articles.parsing.times.dates import find_moment
from articles.text.page_folding import fold_page

_CRUMB = re.compile(r"^网易首页\s?>\s?[^>]{1,20}>\s?正文")
_MARKS = (
    _CRUMB,
    re.compile(r"自媒体平台[“\"]网易号[”\"]用户上传"),
    re.compile(r"user of NetEase Hao"),
    re.compile(r"\d万?\s?文章数"),
)
_BYLINE = re.compile(r"^(?:19|20)\d{2}-\d{2}-\d{2} \d{2}:\d{2}(?::\d{2})?\s{0,4}来源:")
_SOURCE = re.compile(r"来源:\s{0,4}(.{1,60})$")
_SHARE = re.compile(r"^(\d{1,9})?\s?分享至:?$")
_NUMBER = re.compile(r"^(?:快速发贴|跟贴)?\s?(\d{1,9})$")
_FURNITURE = re.compile(
    r"^(?:举报|申请入驻|跟贴(?:\s?\d{1,9})?|用微信扫码二维码|分享至好友和朋友圈|返回网易首页|下载网易新闻客户端|"
    r"打开网易新闻.{0,20}|\d{1,9}\s?跟贴|网易号|订阅|关注|\+关注)$"
)
_NOTICE = re.compile(r"^(?:特别声明:|Notice:)", re.IGNORECASE)
_LISTS = re.compile(r"^(?:相关推荐|热点推荐|阅读下一篇|/阅读下一篇/|往期回顾.{0,4}|热门跟贴|最新跟贴)$")
_COUNTS = re.compile(r"^(\d[\d,.]{0,12}万?)\s?文章数\s?(\d[\d,.]{0,12}[万亿]?)\s?关注度$")
_ICON = re.compile(r"\s?incentive-icons$")


def _matches(page: Page) -> bool:
    of_site = page.platform == "netease" or is_within(page.host, ("163.com",))
    return not page.is_html and page.platform in {None, "netease"} and is_copy(page.text, of_site=of_site)


def is_copy(text: str, *, of_site: bool) -> bool:
    """Whether a text has the marks of a copied page: one for a known page of the site, else two or the breadcrumb."""
    folded = fold_page(text)
    found = [mark for mark in _MARKS if _search_lines(mark, folded)]
    return len(found) >= (1 if of_site else 2) or (_MARKS[0] in found)


def is_crumb(line: str) -> bool:
    """Whether a line is the breadcrumb above an article: 网易首页 > 网易号 > 正文."""
    return bool(_CRUMB.match(fold_page(line)))


def end_of_article(lines: list[str], start: int = 0) -> int:
    """Return the index of the line after the body: the platform's notice, else a list or the account card."""
    return start + _end_of_article([fold_page(line) for line in lines[start:]])


def _search_lines(mark: re.Pattern[str], folded: str) -> bool:
    return any(mark.search(line.strip()) for line in folded.splitlines())


def read(page: Page) -> Draft:
    draft = Draft()
    lines = page.lines
    folded = [fold_page(line) for line in lines]
    end = _end_of_article(folded)
    body_start = _read_head(draft, lines, folded, end)
    draft.paragraphs = [
        line
        for line, plain in zip(lines[body_start:end], folded[body_start:end], strict=True)
        if not _FURNITURE.match(plain)
    ]
    rest = end
    while rest < len(lines) and (_NOTICE.match(folded[rest]) or is_disclaimer(lines[rest])):
        draft.disclaimers.append(lines[rest])
        rest += 1
    card = _card_line(folded, rest)
    card_start = _read_recommendations(draft, lines[:card], folded, rest)
    _read_card(draft, lines, folded, card_start, card)
    return draft


def _end_of_article(folded: list[str]) -> int:
    """Find the first platform notice, else the first list or account card after the body."""
    for pattern in (_NOTICE, _LISTS, _COUNTS):
        found = next((index for index, line in enumerate(folded) if pattern.match(line)), None)
        if found is not None:
            return found
    return len(folded)


def _read_head(draft: Draft, lines: list[str], folded: list[str], end: int) -> int:
    """Headline, time line, account, place and comment count; returns where the body starts."""
    start = next((index + 1 for index in range(end) if _CRUMB.match(folded[index])), 0)
    while start < end and (_FURNITURE.match(folded[start]) or _NUMBER.match(folded[start])):
        start += 1
    if start >= end:
        return end
    draft.headline = lines[start].lstrip("# ")
    position = start + 1
    share = next((index for index in range(position, min(end, position + 10)) if _SHARE.match(folded[index])), None)
    while position < end and (position <= share if share is not None else _is_head_line(folded[position])):
        _read_head_line(draft, lines[position], folded[position])
        position += 1
    while position < end and _FURNITURE.match(folded[position]):
        position += 1
    return position


def _is_head_line(line: str) -> bool:
    return bool(_BYLINE.match(line) or _FURNITURE.match(line) or _NUMBER.match(line) or _SHARE.match(line))


def _read_head_line(draft: Draft, line: str, folded: str) -> None:
    share, moment = _SHARE.match(folded), find_moment(line)
    number = _NUMBER.match(folded) or share
    if number and number[1]:
        draft.comment_count = int(number[1])
    elif moment and draft.published_at is None:
        draft.published_at = moment[0]
        named = _SOURCE.search(folded)
        if named:
            words = line[named.start(1) :].replace("举报", " ").split()
            draft.ip_location = ip_location(" ".join(words), None) if len(words) > 1 else None
            draft.source = ExtractedSource(" ".join(words[:-1] if draft.ip_location else words))
    elif draft.source is None and (named := _SOURCE.match(folded)):
        draft.source = ExtractedSource(line[named.start(1) :].replace("举报", " ").strip())
    elif draft.published_at is not None and draft.ip_location is None:
        draft.ip_location = ip_location(folded.replace("举报", " "), None)


def _card_line(folded: list[str], start: int) -> int:
    return next((index for index in range(start, len(folded)) if _COUNTS.match(folded[index])), len(folded))


def _read_recommendations(draft: Draft, lines: list[str], folded: list[str], start: int) -> int:
    """Read (headline, source, time) triples up to the account card or the page's clock; return the card's start."""
    group: list[str] = []
    position = start
    for position in range(start, len(lines)):
        found = find_moment(lines[position])
        if not found or folded[position][found[2] :].strip():
            if not any(pattern.match(folded[position]) for pattern in (_LISTS, _FURNITURE, _NUMBER)):
                group.append(lines[position])
            continue
        source = lines[position][: found[1]].strip() or (group.pop() if len(group) > 1 else "")
        if group and source:
            draft.recommendations.append(ExtractedRecommendation(group[-1], source, found[0]))
        elif not group:
            draft.page_time = found[0]
            return position + 1
        group = []
    return max(start, len(lines) - len(group))


def _read_card(draft: Draft, lines: list[str], folded: list[str], start: int, counts: int) -> None:
    card = lines[max(start, counts - 4) : counts]
    match = _COUNTS.match(folded[counts]) if counts < len(folded) else None
    if not card or not match:
        return
    name = _ICON.sub("", card[0]).strip()
    tagline = [line for line in card[1:] if line != name]
    draft.source = ExtractedSource(
        name,
        tagline=" ".join(tagline) or None,
        article_count=count(match[1]),
        follower_count=count(match[2]),
    )


TEMPLATES = (Template("netease_text", _matches, read, Pages.ANY),)
