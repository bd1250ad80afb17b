"""A platform that changes its pages is still read: by the next template, and by what the page states of itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from articles.parsing import Unreadable, extract

SAMPLE = Path(__file__).resolve().parents[2] / "articles" / "samples" / "01_lake_level.html"
URL = "https://www.163.com/dy/article/ABCDEFGH0123.html"


def test_a_template_that_finds_no_body_leaves_the_page_to_the_next_one():
    page = SAMPLE.read_text("utf-8")
    known = extract(page, url=URL)
    changed = extract(page.replace('class="post_body"', 'class="content_2027"'), url=URL)
    assert (known.template, changed.template) == ("netease_account_2021", "generic_html")
    assert changed.platform == "netease"
    assert changed.headline == known.headline
    assert set(known.body) <= set(changed.body)
    assert changed.warnings == ("template_found_nothing:netease_account_2021",)


def test_a_time_that_left_its_place_is_read_where_the_page_states_it():
    page = '<html><head><meta property="article:published_time" content="2026-01-15T08:30:00+08:00"></head>'
    body = "".join(f"<p>一段足够长的正文，用来当作文章的内容，没有别的意思，第{n}段。</p>" for n in range(4))
    page += f'<body><div class="news_txt">{body}</div><h1 class="news_title">标题写在这里够长了</h1></body></html>'
    article = extract(page, url="https://www.thepaper.cn/newsDetail_forward_1")
    assert article.published_at is not None
    assert article.published_at.isoformat() == "2026-01-15T08:30:00+08:00"


def test_a_page_that_no_template_can_read_is_refused_once():
    with pytest.raises(Unreadable) as caught:
        extract('<html id="ne_wrap"><div class="post_info"></div><div class="post_body"></div></html>', url=URL)
    assert caught.value.code == "no_article"
