"""What of an article speaks for its kind and topic: the headline and the lead, and what they are written like.

Hashtags, link lists, editors' lines and invitations to follow are no evidence, wherever they stand. The words of the
tail are not read, so that a line below it changes nothing; how the body is written is, see `manner`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from articles.provenance.lexicons import lexicon
from articles.provenance.term_index import TermIndex
from articles.provenance.topics.manner import READ
from articles.text.prose_folding import fold_prose

_TAG = re.compile(r"#[^\s#]{1,30}#?")
_ADDRESS = re.compile(r"https?://\S+|www\.\S+")
_FURNITURE = re.compile(
    r"(?:点击|戳|长按|扫码|扫描|识别)[^。]{0,12}(?:关注|二维码|蓝字|原文|订阅)|阅读(?:原文|全文|更多)|(?:责任)?编辑[:(]|责编|"
    r"(?:返回|查看)[^。]{0,4}(?:搜狐|更多)|免责声明|版权(?:归|所有)|转载请|"
    r"^ *(?:标签|关键词|tags?|相关阅读|推荐阅读|热门推荐|来源|作者)[:|]"
)
_LIST = re.compile(r"[|·•▲►»>、,;/ \t]+")
_SENTENCE = re.compile(r"[。!?;]")
_SHORT = 40
"""Characters of a line that may be furniture; longer ones are prose."""
FIRST, LEAD, MOST = 20, 80, 300
"""Characters after which the first part and the lead end with their line, and the most that are read of a lead.

A line below a text of 80 characters or more is therefore never read.
"""
_HEADLINE = 120

_DIGITS = {ord(digit): "0" for digit in "123456789"}
_TOKEN = re.compile(r"[a-z0]+|[一-鿿]+")
FORM: dict[str, re.Pattern[str]] = {
    "@asks": re.compile(r"^[^\n]*(?:\?|吗|怎么|如何|为什么|哪[些个里]|什么)"),
    "@exclaims": re.compile(r"^[^\n]*!"),
    "@day": re.compile(
        r"\d月\d{1,2}日|\d日[上下凌晚早,讯电]|近日|日前|昨[天日晚]|今[天日晨早]|连日来|当地时间|周[一二三四五六日]"
    ),
    "@hour": re.compile(r"\d[时点]\d{0,2}|凌晨|上午|下午|时许"),
    "@byline": re.compile(r"记者|通讯员|[报网社] ?讯|\d日电|消息[,:]"),
    "@place": re.compile(r"[省市县区镇乡村](?:[^场民长人里间级]|$)|街道|社区"),
    "@office": re.compile(r"公安|警方|民警|法院|检察|政府|委员会|[局厅部]长|消防|交警|通报|发布"),
    "@we": re.compile(r"[我咱]|小编"),
    "@you": re.compile(r"你|您|大家"),
    "@speech": re.compile(r"[说问道答]:?[\"“]"),
    "@dialogue": re.compile(r"[:“\"][^\n]{1,40}[:“\"][^\n]{1,40}[:“\"]"),
    "@contact": re.compile(
        r"\d{11}|\d{3,4}-\d{7}|qq|微信[:号]?[a-z0-9]|热线|咨询|厂家|报价|代理|注册|娱乐[城场]|彩票|开户"
    ),
    "@court": re.compile(r"民 ?事|刑 ?事.{0,4}书|原告[:(]|被告人?[:(]"),
}
"""Form of a text: what its headline and lead do, whatever they speak of. Names begin with @, which no token does."""
ABSENT = "-"
"""What stands before the name of a form that a text does not have."""

_WORDS = lexicon("topics")["topics"]
_TOPICS_OF = {
    term: tuple(f"={code}" for code, each in _WORDS.items() if term in each)
    for terms in _WORDS.values()
    for term in terms
}
_INDEX = TermIndex(_TOPICS_OF)
LEXICAL = tuple(f"={code}" for code in _WORDS)
"""Names of the counts of known words, = and the topic."""


def parts_of(headline: str, text: str) -> tuple[str, str, str]:
    """Return the folded headline, the first lines and the lead, without what is no evidence."""
    title = _tidy(fold_prose(headline[:_HEADLINE]))
    first, lead = "", ""
    for line in _lines(fold_prose(text)):
        if len(first) < FIRST:
            first = f"{first}\n{line}"[:MOST] if first else line[:MOST]
        lead = f"{lead}\n{line}"[:MOST] if lead else line[:MOST]
        if len(lead) >= LEAD:
            break
    return title, first, lead


def body_of(text: str) -> str:
    """Return the beginning of the folded prose of a text, up to the last of `READ` that it reaches."""
    body = ""
    for line in _lines(fold_prose(text)):
        body = f"{body}\n{line}" if body else line
        if len(body) >= READ[-1]:
            break
    return body[: max((size for size in READ if size <= len(body)), default=len(body))]


def _lines(text: str) -> Iterator[str]:
    """Yield the lines of a folded text that are prose, each up to twice what is read."""
    at = 0
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        line = _tidy(text[at : min(end, at + 2 * MOST)])
        if line and not _is_furniture(line):
            yield line
        at = end + 1


def _tidy(folded: str) -> str:
    """Return a folded line in lower case without tags and addresses."""
    return _ADDRESS.sub(" ", _TAG.sub(" ", folded.lower())).strip()


def _is_furniture(line: str) -> bool:
    """Whether a line is no prose: an invitation, an editor's line, a list of tags or links."""
    if len(line) <= 2 * _SHORT and _FURNITURE.search(line):
        return True
    if _SENTENCE.search(line):
        return False
    pieces = [piece for piece in _LIST.split(line) if piece]
    return len(pieces) >= 3 and len(line) < 4 * _SHORT and sum(map(len, pieces)) < 8 * len(pieces)


def tokens_of(part: str) -> Iterator[str]:
    """Yield the characters, the pairs of characters and the Latin words of a folded part. Digits become 0."""
    for run in _TOKEN.findall(part.translate(_DIGITS)):
        if run[0] < "一":
            yield run
        else:
            yield from run
            for left, right in pairwise(run):
                yield left + right


def form_of(headline: str, lead: str) -> Iterator[str]:
    """Yield the forms that a text has, and those that it lacks with a minus; a headline alone lacks none."""
    whole = f"{headline}\n{lead}"
    for name, pattern in FORM.items():
        if pattern.search(whole):
            yield name
        elif lead:
            yield ABSENT + name


def lexical_of(headline: str, lead: str) -> Counter[str]:
    """Count the words of `data/topics.json` by = and topic, each word once, and three times in the headline."""
    counts: Counter[str] = Counter()
    for part, weight in ((headline, 3), (lead, 1)):
        for term in {term for _, term in _INDEX.find(part)}:
            for name in _TOPICS_OF[term]:
                counts[name] += weight
    return counts
