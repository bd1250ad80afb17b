"""What the NetEase templates share: how to know the site, its counts, its links."""

from __future__ import annotations

import re

from articles.parsing.document.page import Page, web_address

_HOSTS = ("163.com", "126.net", "netease.com")
_COUNT = re.compile(r"(\d[\d,]{0,12}(?:\.\d{1,2})?)\s?(万|亿)?")
_UNITS = {"万": 10_000, "亿": 100_000_000}
_MOST = 2_000_000_000  # more is no count of readers, and no 32-bit column holds it
_MARKS = ('id="ne_wrap"', "163.com/", "ws.126.net/", "ne_article_source")
# NetEase prints provinces and, for writers abroad, countries; one word of 2–8 Han characters.
_PLACE = re.compile(r"^[\u4e00-\u9fff]{2,8}$")
_PLACES = frozenset(
    (
        "北京",
        "天津",
        "河北",
        "山西",
        "内蒙古",
        "辽宁",
        "吉林",
        "黑龙江",
        "上海",
        "江苏",
        "浙江",
        "安徽",
        "福建",
        "江西",
        "山东",
        "河南",
        "湖北",
        "湖南",
        "广东",
        "广西",
        "海南",
        "重庆",
        "四川",
        "贵州",
        "云南",
        "西藏",
        "陕西",
        "甘肃",
        "青海",
        "宁夏",
        "新疆",
        "台湾",
        "香港",
        "澳门",
        "中国台湾",
        "中国香港",
        "中国澳门",
        "美国",
        "日本",
        "韩国",
        "英国",
        "法国",
        "德国",
        "加拿大",
        "澳大利亚",
        "新西兰",
        "新加坡",
        "马来西亚",
        "泰国",
        "越南",
        "俄罗斯",
        "意大利",
        "西班牙",
        "荷兰",
        "海外",
        "未知",
    )
)  # fmt: skip


def is_netease(page: Page) -> bool:
    """By the submitter's word, the page's address, or the site's own marks in the markup."""
    if page.platform is not None:
        return page.platform == "netease"
    if page.host:
        return page.host.endswith(_HOSTS)
    return any(mark in page.text for mark in _MARKS)


def count(text: str | None) -> int | None:
    """`7380文章数` → 7380, `6.6万关注度` → 66000; None when there is no number."""
    match = _COUNT.search(text or "")
    if not match:
        return None
    number = match[1].replace(",", "")
    unit = _UNITS.get(match[2] or "", 1)
    value = round(float(number) * unit) if "." in number else int(number) * unit
    return value if value <= _MOST else None


def comment_count(page: Page, fallback: str) -> int | None:
    """The number of comments (跟贴) the page shows; `fallback` names the element that shows it elsewhere."""
    return count(page.text_of(".post_comment_tiecount .js-tiecount") or page.text_of(fallback))


def absolute(href: str | None) -> str | None:
    """A link as an http(s) address; None for anything else: it is shown as a link later."""
    return web_address("https:" + href if href and href.startswith("//") else href)


def ip_location(byline: str, name: str | None) -> str | None:
    """The place after the account's name in `2025-06-10 12:31:05 来源: 名字 北京`, without a name only a known one."""
    rest = byline.rsplit(name, 1)[1] if name and name in byline else byline
    words = rest.split()
    if not words:
        return None
    last = words[-1].removeprefix("发布于").removeprefix("IP属地:").removeprefix("IP属地：")
    alone_after_name = name is not None and name in byline and len(words) == 1
    return last if last in _PLACES or (alone_after_name and _PLACE.match(last)) else None
