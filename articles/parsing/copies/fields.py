"""The fields of a copy that its labels and bylines state."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime

from articles.parsing.byline import Byline
from articles.parsing.common.places import ip_location
from articles.parsing.common.sites import named
from articles.parsing.document.page import Draft, web_address
from articles.parsing.furniture import furniture_warnings
from articles.parsing.times.dates import day_bounds, parse_moment
from articles.text.page_folding import fold_page

LONGEST_NAME = 30
PUBLISHED_FROM = re.compile(r"(?:发布于|发表于|来自|ip\s?属地)\s?:?\s?([\u4e00-\u9fff]{2,7})(?=\s|$)", re.IGNORECASE)
DATE_AND_PLACE = re.compile(r"(?:19|20)\d{2}-\d{1,2}-\d{1,2}\s{1,3}([\u4e00-\u9fff]{2,5})")

_HOST = re.compile(r"(?:[\w-]{1,40}\.){1,4}[A-Za-z]{2,10}")
_PLATFORM_NAMES = frozenset(
    (
        "知乎", "知乎专栏", "今日头条", "头条", "微信", "微信公众号", "公众号", "微信公众平台", "百家号", "搜狐",
        "搜狐网", "网易", "网易号", "腾讯新闻", "凤凰网", "新浪", "微博", "新浪微博",
        "小红书", "哔哩哔哩", "bilibili", "b站", "抖音", "快手", "简书",
    )
)  # fmt: skip
"""来源：知乎 says where the copy is from, not whose article it is."""


@dataclass
class Head:
    """What labels and bylines of a copy say; the first statement of a field counts."""

    headline: str | None = None
    account: str | None = None
    outlet: str | None = None
    author: str | None = None
    site: str | None = None  # its name above the headline
    published_at: datetime | None = None
    day: tuple[datetime, datetime] | None = None
    place: str | None = None
    url: str | None = None
    changed: datetime | None = None
    clipped: datetime | None = None
    comment_count: int | None = None
    badges: list[str] = field(default_factory=list)
    declared: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)  # furniture

    def add(self, kind: str, value: str) -> None:
        """Add the value of a label."""
        if not value:
            return
        if kind == "headline":
            self.headline = self.headline or value
        elif kind == "account" and not _HOST.fullmatch(value):
            self.account = self.account or name_in(value)
        elif kind in ("outlet", "address"):
            if address := web_address(address_in(value)):
                self.url = self.url or address
            elif kind == "outlet":
                self.outlet = self.outlet or name_in(value)
        elif kind == "author":
            self.author = self.author or name_in(value)
        elif kind == "time":
            self._add_time(value)
        elif kind == "place":
            self.place = self.place or place_in(value)
        elif kind == "clipped":
            bounds = day_bounds(value)
            self.clipped = self.clipped or parse_moment(value) or (bounds[1] if bounds else None)

    def _add_time(self, value: str) -> None:
        self.place = self.place or place_in(value)  # 发布于：重庆
        if self.published_at is None and self.day is None:
            self.published_at = parse_moment(value)
            self.day = None if self.published_at else day_bounds(value)

    def add_byline(self, byline: Byline) -> None:
        """Add what a byline states and no label did."""
        account = byline.source
        if "original" in byline.badges and len(byline.names) > 1 and account in byline.names:
            account = byline.names[-1]  # 原创 writer account: WeChat sets the account last
        self.outlet = self.outlet or account
        self.author = self.author or next(iter(byline.authors), None)
        if self.published_at is None and byline.published_at is not None:
            self.published_at, self.day = byline.published_at, None
        if self.published_at is None and byline.published_after and byline.published_before:
            self.day = self.day or (byline.published_after, byline.published_before)
        self.changed = self.changed or byline.updated_at
        self.place = self.place or byline.place
        self.badges += byline.badges
        if self.comment_count is None:
            self.comment_count = byline.comment_count

    def add_place(self, line: str) -> None:
        """Add the place that a byline names behind 发布于 or a date."""
        folded = fold_page(line).strip()
        found = PUBLISHED_FROM.search(folded) or DATE_AND_PLACE.fullmatch(folded)
        self.place = self.place or (place_in(found[1]) if found else None)

    def fill(self, draft: Draft) -> None:
        """Write the fields into a draft where it has none."""
        draft.headline = draft.headline or self.headline
        outlet = None if (self.outlet or "").casefold() in _PLATFORM_NAMES else self.outlet
        account = None if (self.account or "").casefold() in _PLATFORM_NAMES else self.account
        draft.source = draft.source or named(account or outlet or self.author or self.outlet or self.site)
        draft.published_at = draft.published_at or self.published_at
        if draft.published_at is None and self.day:
            draft.published_after, draft.published_before = self.day
        elif draft.published_at is None:
            draft.published_before = self.changed  # it was published before somebody changed it
        draft.page_time = draft.page_time or self.clipped
        draft.ip_location = draft.ip_location or self.place
        draft.url = draft.url or self.url
        if draft.comment_count is None:
            draft.comment_count = self.comment_count
        if "original" in self.badges and "原创" not in draft.declared_in_element:
            draft.declared_in_element.append("原创")
        draft.warnings += furniture_warnings(self.left_out)
        draft.declared_in_element += [line for line in self.declared if line not in draft.declared_in_element]


def address_in(value: str) -> str | None:
    found = re.search(r"https?://[^\s<>()\[\]\"“”]{3,2000}", value)
    return found.group() if found else None


def name_in(value: str) -> str | None:
    value = re.sub(r"\s{0,2}[（(](?:微信)?(?:公众号|头条号|百家号|企鹅号|搜狐号|网易号)[)）]\s{0,2}$", "", value)
    name = value.strip(" @“”\"'「」『』[]【】()（）·|")
    name = re.sub(r"^(?:微信)?公众号[:： “「『\"]{1,3}|^(?:微信)?公众号(?=[“「『])", "", name).strip('“”"「」『』 ')
    return name if 1 < len(name) <= LONGEST_NAME else None


def place_in(value: str) -> str | None:
    """The province or country that a short text names, perhaps with 来自, 省 or 市."""
    text = re.sub(r"^(?:来自|发布于|发表于|ip\s?属地\s?:?)\s{0,2}", "", fold_page(value).strip(), flags=re.IGNORECASE)
    return ip_location(text, None) or ip_location(text.rstrip("省市"), None)
