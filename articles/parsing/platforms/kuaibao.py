"""Kuaibao (天天快报), known by its hosts."""

from __future__ import annotations

from articles.parsing.platform import Platform

PLATFORM = Platform(
    code="kuaibao",
    zh="天天快报",
    en="Kuaibao",
    hosts=("kuaibao.qq.com",),
)
