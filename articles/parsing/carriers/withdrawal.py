"""What a page says instead of an article: deleted, blocked, moved, or shown after a check of the visitor only."""

from __future__ import annotations

import re
from itertools import islice

from articles.parsing.document.page import Page, squeeze

_THING = r"(?:内容|內容|文章|页面|頁面|网页|視頻|视频|帖子|微博|回答|笔记|作品|专栏|动态|链接|鏈接|账号|帳號|公众号)"
_SAYS = re.compile(
    rf"{_THING}[^。；;]{{0,30}}(?:删除|刪除|无法(?:查看|访问|显示|浏览)|不见了|無法(?:查看|訪問)|违规|違規|不存在|下架|失效|过期|過期|迁移|注销|冻结|屏蔽)|"
    r"(?:环境|访问|網絡|网络)异常|完成验证|安全验证|访问(?:过于)?频繁|滑块|人机验证|"
    r"(?:content|page|article|post) (?:has been|was|is) (?:deleted|removed|no longer|unavailable|not available)|"
    r"没有知识存在的荒原|unusual traffic|verify (?:that )?you are (?:a )?human",
    re.IGNORECASE,
)
_ABOUT = frozenset(f"关于{thing}" for thing in ("公众号", "服务号", "订阅号", "此公众号", "该公众号", "本公众号"))
_ACCOUNT_PATH = re.compile(
    r"https?://[^/?#]{1,80}/mp/(?:profile_ext|homepage|appmsgalbum|getverifyinfo|waverifyinfo)\b", re.I
)
_ASSETS = '[src*="//res.wx.qq.com"], link[href*="//res.wx.qq.com"]'
_UNSEEN = frozenset(("script", "style", "noscript", "template", "title"))
_LONGEST, _MOST_NODES = 80, 3_000


def is_account_page(page: Page) -> bool:
    """Whether a page of WeChat is about an account (关于公众号, its profile, its albums) and shows no article."""
    if not page.is_html or page.host not in {"", "mp.weixin.qq.com"}:
        return False
    is_named_so = page.host != "" and _ACCOUNT_PATH.match(page.url or "") is not None
    if not (is_named_so or page.has(_ASSETS)) or page.first("#activity-name") is not None:
        return False
    return is_named_so or any(text in _ABOUT for text in page.texts_of("title, h1, h2, h3, [class*=title]"))


def withdrawal_of(page: Page) -> str | None:
    """Return the notice that a page shows instead of an article, as it words it; None when it shows none."""
    body = page.tree.body if page.is_html else None
    if body is None:
        return None
    for node in islice(body.traverse(include_text=True), _MOST_NODES):
        if node.is_text_node and node.parent is not None and node.parent.tag not in _UNSEEN:
            text = (node.text_content or "").strip()
            if 4 <= len(text) <= _LONGEST and _SAYS.search(text):
                return squeeze(text)
    return None
