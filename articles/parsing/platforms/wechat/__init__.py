"""WeChat (微信公众号), 2018 to today: articles, and posts of text, pictures, video or sound."""

from __future__ import annotations

from articles.parsing.common.platform_furniture import furniture_named
from articles.parsing.menus import menu_named
from articles.parsing.platform import Pages, Platform, Template
from articles.parsing.platforms.wechat.template import matches, read

PLATFORM = Platform(
    code="wechat",
    zh="微信公众号",
    en="WeChat",
    hosts=("mp.weixin.qq.com",),
    marks=("#js_article", "#js_content", "#activity-name", "mmbiz.qpic.cn"),
    templates=(Template("wechat", matches, read, Pages.UNCLAIMED),),
    before=("sohu",),  # pages of both platforms may have the elements that both templates look for
    menu=menu_named("wechat"),
    furniture=furniture_named("wechat"),
)
