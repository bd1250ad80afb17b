"""NetEase Hao (网易号) and NetEase news (网易新闻)."""

from __future__ import annotations

from articles.parsing.menus import MenuEntry
from articles.parsing.platform import Platform
from articles.parsing.platforms.netease import account, markdown, news, text

_BELOW_ARTICLES = "below articles, after the label 声明:"
_FROM_RULES = "the rules of free text have it; still to be read in the menu itself"

PLATFORM = Platform(
    code="netease",
    zh="网易号",
    en="NetEase Hao",
    hosts=("163.com",),
    # No marks: `site.is_netease` knows its pages, and is laxer than marks are.
    templates=(*account.TEMPLATES, *news.TEMPLATES, *markdown.TEMPLATES, *text.TEMPLATES),
    menu=(
        MenuEntry("个人原创,仅供参考", ("original", "verify_caution"), None, _FROM_RULES),
        MenuEntry("取材网络,谨慎辨别", ("web_sourced", "verify_caution"), None, _BELOW_ARTICLES),
        MenuEntry("内容由AI生成", ("ai_generated",), None, _FROM_RULES),
        MenuEntry("虚构演绎,仅供娱乐", ("fiction",), None, _FROM_RULES),
        MenuEntry("素材来源官方媒体/网络新闻", ("official_sourced", "web_sourced"), None, _FROM_RULES),
        MenuEntry("个人观点,仅供参考", ("personal_opinion", "verify_caution"), None, _FROM_RULES),
    ),
)
