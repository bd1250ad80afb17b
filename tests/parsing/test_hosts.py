"""The platform of a page: by hosts compared label by label, and by what the page is built from."""

from __future__ import annotations

import pytest

from articles.parsing import extract
from articles.parsing.hosts import host_of, is_within, site_of

PROSE = "".join(
    f"<p>河湾市第{number}期供水管网改造工程昨日开工，沿线居民用水不受影响，工期五个月。</p>" for number in "一二三四"
)
NO_HOST = ("", "/a/1", "https://[", "mailto:a@163.com", "javascript:location='http://163.com'")


def platform_of(head: str = "", after: str = "", url: str | None = None) -> str | None:
    page = f"<html><head>{head}</head><body><h1>河湾市供水管网改造工程开工</h1>{PROSE}{after}</body></html>"
    return extract(page, url=url).platform


@pytest.mark.parametrize(
    "url",
    [
        "https://www.163.com/dy/article/A.html",
        "HTTPS://WWW.163.COM/dy/article/A.html",
        "https://www.163.com./dy/article/A.html",
        "https://www.163.com:8443/dy/article/A.html",
        "https://m.163.com/a",
        " https://163.com ",
        "https://user:pass@www.163.com/a",
    ],
)
def test_an_address_belongs_to_the_platform_of_its_host(url: str) -> None:
    assert platform_of(url=url) == "netease"
    assert platform_of(f'<meta property="og:url" content="{url}">') == "netease"
    assert platform_of(f'<link rel="canonical" href="{url}">') == "netease"


@pytest.mark.parametrize(
    "url",
    [
        "https://163.com.evil.example/a",
        "https://www.163.com.evil.example/a",
        "https://evil163.com/a",
        "https://evil.example/www.163.com/a",
        "https://evil.example?u=https://www.163.com/a",
        "https://www.163.com@evil.example/a",
        "https://evil.example\\@www.163.com/a",
        "https://www-163-com.cdn.ampproject.example/a",
        "http://www.hewannews.cn/1",
        "http://news.cn.example.com/1",
        "http://xnews.cn/1",
    ],
)
def test_an_address_belongs_to_no_platform_for_a_part_of_it(url: str) -> None:
    assert platform_of(url=url) is None
    assert platform_of(f'<meta property="og:url" content="{url}"><link rel="stylesheet" href="{url}">') is None


def test_a_cached_page_belongs_to_the_platform_that_it_states() -> None:
    url = "https://www-163-com.cdn.ampproject.example/c/s/www.163.com/a"
    assert platform_of('<link rel="canonical" href="https://www.163.com/a">', url=url) == "netease"


LINKS = {
    "links to a city site": '<a href="http://www.hewannews.cn/1">河湾</a>',
    "links to an agency": '<a href="http://www.news.cn/1">新华网</a>',
    "its address in text": "<p>详见 http://www.news.cn/1 。</p>",
    "its address in JSON": '<script type="application/json">{"from": "http://www.news.cn/1"}</script>',
    "its address in a script": '<script>var source = "http://www.news.cn/a.js";</script>',
    "its players": '<iframe src="https://www.news.cn/player/1"></iframe>',
    "its pictures": '<img src="http://www.news.cn/photo/1.jpg">',
    "its videos": '<video src="http://www.news.cn/1.mp4"></video><embed src="http://www.news.cn/1.swf">',
    "its scripts in comments": '<!-- <script src="http://www.news.cn/a.js"></script> -->',
    "its look-ups": '<link rel="dns-prefetch" href="//www.news.cn"><link rel="alternate" href="http://www.news.cn/1">',
}


@pytest.mark.parametrize("markup", LINKS.values(), ids=LINKS)
@pytest.mark.parametrize("times", [1, 3, 12])
def test_a_page_that_names_a_platform_does_not_belong_to_it(markup: str, times: int) -> None:
    assert platform_of(after="".join(markup.replace("1", f"1{number}") for number in range(times))) is None


