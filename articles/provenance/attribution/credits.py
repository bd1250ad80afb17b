"""Credits of an article: the sources it says it is taken from, and whether it names a given source."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from articles.parsing.extracted import ExtractedArticle
from articles.provenance.attribution.attribution import Attribution
from articles.provenance.attribution.credited_names import MOST_NAMES, names_at, prefixes_at
from articles.provenance.attribution.organisations import is_press
from articles.provenance.attribution.person_names import is_person
from articles.provenance.registry.names import known_names, name_key, same_name
from articles.text.prose_folding import fold_prose

_WHAT = "(?:本文|文章|内容|消息|信息|新闻|原文|稿件|素材|视频|文字)"
_FROM = "(?:转载自|转自|摘自|选自|编译自|首发于|原载于|转载于)"
_MATERIAL = "(?:部分内容|部分文字|部分图文|视频|素材|资料|音频|歌曲|案例|案件|职位)"
_CREDIT = re.compile(
    # 来源：X, 转载自：X, 转载：X (but not 图片来源, 资金来源, 数据来源, nor 禁止转载：…)
    rf"(?P<material>{_MATERIAL})?(?:(?:(?<!图 )(?<![片图面金入济量养染据力物水电货客资])来源|稿源|"
    rf"(?<![片图像面频。])来自|源自|出处|原载|"
    rf"{_FROM}|综合自?)|(?<![可禁止不得请需经勿])转载)[于自]? {{0,2}}(?:[:|丨│︱/]|—{{1,2}}) {{0,2}}"
    # 本文转载自X, （转自X） at the head of a line, 原载《X》
    rf"|(?P<part>部分(?:素材|图片|资料))(?:来源于|来自于?|源自|取自|摘自) {{0,2}}"
    rf"|(?:{_WHAT}(?:来源于|来自于?|源自|综合自|{_FROM})|^[(\[]?{_FROM}|^[(\[]?原载(?=[《“])) {{0,2}}"
    # 综合X、Y at the head of a line, if all of them are outlets
    r"|(?P<mixed>^[(\[【]?综合(?=[^\n,。]{2,10}、))",
    re.MULTILINE,
)
# 凡注明来源：X asks or tells how to credit, 并非转自X denies it.
_NO_CREDIT = re.compile(
    r"(?:注明|标明|标有|载明|标注|标示|写明|注有|署名|凡是|并非|不是|并不是|而非|绝非|没有|未曾|无关|声称|谎称|自称|改为|篡改)[^,。;\n]{0,7}$"
)
_REST_OF_NOTICE = re.compile(
    r"(?:客户端)?自媒体|[^,。\n]{0,3}[”\"』]?[^,。\n]{0,8}的(?:所有|一切|任何|文字|作品|文章|稿件|内容)"
)
_CAPTION = re.compile(r"[△▲▽▼][^\n]*$")  # △收费站的监控画面，来源：…
_LONGEST_CAPTION = 40
_OF_A_PICTURE = re.compile(r"[^,。\n]{0,4}(?:截图|截屏|供图)")
_MOST = 20
_MOST_CREDITS = 40


@dataclass(frozen=True, slots=True)
class Credit:
    """A credited `name` as written, at `start:end` of the article's text.

    `name` is the outlet, or the host, where the text gives only a URL. `is_material`: it credits a video or
    data in the text, so the text is no reprint of it.
    """

    name: str
    start: int | None = None
    end: int | None = None
    is_material: bool = False


def reprint_credits(article: ExtractedArticle, known: Collection[str] = ()) -> tuple[Credit, ...]:
    """List the sources that the article names: 来源：X, 转自X, 本文转载自X; at most 20. 来源于网络 names nobody.

    `known`: name keys of registered sources, see `names_at`.
    """
    found = {name_key(each.name): each for each in _credits(article.text, known)}
    for line in dict.fromkeys(each.text for each in article.credits):  # 来源：河湾日报 编辑：周澄, which left the text
        for each in _credits(line, known):
            found.setdefault(name_key(each.name), Credit(each.name, is_material=each.is_material))
    for name in _bare_outlets(article):
        found.setdefault(name_key(name), Credit(name))
    return tuple(islice(found.values(), _MOST))


def _bare_outlets(article: ExtractedArticle) -> Iterator[str]:
    """Outlets of a list such as 信息来源：A、B, which left the text as references without a headline."""
    return (each.outlet for each in article.references if each.outlet and not each.headline and not each.url)


def possible_names(article: ExtractedArticle) -> set[str]:
    """Return the keys of all names that the article's credits may mean, to look them up in the registry."""
    folded = fold_prose("\n".join((article.text, *(each.text for each in article.credits))))
    outlets = {name_key(name) for name in _bare_outlets(article)}
    return outlets.union(*(prefixes_at(folded, at) for at, *_ in islice(_places(folded), _MOST)))


