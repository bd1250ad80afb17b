"""Find statements that AI made a text, a picture or a part of them, by the words of a clause.

A clause is a statement when it consists of the words of `words.json` alone: who made it (AI, a model), what was
done, to what, and small words between. One strange word (AI生成的假视频骗走老人三万元) and it is prose about AI.
Reads at most 50 clauses that name AI, of at most 80 characters each, so it is linear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, pairwise

from articles.parsing.declarations.ai.english import find_english
from articles.parsing.declarations.ai.words import MAKERS, Token, plain, tokens_of, words
from articles.parsing.declarations.speaker_words import ASIDES, PREFACE

_LONGEST_CLAUSE = 80
_LONGEST_NOTICE = 40
_LONGEST_LABEL = 12
_MOST_NAMINGS = 50
_MOST_CLAUSES, _MOST_PIECES = 50, 5
_NEAR = 12
_MOST_OF_A_LABEL = 2
_PLAIN_MAKING = ("生成", "绘制", "制图", "生图")  # what nobody says of the things whose names models bear: 豆包生成
_CLAUSE = re.compile(r"(?:[^\n,;。!?()\[\]“”\"….]|\.(?=[a-z0-9]))+")  # the point of GPT-4.1 is no full stop
_AND = re.compile(r"(?:以?及|[和与或])(?=ai|人工智能|由ai|使用ai)")
_PART, _PIECE = re.compile(r"[^| ×~+—]+"), re.compile(r"[^:/·]+")
_SLASHED = re.compile(r"[^/]+")
_ONLY_A_LABEL = frozenset(("labels",))
_LABEL_BEFORE = re.compile(
    rf"(?:声明|申明|提示|说明|备注|标注|提醒|须知|告知|披露|标识|注|note|(?:^|[ |]){ASIDES})[:|]$"
)
_MAKING = re.compile(
    r"之手|手笔|写[的成]|整理|[Cc]ourtesy|\bgen\b|[Ii]mages? by|图片by|生成|合成|创作|画[了的]|代写|检索|搜集|"
    r"梳理|写稿|改稿|制作|撰写|编写|绘制|制图|生图|作图|绘图|配图|写作|"
    r"绘画|配音|辅助|润色|翻译|成文|完成|[Gg]enerated|[Cc]reated|[Mm]ade|[Ww]ritten|[Aa]ssisted|[Ii]llustrated|"
    r"[Cc]redit|[Ee]dited|[Tt]ranslated|[Ww]riting|[Uu]sed\s|拟定"
)
_DOING = re.compile(
    r"[拟稿修校编帮协助用改写作润饰绘画译制产由靠]|打磨|优化|整理|[Ee]dit|[Dd]raft|[Hh]elp|[Tt]ransl|[Pp]olish|"
    r"llustrat|enerat|ranscri|来自|出自|源自|分析|归纳|总结|概括|提供|代劳|感谢|提炼|克隆|"
    r"参与|工具|渲染|设计"
)
_AI = re.compile(r"AI|ai(?![a-z])|Ai(?![a-z])|A\.I|人工智[能慧]|大模型")  # without IGNORECASE, for its first characters
_CREDIT = re.compile(
    r"(?:插画|插图|美术|撰文|视频|图源?|文|字|封面|工具|方式|音乐|作者|生成)[:|/]|"
    r"[Bb]y(?<![A-Za-z]..)(?![a-z])|[Ww]ith |"
    r"(?:[Ii]mages?|[Cc]over|[Aa]rt|[Pp]hotos?|[Ii]llustrations?|[Vv]ideo|[Mm]usic|[Aa]udio)(?: [a-z]{2,8})?[:|/]"
)
MAKERS_CREDIT = re.compile(r"[制绘画配]|生成|工具")  # 制图:豆包; but 作者:豆包 is somebody's name
_DECLARES = re.compile(r"声明|申明|标识|披露|说明")
_DENIAL = re.compile(r"没|未|并非|不是|[非无]ai|不含|不使用|不用|拒绝|禁止|无任何|\bnot?\b|without")
# How a clause beside a statement begins when both are one notice: 请仔细甄别, 与正文无关, 经人工审核.
_SAME_NOTICE = re.compile(
    rf"作者(?:已|已经)?(?:主动|自主)?(?:声明|标注|标识|说明)$|数字人|{ASIDES}$|{PREFACE}$|[^,]{{0,4}}(?:声明|"
    rf"说明|提示|备注|标注|提醒|披露)$|[^,]{{0,8}}仅(?:供|作)|"
    r"本(?:账号|号|视频|片|期|篇|作品|集|条|图|稿|栏目|公众号|节目|频道|人)|全文|全篇|"
    r"(?:正文|其余|其他|剩余|主体)[^,]{0,8}(?:由|为|系|均|是)(?:本人|作者|我|人工|小编|笔者|编辑|原创|手写)|"
    r"请|如有|若有|如涉|仅|侵|与|不代表|不构成|切勿|勿|注意|谨慎|仔细|可能(?:有|存在|含|与)|或有|人工|经|并经|"
    r"并由|已经?人工|"
    r"由作者|图片|配图|插图|封面|原文|内容(?:虚构|为|纯|均|有|由|不|真|如)|题图|文章[中内里]?(?:的|所有|"
    r"全部)?[图配插]|文[中内里](?:的|所有|全部)?[图配插]|素材|内容仅|文字|观点|(?:作者|编辑)(?:已|进行|校对|审|"
    r"核|修改|负责|整理|人工|未声明)|校对|版权|转载|无不良|纯属|虚构|非真|非实|非本人|非新闻|情节|敬请|供|取材|"
    r"来源|(?:此|该)(?:视频|图|文|内容|片|稿)|"
    r"(?:剪辑|文字|拍摄|配音|文案|照片|图片|撰文|写作|排版|校对|翻译|脚本|内容|观点)[:]?(?:均?为|由|是|均?系)?"
    r"(?:作者)?(?:本人|作者|我|人工|真人|小编|自己|手写)|"
    r"(?:字|话|文|心|人|故事|感情|情感|文笔|文字|文案|观点|感受|汗水|爱)[^,]{0,2}(?:是|全是|都是|为)(?:真|我|"
    r"自己|本人|人|手)|"
    r"(?:真人|手写|手打|手绘|手作|纯手工|本人)|机器|人[改写审校工]|[^,]{0,4}(?:是|都是)我(?:自己)?[的写]|"
    r"[^,]{0,6}慎[点入看]|(?:凑合|将就|随便|大概|大家|各位)(?:着)?[听看读用]|非真人|(?:事实|数据|观点|正文|"
    r"其余|信息)[^,]{0,2}(?:人工|本人|自己)|介意|慎入|不喜|勿喷|轻喷|求轻|别喷|看看就好|看个|图个?一?乐|见谅|"
    r"莫怪|"
    r"别当真|别较真|别找|错漏|有错|欢迎|多多|望|谅解|"
    r"在?(?:写作|创作|制作|编写|撰写|成文|整理)(?:本文)?的?(?:过程|时)|未经|以官方|具体以|个人|本文|声明|"
    r"please|for |may ",
    re.IGNORECASE,
)


# How a clause goes on behind a whole statement, without a comma: 由AI生成请仔细甄别, 由AI翻译未经人工校对.
_GOES_ON = re.compile(
    r"(?:[并再]?(?:请|如有|若有|如涉|仅[供作为用限]|供(?:大家|各位|读者|参考|学习|交流)|侵[权删]|与(?:正文|"
    r"本文|实际|真实|事实|内容|文章|现实|原型)|不代表|不构成|切勿|勿|"
    r"注意|谨慎|未经|尚未|没有?经|非(?:真|实|本人|新闻|现场)|可能(?:有|存在|含|与)|特此|望|敬请|不作|不保证|"
    r"不对|侵权|版权)|"
    r"[,并再后且]{0,2}(?:经|由|已经?|均经|均已)[^,]{0,6}(?:人工|作者|编辑|小编|本人|笔者|我们?|记者|真人|审|校|"
    r"核|修|改|编|润)|(?:后|再)(?:人工|作者|编辑|小编|笔者))"
    r"(?![^,]{0,20}(?:引发|争议|被|骗|罚|称|报道))"
)
_USES = re.compile(r"使用了?")
_WITH_HELP = re.compile(r"在.{1,30}?(?:帮助|协助|辅助|支持|加持)下")
_MOST_ENDS = 4
_BY_SOMEBODYS = re.compile(
    r"(?:本[文篇稿]|此[文稿]|全文|本(?:条|期|推|资|快|新|作|视|内)[\u4e00-\u9fff]{0,3})[^,。:]{0,4}?(?:由|"
    r"使用了?|通过|采用|借助|利用)"
    r"([\u4e00-\u9fff]{1,8}?)(?<![用以把被没未不非以让的])(?=ai|aigc|写稿机器人|智能写)"
)


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement in `text[start:end]`.

    `is_own`: its subject is this very article or a part of it (本文, 题图). `is_bare`: it has no subject (AI生成).
    """

    start: int
    end: int
    code: str
    is_own: bool
    is_bare: bool


