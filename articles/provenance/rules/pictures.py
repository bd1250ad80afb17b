"""The rules on own pictures: they need time and place, and stood nowhere before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from articles.parsing.extracted import ExtractedImage
from articles.provenance.evidence import Evidence
from articles.provenance.finding import Detection
from articles.provenance.rules.declaration import finding
from articles.text.china_time import CHINA
from articles.text.prose_folding import fold_prose
from articles.vocabulary.legal_bases import SOURCE_LABEL

_OWN = re.compile(
    r"(?:自己|本人|笔者|作者|小编|我)(?:现场|实地|随手|用手机)?(?:拍摄|拍的|所拍|拍下|实拍|摄于)|(?:笔者|作者|本人)(?:供图|摄)(?![影像])"
    r"|(?:图源|图片来源|摄影|图|视频来源)[::] ?(?:作者|笔者|本人|自己|自摄|原创|自拍)"
    r"|随手拍(?:到|摄|下|了|的(?=[照相视图画]))|自摄|现场实拍|独家实拍"
)
_TIME = re.compile(
    r"\d{1,2}月\d{1,2}[日号]|\d{4}[-./年]\d{1,2}|\d{1,2}[:时点]\d{0,2}|今[天日晨早]|昨[天日晚]|[上下]午|凌晨|傍晚|清晨|当[天日晚]"
    r"|周[一二三四五六日]"
)
_PLACE = re.compile(
    r"[\u4e00-\u9fff]{1,8}?(?:省|市|县|区|镇|乡|村|街道|街|路|大道|广场|大桥|公园|机场|车站|火车站|地铁站|医院|小区|商场|景区"
    r"|码头|港|湖|山|河|校园|大学|中学|小学)|在[\u4e00-\u9fff]{2,10}(?:附近|门口|现场|一带)"
)
_NO_PLACE = re.compile(r"现场|路上|城市|超市|都市|上市|门市|股市|社区|地区|山水|河流|马路|网路|思路|一路|道路")
# Somebody else who speaks, or whose picture it is; the words between him and the claim belong to him.
_SOMEBODY = re.compile(
    r"说|称|表示|供述|供认|交代|交待|告诉|透露|介绍|回忆|讲述|坦言|承认|写道|留言|发帖|爆料|投稿|来信|来电|反映"
    r"|受访|当事|嫌疑|被告|原告|被害|受害|目击|网友|网民|读者|市民|村民|居民|业主|司机|车主|乘客|游客|家长|学生|同学|老师|粉丝|朋友|邻居|同事|记者|通讯员|摄影师"
    r"|男子|女子|小伙|姑娘|老人|先生|女士|小姐|大爷|大妈|阿姨|师傅|[他她]|某|有人|对方|死者|患者|主播|博主|歌手|演员|导演|明星|剧组|团队"
)
_SOMEBODY_BEHIND = re.compile(
    r"(?:拍|摄)?(?:照片|视频)?(?:发到|传到|上传|发给|交给)?[^。,]{0,6}(?:网友|男子|女子|嫌疑人|当事人)"
)
_NOT_AUTHORS = re.compile(r"[他她它]们?自己|(?:受访者|当事人|本人供图的)本人|[\u4e00-\u9fff]{2,3}本人(?!现场)")
_MOST = 20
_DAY = timedelta(days=1)


@finding("own_shot_without_place", "自拍未注明时间地点", "own pictures without time or place", SOURCE_LABEL)
def own_shot_without_place(evidence: Evidence) -> Detection | None:
    """Finds own pictures or videos of news that lack the time or place of recording.

    - the topic is news
    - author, caption or credit says that a picture or video is the author's own; what a quoted speaker, a suspect or
      somebody interviewed took is not
    - time or place is missing: in the same caption, or in the text 120 characters around the claim
    - medium for a caption or credit, low for a sentence of the text, which may be about another picture
    """
    if not evidence.topic.is_news:
        return None
    text = evidence.article.text
    missing: set[str] = set()
    captioned = False
    spans: list[tuple[int, int]] = []
    for around, span in _claims(evidence):
        lacking = _lacking(fold_prose(around))
        missing |= lacking
        if lacking and span is not None:
            spans.append(span)
        captioned |= bool(lacking) and span is None
    if not missing:
        return None
    zh = "和".join(word for key, word in (("time", "时间"), ("place", "地点")) if key in missing)
    en = " and ".join(key for key in ("time", "place") if key in missing)
    return Detection(
        "medium" if captioned else "low",
        f"自行拍摄的图片或视频没有写明拍摄{zh}。",
        f"The author's own pictures or videos do not say the {en} they were taken.",
        evidence.spans_at([(a, b) for a, b in spans if b <= len(text)]),
    )


@finding("own_shot_seen_before", "自称自拍的图片早已出现", "own pictures that stood elsewhere before", SOURCE_LABEL)
def own_shot_seen_before(evidence: Evidence) -> Detection | None:
    """Finds pictures of news that the author calls own, and that an article of another source had a day before or more.

    - caption or credit of that picture says it is the author's own, or the text does, and the article has one picture
    - low: how often it is right has not been measured on real articles
    - the author may have taken it all the same, and the sentence says so
    """
    published = evidence.article.published_at
    if not evidence.topic.is_news or published is None:
        return None
    images = evidence.article.images
    for fact in evidence.around.pictures:
        if not fact.other_source or published - fact.known_since < _DAY or fact.position >= len(images):
            continue
        captioned = _is_called_own(images[fact.position])
        text = "" if captioned or len(images) > 1 else evidence.article.text
        claimed = next(
            (found for found in _OWN.finditer(fold_prose(text)) if _is_authors(fold_prose(text), found)), None
        )
        if not captioned and claimed is None:
            continue
        day = fact.known_since.astimezone(CHINA).date().isoformat()
        number = fact.position + 1
        return Detection(
            "low",
            f"文中称图片由作者自行拍摄，而第 {number} 张图片 {day} 已出现于{{other}}；作者也可能是该图的拍摄者。",
            f"The author calls the picture own, and picture {number} stood in {{other}} on {day} already; the author "
            "may have taken it all the same.",
            () if claimed is None else evidence.spans_at([claimed.span()]),
            articles=(fact.article,),
            values={"other": fact.other},
        )
    return None


def _is_called_own(image: ExtractedImage) -> bool:
    folded = fold_prose(" ".join(filter(None, (image.caption, image.credit)))[:400])
    return any(_is_authors(folded, found) for found in _OWN.finditer(folded))


def _claims(evidence: Evidence) -> Iterator[tuple[str, tuple[int, int] | None]]:
    """The text around each claim that a picture is the author's own, and the position of the claim."""
    for image in evidence.article.images[:_MOST]:
        if _is_called_own(image):
            yield " ".join(filter(None, (image.caption, image.credit)))[:400], None
    text = evidence.article.text
    folded = fold_prose(text)
    for found in list(_OWN.finditer(folded))[:_MOST]:
        if _is_authors(folded, found):
            yield text[max(0, found.start() - 120) : found.end() + 120], found.span()


def _is_authors(folded: str, found: re.Match[str]) -> bool:
    """Whether the author claims it: no quotation around it, and nobody else before it in the sentence."""
    start = max(folded.rfind(mark, max(0, found.start() - 80), found.start()) for mark in "。!?;\n") + 1
    before = folded[max(start, found.start() - 80) : found.start()]
    opening = folded.rfind("“", max(0, found.start() - 300), found.start())
    if opening >= 0 and "”" not in folded[opening : found.start()]:
        return False
    if before.count('"') % 2 or _SOMEBODY.search(before) or _SOMEBODY_BEHIND.match(folded, found.end()):
        return False
    return found.group()[0] not in "自本我" or not _NOT_AUTHORS.search(before + found.group())


def _lacking(words: str) -> set[str]:
    lacking = set()
    if not _TIME.search(words):
        lacking.add("time")
    if not any(not _NO_PLACE.search(found.group()) for found in _PLACE.finditer(words)):
        lacking.add("place")
    return lacking
