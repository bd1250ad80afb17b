"""NetEase pages as HTML: today's account template, the account template of 2019, the news template of 2019–20."""

from __future__ import annotations

from pathlib import Path

import pytest

from articles.parsing import extract
from tests.parsing.gold import gold_page, similarity

SAMPLES = Path(__file__).resolve().parents[3] / "articles" / "samples"
NEWS = ["163_1.html", "163_2.html", "163_3.html", "163_4.html", "163_5.html", "163_7.html"]


@pytest.mark.parametrize("name", [*NEWS, "rendered_163_1.html"])
def test_gold_fields(name: str) -> None:
    article, gold = gold_page(name)
    assert article.platform == "netease"
    assert article.template == ("netease_account_2021" if name.startswith("rendered") else "netease_news_2019")
    assert article.headline == gold["headline"]
    assert article.source is not None
    assert article.source.name == gold["source_name"]
    moment = article.published_at
    assert moment is not None
    assert [moment.year - 2000, moment.month, moment.day, moment.hour, moment.minute] == gold["published"]
    assert len(article.recommendations) == gold["recommendations"]
    beside = dict.fromkeys(one.text for one in (*article.disclaimers, *article.credits))
    said = [text for text in beside if text in gold["notices"]]
    assert "".join("".join(text.split()) for text in said) == "".join(gold["notices"].split())
    # 163_5 has a block that the page hides (display:none) and the annotation counts a second time.
    assert similarity("\n".join(article.body), gold["body"]) > (0.93 if name == "163_5.html" else 0.995)


def test_account_card_and_images_of_todays_template() -> None:
    article, _ = gold_page("rendered_163_1.html")
    assert article.source is not None
    assert (article.source.article_count, article.source.follower_count) == (218, 6744)
    assert article.source.external_id == "T1536566896022"
    assert article.source.tagline == "带给你不一样的娱乐信息"
    assert [image.url.split("/")[2] for image in article.images] == ["dingyue.ws.126.net"] * 3
    assert [(d.code, d.language) for d in article.disclaimers] == [("storage_only", "zh"), ("storage_only", "en")]
    assert [(f.code, f.also, f.location) for f in article.provenance_flags] == [
        ("image_web_sourced", ("infringement_contact",), "tail")
    ]
    assert article.recommendations[0].source == "金错刀"


def test_news_keeps_the_original_headline_and_caption_credits() -> None:
    article, _ = gold_page("163_3.html")
    assert article.original_headline is not None
    assert article.original_headline.startswith("单项奖金100万美元")
    assert article.images[0].credit == "未来科学大奖官网"
    assert article.comment_count == 888
    assert not any("责任编辑" in paragraph for paragraph in article.body)


def test_pseudonym_in_news() -> None:
    article, _ = gold_page("163_4.html")
    assert [(f.code, f.text) for f in article.provenance_flags] == [("pseudonym", "（应受访者要求，文中张严为化名。）")]


ACCOUNT_2019 = """<html id="ne_wrap"><head><meta name="author" content="网易"></head><body>
<div class="article_title"><h2>河边的旧仓库变成了图书馆</h2>
<p class="time"><span>2019-11-02 08:30:15</span> <span>河岸手记</span></p></div>
<div class="content" id="content"><p>旧仓库建于上世纪七十年代，原先用来存放粮食。</p>
<p>去年春天，社区把它改成了图书馆，每天开放十二个小时。</p></div>
<div class="statement">特别声明：本文为网易自媒体平台“网易号”作者上传并发布，网易仅提供信息发布平台。</div>
</body></html>"""


def test_account_template_of_2019() -> None:
    article = extract(ACCOUNT_2019)
    assert article.template == "netease_account_2019"
    assert article.headline == "河边的旧仓库变成了图书馆"
    assert article.source is not None
    assert article.source.name == "河岸手记"
    assert str(article.published_at) == "2019-11-02 08:30:15+08:00"
    assert len(article.body) == 2
    assert [d.code for d in article.disclaimers] == ["storage_only"]


def test_a_declaration_in_an_element_of_its_own_is_not_body() -> None:
    article = extract((SAMPLES / "06_ai_festival.html").read_bytes())
    (flag,) = article.provenance_flags
    assert (flag.code, flag.location, flag.text) == ("ai_generated", "element", "声明:内容由AI生成")
    assert article.declarations == ("声明:内容由AI生成",)
    assert flag.text not in article.body
    assert article.text[flag.start : flag.end] == flag.text


def test_hidden_text_and_scripts_are_not_body() -> None:
    page = (SAMPLES / "01_lake_level.html").read_text("utf-8")
    page = page.replace(
        '<div class="post_body">',
        '<div class="post_body"><script>var a="坏";</script><p style="display: none">暗文</p>',
    )
    assert extract(page).body == extract((SAMPLES / "01_lake_level.html").read_bytes()).body


def test_links_that_are_no_addresses_are_dropped() -> None:
    page = (SAMPLES / "01_lake_level.html").read_text("utf-8")
    article = extract(page.replace("https://www.163.com/dy/", "javascript:alert(1)//"))
    assert article.url is None
    assert {item.url for item in article.recommendations} == {None}
    assert article.source is not None
    assert article.source.profile_url is None
