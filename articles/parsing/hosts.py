"""Which platform a page belongs to, by its address or its site's own marks. Codes as in the API."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlsplit

from articles.parsing.document.page import Page

_HOSTS = (
    ("baijiahao.baidu.com", "baijiahao"),
    ("mbd.baidu.com", "baijiahao"),
    ("mp.weixin.qq.com", "wechat"),
    ("qq.com", "qq"),
    ("sina.com.cn", "sina"),
    ("sina.cn", "sina"),
    ("toutiao.com", "toutiao"),
    ("ifeng.com", "ifeng"),
    ("thepaper.cn", "thepaper"),
    ("guancha.cn", "guancha"),
    ("xinhuanet.com", "xinhua"),
    ("news.cn", "xinhua"),
    ("sohu.com", "sohu"),
    ("163.com", "netease"),
    ("people.com.cn", "people"),
    ("people.cn", "people"),
    ("huanqiu.com", "huanqiu"),
    ("hexun.com", "hexun"),
)
# Each stands in the markup of the platform's own article pages: script hosts, field names, asset servers.
_MARKS = (
    ("wechat", ('id="js_content"', "mmbiz.qpic.cn")),
    ("baijiahao", ("baijiahao.baidu.com", "bjh-", "mipengine.org/bjh")),
    ("toutiao", ("toutiao.com", "pstatp.com", "toutiaoimg.com", "toutiaostatic.com")),
    ("ifeng", ("ifengimg.com",)),
    ("thepaper", ("thepaper.cn", "image.thepaper")),
    ("guancha", ("i.guancha.cn",)),
    ("sina", ("sudameta", "sinaimg.cn")),
    ("xinhua", ("xinhuanet.com", "news.cn/")),
    ("sohu", ("statics.itc.cn", "mp.sohu.com")),
    ("qq", ("inews.gtimg.com", "mat1.gtimg.com")),
    ("people", ("people.com.cn", "people.cn/")),
    ("huanqiu", ("huanqiu.com", "huanqiucdn.cn")),
    ("hexun", ("hexun.com", "hexunimg.cn")),
)
_ENOUGH = 3  # a page names other sites in links now and then; its own it names all the time


def platform_of_url(url_host: str) -> str | None:
    """The platform's code for a host or a host below it, or None."""
    return next((code for host, code in _HOSTS if url_host == host or url_host.endswith("." + host)), None)


def platform_of(page: Page, canonical_host: str) -> str | None:
    """By the submitter's address, the page's own canonical address, then the marks; None when not plain."""
    by_address = platform_of_url(page.host) or platform_of_url(canonical_host)
    if by_address:
        return by_address
    return _platform_of_marks(page.text)


@lru_cache(maxsize=1)  # every template of a page asks
def _platform_of_marks(text: str) -> str | None:
    counts = {code: sum(text.count(mark) for mark in marks) for code, marks in _MARKS}
    best = max(counts, key=lambda code: counts[code])
    return best if counts[best] >= _ENOUGH else None


def is_template_of(page: Page, code: str, *marks: tuple[str, ...]) -> bool:
    """Whether an HTML page is of a platform's layout: it has all elements of one of the `marks`, simple selectors.

    A page whose address or submitter names another platform is none.
    """
    told = page.platform or platform_of_url(page.host)
    if not page.is_html or told not in {None, code}:
        return False
    return any(all(page.first(selector) is not None for selector in mark) for mark in marks)


def is_page_of(page: Page, code: str) -> bool:
    """Whether a page is one of the platform's: by the submitter's word, else as `platform_of` says."""
    if page.platform is not None:
        return page.platform == code
    return (platform_of_url(page.host) or _platform_of_page(page)) == code


def _platform_of_page(page: Page) -> str | None:
    return platform_of(page, host_of(stated_address(page)))


def stated_address(page: Page) -> str | None:
    """The address a page gives for itself, or None; `//host/path` gets https."""
    address = page.meta("og:url") or page.attribute('link[rel="canonical"]', "href")
    return "https:" + address if address and address.startswith("//") else address


def host_of(address: str | None) -> str:
    """The lower-case host of an address; empty when there is none or the address is malformed."""
    try:
        return (urlsplit(address or "").hostname or "").lower()
    except ValueError:
        return ""  # a malformed address names no platform
