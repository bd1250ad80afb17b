"""Bilibili, Zhihu, UC: longer texts, as pages hold them in their scripts, and Zhihu as it is drawn."""

from __future__ import annotations

from typing import Any

from tests.parsing.platforms.layouts.story import (
    ACCOUNT,
    HEADLINE,
    LINES,
    PARAGRAPHS,
    STAMP,
    case,
    page,
    script,
    state,
)

TEXT = "\n".join(LINES)
PICTURE = "https://i0.hdslb.com/bfs/new_dyn/1.jpg"


def nodes(*texts: str) -> dict[str, Any]:
    return {"nodes": [{"type": "TEXT_NODE_TYPE_WORD", "word": {"words": text}} for text in texts]}


HEADING = {"para_type": 8, "heading": nodes("路线")}


def opus(title: str | None = HEADLINE, paragraphs: tuple[dict[str, Any], ...] = (), **author: Any) -> str:
    account = {"name": ACCOUNT, "mid": 12890453, "pub_ts": STAMP, "pub_time": "2025年03月04日 09:20"}
    content = [{"para_type": 1, "text": nodes(line[:9], line[9:])} for line in LINES]
    content += [{"para_type": 2, "pic": {"pics": [{"url": PICTURE}]}}, *paragraphs]
    modules = [
        {"module_type": "MODULE_TYPE_TOP", "module_top": {"display": {"album": {"pics": [{"url": PICTURE}]}}}},
        {"module_type": "MODULE_TYPE_AUTHOR", "module_author": {**account, "pub_location_text": "重庆", **author}},
        {"module_type": "MODULE_TYPE_CONTENT", "module_content": {"paragraphs": content}},
    ]
    if title:
        modules.insert(1, {"module_type": "MODULE_TYPE_TITLE", "module_title": {"text": title}})
    data = {"id": "1160708465008574473", "detail": {"id_str": "1160708465008574473", "modules": modules}}
    return page(script(f"window.__INITIAL_STATE__={state(data)};(function(){{var s;}}())"))


def column(content: str = PARAGRAPHS, drawn: str = "") -> str:
    info = {
        "id": 123,
        "title": HEADLINE,
        "publish_time": STAMP,
        "author": {"mid": 12890453, "name": ACCOUNT},
        "content": content,
    }
    return page(drawn + script(f"window.__INITIAL_STATE__={state({'cvid': 123, 'readInfo': info})};"))


def video(**changes: Any) -> str:
    data = {
        "bvid": "BV1fE4m1X7ci",
        "title": HEADLINE,
        "desc": TEXT,
        "pubdate": STAMP,
        "owner": {"mid": 12890453, "name": ACCOUNT},
        "argue_info": {"argue_msg": "", "argue_type": 0, "argue_link": ""},
    }
    return page(script(f"window.__INITIAL_STATE__={state({'videoData': {**data, **changes}})};"))


def zhihu(kind: str = "articles", more: dict[str, Any] | None = None, drawn: str = "", **changes: Any) -> str:
    item: dict[str, Any] = {
        "id": 1000000,
        "content": PARAGRAPHS,
        "author": {"id": "a1", "urlToken": "hewan", "name": ACCOUNT, "headline": "看河湾"},
        "ipInfo": "IP 属地重庆",
        "commentCount": 12,
    }
    if kind == "articles":
        item |= {"title": HEADLINE, "created": STAMP, "updated": STAMP + 86_400}
    else:
        item |= {"question": {"id": "2000000", "title": HEADLINE}, "createdTime": STAMP, "updatedTime": STAMP + 86_400}
    item |= changes
    entities = {"questions": {}, "articles": {}, "answers": {}, kind: {"1000000": item, **(more or {})}}
    data = state({"initialState": {"entities": entities}})
    return page(drawn + script(data, ' id="js-initialData" type="text/json"'))


POST = (
    f'<article><h1 class="Post-Title">{HEADLINE}</h1><div class="Post-Author"><div class="AuthorInfo"><span class='
    f'"AuthorInfo-name"><a href="//www.zhihu.com/people/hewan">河湾观察</a></span></div></div>'
    f'<div class="Post-RichTextContainer"><div class="RichText ztext Post-RichText">{PARAGRAPHS}</div></div>'
    '<div class="ContentItem-time">发布于 2025-03-04 09:20・IP 属地重庆</div></article>'
)
OTHER = {"3000000": {"id": 3000000, "content": "<p>别人的回答。</p>", "author": {"name": "别的账号"}}}


