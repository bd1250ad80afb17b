"""Decide who speaks in a sentence about an article: the platform, or the author; then what the platform says.

本网, 本站, 本平台 or a site's name beside 无关, 不代表, 未经证实, 仅提供: the platform. 作者 in the third person beside
仅代表: the platform. 我, 笔者, 个人 without a third person: the author.
"""

from __future__ import annotations

import re

from articles.parsing.declarations.speaker_words import (
    ANNOUNCEMENTS,
    FIRST_PERSON,
    LABELS,
    NAME_ENDS,
    NAMES,
    PLATFORM_SELF,
    THIRD_PERSON,
)
from articles.parsing.normal_form import normalize

_NAME = rf"(?!本号|本公众号|本账号)(?:{'|'.join(map(re.escape, NAMES))}|[\u4e00-\u9fffA-Za-z0-9]{{1,10}}?{NAME_ENDS})"
_WHO = rf"(?:{PLATFORM_SELF}|{_NAME})"
_SOME_NAME = re.compile(_NAME, re.IGNORECASE)
_SELF = re.compile(PLATFORM_SELF)
# A platform that only an author would call so: 不代表平台立场 beside 我 is the author's sentence.
_OWN_SELF = re.compile(r"本(?:网|站|平台|社区|论坛|客户端|频道|栏目|刊|报|台|社)")
_FIRST = re.compile(FIRST_PERSON)
_THIRD = re.compile(THIRD_PERSON.replace("|笔者", ""))
_I = re.compile(r"(?<!自)我(?!国|省|市|县|区|校|院|军|党|方|网|站)|笔者|小编")
LABEL = re.compile(
    rf"^[(\[【]?(?:{LABELS}{{0,2}}|[\u4e00-\u9fff]{{2,8}}(?:网|报|号|站|平台)){ANNOUNCEMENTS}(?:[)\]】]|(?=[:|/ (\[-]))"
    rf"|^(?:Notice|Disclaimer|Statement|Copyright Notice)(?=:)",
    re.IGNORECASE,
)
"""The head of a notice or a declaration: 声明:, 特别声明:, Notice:."""
_OWN_VOICE = re.compile(r"^[^,。]{0,4}(?:碎碎念|纯主观|个人向|纯个人|自说自话)")
_PLATFORM_LABEL = re.compile(
    r"^[(\[【]?(?:平台|本网|本站|网站|本平台|版权|[\u4e00-\u9fff]{2,8}(?:网|报|号|站))(?:声明|提示|提醒)"
)
_RISK_LABEL = re.compile(r"^[(\[【]?(?:投资)?风险(?:提示|提醒|警示|声明)")

