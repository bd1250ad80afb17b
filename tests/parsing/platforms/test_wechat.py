"""WeChat pages beyond their layouts: megabytes of script, headlines of untitled posts, pages that hold no post."""

from __future__ import annotations

import pytest

from articles.parsing import Unreadable, extract
from articles.parsing.platforms.wechat.text import fragment_of, headline_of
from tests.parsing.platforms.layouts.story import Case, seen
from tests.parsing.platforms.layouts.wechat import BULKY, PICTURES, data, listed, member, page, post

LONG = "清晨六点，东街的早点铺已经亮灯，老板一边和面一边听广播里的停水通知，心里盘算着今天要多备几桶水才够一天用"


@pytest.mark.parametrize("one", BULKY, ids=lambda one: one.name)
def test_scripts_inside_a_post_do_not_count_for_its_size(one: Case) -> None:
    assert seen(one) == one.wanted


@pytest.mark.parametrize(
    ("stated", "paragraphs", "headline"),
    [
        ("管网改造", ["管网改造开始了。", "第二段。"], "管网改造"),
        ("管网改造开始了", ["管网改造开始了。"], "管网改造开始了"),
        ("", ["今天停水。大家接水。", "第二段。"], "今天停水。"),
        (None, ["今天停水！！大家接水。"], "今天停水！！"),
        ("今天停水。\\n\\n大家接水。" + LONG, ["今天停水。", "大家接水。" + LONG], "今天停水。"),
        ("今天停水。\\x0a大家接水。" + LONG, ["今天停水。", "大家接水。" + LONG], "今天停水。"),
        (LONG[:34], [LONG + "。"], LONG + "。"),
        ("", [LONG * 2 + "。"], LONG + "清晨六点…"),
        ("", ["长" * 200], "长" * 63 + "…"),
        ("A &amp; B", ["第一段。"], "A & B"),
        (None, [], None),
    ],
)
def test_an_untitled_post_is_called_by_its_first_sentence(
    stated: str | None, paragraphs: list[str], headline: str | None
) -> None:
    assert headline_of(stated, paragraphs) == headline


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("甲\n\n乙", ["甲", "乙"]),
        ("<p>甲</p>\n<p>乙</p>", ["甲", "乙"]),
        ("甲<a href='x'>链接</a>\n乙", ["甲链接", "乙"]),
        ("&lt;p&gt;甲&lt;/p&gt;&lt;p&gt;乙&lt;/p&gt;", ["甲", "乙"]),
        ("1 < 2 &amp; 3 > 2\n乙", ["1 < 2 & 3 > 2", "乙"]),
        ("看<甲>一眼", ["看<甲>一眼"]),
        ("", []),
    ],
)
def test_what_may_hold_markup_is_read_as_markup(text: str, paragraphs: list[str]) -> None:
    assert fragment_of(text).paragraphs == paragraphs


NOTICES = {
    "deleted": "该内容已被发布者删除",
    "blocked": "此内容因违规无法查看",
    "reported": "此内容被投诉且经审核涉嫌侵权，无法查看。",
    "migrated": "该公众号已迁移至新的账号，原账号已回收。若需访问原文章链接，请点击下方按钮。",
    "captcha": "当前环境异常，完成验证后即可继续访问。",
    "limited": "该内容暂时无法查看，链接已过期。",
}


@pytest.mark.parametrize("notice", NOTICES.values(), ids=NOTICES)
@pytest.mark.parametrize("title", ["", "微信公众平台"])
def test_a_page_with_a_notice_instead_of_a_post_is_refused(notice: str, title: str) -> None:
    shown = (
        f'<div class="weui-msg"><div class="weui-msg__text-area"><h2 class="weui-msg__title">{notice}</h2></div>'
        '<p class="weui-msg__desc">返回</p></div>'
    )
    scripts = "<script>window.cgiData = {ret: '0' * 1}; var item_show_type = '';</script>"
    for inside in (shown, f'<div id="js_article">{shown}</div>', f'<div id="js_content"></div>{shown}'):
        with pytest.raises(Unreadable, match="no headline and body"):
            extract(page(f"{inside}{scripts}", f"<title>{title}</title>"), url="https://mp.weixin.qq.com/s/x")


def test_pictures_without_a_text_make_no_article() -> None:
    with pytest.raises(Unreadable):
        extract(post(data(8, "", listed(PICTURES)), head=""))


def test_an_article_about_the_platforms_scripts_is_not_taken_for_a_post() -> None:
    code = "window.cgiDataNew = {nick_name: '别人', item_show_type: '8', create_time: '1500000000'};"
    text = "".join(
        f"<p>第{number}步，打开浏览器的开发者工具，找到页面里的这一段脚本，再把它复制出来保存。</p>"
        for number in "一二三四"
    )
    found = extract(page(f"<h1>怎样保存一篇文章的原始数据</h1><div class='content'>{text}<pre>{code}</pre></div>"))
    assert (found.platform, found.source, found.published_at) == (None, None, None)


def test_names_in_the_text_of_a_post_do_not_name_its_account() -> None:
    text = "他写道：nick_name: '别人', create_time: '1500000000'，这是第一段。\n第二段写了供水管网的改造进度和安排。"
    article = extract(post(data(10, members="text_page_info: { " + member("content", text) + " },")))
    assert article.source is not None
    assert article.source.name == "河湾观察"
    assert str(article.published_at) == "2025-03-04 09:20:31+08:00"