def uc(**changes: Any) -> str:
    data = {
        "id": "16749977856522694278",
        "title": HEADLINE,
        "content": f"{PARAGRAPHS}<!--{{img:0}}-->",
        "images": [{"url": "http://image.uc.cn/1.jpg", "description": "东街的施工现场"}],
        "source_name": "UC头条",
        "origin_src_name": "河湾日报",
        "publish_time": STAMP * 1000,
        "wm_author": {"name": ACCOUNT, "desc": "看河湾"},
        "cmt_cnt": 3,
    }
    return page(script(f"var xissJsonData = {state({**data, **changes})};var zzdReadId = '1';"))


CASES = [
    case(
        "bilibili_opus",
        opus(),
        template="bilibili_opus_2022",
        platform="bilibili",
        account_id="12890453",
        profile="https://space.bilibili.com/12890453",
        place="重庆",
        images=[PICTURE],
        url="https://www.bilibili.com/opus/1160708465008574473",
    ),
    case("bilibili_opus_untitled", opus(None), headline=LINES[0]),
    case(
        "bilibili_opus_quotes",
        opus(paragraphs=({"para_type": 4, "text": nodes("居民的原话")},)),
        body=(*LINES, "居民的原话"),
    ),
    case(
        "bilibili_opus_heading_and_list",
        opus(
            paragraphs=(
                {"para_type": 8, "heading": nodes("路线")},
                {"para_type": 5, "list": {"items": [nodes("东街")]}},
            )
        ),
        body=(*LINES, "路线", "东街"),
    ),
    case("bilibili_opus_ago", opus(pub_ts=None, pub_time="3小时前", pub_location_text=""), time=None, place=None),
    case("bilibili_column", column(), template="bilibili_column_2017", account_id="12890453"),
    case(
        "bilibili_column_drawn",
        column('{"ops":[]}', f'<div class="article-holder" id="read-article-holder">{PARAGRAPHS}</div>'),
        template="bilibili_column_2017",
    ),
    case("bilibili_video", video(), template="bilibili_video", url="https://www.bilibili.com/video/BV1fE4m1X7ci/"),
    case("bilibili_video_undescribed", video(desc="-"), body=(HEADLINE,)),
    case(
        "bilibili_video_declared",
        video(argue_info={"argue_msg": "作者声明：内容由AI生成"}),
        flags=[("ai_generated", "element")],
    ),
    case(
        "bilibili_video_warned",
        video(argue_info={"argue_msg": "视频内含有危险行为，请勿轻易模仿"}),
        disclaimers=[("other", "zh")],
    ),
    case(
        "zhihu_article",
        zhihu(),
        template="zhihu_2018",
        platform="zhihu",
        account_id="hewan",
        profile="https://www.zhihu.com/people/hewan",
        place="重庆",
        comments=12,
        url="https://zhuanlan.zhihu.com/p/1000000",
    ),
    case("zhihu_article_plain_place", zhihu(ipInfo="重庆"), place="重庆"),
    case("zhihu_article_nameless", zhihu(author={}), account=None),
    case("zhihu_answer", zhihu("answers"), url="https://www.zhihu.com/question/2000000/answer/1000000"),
    case(
        "zhihu_answer_of_several",
        zhihu("answers", OTHER),
        "https://www.zhihu.com/question/2000000/answer/1000000",
        template="zhihu_2018",
    ),
    case(
        "zhihu_article_drawn",
        page(POST),
        template="zhihu_drawn",
        time="2025-03-04 09:20:00+08:00",
        place="重庆",
    ),
    case(
        "zhihu_article_declared",
        zhihu(drawn=POST.replace('<div class="ContentItem-time">', '<div>包含 AI 辅助创作</div><div class="x">')),
        flags=[("ai_generated", "element")],
    ),
    case(
        "zhihu_article_edited",
        page(POST.replace("发布于", "编辑于")),
        time=None,
    ),
    case(
        "uc_article",
        uc(),
        template="uc_phone_2017",
        platform="uc",
        body=(*LINES, "东街的施工现场"),
        images=["http://image.uc.cn/1.jpg"],
        captions=["东街的施工现场"],
        comments=3,
    ),
    case(
        "uc_article_spaced_picture",
        uc(content=f"{PARAGRAPHS}<!--{{img: 0 }}-->"),
        body=(*LINES, "东街的施工现场"),
        images=["http://image.uc.cn/1.jpg"],
    ),
    case("uc_article_of_an_outlet", uc(wm_author=None, images=[]), account="河湾日报"),
]
