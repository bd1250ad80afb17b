"""Which platform a page belongs to, by its address or its site's own marks. Codes as in the API."""

from __future__ import annotations

from articles.parsing.page import Page

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
)
# Each stands in the markup of the platform's own article pages: script hosts, field names, asset servers.
_MARKS = (
    ("wechat", ('id="js_content"', "mmbiz.qpic.cn")),
    ("baijiahao", ("baijiahao.baidu.com", "bjh-", "mipengine.org/bjh")),
    ("toutiao", ("toutiao.com", "pstatp.com")),
    ("ifeng", ("ifengimg.com",)),
    ("thepaper", ("thepaper.cn", "image.thepaper")),
    ("guancha", ("i.guancha.cn",)),
    ("sina", ("sudameta", "sinaimg.cn")),
    ("xinhua", ("xinhuanet.com", "news.cn/")),
    ("sohu", ("statics.itc.cn", "mp.sohu.com")),
    ("qq", ("inews.gtimg.com", "mat1.gtimg.com")),
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
    counts = {code: sum(page.text.count(mark) for mark in marks) for code, marks in _MARKS}
    best = max(counts, key=lambda code: counts[code])
    return best if counts[best] >= _ENOUGH else None
