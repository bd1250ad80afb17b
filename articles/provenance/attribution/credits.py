"""Credits of an article: the sources it says it is taken from, and whether it names a given source."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from articles.parsing.extracted import ExtractedArticle
from articles.provenance.attribution.attribution import Attribution
from articles.provenance.registry.names import known_names, name_key, same_name
from articles.text.prose_folding import fold_prose

_NAME = (
    r"(?:微信公众号|公众号|微博|头条号|百家号|网易号|搜狐号)?[ ]{{0,2}}[《“\"]?"
    r"(?P<{}>[^\s,。;:|/()\[\]《》“”\"!?\\]{{2,30}})"
)
_WHAT = "(?:本文|文章|内容|消息|信息|新闻|原文|稿件|素材|视频)"
_FROM = "(?:转载自|转自|摘自|选自|原载于?|首发于?|编译自)"
_CREDIT = re.compile(
    # 来源：X, 转载自：X, 转载：X (but not 图片来源, 资金来源, 数据来源, nor 禁止转载：…)
    rf"(?:(?:(?<![片图金入济量养染据力物水电货客资])来源|来自|源自|出处|{_FROM})|(?<![可禁止不得请需经勿])转载)"
    rf"[于自]? {{0,2}}: {{0,2}}{_NAME.format('name')}"
    # 本文转载自X, （转自X） at the head of a line
    rf"|(?:{_WHAT}(?:来源于|来自于?|源自|{_FROM})|^[(\[]?{_FROM}) {{0,2}}{_NAME.format('bare')}",
    re.MULTILINE,
)
# Not a source: the web, words that are no name, the platform that hosts the article.
_NOBODY = re.compile(
    r"^图文|网络|互联网|网上|网友|公开|官方媒体|整理|如下|原创|本号|自己|作者|侵|[0-9.%]+$|^(?:大风号|网易号|头条号|搜狐号|百家号)$"
)
# Words that follow a name directly when a page has lost its line breaks.
_TAIL = re.compile(
    r"(?:责任编辑|责编|编辑|小编|记者|作者|通讯员|编审|排版|视频截图|截图|综合|返回搜狐|查看更多|原标题|整理|发布于|[?★☆▲■]).*$"
)
_LONGEST = 20  # characters; a longer match is a sentence, not a name
_MOST = 20


@dataclass(frozen=True, slots=True)
class Credit:
    """A credited `name` as written, at `start:end` of the article's text (None for fields of the page)."""

    name: str
    start: int | None = None
    end: int | None = None


def reprint_credits(article: ExtractedArticle) -> tuple[Credit, ...]:
    """List the sources that the article names: 来源：X, 转自X, 本文转载自X; at most 20. 来源于网络 names nobody."""
    text = article.text
    return tuple(islice(_credits(text), _MOST))


def _credits(text: str) -> Iterator[Credit]:
    seen = set()
    for found in _CREDIT.finditer(fold_prose(text)):
        for start, end in _names_in(found):
            name = text[start:end]
            key = name_key(name)
            if len(key) < 2 or len(key) > _LONGEST or key in seen or _NOBODY.search(fold_prose(name)):
                continue
            seen.add(key)
            yield Credit(name, start, end)


def _names_in(found: re.Match[str]) -> Iterator[tuple[int, int]]:
    """Split 人民日报、新华社 into two names; cut off text that follows the last one without a break."""
    group = "name" if found.group("name") else "bare"
    start = found.start(group)
    for part in found.group(group).split("、"):
        kept = _TAIL.sub("", part).rstrip()
        yield start, start + len(kept)
        start += len(part) + 1


@dataclass(frozen=True, slots=True)
class Told:
    """The disclosed sources: keys of credited `names` and references, the `text` as a key, linked `urls`."""

    names: frozenset[str]
    text: str
    urls: frozenset[str]


def told_by(article: ExtractedArticle, attributions: Sequence[Attribution]) -> Told:
    """Collect the sources that the article discloses: in attributions, in references and as its source."""
    names = [each.who for each in attributions]
    names += [each.outlet for each in article.references if each.outlet]
    names += [each.name for each in reprint_credits(article)]
    urls = frozenset(each.url for each in article.references if each.url)
    return Told(frozenset(map(name_key, names)) - {""}, name_key_of_text(article.text), urls)


def names_source(told: Told, names: Collection[str]) -> bool:
    """Whether the article discloses one of these names, as written; known aliases count.

    In running text a name needs three characters; a shorter one is an ordinary word.
    """
    keys = frozenset().union(*(known_names(name) for name in names)) if names else frozenset()
    if any(same_name(key, each) for key in keys for each in told.names):
        return True
    return any(len(key) >= 3 and key in told.text for key in keys)


def name_key_of_text(text: str) -> str:
    """Normalise a text like a name key, so that names broken by spaces or brackets are found."""
    return re.sub(r"[\s《》“”\"'·()\[\]【】<>]+", "", fold_prose(text)).casefold()


_BEFORE = re.compile(r"(?:据|来源|来自|源自|转自|转载自|摘自|援引|引用|综合)[^。]{0,8}$")
_AFTER = re.compile(
    r"(?:官方)?(?:账号|号|平台|微博|公众号)?(?:的)?(?:最新)?"
    r"(?:报道|消息|爆料|称|发布|发文|透露|表示|介绍|曝光|披露|独家)"
)
_MOST_PLACES = 20


def credits_name(words: str, key: str) -> bool:
    """Whether a text credits this name: 据X报道, 转自X, X爆料. A mere mention does not count.

    Account names have no typical form, so only the words around them tell. `words` is a compared text, `key` a name
    key of at least 3 characters; a shorter one is an ordinary word.
    """
    name = re.sub(r"[\W_]+", "", key)
    if len(name) < 3:
        return False
    at = words.find(name)
    for _ in range(_MOST_PLACES):
        if at < 0:
            return False
        end = at + len(name)
        if _BEFORE.search(words, max(0, at - 16), at) or _AFTER.match(words, end):
            return True
        at = words.find(name, end)
    return False