_AUTHORS_LABEL = re.compile(r"[(\[]?(?:作者|创作者?|作品)声明[)\]]?[:|]")
CONTACT = "contact"
"""Not a code of disclaimers: whom to write to about copyright, which says something only where nothing else is said."""
_VIEWS = r"(?:立场|观点|意见|看法|态度|见解|主张)"
_NOT = (
    r"(?:并?不(?:必然|一定|完全)?(?:代表|意味着?|表示|表明|反映|等于|等同于?|构成|说明)|未"
    r"必(?:代表|反映)|并非|非|不是)"
)
_AUTHORS = rf"(?:该|本文|文章|原|此)?{THIRD_PERSON}(?:或(?:者)?(?:其|所属|该)?(?:机构|单位|账号))?"
_RISKY = (
    r"(?:^|(?<=[\s,.;:!?。()\[\]|]))[^,。:;!?的了着过说信讲教]{0,4}?"
    r"(?:投资|理财|股市|基金|市场|期货|交易|炒股|外汇|产品)(?:市场)?有风险"
)
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (code, re.compile(pattern, re.IGNORECASE))
    for code, pattern in (
        (
            "storage_only",
            r"提供(?:信息|资讯)?(?:存储|储存|发布|展示|交流|分享|传播|浏览|上传)(?:[及和与,]?(?:存"
            r"储|储存|发布|展示|传播|分享))?(?:空间|平台|服务|功能|渠道|场所)|"
            r"(?:系|为|是|属于?|作为|仅)(?:第三方)?(?:信息|内容)(?:发布|存储|储存|展示)(?:空间)?(?"
            r":服务)?(?:平台|提供[者商]|服务商)|"
            r"提供(?:网络)?(?:存储|储存|展示)(?:空间|服务)|(?:仅|只)(?:作|作为|供|用于)?(?:信息|内容)(?:存储|储存)|"
            r"provid\w{1,3}(?: only)? (?:an? )?(?:information|content) (?:storage|publishing)|information storage",
        ),
        (
            "investment_risk",
            rf"{_RISKY},(?=[^。!?]{{0,12}}(?:谨慎|理性|慎重|审慎|自负|自担|自行承担|不构成|三思|量力)(?!的|地|之))|"
            rf"^(?:[^,。:]{{2,8}}[:|] ?)?{_RISKY}[。!]?$|"
            r"入市(?:需|须|请|要)?谨慎|(?<![但仍还更都该])(?:投资|决策|理财)(?:需|须|请)谨慎|"
            r"不(?:构成|作为|视为|应视为|可作为|能作为|是)(?:任何|实质性?的?|具体|对.{0,12}?的){0,3}"
            r"(?:投资|操作|交易|理财|买卖|入市|决策|购买|实质性|荐股|证券|个股)[^。!?]{0,8}(?:建议"
            r"|意见|依据|要约|推荐|邀约|承诺|指导)|"
            r"不构成(?:任何)?建议|据此(?:操作|投资|入市|交易|买卖|决策)|(?:(?:^|(?<=[\s,.;:!?。()\[\]|]))[^,。:;!?的着说]{0,6}(?:盈亏|风险|损益)|(?:据此|投资|入市|操作|买卖)[^。!?]{0,16}后果)"
            r"(?:自负|自担|自行承担)|"
            r"nothing [^.]{0,60}?constitutes? (?:investment|financial|trading) advice|"
            r"(?:not|no)(?: constitute| be construed as)?(?: an?| any)? (?:investment|financial|"
            r"trading) (?:advice|recommendation)|"
            r"investments? (?:involves?|carry|carries) risks?",
        ),
        (
            "views_not_platform",
            rf"{_NOT}(?:任何(?:平台|网站|媒体)|{_WHO}|[^。!?,;]{{0,6}}?{_WHO})[^。!?;]{{0,14}}?(?:"
            rf"的)?(?:{_VIEWS}|赞同|认同|认可|同意|支持|证实)|"
            rf"{_NOT}(?:任何)?(?:赞同|认同|同意|支持|证实)(?:其|文中|该|作者|上述)|"
            r"(?:文|内容|观点|言论|以上|立场|信息|作者|评论|图片|产品|行为|责任|自负|自担|本人|代"
            rf"表)[^。!?;]{{0,30}}?"
            rf"与{_WHO}[^。!?,;]{{0,6}}?无关|"
            rf"(?:仅|只|均|皆|都|仅仅|只是|完全|纯)(?:仅|只)?(?:代表|属于?|系|为|是|反映|表达){_AUTHORS}"
            rf"(?:本人|个人|自己|自身|一家|独立)*(?:的|之)?(?:个人|独立)?(?:{_VIEWS}|言论|所有)?|"
            rf"对(?:文中|其|文章|本文|内容|该|上述|以上|此)[^。!?;]{{0,24}}?(?:保持)?中立|"
            rf"(?:作者|用户|网友|投稿)[^。!?;]{{0,20}}?(?:仅|只)代表其(?:个人|本人)?(?:的)?{_VIEWS}|"
            rf"(?<!不)代表{_AUTHORS}(?:本人|个人|自己)(?:的)?{_VIEWS}|"
            rf"(?:属于?|系|为|是){_AUTHORS}(?:本人|个人|自己|独立)(?:的)?{_VIEWS}|"
            rf"(?:{_VIEWS}|言论|内容|文章)[^。!?;,]{{0,6}}?{_NOT}{_WHO}(?=[,。;!?)]|$)|"
            rf"{_VIEWS}(?:均|皆|都|仅|只)?(?:归|属于?|为|系|是){_AUTHORS}(?:本人|个人|自己)?(?:所有)?|"
            rf"文责(?:由作者)?自负|"
            rf"(?:views?|opinions?|statements?)[^.]{{0,80}}?(?:of the (?:author|writer|contributor)|"
            rf"authors?['’]?s?'? own|"
            rf"their own|author['’]s)|"
            rf"(?:views?|opinions?)[^.]{{0,50}}(?:not|n['’]t)(?: necessarily)? (?:represent|reflect)|"
            rf"(?:not|n['’]t)(?: necessarily)? (?:represent|reflect|constitute)[^.]{{0,40}}?(?:view|opinion|"
            rf"position|policy|stance)",
        ),
        (
            "copyright",
            r"版权(?:归|所有|均?属|为|由|声明|说明|问题|事宜)|著作权|知识产权|copyright(?! (?:law|"
            r"act|case|claim|holder|dispute|protect|infring|bill|reform|suit|lawsuit)s?)|all right"
            r"s reserved|©(?!网)|"
            r"(?:不得|谢绝|禁止|严禁|请勿|勿)(?:擅自|随意|任意|非法)?(?:转载|转发|摘编|复制|使用|建立镜像)|"
            r"转[载发](?:请|须|需|时|务必)[^。!?]{0,8}(?:注明|标明|联系|保留|附上)",
        ),
        (
            CONTACT,
            r"侵(?:权|犯|害)[^。!?;]{0,24}(?:联系|联络|告知|通知)|涉及?到?版权|版权[^。!?;]{0,24}联系",
        ),
    )
)
_ACCURACY = re.compile(
    rf"未经{_WHO}[^。!?,;]{{0,6}}?(?:证实|核实|审核|核查|验证)|"
    rf"{_WHO}[^。!?;]{{0,30}}?(?:不作|不做|不予|不对|概不|恕不|不承担|不负|不保证|不提供|无法)[^。!?;]{{0,40}}?"
    r"(?:保证|承诺|担保|责任|负责|保障|鉴别)"
)
_REPRINTED = re.compile(
    r"(?:本文|文章|内容|图文|原文|此文){0,2}(?:系|为|由|是|经授权)?(?:转载(?!的?(?:文章|内容|作品|稿件|图片))|"
    r"转自|摘自|转发)"
    r"自?|(?:本文|文中|部分)?(?:图片|照片|配图|插图|素材|图文|内容|资料|文章)?(?:均|皆|都)"
    r"?(?:来源|来自|取自|源自|源于)"
)
_LIABLE = re.compile(r"^[^。]{0,20}文责自负[。!]?$")
_STRICT_COPYRIGHT = re.compile(
    r"版权声明(?=[:|)\]\s]|$)|版权(?:均?属|归|为).{0,6}?(?:本网|本站|本报|本社)|copyright(?! (?:law|act|c"
    r"ase|claim|holder|dispute|protect|infring|bill|reform|suit|lawsuit)s?)|all rights res"
    r"erved|©(?!网)",
    re.I,
)
# What a wording of each kind has in it: plain look-ups spare prose the patterns.
_HINTS = {
    "storage_only": ("提供", "存储", "信息发布", "内容发布", "信息存储", "内容存储", "provid", "storage"),
    "investment_risk": (
        "风险",
        "谨慎",
        "建议",
        "依据",
        "推荐",
        "据此",
        "自负",
        "自担",
        "要约",
        "advice",
        "risk",
        "recommend",
    ),
    "views_not_platform": (
        "代表",
        "无关",
        "赞同",
        "认同",
        "观点",
        "立场",
        "自负",
        "意见",
        "看法",
        "中立",
        "view",
        "opinion",
        "position",
    ),
    "copyright": (
        "版权",
        "著作权",
        "产权",
        "copyright",
        "rights reserved",
        "©",
        "转载",
        "转发",
        "摘编",
        "复制",
        "镜像",
    ),
    CONTACT: ("版权", "侵权", "侵犯", "侵害"),
    "accuracy": ("未经", "责任", "保证", "承诺", "担保", "负责", "保障", "鉴别"),
}
LONGEST = 600
"""Characters of the longest sentence that is looked at."""


