"""NetEase Hao (网易号) and NetEase news (网易新闻)."""

from __future__ import annotations

from articles.parsing.common.platform_furniture import furniture_named
from articles.parsing.menus import menu_named
from articles.parsing.platform import Platform
from articles.parsing.platforms.netease import account, markdown, mobile, news, photos, text

PLATFORM = Platform(
    code="netease",
    zh="网易号",
    en="NetEase Hao",
    hosts=("163.com",),
    # No marks: `site.is_netease` knows its pages, and is laxer than marks are.
    templates=(
        *account.TEMPLATES,
        *news.TEMPLATES,
        *photos.TEMPLATES,
        *mobile.TEMPLATES,
        *markdown.TEMPLATES,
        *text.TEMPLATES,
    ),
    menu=menu_named("netease"),
    furniture=furniture_named("netease"),
)