def is_author(article: ExtractedArticle, name: str) -> bool:
    """Whether the article's text speaks as the one of this name, so that a credit to it names no other source.

    作者：周澄 来源：周澄 is one person's own text, and 来源：周澄 编辑：周澄 is one of the house. Where nobody knows
    the account, it bears the name under which the text asks to be credited, starred or sent news.
    """
    folded, key = fold_prose(article.text), re.escape(fold_prose(name))
    lines = fold_prose("\n".join(each.text for each in article.credits))
    by = _BY_STAFF if is_person(fold_prose(name)) and not is_press(name) else _BY
    if any(
        re.search(rf"{by} {{0,2}}[:|/丨│] {{0,2}}(?:[^\s,。:]{{2,4}}、){{0,3}}{key}", each) for each in (folded, lines)
    ):
        return True
    return article.source is None and any(re.search(form.format(key), folded, re.MULTILINE) for form in _SPEAKS_AS)


_BY = "(?:作者|撰文|文)"
_BY_STAFF = "(?:作者|撰文|文|图|编辑|责编|记者|通讯员|供稿|摄影|撰稿|审核)"
_SPEAKS_AS = (
    "转载[^。\n]{{0,3}}(?:注明|标明)[^。\n]{{0,8}}{}",
    "点(?:击)?上方[^。\n]{{0,8}}{}[^。\n]{{0,3}}关注",
    "^关注{}[,，]",
    '把?[“"【「]{}[”"】」][^。\n]{{0,3}}(?:设为|加)星标',
    '{}[”"】」]?(?:新闻)?爆料(?:群|热线|电话|平台)',
)


def _credits(text: str, known: Collection[str]) -> Iterator[Credit]:
    seen = set()
    folded = fold_prose(text)
    for at, is_material, is_mixed in _places(folded):
        names = names_at(text, folded, at, known)
        if is_mixed and not all(is_press(one.name) for one in names):
            continue  # 综合治理、源头治理
        for one in names:
            key = name_key(one.name)
            if key in seen or _REST_OF_NOTICE.match(folded, one.end) or _is_two_writers(one.name):
                continue
            seen.add(key)
            yield Credit(one.name, one.start, one.end, is_material or _OF_A_PICTURE.match(folded, one.end) is not None)


def _is_two_writers(name: str) -> bool:
    """Whether a name is those of two writers that stand together: 周晓峰李明, with their outlet behind a stroke."""
    return 4 <= len(name) <= 6 and any(is_person(name[:size]) and is_person(name[size:]) for size in (2, 3))


def _places(folded: str) -> Iterator[tuple[int, bool, bool]]:
    """Where names of credits begin, whether for material in the text only, and whether behind 综合; at most 40."""
    for found in islice(_CREDIT.finditer(folded), _MOST_CREDITS):
        if not _NO_CREDIT.search(folded, max(0, found.start() - 12), found.start()):
            is_caption = _CAPTION.search(folded, max(0, found.start() - _LONGEST_CAPTION), found.start()) is not None
            yield found.end(), is_caption or bool(found["material"] or found["part"]), found["mixed"] is not None


@dataclass(frozen=True, slots=True)
class Told:
    """The disclosed sources: keys of credited `names` and references, the `text` as a key, linked `urls`."""

    names: frozenset[str]
    text: str
    urls: frozenset[str]