ASSETS = '<script src="//www.news.cn/js/a.js"></script><link rel="stylesheet" href="http://lib.news.cn/b.css">'


def test_a_page_belongs_to_the_platform_that_serves_its_scripts_and_styles() -> None:
    assert platform_of(ASSETS) == "xinhua"
    assert platform_of(ASSETS.upper().replace("STYLESHEET", "StyleSheet")) == "xinhua"
    assert platform_of(ASSETS.replace("news.cn/", "news.cn:8080/").replace("//www.", "https://www.")) == "xinhua"


@pytest.mark.parametrize("host", ["hewannews.cn", "news.cn.example.com", "xnews.cn", "news.cn.evil.example"])
def test_assets_of_a_host_that_looks_alike_do_not_count(host: str) -> None:
    assert platform_of(ASSETS.replace("news.cn", host)) is None


@pytest.mark.parametrize(
    "own",
    [
        '<script src="/js/1.js"></script><script src="/js/2.js"></script><link rel="stylesheet" href="/css/1.css">',
        "".join(f'<script src="https://static.hewan.example/{number}.js"></script>' for number in range(3)),
        "".join(f'<script src="https://s{number}.hewan.com.cn/{number}.js"></script>' for number in range(3)),
    ],
)
def test_borrowed_scripts_do_not_outweigh_a_sites_own(own: str) -> None:
    assert platform_of(own + ASSETS) is None


def test_one_borrowed_script_is_not_enough() -> None:
    assert platform_of('<script src="//www.news.cn/js/share.js"></script>') is None
    assert platform_of('<script src="//www.news.cn/js/share.js"></script>' * 3) is None


def test_a_page_with_as_many_assets_of_two_platforms_belongs_to_neither() -> None:
    assert platform_of(ASSETS + ASSETS.replace("news.cn", "people.com.cn")) is None


def test_a_reprint_with_pasted_paragraphs_and_pictures_belongs_to_no_platform() -> None:
    pasted = '<p><span class="bjh-p">河湾市昨日宣布。</span></p>' * 3
    pictures = "".join(f'<img src="https://mmbiz.qpic.cn/mmbiz_jpg/{number}/640">' for number in range(12))
    assert platform_of(after=pasted) is None
    assert platform_of(after=f'<div id="js_content">{pictures}</div>') in {None, "wechat"}
    assert platform_of(after=pictures) is None


def test_an_own_element_counts_together_with_pictures_and_assets() -> None:
    meta = '<meta name="sudameta" content="urlpath:news/c/">'
    assert platform_of(meta) is None
    assert platform_of(meta, '<img src="http://n.sinaimg.cn/a.jpg">') == "sina"
    assert platform_of(meta + '<script src="//news.sinaimg.cn/a.js"></script>') == "sina"


def test_a_page_that_only_links_to_netease_is_not_read_by_its_templates() -> None:
    page = f'<h1>河湾市供水管网改造工程开工</h1><div id="endText">{PROSE}</div><a href="https://www.163.com/">网易</a>'
    assert extract(page).platform is None
    assert extract(page + '<script src="//static.ws.126.net/a.js"></script>').platform == "netease"
    assert extract(page + '<script src="//static.ws.126.net.example/a.js"></script>').platform is None


@pytest.mark.parametrize("address", NO_HOST)
def test_an_address_without_host_has_none(address: str) -> None:
    assert host_of(address) == ""


def test_a_host_is_within_a_domain_label_by_label() -> None:
    assert is_within("m.163.com", ("126.net", "163.com"))
    assert is_within("163.com", ("163.com",))
    assert not is_within("evil163.com", ("163.com",))
    assert not is_within("", ("163.com",))


@pytest.mark.parametrize(
    ("host", "site"),
    [
        ("i.news.example.com.cn", "example.com.cn"),
        ("i.news.example.cn", "example.cn"),
        ("com.cn", "com.cn"),
        ("localhost", "localhost"),
        ("", ""),
    ],
)
def test_a_site_is_what_one_owner_registers(host: str, site: str) -> None:
    assert site_of(host) == site
