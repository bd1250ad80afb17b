"""The platforms every installation knows; made after each migration when missing, never changed afterwards."""

from __future__ import annotations

from typing import Any

# What a page is filed under when nothing tells its platform.
UNIDENTIFIED = "other"

PLATFORMS = {
    "netease": ("网易号", "NetEase Hao"),
    "sohu": ("搜狐号", "Sohu Hao"),
    "toutiao": ("头条号", "Toutiao Hao"),
    "baijiahao": ("百家号", "Baijiahao"),
    "wechat": ("微信公众号", "WeChat"),
    "qq": ("腾讯新闻", "Tencent News"),
    "sina": ("新浪", "Sina"),
    "ifeng": ("凤凰网", "iFeng"),
    "thepaper": ("澎湃", "The Paper"),
    "guancha": ("观察者网", "Guancha"),
    "xinhua": ("新华网", "Xinhua"),
    "people": ("人民网", "People"),
    "huanqiu": ("环球网", "Huanqiu"),
    "hexun": ("和讯网", "Hexun"),
    UNIDENTIFIED: ("未识别平台", "Unidentified platform"),
}


def ensure_platforms(using: str = "default", **_: Any) -> None:
    """Adds the platforms that are missing; names changed in the admin stay."""
    from articles.models import Platform

    known = set(Platform.objects.using(using).values_list("code", flat=True))
    Platform.objects.using(using).bulk_create(
        [Platform(code=code, name_zh=zh, name_en=en) for code, (zh, en) in PLATFORMS.items() if code not in known],
        ignore_conflicts=True,
    )
