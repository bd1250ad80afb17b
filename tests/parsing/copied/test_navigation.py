"""What stands above the headline and around the name of a copied page leads elsewhere, and is no headline."""

from __future__ import annotations

import pytest

from articles.parsing import extract

HEADLINE = "老城区供水管网改造下月开工"
BODY = (
    "河湾市老城区的供水管网改造下月开工，第一期涉及三条街道和两个小区，工期预计五个月。",
    "施工期间部分路段夜间停水，街道办提前两天在楼道张贴通知，并安排送水车到小区门口。",
)
TEXT = "\n".join(BODY)


@pytest.mark.parametrize(
    "above",
    [
        "首页 / 社会 / 正文",
        "首页 > 新闻 > 正文",
        "河湾晚报\n首页  新闻  民生  体育\n您的位置： 首页 > 民生 > 正文",
        "今天是2026年7月1日 星期三\n首页 | 要闻 | 社会 | 视频",
        "专栏\n/\n科技\n/\n数码",
        f"{HEADLINE}_社会_河湾网\n河湾网",
        "河湾晚报          2025年03月04日 星期二",
        "跳到主要内容",
    ],
)
def test_ways_above_the_headline_are_passed_over(above: str) -> None:
    article = extract(f"{above}\n{HEADLINE}\n2025-03-04 09:20 来源：河湾观察\n{TEXT}")
    assert (article.headline, article.body) == (HEADLINE, BODY)
    assert article.source
    assert article.source.name == "河湾观察"
    assert str(article.published_at) == "2025-03-04 09:20:00+08:00"


@pytest.mark.parametrize("above", [f"{HEADLINE}_社会_河湾网", "河湾网\n首页 新闻 民生 体育"])
def test_name_of_the_site_is_the_source_where_nobody_else_is_named(above: str) -> None:
    article = extract(f"{above}\n{HEADLINE}\n2025-03-04 09:20\n{TEXT}")
    assert article.headline == HEADLINE
    assert article.source
    assert article.source.name == "河湾网"


@pytest.mark.parametrize("headline", ["河湾晚报", "供水 停水 通水", "南街 > 北街：一条路的改造"])
def test_first_line_stays_the_headline_where_no_other_stands_below(headline: str) -> None:
    assert extract(f"{headline}\n2025-03-04 09:20\n{TEXT}").headline == headline


def test_day_in_the_head_of_a_page_is_no_time() -> None:
    article = extract(f"河湾晚报    2026年7月1日 星期三\n{HEADLINE}\n{TEXT}")
    assert (article.headline, article.published_at, article.published_after) == (HEADLINE, None, None)


def test_topics_stand_between_a_question_and_its_answer() -> None:
    head = "关注问题\n写回答\n供水\n城市\n好问题 12\n周师傅\n修管道三十年\n关注\n32 人赞同了该回答"
    article = extract(f"{HEADLINE}\n{head}\n{TEXT}\n发布于 2025-03-04 09:20\n赞同 32", platform="zhihu")
    assert article.body == BODY
    assert article.source
    assert article.source.name == "周师傅"


@pytest.mark.parametrize(
    "tail", ["编辑于 2025-03-04 09:20\n供水\n城市更新\n赞同 32\n分享", "禁止转载\n供水 城市\n12 34"]
)
def test_topics_among_the_last_buttons_are_no_text(tail: str) -> None:
    body = extract(f"{HEADLINE}\n{TEXT}\n{tail}").body
    assert "供水" not in body
    assert "城市更新" not in body


def test_name_printed_twice_is_the_account() -> None:
    article = extract(f"{HEADLINE}\n周师傅\n周师傅\n修管道三十年\n关注他\n{TEXT}")
    assert article.source
    assert article.source.name == "周师傅"
    assert article.body == BODY


def test_post_sent_by_a_device_begins_with_its_account() -> None:
    article = extract(f"河湾老周\n25-3-4 09:20\n来自 iPhone客户端\n{TEXT}\n收起d")
    assert article.source
    assert article.source.name == "河湾老周"
    assert article.body == BODY


def test_name_over_a_day_and_a_place_is_the_account() -> None:
    article = extract(f"{HEADLINE}\n小禾的家\n06-28 河北\n{TEXT}", platform="xiaohongshu")
    assert article.source
    assert article.source.name == "小禾的家"
    assert (article.ip_location, article.body) == ("河北", BODY)


def test_column_of_zhihu_stands_above_the_headline() -> None:
    article = extract(f"首发于\n家电那些事\n写文章\n{HEADLINE}\n周师傅\n关注\n{TEXT}", platform="zhihu")
    assert article.headline == HEADLINE


def test_english_menu_and_roles_are_passed_over() -> None:
    text = "The city council voted on Tuesday to replace miles of aging water mains, officials said after the meeting."
    article = extract(
        "The Riverbend Courier\nNews Sports Opinion\nCouncil approves water main project\n"
        f"Dana Whitfield\nStaff Writer\nPublished 6:05 p.m. May 14, 2024 | Updated 8:10 p.m. May 14, 2024\n{text}"
    )
    assert (article.headline, article.body) == ("Council approves water main project", (text,))
    assert str(article.published_at) == "2024-05-14 18:05:00+08:00"


@pytest.mark.parametrize(
    ("head", "platform"),
    [
        ("周师傅\n发布时间：2025-03-04 09:20 发布于：湖北省 优质人文领域创作者\n关注", "baijiahao"),
        ("周师傅\n2025年03月04日 09:20 湖北 5人听过", "wechat"),
        ("2025-03-04 09:20\n来源: 周师傅\n湖北  举报\n0\n分享至", "netease"),
    ],
)
def test_heads_of_several_lines_are_read(head: str, platform: str) -> None:
    notice = "特别声明：以上内容为自媒体平台“网易号”用户上传并发布，本平台仅提供信息存储服务。"
    article = extract(f"{HEADLINE}\n{head}\n{TEXT}\n{notice}", platform=platform)
    assert article.source
    assert (article.source.name, article.ip_location, article.body) == ("周师傅", "湖北", BODY)
    assert str(article.published_at) == "2025-03-04 09:20:00+08:00"


@pytest.mark.parametrize("headline", [f"{HEADLINE}_供水_河湾_民生", f"{HEADLINE} [复制链接]"])
def test_keywords_and_buttons_behind_the_headline_are_cut(headline: str) -> None:
    assert extract(f"{headline}\n周师傅\n2025-03-04 09:20\n{TEXT}").headline == HEADLINE


def test_age_and_place_below_a_post_are_no_text() -> None:
    article = extract(f"周师傅\n关注\n{HEADLINE}\n{TEXT}\n2天前 河北\n共 3 条评论", platform="xiaohongshu")
    assert (article.body, article.ip_location, article.published_at) == (BODY, "河北", None)
