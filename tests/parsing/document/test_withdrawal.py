"""Pages that show a notice instead of an article are refused with what they say."""

from __future__ import annotations

import pytest

from articles.parsing import Unreadable, extract

SAID = [
    "该内容已被发布者删除",
    "此内容因违规无法查看",
    "该内容暂时无法查看",
    "此內容因違規無法查看",
    "该公众号已迁移",
    "当前环境异常，完成验证后即可继续访问。",
    "您访问的页面不存在或已被删除",
    "抱歉，此微博已被作者删除",
    "The content has been deleted by the author.",
]


@pytest.mark.parametrize("notice", SAID)
def test_a_page_with_a_notice_is_refused_with_its_words(notice: str) -> None:
    page = (
        "<html><head><title>微信公众平台</title><script>var deleted = '该内容已被删除吗';</script></head><body>"
        f'<div class="weui-msg"><h2>{notice}</h2></div><p>微信公众平台运营中心</p></body></html>'
    )
    with pytest.raises(Unreadable) as refused:
        extract(page)
    assert refused.value.code == "no_article"
    assert str(refused.value) == f"no headline and body in it; the page says “{notice}”"


def test_a_page_without_article_and_notice_is_refused_as_before() -> None:
    with pytest.raises(Unreadable) as refused:
        extract("<html><body><p>河湾网</p><script>var a = '该内容已被删除';</script></body></html>")
    assert str(refused.value) == "no headline and body in it"


def test_an_article_about_deleted_posts_is_read() -> None:
    text = "<p>记者点开链接时，页面提示该内容已被发布者删除，平台没有说明删除的原因，作者也没有回应。</p>" * 3
    assert len(extract(f"<h1>一篇文章为什么会消失</h1><div>{text}</div>").body) == 3


@pytest.mark.parametrize(
    ("title", "url"),
    [
        ("关于服务号", None),
        ("关于公众号", "https://mp.weixin.qq.com/mp/about"),
        ("河湾观察", "https://mp.weixin.qq.com/mp/profile_ext?action=home&__biz=MzA"),
    ],
)
def test_a_page_about_an_account_is_no_article(title: str, url: str | None) -> None:
    prose = "<p>河湾观察是河湾市的城市生活账号，每天早晚各发布一次，内容由编辑部核实。</p>" * 3
    page = f"<title>{title}</title><div id='js_article'>{prose}</div><script src='//res.wx.qq.com/a.js'></script>"
    with pytest.raises(Unreadable, match="about an account"):
        extract(f"<html>{page}</html>", url=url)


def test_an_article_about_accounts_is_read() -> None:
    prose = "<p>河湾市的公众号越来越多，编辑部核实以后每天早晚各发布一次，读者逐年增加。</p>" * 3
    head = "<h1 id='activity-name'>关于公众号</h1><a id='js_name'>河湾观察</a>"
    page = f"{head}<div id='js_content'>{prose}</div><script src='//res.wx.qq.com/a.js'></script>"
    assert extract(f"<html>{page}</html>").headline == "关于公众号"
