"""Pages of news sites, changed in one place each; `test_fixture_pages.py` reads them as they are."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from articles.parsing import ExtractedArticle, extract

FOLDER = Path(__file__).resolve().parents[2] / "pages"


def text_of(name: str) -> str:
    return (FOLDER / f"{name}.html").read_text("utf-8")


def fixture(name: str, **hints: Any) -> ExtractedArticle:
    return extract(text_of(name).encode(), **hints)


def test_picture_addresses_without_a_host_are_completed_by_the_pages_own() -> None:
    page = fixture("people/people_2020", url="http://society.people.com.cn/n1/2022/0422/c2.html")
    assert page.images[0].url == "http://society.people.com.cn/NMediaFile/a.jpg"


@pytest.mark.parametrize(
    ("host", "template"),
    [("new.qq.com", "qq_news_2018"), ("www.example.com", "qq_news_2018"), ("news.ifeng.com", "generic_html")],
)
def test_the_host_decides_before_the_marks(host: str, template: str) -> None:
    assert fixture("qq/qq_news_2018", url=f"https://{host}/omn/1.html").template == template


@pytest.mark.parametrize(
    ("name", "marker"),
    [
        ("qq/qq_news_2018", '"title"'),
        ("ifeng/ifeng_state_2018", '"docData"'),
        ("thepaper/thepaper_2022", '"contentDetail"'),
    ],
)
def test_broken_data_of_the_page_is_passed_over_for_what_it_shows(name: str, marker: str) -> None:
    whole = fixture(name)
    page = text_of(name)
    article = extract(page.replace(marker, "{" * 5 + marker, 1))
    assert article.headline == whole.headline
    assert article.body[0] in whole.body


def test_data_nested_without_end_is_no_error() -> None:
    page = text_of("qq/qq_news_2018").replace("window.DATA = {", "window.DATA = {" + '"a":{' * 100_000, 1)
    assert extract(page).headline == "老茶馆里的听书人"


def test_escapes_bring_back_no_control_characters_or_lone_surrogates() -> None:
    data = {"title": "标\x00题\ud800写在这里", "media": "账\x07号", "pubtime": "2024-03-01 19:30:00"}
    page = text_of("qq/qq_news_2018")
    start, end = page.index("window.DATA"), page.index("</script></head>")
    article = extract(page[:start] + "window.DATA = " + json.dumps(data) + ";" + page[end:])
    assert article.headline == "标题写在这里"
    assert article.source is not None
    assert article.source.name == "账号"


def test_a_page_that_goes_on_elsewhere_says_so() -> None:
    pages = '<div class="fix" id="select_page"><a class="next">下一页</a></div><ul class="article-other">'
    article = extract(text_of("guancha/guancha_news_2014").replace('<ul class="article-other">', pages))
    assert article.warnings == ("article_continues_on_other_pages",)


def test_the_shown_minute_wins_over_another_stated_time() -> None:
    page = text_of("sina/sina_news_2017").replace("2023-04-08 09:12:33", "2023-04-08 11:00:00")
    assert str(extract(page).published_at) == "2023-04-08 09:12:00+08:00"


def test_links_that_are_no_addresses_are_dropped() -> None:
    page = text_of("sina/sina_news_2017").replace("https://yunze.example/a.htm", "javascript:alert(1)")
    source = extract(page).source
    assert source is not None
    assert (source.name, source.profile_url) == ("云泽日报", None)
    related = text_of("people/people_2020").replace("http://society.people.com.cn/n1/2022", "javascript:alert(1)//x")
    assert [item.url for item in extract(related).recommendations] == [None]
