"""Pages that a script draws: photo sets, videos, articles in the page's data alone; what posts declare in fields."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from tests.parsing.platforms.layouts.posts import DOUYIN_ID, douyin, kuaishou_computer, kuaishou_phone, xiaohongshu
from tests.parsing.platforms.layouts.story import HEADLINE, LINES, PUBLISHED, STAMP, TIME, case, page, script, state

PHOTOS = [f"https://cms-bucket.ws.126.net/{number}.jpg" for number in range(3)]
BJH = "https://baijiahao.baidu.com/s?id=1823456789012345678"
VIDEO = "https://www.toutiao.com/video/7505382061495176511/"
CHANGED = "2025-03-09 08:00:00"


def photo_set(form: str = "element", **changes: Any) -> str:
    info = {"setname": HEADLINE, "prevue": LINES[0], "source": "河湾观察", "pdate": TIME, "lmodify": CHANGED}
    pictures = [{"id": str(at), "img": url, "note": LINES[at + 1]} for at, url in enumerate(PHOTOS)]
    data = state({"info": {**info, **changes}, "list": pictures})
    if form == "script":
        return page(script(f"var photosetdata = {data};"), '<link href="//static.ws.126.net/a.css">')
    return page(f'<div class="nph_set"><h1>{HEADLINE}</h1></div><textarea name="gallery-data">{data}</textarea>')


def toutiao_video(**changes: Any) -> str:
    video: dict[str, Any] = {
        "title": HEADLINE,
        "abstract": "\n".join(LINES),
        "publishTime": STAMP,
        "userInfo": {"name": "河湾观察", "userId": "3880121671"},
        "commentCount": 12,
    }
    video.update(changes)
    beside = [{"title": "北岸观鸟", "publishTime": 1, "userInfo": {"name": "河湾晚报"}}]
    data = quote(state({"data": {"initialVideo": video, "relatedVideo": beside}}))
    return page(script(data, ' id="RENDER_DATA" type="application/json"'))


def baijiahao_data(sections: list[Any] | str, **changes: Any) -> str:
    detail: dict[str, Any] = {
        "header": {"title": HEADLINE, "author": {"name": "河湾观察", "id": "1600000000000000"}},
        "publishTime": TIME,
        "sections": sections,
    }
    detail.update(changes)
    others = [{"title": "北岸观鸟", "content": "".join(LINES) * 2, "author": {"name": "河湾晚报"}}]
    data = {
        "time": CHANGED,
        "user": {"name": "读者"},
        "bsData": {"superlanding": [{"itemData": detail}], "relateList": others},
    }
    return page(f'<div id="app"></div>{script(f"window.jsonData = {state(data)};window.firstScreenTime = 1;")}')


KUAIBAO = page(
    script(
        "var DATA = "
        + state(
            {
                "title": HEADLINE,
                "chlname": "河湾观察",
                "pubtime": TIME,
                "content": [
                    {"type": "text", "desc": LINES[0]},
                    {"type": "img", "url": "https://inews.gtimg.com/newsapp_bt/0/1/1000", "desc": ""},
                    *({"type": "text", "desc": line} for line in LINES[1:]),
                ],
            }
        )
    )
)
PARTS = [{"type": "text", "content": line} for line in LINES]
SEEN = [f"https://p{at}.baidu.com/a.jpg" for at in range(2)]

CASES = [
    case(
        "netease_photo_set",
        photo_set(),
        "https://www.163.com/photoview/00AP0001/2301234.html",
        template="netease_photos_2012",
        platform="netease",
        images=PHOTOS,
        captions=list(LINES[1:]),
    ),
    case("netease_photo_set_script", photo_set("script"), template="netease_photos_2012", images=PHOTOS),
    case(
        "netease_photo_set_undated",
        photo_set(pdate="", lmodify=""),
        "https://www.163.com/photoview/00AP0001/2301234.html",
        time=None,
    ),
    case(
        "toutiao_video",
        toutiao_video(),
        VIDEO,
        template="toutiao_video_2020",
        platform="toutiao",
        account_id="3880121671",
        comments=12,
        url=VIDEO,
    ),
    case("toutiao_video_untold", toutiao_video(abstract=""), VIDEO, body=(HEADLINE,)),
    case(
        "toutiao_video_declared",
        toutiao_video(authorDeclaration={"text": "虚构演绎，仅供娱乐"}),
        VIDEO,
        flags=[("fiction", "element")],
    ),
    case("baijiahao_data_parts", baijiahao_data(PARTS), BJH, platform="baijiahao", account_id="1600000000000000"),
    case("baijiahao_data_markup", baijiahao_data("".join(f"<p>{line}</p>" for line in LINES)), BJH),
    case("baijiahao_data_lines", baijiahao_data(list(LINES)), BJH),
    case(
        "baijiahao_data_pictures",
        baijiahao_data([*PARTS, *({"type": "image", "content": {"src": one}} for one in SEEN)]),
        BJH,
        images=SEEN,
    ),
    case("baijiahao_data_undated", baijiahao_data(PARTS, publishTime=None), BJH, time=None),
    case("kuaibao_data", KUAIBAO, "https://kuaibao.qq.com/s/20250304A0ABCD00", platform="kuaibao"),
    case("douyin_place", douyin(ip_label="IP属地：重庆"), headline=LINES[0], place="重庆"),
    case(
        "douyin_place_computer",
        douyin("computer", ipAttribution="重庆"),
        headline=LINES[0],
        place="重庆",
        time=PUBLISHED,
    ),
    case(
        "douyin_declared_field",
        douyin(self_statement={"title": "作者声明：虚构演绎，仅供娱乐", "id": DOUYIN_ID}),
        headline=LINES[0],
        flags=[("fiction", "element")],
    ),
    case(
        "xiaohongshu_declared",
        xiaohongshu(noteDeclaration={"type": 2, "text": "笔记含AI合成内容"}),
        flags=[("ai_generated", "element")],
    ),
    case(
        "xiaohongshu_declared_list",
        xiaohongshu(aiLabels=[{"name": "内容包含营销广告"}]),
        flags=[("marketing", "element")],
    ),
    case("xiaohongshu_commented", xiaohongshu(commentDeclaration=[{"text": "内容由AI生成"}]), flags=[]),
    case("xiaohongshu_labelled_otherwise", xiaohongshu(noteLabel={"text": "这是一条普通的标签"}), declarations=()),
    case(
        "kuaishou_declared",
        kuaishou_phone(authorStatement="演绎情节，仅供娱乐"),
        headline=LINES[0],
        flags=[("fiction", "element")],
    ),
    case(
        "kuaishou_declared_computer",
        kuaishou_computer(**{"$VisionVideoDetailPhoto:3xabc.declaration": {"text": "内容为AI生成"}}),
        headline=LINES[0],
        flags=[("ai_generated", "element")],
    ),
]
