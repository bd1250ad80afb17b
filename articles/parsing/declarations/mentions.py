"""Tell a declaration from a mention: a wording that somebody else says, finds, quotes or lists as an example."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from articles.parsing.declarations.speaker_words import (
    ANNOUNCEMENTS,
    ASIDES,
    MENTION_AFTER,
    NOT_THE_AUTHOR,
    OTHERS_THINGS,
    OWN_THINGS,
    PREFACE,
    SAYING,
    SAYING_OR_NOUN,
    TELLS,
)
from articles.parsing.declarations.speakers import LABEL
from articles.parsing.menus import find_entry
from articles.parsing.normal_form import normalize

_TAIL = r"(?:了|道|过|着|到|出|为|是|说|称|其|，)?"
_SAYS = rf"(?:{SAYING}){_TAIL}"
_SAYS_BEFORE_MARK = re.compile(rf"{_SAYS}[:,]|{_SAYS}[^,。:;!?]{{0,8}}$")
_OTHERS_SAY = re.compile(
    rf"(?:{NOT_THE_AUTHOR})[^,。:;!?]{{0,12}}?(?:{SAYING_OR_NOUN}|{ANNOUNCEMENTS}){_TAIL}(?:[:,]|[^,。:;!?]{{0,8}}$)"
)
# Whoever it is: 表示 before a comma is a report, 表示 elsewhere may be a noun.
_SOMEBODY_SAYS = re.compile(
    r"[^,。:;!?]{1,16}(?:表示|强调|解释|承认|介绍|补充道|回复|坦言|告诉记者)(?:道|说|过|称)?[,:]"
)
_ACCORDING = re.compile(
    r"(?:^|[,:])(?:据[^,。:]{1,14}[,:]|经(?:过)?[^,。:]{0,12}(?:查|核|鉴|检|比对|溯源|证)[^,。:]{0,3}[,:])"
)
_I_SAY = re.compile(
    r"^(?:本文|本人|我们?|笔者|小编|编者|本号|作者)(?:在此|特此|郑重|特别|谨|现|已经?|主动|自主){0,2}(?:声明|"
    r"说明|承认|承诺|保证|注明|标注|表示|提示|"
    r"提醒|强调|告知)[^,:]{0,6}[:,]?"
)
_ASIDE = re.compile(rf"^(?:{ASIDES}[:,|] ?){{1,2}}", re.IGNORECASE)
_PREFACE = re.compile(rf"^{PREFACE}")
_STATED = re.compile(
    r"^(?:该|本|原)?(?:作者|创作者|发布者|用户)(?:(?:暂|尚|并)?(?:未|没有?)(?:主动|自主)?(?:作出?|做|进行)?(?:声明|标注|标识|"
    r"说明|添加声明),|(?:已经?)?(?:主动|自主)?(?:声明|标注|标识)[:,])"
)
_COMPILED = re.compile(
    r"(?:综合|整理|参考|参照|取材|来源|来自|源自|转自|摘自|根据)[^,。:;!?]{0,16}(?:报道|报"
    r"导|通报|评论|调查|采访|公告)[,:]?"
)
_MENTION_AFTER = re.compile(MENTION_AFTER)
_TELLS = re.compile(TELLS)
_OTHERS_THINGS = re.compile(OTHERS_THINGS)
_OWN_THINGS = re.compile(OWN_THINGS)
_HE_SAYS = re.compile(rf"^(?:他|她|{NOT_THE_AUTHOR})[^,。:]{{0,12}}(?:{SAYING_OR_NOUN})")
_THE_AUTHOR_SAYS = re.compile(rf"^(?:该|原|文章|这位|有)?作者[^,。:]{{0,8}}?(?:{SAYING_OR_NOUN}){_TAIL}[:,]")
_PAGES_OWN = re.compile(r"本(?:站|网站?|平台|社区|论坛|客户端|频道|栏目|刊|报|台|社)(?![长头身色会区民])")
_UNVERIFIED = re.compile(r"未经[^,。]{0,14}?(?:证实|核实|审核|核查|验证)")
# 文末附有一行小字: is no label; what follows the colon is quoted.
_COLON = re.compile(r"[^,。:;!?()|]{4,}:$")
_LABEL_END = re.compile(
    r"(?:声明|说明|提示|提醒|注|备注|注明|来源|出处|素材|资料|图片|配图|参考|附|PS|后|告知"
    r"|版权|强调|申明|公告|须知|信息|导读|授权|一句):$",
    re.IGNORECASE,
)
_QUOTATION = re.compile(r"“[^“”]{5,}”|\"[^\"]{5,}\"")
_MENU_WORDS = re.compile(
    r"选项|勾选|选择|可选|如下|包括|分别|例如|比如|诸如|有以下|等声明|等标签|等字样|种声明|常见声明|以下是|选项"
)
_PARTS = re.compile(r"[,/;:。]")
_KINDS = re.compile(
    r"(?:[二两三四五六七八几多]|[2-9])[种个类项条](?:常见|常用|主要|不同)?的?(?:声明|标签|选项|标注|类型|提示)|"
    r"(?:声明|标签|选项|标注)(?:有|包括|分为|如下)"
)
_HEARSAY = re.compile(
    r"^(?:网传|网上流传|坊间|小道|听来的?)的?(?:消息|信息|内容|传闻|说法)?,"
)  # what a caution is about
_IN_ADDRESS = re.compile(r"[A-Za-z0-9_&=]")  # behind the ? of an address
_OUTCOME = re.compile(  # what came of it: 图片来自网络,法院判赔两万
    r",[^,。]{0,6}(?:法院|判赔|判决|被判|播放量|点击量|阅读量|销量|票房|翻倍|翻番|过亿|破亿|过百万|破百万|火了|火遍|走红|爆红|刷屏|停职|辞职)"
)
_ASKS = re.compile(r"(?:怎么|怎样|如何|为何|为什么|该不该|能不能|要不要|是不是|是否)[^,。!]{1,4}$|(?:怎么办|怎么了)$")
_VIDEO = re.compile(r"^(?:视频|短视频|画面|录音|网传|账号|影片)")
_ANYWHERE = frozenset(("infringement_contact",))
_COMMENTS = re.compile(
    r"(?:热门|最新|全部|精彩|精选|网友|读者|用户|查看|所有|最热|神)?(?:评论|跟[贴帖]|留言|弹幕|回复)(?:区|列表|精选)?"
    r" ?(?:[(\[]?\d{1,6}[)\]]?|\d{1,4}万)? ?条?:?$|\d{1,6} ?条?(?:评论|留言|跟[贴帖])$|"
    r"comments?(?: ?\(?\d{1,6}\)?)?$|\d{1,6} comments?$",
    re.IGNORECASE,
)
# Talk about a notice: 不构成投资建议的说法….
_TALK = re.compile(
    r"(?:自负|自担|风险|谨慎)[”\"]?[二两三四五六七八]个?字|[你您]的(?:作品|文章|图片|内容|权益)?被侵|"
    r"(?:建议|依据|立场|观点|服务|谨慎|风险|转载|所有|责任|自负|无关)[”\"]?(?:的|这[样种类句]的?|之类的?|等|一类的?)"
    r"(?:说法|字样|表述|提法|套话|条款|小字|句子|标语|免责|话(?!题)|话术|提示语|声明)"
)
_NARRATES = re.compile(
    r"(?:谨慎|风险|自负|自担)[”\"]?,[^,。]{1,12}(?:喊|念|劝|叮嘱|嘱咐|贴|挂|唠叨|听|签|告诫|写)|"
    r",这(?:是|句|话)|,[^,。]{0,8}(?:这样|这么|如此)(?:劝|说|想|告|提醒|写|回)|"
    r",[^,。]{0,8}(?:却|竟|居然|仍然?|依旧|依然|还是)[^,。]|[吗呢]?\?$|(?:能否|是否|吗)[^,。]{0,10}[。?]?$"
)
_HEADS_QUOTE = re.compile(
    r"[^,。:;!?]{0,8}(?:片尾|片头|字幕|网友|评论|原帖|配文|文案|标题|水印|简介|弹幕|旁白|台词|对白|画外音|截图|"
    r"告示|横幅|标语|页面|界面|屏幕|封底|扉页|包装)[^,。:;!?]{0,6}:"
)
_SAYS_OF_NAMES = re.compile(
    r"^(?:(?:剧中|书中|小说[里中]|片中|电影[里中]|他|她|网上)|[^,。:;!?]{1,8}(?:说|称|表示|透露|介绍|坦言|承认|回忆|"
    r"笑道)(?:道|过)?[,:])"
)
_WRITTEN_THERE = re.compile(r"^(?!文|本|全)[^,。:]{1,12}(?:写|印|标|注)(?:着|有|明)[^,。:]{0,6}:")  # 书的扉页写着:
_TOLD_BY = re.compile(
    r"(?:他|她|他们|双方|对方|校方)的?(?:立场|观点|看法|意见)|"
    r"[^,。:]{1,10}(?:强调|提醒|表示|告诫|念叨|警告|认为)[^,:。]{0,6}(?:投资|理财|股市|市场|基金|期货)有风险"
)
_REPORTS = re.compile(r"谣言|辟谣|网传|警方|造谣|立案")
_THIS_TEXT = re.compile(r"本(?:文|篇|内容|视频|作品|图|期|稿)|此文|文中|文内|全文|以上|笔者")
_SAID_AFTER = re.compile(
    r",(?!欢迎|敬?请|望|如有|[^,。]{0,2}(?:有误|有错|错误|不当|不足|不对)|可以?|多多|恳请)[^,。:;]{1,10}(?:解释|补充|介绍|回答|回应|强调|指出|反映|透露|写道|坦言|回忆|认为|表示|提醒|说|(?<!一)笑|喊|问)"
    r"道?(?:道|说)?[。!]?$"
)
_DUTIES = re.compile(
    r"(?:平台|网站|服务商|服务提供者|经营者|转载者)(?:也|均|都|就)?(?:应当|应该|必须|有义务|有责任)|"
    r"(?:是|属于?)[^,。]{0,10}(?:法|条例|办法|民法典)的?(?:规定|要求)|法律规定"
)
_COUNTER = re.compile(r"(?:评论|留言|跟[贴帖]) ?\(?\d|\d")
_LONGEST_HEADING = 20
_NUMBER = re.compile(
    r"^[\s\-*·•●■◆▪]{0,4}(?:[(（]?(?:\d{1,2}|[一二三四五六七八九十a-zA-Z])[)）.、．:：]|[①-⑳])?\s{0,3}"
)
_INTRODUCES = re.compile(r"(?:如下|以下|选项|几种|几类|包括|例如|比如|分别(?:是|为)?|有)[^。!?]{0,12}[:。]?$|:$")
FEWEST_EXAMPLES = 3
_MOST_MARKS = 4
_EDGE = 2  # characters: spaces and marks around a paragraph that is one sentence


def is_mention(text: str, start: int, end: int, unit: tuple[int, int], code: str, location: str) -> bool:
    """Whether the wording `text[start:end]` in the sentence or brackets `unit` is told of and not declared.

    `text` is in normal form. In mid-text only a sentence about the article itself, a paragraph of its own, or a remark
    in brackets declares.
    """
    first, last = unit
    sentence = text[first:last]
    if code == "verify_caution":
        sentence = _HEARSAY.sub("", sentence)
    is_bracket = sentence.startswith("(")
    before = text[first:start].lstrip('([【“" ')
    label = LABEL.match(sentence.lstrip("([【"))
    if label:
        before = before[label.end() :].lstrip(":|丨/ ")
    if code == "pseudonym":  # 应受访者要求,均为化名 is the author's; what a writer says of a book is not
        return any(pattern.search(before) for pattern in (_THE_AUTHOR_SAYS, _SAYS_OF_NAMES, _WRITTEN_THERE))
    if _is_reported(before):
        return True
    if _MENTION_AFTER.match(text[end : end + 12]):
        return True
    if label or is_bracket or location == "element":
        return False
    own = _OWN_THINGS.search(text[first:end]) is not None
    if _OUTCOME.search(sentence):
        return True
    if not own and _ASKS.search(sentence):
        return True
    if not own and sentence.endswith("?") and not _IN_ADDRESS.match(text, last):
        return True
    if (not own and _TELLS.search(sentence)) or (_REPORTS.search(sentence) and not _THIS_TEXT.search(text[first:end])):
        return True
    if _SAID_AFTER.search(sentence):
        return True
    whole = first <= _EDGE and last >= len(text) - _EDGE
    others = _OTHERS_THINGS.search(text[first:end])
    if others and not (whole and location == "tail" and not sentence.endswith("。")):
        return not own
    if location not in ("head", "body") or code in _ANYWHERE or own:
        return False
    is_line = location == "head" and not sentence.endswith("。")
    return not whole or (_VIDEO.match(sentence) is not None and not is_line)


def is_list_of_options(sentence: str, codes: Collection[str]) -> bool:
    """Whether one sentence lists a menu's options: three or more, and a word that says so."""
    if _MENU_WORDS.search(sentence) and sum(find_entry(part, ()) is not None for part in _PARTS.split(sentence)) > 1:
        return True
    fewest = FEWEST_EXAMPLES - 1 if _KINDS.search(sentence) else FEWEST_EXAMPLES
    return len(set(codes)) >= fewest and _MENU_WORDS.search(sentence) is not None


