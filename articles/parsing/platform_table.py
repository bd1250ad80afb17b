"""Write the platforms as a page of Markdown, for `docs/platforms.md`."""

from __future__ import annotations

from articles.parsing.platform import Platform
from articles.parsing.registry import Platforms

_HEAD = """# Platforms · 平台

A submission names its platform by code; a page of another platform is read by its general form. `manage.py platforms`
prints this page from the modules of `articles/parsing/platforms/`.

提交文章时用代码指明平台；其他平台的页面按通用方式解析。本页由 `manage.py platforms` 生成。

| code · 代码 | 中文 | English | hosts · 域名 | layouts · 版式 | author's menu · 作者声明选项 |
|---|---|---|---|---|---|
"""


def as_page(known: Platforms) -> str:
    """Return the page: one row per platform, ordered by code."""
    return _HEAD + "".join(_row(one) for one in sorted(known, key=lambda one: one.code))


def _row(one: Platform) -> str:
    layouts = ", ".join(f"`{template.name}`" for template in one.templates)
    menu = " · ".join(entry.wording for entry in one.menu)
    cells = (f"`{one.code}`", one.zh, one.en, ", ".join(one.hosts), layouts, menu)
    return f"| {' | '.join(cell or '–' for cell in cells)} |\n"
