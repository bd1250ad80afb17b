"""The wordings of provenance declarations as data: one rule per code and form, on folded text.

The standard declarations come from the platforms' own menus (个人原创,仅供参考 · 取材网络,谨慎辨别 ·
内容由AI生成 · 虚构演绎,仅供娱乐 · 素材来源官方媒体/网络新闻 · 个人观点,仅供参考), the free ones from what
authors write below articles.
Every rule starts and ends at a clause boundary, so 文化名城 does not match 化名, nor 来自网络安全公司 来自网络.
Repetitions are bounded and their alternatives distinct, so matching is linear.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_START = r"(?:^|(?<=[\s,.;:!?。()\[\]“”\"'|/*※·—\-]))"
_END = r"(?=$|[\s,.;:!?。()\[\]“”\"'/|…])"
_WEB_END = rf"(?:{_END[:-1]}|整理|综合|侵|如有|若有|和|及|与|版权|仅|图片|资料|信息|公开|新闻|素材|请))"
_WHOLE = (
    r"(?:本文|本内容|文中|文内|文章|以上|部分|本篇|该文|所有|全部|全文|作品|本作品|本视频|视频|内容|素材|资料|信息|故事|情节|剧情|人物|"
    r"文字|图文|图片|照片|配图|插图|封面|观点|数据|姓名|地名|事件|声明|图|中|内|的|所用|均|皆|都|及|和|与|或)"
)
_WEB = r"(?:公开的?)?(?:网络|网路|互联网|网上)"
_FROM = (
    r"(?:来自于?|来源于?|来源自|来源|源自|源于|源|取材自|取材于|取材|取自|摘自|引自|转自|搜集自|收集自|采集自|"
    r"整理自|综合自|综合)"
)
_AI = (
    r"(?:AIGC|AI|人工智能)(?:技术|工具|大模型|模型|软件)?(?:辅助|参与)?"
    r"(?:生成|创作|制作|撰写|写作|合成|绘制|配图)(?:的?(?:内容|图片|图像|视频|作品))?"
)
_IS = r"(?:纯属|属于|属|均为|为|系|是)"


@dataclass(frozen=True, slots=True)
class Rule:
    """`pattern` on folded text declares `code` in a sentence of at most `longest` characters."""

    code: str
    pattern: re.Pattern[str]
    longest: int = 80


def _rule(code: str, body: str, longest: int = 80, end: str = _END, start: str = _START) -> Rule:
    return Rule(code, re.compile(start + body + end, re.IGNORECASE), longest)


RULES: tuple[Rule, ...] = (
    _rule("web_sourced", rf"{_WHOLE}{{0,6}}{_FROM}:?[/ ]?{_WEB}", 80, _WEB_END),
    _rule("web_sourced", "网络新闻", start="(?<=官方媒体/)"),
    _rule("image_web_sourced", r"(?:图片?|照片|配图|插图|图源)[/:@]网络"),
    _rule("image_web_sourced", rf"(?:图片|配图|插图|照片|封面图?)(?:均|皆|都)?{_IS}?网络(?:配图|图片|资料图|素材)"),
    _rule("image_web_sourced", r"网图(?=,?侵)", 40, ""),
    _rule(
        "verify_caution",
        r"(?:请?(?:读者|大家|网友)?(?:谨慎|注意|自行|仔细|理性)(?:辨别|甄别|鉴别|判断|分辨)(?:真伪|真假)?)",
    ),
    _rule("verify_caution", rf"{_WHOLE}{{0,5}}(?:所述)?仅供(?:大家|读者)?参考"),
    _rule("ai_generated", rf"{_WHOLE}{{1,6}}(?:可能|含有|包含|含|使用了?|采用|借助|利用|通过|由|为|系|是){{0,3}}{_AI}"),
    _rule("ai_generated", rf"(?:由|使用了?|采用|借助|含有?|作者标注){_AI}", 40),
    _rule("ai_generated", _AI, 20),
    _rule("ai_suspected", rf"{_WHOLE}{{0,6}}疑似(?:含有?|包含|使用了?|由|为|是){{0,2}}{_AI}"),
    _rule("fiction", r"(?:虚构演绎|剧情演绎|情景演绎|演绎作品)"),
    _rule("fiction", rf"{_WHOLE}{{1,6}}{_IS}{{0,2}}虚构(?:创作|故事|小说|作品|内容)?"),
    _rule("fiction", rf"{_IS}?虚构(?:创作|故事|小说|作品|内容)", 30),
    _rule("fiction", r"纯属虚构", 30),
    _rule("fiction", r"如有雷同"),
    _rule("fiction", rf"{_WHOLE}{{1,6}}{_IS}?摆拍"),
    _rule(
        "reprint",
        r"(?:本文|文章|内容|图文|原文|素材|本篇){0,2}(?:系|为|由|是)?(?:转载|转自|转发|摘编|编译|摘自)(?:自|于|:)",
        80,
        "",
    ),
    _rule(
        "reprint",
        r"(?:本文|文章|内容|图文){1,2}(?:系|为|由|是)?(?:转载|转自|摘自|摘编自|编译自)(?!请|须|需|必|时|或|要)",
        80,
        "",
    ),
    # WeChat prints it above articles that an account shares from another one.
    _rule("reprint", r"以下(?:文章|内容)来源于:?[^,;。]{1,30}", 60, ""),
    _rule("original", rf"{_WHOLE}{{0,4}}{_IS}?(?:个人|作者|独家|本号|本人)?原创(?:首发|内容|作品|文章)?"),
    _rule(
        "personal_opinion",
        rf"(?:{_WHOLE}|只|仅|纯|属|为|是|代表|作者){{0,8}}(?:个人|本人)(?:的)?(?:观点|看法|意见|见解)",
    ),
    _rule("old_news", rf"{_WHOLE}{{0,3}}{_IS}?(?:往期)?旧闻(?:回顾|重提)?", 40),
    _rule("pseudonym", "化名", 10_000, start=_START[:-1] + "|(?<=[为系])|(?<=都是)|(?<=使用)|(?<=采用))"),
    _rule("pseudonym", r"化名[^\s()]{1,8}", 10_000, end=r"(?=\))", start=r"(?<=\()"),
    _rule(
        "infringement_contact",
        r"(?:如|若|倘)?(?:有|涉及?|涉嫌)?(?:任何)?(?:版权)?侵权?(?:必|即|立|请|可|就|则|联系|通知|马上|及时|我们?|作者|后台|本号|,){0,6}(?:删除?|联系|告知|处理)",
        80,
        "",
    ),
    _rule("official_sourced", rf"{_WHOLE}{{0,5}}(?:{_FROM}):?(?:于|自)?官方(?:媒体|通报|渠道|发布)"),
    _rule(
        "marketing",
        r"(?:本文|本内容|内容|文章|本篇|图文|作品){0,2}(?:为|含有?|包含|系|是)(?:商业)?(?:广告|推广|营销){1,2}(?:内容|信息|推广)?",
    ),
    _rule("marketing", r"(?:商业推广|广告|推广内容|营销信息)", 8),
)

PREFILTER = re.compile(  # without IGNORECASE, which would cost re its first-character set
    r"[自于材源合:/@ 开的为是均系](?:网络|网路|互联网|网上)|网图|仅供|辨别|甄别|鉴别|自行判断|理性判断|谨慎判断|"
    r"自行分辨|仔细分辨|(?:[Aa][Ii]|人工智能).{0,12}(?:生成|创作|制作|撰写|写作|合成|绘制|配图)|虚构|演绎|摆拍|雷同|转载|转自|转发自|"
    r"转发于|转发:|摘自|摘编|编译|原创|以下文章来源|以下内容来源|"
    r"(?:个人|本人)的?(?:观点|看法|意见|见解)|旧闻|化名|侵权|侵删|侵[必即立请可就则联通马及]|官方(?:媒体|通报|渠道|发布)|"
    r"广告|推广|营销"
)
"""A paragraph without a match declares nothing."""

REPORTED_BEFORE = re.compile(
    r"(?:要求|应当|应该|必须|须|标注|标明|注明|标记|打上|加注|规定|是否|不是|并非|并不是|没有|禁止|所谓|比如|例如|包括)[^,。!?]{0,8}$"
)
REPORTED_AFTER = re.compile(r"^[”\"']?的?(?:字样|标识|标签|标记|说法|规定|要求|乱象|问题)")

WEAK = ("verify_caution", "infringement_contact")
"""Codes that are never the main one of a sentence that has another code."""

MENU = re.compile(
    r"^(?:作者|创作|作品|内容)?声明:(?:个人原创|取材网络|(?:作品|内容)?(?:由|含|含有)?AI|虚构演绎|素材来源|个人观点|内容|旧闻|转载|作品)",
    re.IGNORECASE,
)
"""The form in which a platform prints the declaration that an author chose when publishing."""
