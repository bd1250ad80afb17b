"""WeChat Channels (视频号): known by name, hosts and its menu of declarations."""

from __future__ import annotations

from articles.parsing.menus import menu_named
from articles.parsing.platform import Platform

PLATFORM = Platform(
    code="channels",
    zh="微信视频号",
    en="WeChat Channels",
    hosts=("channels.weixin.qq.com",),
    menu=menu_named("channels"),
)