def told_by(article: ExtractedArticle, attributions: Sequence[Attribution]) -> Told:
    """Collect the sources that the article discloses: in attributions, in references and as its source."""
    names = [each.who for each in _outside_lists(article.text, attributions)]
    names += [each.outlet for each in article.references if each.outlet]
    names += [each.name for each in reprint_credits(article)]
    urls = frozenset(each.url for each in article.references if each.url)
    return Told(frozenset(map(name_key, names)) - {""}, name_key_of_text(article.text), urls)


def names_source(told: Told, names: Collection[str]) -> bool:
    """Whether the article discloses one of these names, as written; known aliases count.

    In running text a name needs three characters, and words around it that credit it: 据X报道, X记者, 转自X. A mention
    in passing, a denial and a place in a long list are no credit.
    """
    keys = frozenset().union(*(known_names(name) for name in names)) if names else frozenset()
    if any(same_name(key, each) for key in keys for each in told.names):
        return True
    return any(_is_credited(told.text, key) for key in keys)


def _outside_lists(text: str, attributions: Sequence[Attribution]) -> list[Attribution]:
    """Leave out names of a sentence with more than MOST_NAMES of them."""
    counts = Counter(_sentence_of(text, each) for each in attributions) if len(attributions) > MOST_NAMES else Counter()
    return [each for each in attributions if not counts or counts[_sentence_of(text, each)] <= MOST_NAMES]


def _sentence_of(text: str, attribution: Attribution) -> tuple[int, int]:
    return text.rfind("。", 0, attribution.start), text.rfind("\n", 0, attribution.start)


def _is_credited(text: str, key: str) -> bool:
    if len(key) < 3:
        return False
    at = text.find(key)
    for _ in range(_MOST_PLACES):
        if at < 0:
            return False
        end = at + len(key)
        before, after = text[max(0, at - 16) : at], text[end : end + 16]
        if (_BEFORE.search(before) or _NAMED_AFTER.match(after)) and not (
            _DENIED_BEFORE.search(before) or _DENIED_AFTER.match(after) or _in_list(text, at, end)
        ):
            return True
        at = text.find(key, end)
    return False


def _in_list(text: str, start: int, end: int) -> bool:
    """Whether the name stands among more than MOST_NAMES names with 、 or commas between them."""
    before = re.split(r"[。;!?]", text[max(0, start - _LIST) : start])[-1]
    after = re.split(r"[。;!?]", text[end : end + _LIST])[0]
    parts = re.split(r"[、,|/]", before + "X" + after)
    return sum(len(part) <= 14 for part in parts) > MOST_NAMES


def name_key_of_text(text: str) -> str:
    """Normalise a text like a name key, so that names broken by spaces or brackets are found."""
    return re.sub(r"[\s《》“”\"'·()\[\]【】<>]+", "", fold_prose(text)).casefold()


_BEFORE = re.compile(r"(?:据|来源|来自|源自|转自|转载自|摘自|援引|引用|综合)[^。]{0,8}$")
_AFTER = re.compile(
    r"(?:官方)?(?:账号|号|平台|微博|公众号)?(?:的)?(?:最新)?"
    r"(?:报道|消息|爆料|称|发布|发文|透露|表示|介绍|曝光|披露|独家)"
)
_NAMED_AFTER = re.compile(
    _AFTER.pattern
    + "|[^,。]{0,6}(?:记者|评论员|通讯员|讯|[0-9]日[电讯]|[電电]|刊发|刊登|刊文|推送|撰文|采访|首发|原创|授权"
    "|供稿|供图|摄|一文|获悉|了解到"
    "|指出|写道|提到|认为|证实|回应)"
)
_DENIED_BEFORE = re.compile(r"(?:并非|不是|没有|并未|未曾|绝非|而非|未经|冒充|假冒|不同于)[^,。]{0,6}$")
_DENIED_AFTER = re.compile(r"[^,。]{0,6}(?:无关|没有(?:任何)?关系|无(?:任何)?关系|毫无关系|未报道|没有报道|并未报道)")
_LIST = 120  # characters on both sides in which a list is looked for
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