def platform_codes(sentence: str) -> tuple[str, ...]:
    """Return what the platform says in a sentence, as disclaimer codes or `CONTACT`; () when somebody else speaks.

    `sentence` is any text; its normal form is read. A wording about the risk of investments counts whoever speaks.
    """
    text = normalize(sentence).text.strip()
    if not text or len(text) > LONGEST:
        return ()
    lowered = text.lower()
    said = [code for code, pattern in _PATTERNS if _hinted(code, lowered) and pattern.search(text)]
    if not said and not (_hinted("accuracy", lowered) and _ACCURACY.search(text)):
        return ()
    spoken = tuple(code for code in said if _is_platforms(code, text))
    if not spoken and not said and _names_platform(text):
        return ("other",)
    return spoken


def is_platforms(sentence: str) -> bool:
    """Whether the platform speaks in a sentence, so that nothing in it is the author's declaration."""
    codes = platform_codes(sentence)
    return bool(codes) and codes != ("investment_risk",)


def names_platform(sentence: str) -> bool:
    """Whether the platform names itself in a sentence (本站, 搜狐号): then all of it is the platform's."""
    return _names_platform(normalize(sentence).text)


def _hinted(kind: str, lowered: str) -> bool:
    return any(hint in lowered for hint in _HINTS[kind])