def find_statements(text: str) -> Iterator[Statement]:
    """Yield the statements of a text in normal form."""
    for start, end, is_own in find_english(text):
        yield Statement(start, end, "ai_generated", is_own, is_bare=False)
    lowered, naming = plain(text), words().naming
    named = (clause for clause in _CLAUSE.finditer(lowered) if naming.search(lowered, clause.start(), clause.end()))
    for clause in islice(named, _MOST_CLAUSES):
        found = _statement(lowered, *clause.span()) or _begun(lowered, *clause.span())
        if found is not None:
            yield found
            continue
        for left, right in islice(_pieces(lowered, *clause.span(), naming), _MOST_PIECES):
            found = _statement(lowered, left, right)
            if found is not None:
                yield found
                break


def _begun(text: str, start: int, end: int) -> Statement | None:
    """The statement with which a clause begins, before words that go on with the same notice."""
    for found in islice(_GOES_ON.finditer(text, start + 4, end), _MOST_ENDS):
        if (statement := _statement(text, start, found.start())) is not None:
            return statement
    return None


def _pieces(text: str, start: int, end: int, naming: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Yield the pieces of a clause that name AI: between spaces and bars first, then behind a label's colon."""
    for part in _PART.finditer(text, start, end):
        if not naming.search(text, *part.span()):
            continue
        yield part.span()
        if "/" in part.group():  # 题图:AI/文:阿澄
            yield from (one.span() for one in _SLASHED.finditer(text, *part.span()) if naming.search(text, *one.span()))
        for piece in _PIECE.finditer(text, *part.span()):
            above = text[start : piece.start()].rstrip()[-_LONGEST_LABEL:]
            is_divided = above.endswith("|") and ":" in above  # 文:周澄|图:可灵AI
            if above.endswith((":", "|")) and not is_divided and not _LABEL_BEFORE.search(above):
                continue  # 周澄:内容由AI生成 is what 周澄 says
            if naming.search(text, *piece.span()):
                yield piece.span()
        for conjunction in islice(_AND.finditer(text, *part.span()), _MOST_PIECES):  # 图片来自网络及AI生成
            yield conjunction.end(), part.end()


def may_state(text: str) -> bool:
    """Whether a text in normal form is worth reading: it names AI, or a model in a text that speaks of making."""
    if _AI.search(text):
        return True
    return words().naming.search(text.lower()) is not None and bool(
        _MAKING.search(text) or _DOING.search(text) or _CREDIT.search(text)
    )


def is_same_notice(clause: str) -> bool:
    """Whether a clause beside a statement belongs to one notice with it: 请仔细甄别, or consists of its words alone."""
    return len(clause) <= _LONGEST_NOTICE and _is_notice(clause)


@lru_cache(maxsize=512)  # every statement of a sentence asks about all clauses beside it
def _is_notice(clause: str) -> bool:
    if _SAME_NOTICE.match(clause):
        return True
    tokens = tokens_of(plain(clause))
    return tokens is not None and not any("negations" in token.roles for token in tokens)


def names_ai_making(text: str) -> bool:
    """Whether a text in normal form names AI or a model beside a verb of making, and denies nothing there."""
    lowered = plain(text)
    for naming in islice(words().naming.finditer(lowered), _MOST_NAMINGS):
        around = lowered[max(0, naming.start() - _NEAR) : naming.end() + _NEAR]
        if _MAKING.search(around) and not _DENIAL.search(around):
            return True
    return False


def _statement(text: str, start: int, end: int) -> Statement | None:
    while start < end and text[start] == " ":
        start += 1
    while end > start and text[end - 1] == " ":
        end -= 1
    read = _read_clause(text[start:end])
    if read is None and (named := _BY_SOMEBODYS.match(text, start, end)):  # 本文由河湾财经AI写稿机器人生成
        left, right = named.span(1)
        read = _read_clause(text[start:left] + " " * (right - left) + text[right:end])
    if read is None or text[end : end + 1] == "?":
        return None
    return Statement(start, end, *read)


def _read_clause(clause: str) -> tuple[str, bool, bool] | None:
    """Return code, is_own and is_bare of a clause that consists of known words and says that AI made it; else None."""
    tokens = tokens_of(clause) if len(clause) <= _LONGEST_CLAUSE else None
    if not tokens:
        return None
    seen = frozenset().union(*(token.roles for token in tokens))
    if "negations" in seen or not _says_made(clause, tokens, seen):
        return None
    last = max(at for at, token in enumerate(tokens) if token.roles & MAKERS)
    # 配图 and 配音 behind AI are what was done, not to what.
    about = frozenset().union(
        *(token.roles for at, token in enumerate(tokens) if at <= last or "bare_verbs" not in token.roles)
    )
    has_subject = bool(about & {"things", "selves", "those", "credits", "sources", "labels"})
    return ("ai_suspected" if "suspicions" in seen else "ai_generated"), "selves" in about, not has_subject


def _says_made(clause: str, tokens: list[Token], seen: frozenset[str]) -> bool:
    if "selves" not in tokens[0].roles and any(token.roles == _ONLY_A_LABEL for token in tokens[1:]):
        return False  # 三成标注为AI生成 tells what others say
    makers = [at for at, token in enumerate(tokens) if token.roles & MAKERS]
    makers = [at for at in makers if "credits" not in tokens[at].roles] or makers  # AI工具:Midjourney
    if not makers:
        return False
    if all(token.text == "aigc" or "things" in token.roles for token in tokens):
        return len(tokens) <= _MOST_OF_A_LABEL  # AIGC内容: the G says that it was made
    first, last = makers[0], makers[-1]
    above = frozenset().union(*(token.roles for token in tokens[:first]))
    below = frozenset().union(*(token.roles for token in tokens[last + 1 :]))
    is_named = bool(seen & {"agents", "models"})  # by a name that is no ordinary word
    is_told = bool(above & {"things", "selves", "those"})
    if "helpers" in below and "verbs" in below and is_told and _WITH_HELP.search(clause):  # 本文在豆包的帮助下写成
        return True
    if "sources" in above:  # 由AI…, 本文使用了AI…
        if "verbs" in below or "topic_verbs" in below or "verbs" in above:
            return is_told or is_named or bool(seen & {"labels", "credits"}) or "selves" in below
        if "selves" in above and ("helpers" in below or (not below and _USES.search(clause))):  # 本文使用了豆包
            return True
        return is_named and (
            "helpers" in seen
            or ("labels" in above and _DECLARES.search(clause[:_LONGEST_LABEL]) is not None)
            or (bool(seen & {"things", "selves"}) and (is_told or ("things" in below and "agents" in seen)))
        )
    if "credits" in above or (is_told and clause[: tokens[first].start].rstrip().endswith((":", "|", "/", "=", "by"))):
        return is_named or "verbs" in below or MAKERS_CREDIT.search(clause) is not None
    if (
        is_named
        and above <= {"labels"}
        and "selves" in below | _said_of(tokens[last + 1 :])
        and below & {"verbs", "helpers"}
    ):
        return True  # AI参与了本文的写作, AI was used to help write this story
    if is_told:  # 文章AI生成
        return is_named and bool(below & {"verbs", "topic_verbs", "helpers"})
    return (is_named or clause.endswith(_PLAIN_MAKING)) and _is_bare_making(
        tokens[last + 1 :], "models" not in tokens[last].roles
    )


def _said_of(tokens: list[Token]) -> frozenset[str]:
    """Count a thing that is pointed at as the article's own: this story."""
    pairs = pairwise(tokens)
    return frozenset(("selves",)) if any("those" in a.roles and "things" in b.roles for a, b in pairs) else frozenset()


def _is_bare_making(below: list[Token], is_ai: bool) -> bool:
    """Whether what follows AI is a verb of making, with words like 工具 and 辅助 between: AI辅助生成."""
    for at, token in enumerate(below):
        if "bare_verbs" in token.roles:
            return not below[-1].roles & {"sources", "links"} or at == len(below) - 1
        if "bare_things" in token.roles and is_ai and len(below) == at + 1:
            return True
        if "helpers" in token.roles and is_ai and len(below) <= at + 2:
            return True
        if not token.roles & {"kinds", "helpers", "versions"}:
            return False
    return False
