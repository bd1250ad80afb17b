"""Weibo, Xiaohongshu, Douyin, Kuaishou: short texts with pictures, as pages hold them in their scripts."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from tests.parsing.platforms.layouts.story import HEADLINE, LINES, PARAGRAPHS, STAMP, TIME, case, page, script, state

TEXT = "\n".join(LINES)
FIRST = LINES[0]
PICTURES = ["https://wx1.sinaimg.cn/large/a.jpg", "https://wx1.sinaimg.cn/large/b.jpg"]
DOUYIN_ID = "7634723394579429221"
TIMELESS = "3小时前"


def weibo(**changes: Any) -> str:
    status: dict[str, Any] = {
        "created_at": "Tue Mar 04 09:20:31 +0800 2025",
        "id": "5221716881314113",
        "mid": "5221716881314113",
        "bid": "QathNq6DV",
        "text": "<br />".join(LINES)
        + '<span class="url-icon"><img alt="[doge]" src="https://h5.sinaimg.cn/d.png"></span>',
        "user": {"id": 1645372340, "screen_name": "河湾观察", "verified_reason": "河湾本地资讯"},
        "pics": [{"url": one.replace("large", "orj360"), "large": {"url": one}} for one in PICTURES],
        "region_name": "发布于 重庆",
        "isLongText": False,
    }
    data = state({"status": {**status, **changes}, "call": 1})
    return page(script(f"var config = {{}}; var $render_data = [{data}][0] || {{}};"))


ARTICLE = page(
    f'<div class="main_editor"><div class="title" node-type="articleTitle">{HEADLINE}</div><div class="authorinfo">'
    f'<a href="//weibo.com/u/1645372340"><em class="W_autocut">河湾观察</em></a><span class="time">{TIME}</span></div>'
    f'<div class="WB_editor_iframe_new">{PARAGRAPHS}</div></div>'
)
FORWARDED = {"text": f"【{HEADLINE}】{FIRST}", "user": {"id": 7, "screen_name": "河湾日报"}, "bid": "Qx1"}


def xiaohongshu(form: str = "computer", **changes: Any) -> str:
    note: dict[str, Any] = {
        "noteId": "644b887b0000000013012f14",
        "title": HEADLINE,
        "desc": TEXT,
        "time": STAMP * 1000,
        "lastUpdateTime": STAMP * 1000 + 86_400_000,
        "ipLocation": "重庆",
        "user": {"userId": "5ff0e6410000000001008400", "nickname": "河湾观察"},
        "imageList": [{"urlDefault": one} for one in PICTURES],
        "interactInfo": {"commentCount": "12"},
    }
    note.update(changes)
    identity = note["noteId"]
    if form == "phone":
        written = state({"noteData": {"data": {"noteData": note}}})
    else:
        written = state({"note": {"firstNoteId": identity, "noteDetailMap": {identity: {"note": note}}}})
        written = written[:-1] + ',"user":{"loggedIn":false,"info":undefined}}'
    return page(script(f"window.__INITIAL_STATE__={written}"))


def douyin(form: str = "shared", **changes: Any) -> str:
    item: dict[str, Any] = {
        "aweme_id": DOUYIN_ID,
        "desc": TEXT,
        "create_time": STAMP,
        "author": {"uid": "2344592313680611", "sec_uid": "MS4wLjABAAAA", "nickname": "河湾观察"},
        "images": [{"url_list": [one, one]} for one in PICTURES],
        "risk_infos": {"warn": False, "type": 0, "content": ""},
    }
    item.update(changes)
    if form == "shared":
        data = {"loaderData": {"note_layout": None, "note_(id)/page": {"videoInfoRes": {"item_list": [item]}}}}
        return page(script(f"window._ROUTER_DATA = {state(data)}"))
    names = {"aweme_id": "awemeId", "create_time": "createTime", "author": "authorInfo", "risk_infos": "riskInfos"}
    computer = {names.get(name, name): value for name, value in item.items()}
    computer["authorInfo"] = {"uid": "2344592313680611", "secUid": "MS4wLjABAAAA", "nickname": "河湾观察"}
    computer["images"] = [{"urlList": [one]} for one in PICTURES]
    data = {"app": {"videoDetail": computer, "user": {"awemeId": ""}}}
    return page(script(quote(state(data)), ' id="RENDER_DATA" type="application/json"'))


DRAWN = '<div data-e2e="video-detail"><div><div>作者声明：内容由AI生成</div></div></div>'


def kuaishou_computer(**more: Any) -> str:
    client: dict[str, Any] = {
        "VisionVideoDetailPhoto:3xabc": {"id": "3xabc", "caption": TEXT, "timestamp": STAMP * 1000},
        "VisionVideoDetailAuthor:3xuser": {"id": "3xuser", "name": "河湾观察"},
        "$ROOT_QUERY.visionVideoDetail": {"photo": {"type": "id", "id": "VisionVideoDetailPhoto:3xabc"}},
    }
    client.update(more)
    end = ";(function(){var s;(s=document.currentScript).parentNode.removeChild(s);}());"
    return page(script(f"window.__APOLLO_STATE__={state({'defaultClient': client})}{end}"))


def kuaishou_phone(**changes: Any) -> str:
    photo: dict[str, Any] = {
        "photoId": "5219109210059965448",
        "caption": TEXT,
        "timestamp": STAMP * 1000,
        "userName": "河湾观察",
        "userEid": "3xuser",
        "ext_params": {"atlas": {"cdn": ["tx2.a.kwimgs.com"], "list": ["/ufile/atlas/1.webp"]}},
    }
    photo.update(changes)
    data = {"a1": {"result": 1}, "b2": {"photo": photo, "serialInfo": None}}
    return page(script(f"window.INIT_STATE = {state(data)}"))


CASES = [
    case(
        "weibo_post",
        weibo(),
        template="weibo_post_2018",
        platform="weibo",
        headline=FIRST,
        account_id="1645372340",
        profile="https://weibo.com/u/1645372340",
        place="重庆",
        images=PICTURES,
        url="https://weibo.com/1645372340/QathNq6DV",
    ),
    case("weibo_post_titled", weibo(text=f"【{HEADLINE}】{TEXT}"), body=(f"【{HEADLINE}】{FIRST}", *LINES[1:])),
    case(
        "weibo_post_declared",
        weibo(content_auth_list=[{"content_auth_info": {"content_auth_title": "内容由AI生成"}}]),
        headline=FIRST,
        flags=[("ai_generated", "element")],
    ),
    case(
        "weibo_post_advertised",
        weibo(content_auth_info={"content_auth_title": "广告"}),
        headline=FIRST,
        declarations=(),
        disclaimers=[],
    ),
    case("weibo_post_hours_ago", weibo(created_at=TIMELESS), headline=FIRST, time=None),
    case("weibo_post_nameless", weibo(user=None), headline=FIRST, account=None),
    case(
        "weibo_post_listed_pictures",
        weibo(pics={"0": {"large": {"url": PICTURES[0]}}}),
        headline=FIRST,
        images=PICTURES[:1],
    ),
    case("weibo_post_plain_text", weibo(text="", text_raw=f"{TEXT} \u200b\u200b"), headline=FIRST),
    case("weibo_post_place_abroad", weibo(region_name="来自 日本"), headline=FIRST, place="日本"),
    case("weibo_post_no_place", weibo(region_name=None), headline=FIRST, place=None),
    case(
        "weibo_post_cut",
        weibo(isLongText=True, text="<br>".join(LINES) + '...<a href="/status/1">全文</a>'),
        headline=FIRST,
        warnings=("text_is_cut",),
    ),
    case(
        "weibo_post_forwards",
        weibo(retweeted_status=FORWARDED),
        headline=FIRST,
        references=[(HEADLINE, "河湾日报")],
    ),
    case("weibo_article", ARTICLE, "https://weibo.com/ttarticle/p/show?id=2309404", template="weibo_article_2017"),
    case(
        "xiaohongshu_note",
        xiaohongshu(),
        template="xiaohongshu_note_2022",
        platform="xiaohongshu",
        account_id="5ff0e6410000000001008400",
        place="重庆",
        images=PICTURES,
        comments=12,
        url="https://www.xiaohongshu.com/explore/644b887b0000000013012f14",
    ),
    case("xiaohongshu_note_phone", xiaohongshu("phone"), template="xiaohongshu_note_2022"),
    case("xiaohongshu_note_untitled", xiaohongshu(title=""), headline=FIRST),
    case("xiaohongshu_note_undefined", xiaohongshu(desc=f"{TEXT}\n变量是undefined"), body=(*LINES, "变量是undefined")),
    case("xiaohongshu_note_topics", xiaohongshu(desc=f"{TEXT}\n#供水[话题]#"), body=(*LINES, "#供水")),
    case("xiaohongshu_note_title_only", xiaohongshu(desc=""), body=(HEADLINE,)),
    case(
        "xiaohongshu_note_listed_pictures",
        xiaohongshu(imageList=[{"infoList": [{"url": PICTURES[0]}]}]),
        images=PICTURES[:1],
    ),
    case("xiaohongshu_note_timeless", xiaohongshu(time=None, ipLocation=None), time=None, place=None),
    case(
        "douyin_shared",
        douyin(),
        template="douyin_shared_2022",
        platform="douyin",
        headline=FIRST,
        account_id="2344592313680611",
        profile="https://www.douyin.com/user/MS4wLjABAAAA",
        images=PICTURES,
        url="https://www.douyin.com/note/7634723394579429221",
    ),
    case("douyin_computer", douyin("computer"), template="douyin_2021", headline=FIRST, images=PICTURES),
    case("douyin_nameless", douyin(author=None), headline=FIRST, account=None),
    case(
        "douyin_video", douyin(images=None), headline=FIRST, images=[], url=f"https://www.douyin.com/video/{DOUYIN_ID}"
    ),
    case(
        "douyin_declared",
        douyin(risk_infos={"warn": True, "type": 1, "content": "作者声明：内容由AI生成"}),
        headline=FIRST,
        flags=[("ai_generated", "element")],
    ),
    case(
        "douyin_declared_drawn",
        douyin("computer").replace("<body>", f"<body>{DRAWN}"),
        headline=FIRST,
        flags=[("ai_generated", "element")],
    ),
    case(
        "douyin_warned",
        douyin(risk_infos={"content": "视频内含有危险行为，请勿轻易模仿"}),
        headline=FIRST,
        disclaimers=[("other", "zh")],
    ),
    case(
        "kuaishou_computer",
        kuaishou_computer(),
        template="kuaishou_2021",
        platform="kuaishou",
        headline=FIRST,
        account_id="3xuser",
        url="https://www.kuaishou.com/short-video/3xabc",
    ),
    case(
        "kuaishou_computer_two_authors",
        kuaishou_computer(**{"VisionVideoDetailAuthor:x": {"id": "x", "name": "别的账号"}}),
        headline=FIRST,
        account=None,
    ),
    case(
        "kuaishou_phone",
        kuaishou_phone(),
        template="kuaishou_phone_2022",
        headline=FIRST,
        account_id="3xuser",
        images=["https://tx2.a.kwimgs.com/ufile/atlas/1.webp"],
    ),
]
