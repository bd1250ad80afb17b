"""Toutiao: galleries of 2017–2020, posts, articles on phones."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from tests.parsing.platforms.layouts.story import (
    ACCOUNT,
    HEADLINE,
    LINES,
    PARAGRAPHS,
    STAMP,
    TIME,
    case,
    page,
    script,
    state,
)

HEAD = f'<link href="//s3.pstatp.com/toutiao/a.css"><title>{HEADLINE}</title>'
PICTURES = [f"http://p3.pstatp.com/origin/pgc-image/{number}" for number in range(4)]
# The galleries beside it, which are long, and have times of their own.
SIBLINGS = json.dumps([{"title": "北岸观鸟", "publish_time": "2019-01-01 08:00:00", "abstract": "鸟" * 400}] * 14)
MEDIA = "mediaInfo: {name: '河湾观察', openUrl: '/c/user/3880121671/', user_id: '3880121671', like: false},"
GROUP = "https://m.toutiao.com/group/6646919257013617166/"


def gallery_2018(
    captions: tuple[str, ...] = LINES,
    media: str = MEDIA,
    more: str = f"publish_time: '{TIME}', share_url: '{GROUP}',",
    title: str = f"'{HEADLINE}'",
    form: str = "string",
) -> str:
    pictures = [{"url": url, "width": 690, "url_list": [{"url": url}]} for url in PICTURES]
    data: dict[str, Any] = {
        "count": 4,
        "sub_images": pictures,
        "sub_abstracts": list(captions),
        "sub_titles": [HEADLINE] * 4,
    }
    written = json.dumps(data).replace("/", "\\/")
    gallery = f"JSON.parse({json.dumps(written)})" if form == "string" else written
    return page(
        script(f"var BASE_DATA = {{headerInfo: {{chineseTag: '图片'}}, {media} commentInfo: {{comments_count: 30}}}}")
        + script(
            f"BASE_DATA.galleryInfo = {{title: {title}, isOriginal: false, mediaInfo: BASE_DATA.mediaInfo,\n"
            f"gallery: {gallery},\nsiblingList: {SIBLINGS}, {more} abstract: ''.replace(/<br \\/>/ig, ''), repin: 0}}"
        ),
        HEAD,
    )


AUTHOR = '<a class="name" href="/c/user/token/MS4wLjABAAAA/">河湾观察</a>'
POST = (
    f'<article><div class="author-info"><div class="desc">{AUTHOR}<p><span>{TIME}</span>'
    f'<span>发布于重庆</span></p></div></div><div class="weitoutiao-html">{"<br>".join(LINES)}</div>'
    f'<div class="image-list"><img class="weitoutiao-img" src="{PICTURES[0]}"></div></article>'
)
STATE = {"data": {"title": HEADLINE, "content": PARAGRAPHS, "publishTime": str(STAMP), "source": ACCOUNT}}

CASES = [
    case(
        "toutiao_post",
        page(POST, HEAD),
        "https://www.toutiao.com/w/1750001234567890/",
        template="toutiao_post_2020",
        headline=LINES[0],
        account_id="MS4wLjABAAAA",
        place="重庆",
        images=PICTURES[:1],
    ),
    case(
        "toutiao_post_minutes_ago",
        page(POST.replace(TIME, "3小时前").replace("发布于重庆", "来自北京的网友"), HEAD),
        headline=LINES[0],
        time=None,
        place=None,
    ),
    case(
        "toutiao_phone_article",
        page(
            f'<article><h1>{HEADLINE}</h1><div class="author-info"><div class="author-info-name">河湾观察</div>'
            f'<div class="author-info-desc">{TIME}</div></div>{PARAGRAPHS}</article>',
            HEAD,
        ),
        "https://m.toutiao.com/article/7123456789012345678/",
        template="toutiao_phone_2021",
    ),
    case(
        "toutiao_phone_state",
        page(script(quote(state(STATE)), ' id="RENDER_DATA" type="application/json"'), HEAD),
        "https://m.toutiao.com/article/7123456789012345678/",
        template="toutiao_script",
    ),
    case(
        "toutiao_gallery",
        gallery_2018(),
        template="toutiao_gallery_2018",
        platform="toutiao",
        account_id="3880121671",
        profile="https://www.toutiao.com/c/user/3880121671/",
        images=PICTURES,
        captions=list(LINES),
        url="https://www.toutiao.com/article/6646919257013617166/",
    ),
    case("toutiao_gallery_plain_json", gallery_2018(form="plain"), images=PICTURES, captions=list(LINES)),
    case(
        "toutiao_gallery_one_caption",
        gallery_2018((LINES[0], " ", " ", " ")),
        body=LINES[:1],
        images=PICTURES,
        captions=[LINES[0], None, None, None],
    ),
    case("toutiao_gallery_escaped_title", gallery_2018(title=f"'&quot;{HEADLINE}&quot;'.slice(6, -6)")),
    case("toutiao_gallery_nameless", gallery_2018(media=""), account=None),
    case("toutiao_gallery_timeless", gallery_2018(more=""), time=None),
    case("toutiao_gallery_markup", gallery_2018((f"{LINES[0]}<br/>{LINES[1]}", *LINES[2:]))),
    case(
        "toutiao_gallery_declared",
        gallery_2018((*LINES[:3], f"{LINES[3]}（内容由AI生成）")),
        body=(*LINES[:3], f"{LINES[3]}（内容由AI生成）"),
        flags=[("ai_generated", "caption")],
    ),
    case(
        "toutiao_gallery_credits",
        gallery_2018((f"{LINES[0]}（图片来源：河湾日报）", *LINES[1:])),
        body=(f"{LINES[0]}（图片来源：河湾日报）", *LINES[1:]),
    ),
]