def _names_platform(text: str) -> bool:
    return bool(_PLATFORM_LABEL.match(text) or _SELF.search(text) or _SOME_NAME.search(text))


def _is_platforms(code: str, text: str) -> bool:
    if code == "investment_risk":
        return True
    if code == "storage_only":
        return bool(_names_platform(text) or LABEL.match(text) or re.search(r"仅|只|information", text))
    if code == "views_not_platform":
        if _LIABLE.search(text) and not (_names_platform(text) or _THIRD.search(text)):
            return False
        return not _speaks_for_himself(text)
    # Authors, too, forbid copies and say who owns a text; a site says it of itself or under its own label.
    if _FIRST.search(text) or (re.search(r"原创(?!作品)", text) and not _names_platform(text)):
        return False
    is_own = _SELF.search(text) or re.search(
        rf"^(?:{_NAME})[,:|/ ]?(?:版权|未经|原创作品)|"
        rf"未经{_NAME}[^,。]{{0,8}}(?:授权|许可|允许|同意)|(?:归|属于?|为){_NAME}所有|(?:与|联系)"
        rf"{_NAME}[^,。]{{0,6}}(?:联系|$|[,。])",
        text,
    )
    label = LABEL.match(text)  # 转载声明: is the head of a notice, and not yet a reprint
    said = text[label.end() :].lstrip(":|/ ") if label else text
    return bool(_STRICT_COPYRIGHT.search(text) or (is_own and not _REPRINTED.match(said)))


def _speaks_for_himself(text: str) -> bool:
    """Whether the sentence is the author's, although it names a platform: 以上是我的看法,不代表平台立场."""
    if (label := _AUTHORS_LABEL.match(text)) and not _THIRD.search(text, label.end()):
        return True
    if _OWN_VOICE.search(text) and not (_OWN_SELF.search(text) or _SOME_NAME.search(text)):
        return True
    if not _FIRST.search(text) or _THIRD.search(text):
        return False
    return bool(_I.search(text)) or not (_OWN_SELF.search(text) or _SOME_NAME.search(text))