def is_report(sentence: str) -> bool:
    """Whether a whole sentence tells what somebody says, asks or does, or what came of a thing."""
    marks = [at for at, char in enumerate(sentence) if char == ","]
    if any(_is_reported(sentence[: at + 1]) for at in marks[:_MOST_MARKS]):
        return True
    told = (_SOMEBODY_SAYS, _OTHERS_SAY, _ACCORDING, _HE_SAYS, _TELLS, _REPORTS, _SAID_AFTER, _OUTCOME, _ASKS)
    return any(pattern.search(sentence) for pattern in told)


def without_prefaces(before: str) -> str:
    """Strip how an author begins to declare: 写在最后:, 按照平台要求说明:, 作者未声明,."""
    for pattern in (_ASIDE, _PREFACE, _STATED):
        before = pattern.sub("", before, count=1)
    return before


def _is_reported(before: str) -> bool:
    if not before:
        return False
    rest = _COMPILED.sub("", _I_SAY.sub("", without_prefaces(_UNVERIFIED.sub("", before))))
    if not rest:
        return False
    if _HEADS_QUOTE.match(rest):
        return True
    if (_COLON.search(rest) and not _LABEL_END.search(rest)) or _THE_AUTHOR_SAYS.match(rest):
        return True
    return bool(
        _SAYS_BEFORE_MARK.search(rest)
        or _SOMEBODY_SAYS.match(rest)
        or _OTHERS_SAY.search(rest)
        or _ACCORDING.search(rest)
        or _HE_SAYS.match(rest)
    )


