"""The story that every layout tells, a case of a page, and the comparison of an article with what a page holds."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from articles.parsing import ExtractedArticle, extract

HEADLINE = "老城区供水管网本月开始改造"
ACCOUNT = "河湾观察"
LINES = (
    "河湾老城区的供水管网铺设于上世纪八十年代，部分管段锈蚀严重，居民常在夏天遇到停水。",
    "水务部门介绍，改造分两期施工，先换主管，再换入户的支管，前后大约需要五个月的时间。",
    "家住东街的周澄说，施工队进场前一天，社区工作人员逐户敲门，告诉大家什么时候停水。",
    "施工期间，东街和南街的公交线路将绕行，沿线的三所学校会在上学时段安排专人值守路口。",
)
PARAGRAPHS = "".join(f"<p>{line}</p>" for line in LINES)
MARKUP = json.dumps(PARAGRAPHS, ensure_ascii=False)
TIME = "2025-03-04 09:20:31"
STAMP = 1741051231
PUBLISHED = f"{TIME}+08:00"
STORAGE = "特别声明：以上内容为自媒体平台用户上传并发布，本平台仅提供信息存储服务。"


@dataclass(frozen=True)
class Case:
    """A page in one layout. `wanted` holds what `seen` returns for it; a field that it leaves out is not compared."""

    name: str
    page: str
    wanted: dict[str, Any]
    url: str | None = None


def case(name: str, page: str, url: str | None = None, /, **wanted: Any) -> Case:
    """A page that tells the whole story, but for what `wanted` says otherwise."""
    usual = {"headline": HEADLINE, "account": ACCOUNT, "time": PUBLISHED, "body": LINES, "flags": [], "warnings": ()}
    return Case(name, page, usual | wanted, url)


def seen(one: Case) -> dict[str, Any]:
    """The fields of a case as they are read, as far as the case compares them."""
    article = extract(one.page, url=one.url)
    return {name: value for name, value in _fields(article).items() if name in one.wanted}


def _fields(article: ExtractedArticle) -> dict[str, Any]:
    source = article.source
    return {
        "template": article.template,
        "platform": article.platform,
        "headline": article.headline,
        "account": source.name if source else None,
        "account_id": source.external_id if source else None,
        "profile": source.profile_url if source else None,
        "time": str(article.published_at) if article.published_at else None,
        "bounds": (str(article.published_after), str(article.published_before)),
        "place": article.ip_location,
        "body": article.body,
        "declarations": article.declarations,
        "flags": [(flag.code, flag.location) for flag in article.provenance_flags],
        "disclaimers": [(one.code, one.language) for one in article.disclaimers],
        "images": [image.url for image in article.images],
        "captions": [image.caption for image in article.images],
        "references": [(one.headline, one.outlet) for one in article.references],
        "comments": article.comment_count,
        "url": article.url,
        "warnings": article.warnings,
    }


def page(body: str, head: str = "") -> str:
    """A page around `body`."""
    return f'<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'


def script(code: str, attributes: str = "") -> str:
    return f"<script{attributes}>{code}</script>"


def state(value: Any) -> str:
    """A value as the JSON that pages hold in their scripts."""
    return json.dumps(value, ensure_ascii=False).replace("</", "<\\/")
