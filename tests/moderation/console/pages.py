"""Helpers of the console's tests: an article with every kind of evidence, and readers of pages."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from django.db import transaction

from moderation.models import QueueItem
from moderation.queue.entry import enter
from tests.makers import assessed, reason

STORAGE_ZH = "以上内容为自媒体平台用户上传并发布，本平台仅提供信息存储服务。"
STORAGE_EN = (
    "Notice: The content above is uploaded by a user and this platform only provides information storage services."
)
FULL: dict[str, Any] = {
    "headline": "震惊！环湖路竟然说停就停，网友：这下麻烦大了",
    "body": [
        "市民周三早晨发现，环湖路两端立起了围挡，公交站牌也被移走。",
        "据山城市规划研究院测算，绕行将使早高峰多花约二十分钟。",
        "知情人士透露，工程款至今没有全部到位。",
        "声明：取材网络，谨慎辨别",
    ],
    "source": {"name": "山城观察", "article_count": 7380, "follower_count": 66307},
    "references": [
        {"headline": "环湖路施工公告", "outlet": "山城日报", "published_at": "2025-06-10T12:31:00+08:00"},
        {"headline": "公交改线说明", "outlet": "山城晚报", "published_at": "2025-06-09T10:53:00+08:00"},
    ],
    "disclaimers": [
        {"code": "storage_only", "language": "zh", "text": STORAGE_ZH},
        {"code": "storage_only", "language": "en", "text": STORAGE_EN},
    ],
    "recommendations": [{"headline": "另一篇推荐的稿件", "source": "别的账号"}],
}


def item_with_evidence(**changes: Any) -> QueueItem:
    """An open item of an article that went through all stages."""
    version = assessed(**{**FULL, **changes})
    item = QueueItem.objects.filter(article=version.article).first()
    if item is not None:
        return item
    with transaction.atomic():
        return enter(version, [reason()])


def text_of(markup: str) -> str:
    """The words of a page without its markup, white space as single spaces."""
    return " ".join(unescape(re.sub(r"<[^>]+>", "", markup)).split())


def marked(markup: str, kind: str) -> list[str]:
    """The texts of the marks of one kind."""
    found = re.findall(rf'<mark class="[^"]*\bm-{kind}\b[^"]*"[^>]*><a[^>]*>(.*?)</a></mark>', markup, re.S)
    return [unescape(text) for text in found]


def url(item: QueueItem, act: str = "") -> str:
    return f"/admin/triage/{item.pk}/{act}"