def examples(paragraphs: Sequence[str], are_options: Sequence[bool]) -> frozenset[int]:
    """Return the places of paragraphs that list a menu's options one after the other: they explain, not declare.

    Three or more different ones in a row are a list. At the end of a text they may be the author's own statements,
    unless they are numbered or a line before them introduces them.
    """
    found: set[int] = set()
    start = 0
    while start < len(paragraphs):
        end = start
        while end < len(paragraphs) and are_options[end]:
            end += 1
        different = {normalize(unnumbered(text)).text.strip(" 。") for text in paragraphs[start:end]}
        if len(different) >= FEWEST_EXAMPLES:
            numbered = all(unnumbered(text) != text.strip() for text in paragraphs[start:end])
            before = normalize(paragraphs[start - 1]).text.strip()[-40:] if start else ""
            if end < len(paragraphs) or numbered or _INTRODUCES.search(before):
                found.update(range(start, end))
        start = max(end, start + 1)
    return frozenset(found)


def below_comments(lines: Sequence[str]) -> frozenset[int]:
    """Return the places of lines that readers wrote: below 评论 3 or 网友评论 in the second half of a text.

    评论 3 may be a counter among buttons, too: a labelled line (声明:…) right below it is the author's.
    """
    half = (len(lines) + 1) // 2
    for at in range(half, len(lines)):
        heading = _COMMENTS.match(normalize(lines[at]).text.strip()) if len(lines[at]) <= _LONGEST_HEADING else None
        if heading:
            below = range(at + 1, len(lines))
            is_counter = _COUNTER.match(heading.group()) is not None
            return frozenset(i for i in below if not (is_counter and LABEL.match(normalize(lines[i]).text)))
    return frozenset()


def unnumbered(text: str) -> str:
    """Strip the number or sign of a list's item."""
    return _NUMBER.sub("", text, count=1).strip()


def is_told(sentence: str) -> bool:
    """Whether a platform's formula in a sentence (in normal form) is told of by somebody: the page does not "
    "print it."""
    text = sentence.strip()
    if _TOLD_BY.match(text) or _TALK.search(text) or _DUTIES.search(text) or _NARRATES.search(text):
        return True
    if LABEL.match(text):
        return False
    if _PAGES_OWN.search(text):
        return False
    start = _UNVERIFIED.sub("", text[:40]).split(",")[0]
    return _is_reported(start + ",") or _HE_SAYS.match(text) is not None


def unquoted(sentence: str) -> str:
    """Return a sentence without what stands in quotation marks; short quotations are names (“网易号”)."""
    return _QUOTATION.sub("", sentence)
