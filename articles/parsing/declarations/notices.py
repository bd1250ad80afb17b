"""Find provenance declarations in an article's paragraphs: the author's statements about its origin.

One declaration (a sentence, or a remark in brackets) yields one flag. A quoted or reported wording is a mention, not
a declaration.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from articles.parsing.declarations.ai.loose import LONGEST as LONGEST_ALONE
from articles.parsing.declarations.ai.loose import find_loose
from articles.parsing.declarations.ai.statements import Statement, find_statements, is_same_notice, may_state
from articles.parsing.declarations.lines.model import scores_of
from articles.parsing.declarations.lines.unsure import find_unsure, may_be_unsure
from articles.parsing.declarations.mentions import is_list_of_options, is_mention, without_prefaces
from articles.parsing.declarations.short_lines import LONGEST as LONGEST_SHORT
from articles.parsing.declarations.short_lines import find_short, may_hold
from articles.parsing.declarations.speakers import is_platforms, names_platform
from articles.parsing.declarations.wordings import MENU, PREFILTER, REPORTED_AFTER, REPORTED_BEFORE, WEAK, rules_for
from articles.parsing.extracted import ExtractedFlag
from articles.parsing.menus import Menu, find_entry
from articles.parsing.normal_form import NormalForm, normalize

_SENTENCE_END = re.compile(r"[。!?;\n]|\.(?=\D|$)")
_CLAUSE_END = re.compile(r"[,;:。!?\n]")
_JOIN = re.compile(r"[,;:。!?\n×~+&|—]")  # what stands between the parts of one notice: AI绘图×手写文案
_LONGEST_BRACKET = 80
_LONGEST_SENTENCE = 120
_WINDOW = 400  # characters read around a match; a longer sentence is no declaration
_MOST_HITS = 50  # hits per rule and paragraph, so that a text full of declarations costs no more than a long one
_MOST_PASSAGES = 2_000
_MOST_TEXT = 60_000  # characters read at either end; the longest articles have some 50,000 in all
MIDDLE_UNREAD = "declarations_unread_in_middle"
# In a sentence about 作者 in the third person these are the platform's words.
_PLATFORM_SAYS = frozenset(("personal_opinion", "infringement_contact", "verify_caution"))
_CREDIT = re.compile(
    r"(?:^|(?<=[ ,;/|×~+]))[^\s:|/,;。]{1,4}[:|/](?:[^\s:|/,;。的]{1,8}(?=[ ,;。|]|$)|$)"
)  # 文:周澄, 图:
# Tags and titles of other articles.
_LEADS_ELSEWHERE = re.compile(
    r"[ (\[]{0,3}(?:(?:文章|热门|相关|本文)?(?:标签|关键词|关键字|话题|热搜|分类|专题)|tags?|keywords?|topics?|"
    r"(?:相关|推荐|延伸|扩展|往期|拓展)(?:阅读|推荐|回顾|文章|链接|精选)|"
    r"猜你喜欢|大家都在看|[上下]一篇|recommended|related|read (?:more|next)|see also)(?:[)\]]| ?[:|])",
    re.IGNORECASE,
)
_TAGS = re.compile(r"\s{0,3}[#＃][^#＃\s]{1,20}[#＃]?(?:\s{0,3}[#＃][^#＃\s]{1,20}[#＃]?){1,20}\s{0,3}")
_TAG = re.compile(r"[#＃]([^#＃\s]{1,20})")
_STATES = re.compile("[由用含经]")  # 内容由AI生成 states, AI生成图片 is a topic
_ONLY_TAG = re.compile(
    r"\s{0,3}[#＃]\s?(?:广告|廣告|推广|推廣|商业推广|商务合作|商业合作|品牌合作|合作推广|品牌推广|"
    r"商单|恰饭|赞助|ad|sponsored|paid ?partnership)"
    r"[#＃]?\s{0,3}",
    re.IGNORECASE,
)
"""The one tag of a line that tells of an advertisement; without its sign it can be the page's own label."""
_IN_A_TITLE = re.compile(r"《[^《》]{0,40}(?:AI|[Aa]i(?![a-z])|人工智[能慧])[^《》]{0,40}》")
_DENIED = re.compile(r"(?:不|未必|并非|不能|不完全)(?:能|一定)?代表(?:任何|我|本人|个人|作者|笔者|小编|本号)")
_UNDECLARED = re.compile(
    r"(?:作者|创作者|发布者|用户)(?:暂|尚|并)?(?:未|没有?)[^,。]{0,6}(?:声明|标注|标识|说明)[^。]{0,12}(?:可能|疑)"
)
_AROUND_CLAUSE = ' .。()[]~…|-—“”"'
_LONGEST_DECLARATION = 2_000  # characters; longer texts need not be read to know
_LONGEST_KEPT = 400  # characters
_SURE = 0.8  # log odds of a code that is added beside a known wording
_LAST_PLACES = frozenset(("tail", "element"))
_AROUND = " 。"  # what a declaration may have around it on a line of its own


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of text that may declare something; `start` is its offset in the article's text, None if not in it."""

    text: str
    location: str  # head, body, tail, caption, element
    start: int | None = None


def find_flags(passages: Iterable[Passage], menu: Menu = ()) -> tuple[ExtractedFlag, ...]:
    """Find the declarations of the passages in order, with spans; duplicates (same codes and wording) are dropped.

    A passage that equals an option of the platform's `menu` has the option's codes; all others are free text.
    """
    flags: dict[tuple[str, tuple[str, ...], str], ExtractedFlag] = {}
    suspects = (
        one
        for one in _ends_of(passages)
        if may_declare(one.text)
        or _may_be_short(one.text, one.location, is_last=one.location == "tail" and one.start is not None)
        or find_entry(one.text, menu)
    )
    for passage in islice(suspects, _MOST_PASSAGES):
        for flag in _flags_of(passage, menu):
            flags.setdefault((flag.code, flag.also, flag.text), flag)
    return tuple(flags.values())


def unread_warning(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the warning of a text of which only the ends are searched for declarations; none for a shorter one."""
    return (MIDDLE_UNREAD,) if sum(map(len, texts)) > 2 * _MOST_TEXT else ()


def _ends_of(passages: Iterable[Passage]) -> list[Passage]:
    """Return the passages whole, but of a text that is longer than any article its head and its tail alone."""
    whole = list(passages)
    if sum(len(one.text) for one in whole) <= 2 * _MOST_TEXT:
        return whole
    head: list[Passage] = []
    left, at = _MOST_TEXT, 0
    while left > 0:
        head.append(_part_of(whole[at], 0, left))
        left, at = left - len(whole[at].text), at + 1
    tail: list[Passage] = []
    left, last = _MOST_TEXT, len(whole) - 1
    while left > 0 and last >= at - 1:  # the passage that ends the head may begin the tail
        text = whole[last].text
        tail.append(_part_of(whole[last], max(0, len(text) - left), len(text)))
        left, last = left - len(text), last - 1
    return head + tail[::-1]


def _part_of(passage: Passage, start: int, end: int) -> Passage:
    if start == 0 and end >= len(passage.text):
        return passage
    at = None if passage.start is None else passage.start + start
    return Passage(passage.text[start:end], passage.location, at)


def may_declare(text: str) -> bool:
    """Whether a text of any length is worth reading; most paragraphs are not. A menu's wording may be beyond it."""
    return _may_declare_kept(text) if len(text) <= _LONGEST_KEPT else _may_declare(text)


def _may_declare(text: str) -> bool:
    folded = normalize(text).text
    return bool(PREFILTER.search(folded)) or may_state(folded) or _ONLY_TAG.fullmatch(text) is not None


# The readers of one page ask about the same line up to four times.
_may_declare_kept = lru_cache(maxsize=128)(_may_declare)


def _may_be_short(text: str, location: str, *, is_last: bool = False) -> bool:
    """Whether a text is a short line with a key word in a place where authors declare."""
    if location not in _LAST_PLACES or len(text) > 2 * LONGEST_SHORT:
        return False
    folded = normalize(text).text
    return may_hold(folded) or may_be_unsure(folded, is_last=is_last)


def declares(text: str, menu: Menu = ()) -> bool:
    """Whether `text` as a whole is one declaration, as platforms print them below an article."""
    if len(text) > _LONGEST_DECLARATION or not (
        may_declare(text) or _may_be_short(text, "tail") or find_entry(text, menu)
    ):
        return False
    whole = normalize(text).text.strip(_AROUND)
    return any(normalize(flag.text).text.strip(_AROUND) == whole for flag in _flags_of(Passage(text, "tail"), menu))


def is_menu_declaration(text: str, menu: Menu = ()) -> bool:
    """Whether `text` is a declaration the author chose from the platform's menu: 声明:取材网络,谨慎辨别."""
    if find_entry(text, menu, labelled=True):
        return True
    return len(text) <= 60 and bool(MENU.match(normalize(text).text.strip())) and declares(text)


def _flags_of(passage: Passage, menu: Menu) -> list[ExtractedFlag]:
    entry = find_entry(passage.text, menu)
    if entry:
        if not entry.codes:
            return []
        text = passage.text
        start = len(text) - len(text.lstrip())
        return [_flag(passage, (start, start + len(text.strip())), list(entry.codes))]
    if passage.location != "body" and _ONLY_TAG.fullmatch(passage.text):
        return [_flag(passage, (0, len(passage.text)), ["marketing"])]
    if _TAGS.fullmatch(passage.text):
        return _flags_of_tags(passage)
    form = normalize(passage.text)
    folded = form.text
    if _LEADS_ELSEWHERE.match(folded):
        return []
    units: dict[tuple[int, int], list[tuple[int, str]]] = {}
    is_told = False  # it has a wording that somebody else says
    for rule in rules_for(folded):
        for match in islice(rule.pattern.finditer(folded), _MOST_HITS):
            unit = _unit(folded, match.start(), match.end())
            if unit[1] - unit[0] > rule.longest or _is_mention(folded, match.start(), match.end(), unit[0]):
                is_told = True
                continue
            if rule.code == "personal_opinion" and _DENIED.search(folded, max(0, match.start() - 4), match.end()):
                continue
            code = _image_or_text(folded, unit[0], match) if rule.code == "web_sourced" else rule.code
            if is_mention(folded, match.start(), match.end(), unit, code, passage.location):
                is_told = True
            else:
                units.setdefault(unit, []).append((match.start(), code))
    for made in find_statements(folded) if may_state(folded) else ():
        unit = _unit(folded, made.start, made.end)
        if _IN_A_TITLE.search(folded, made.start, made.end):
            continue
        if _is_mention(folded, made.start, made.end, unit[0]) or is_mention(
            folded, made.start, made.end, unit, made.code, passage.location
        ):
            is_told = True
        elif _stands(folded, unit, made, passage.location, [at for at, _ in units.get(unit, ())]):
            is_guess = _UNDECLARED.search(folded, *unit) is not None
            units.setdefault(unit, []).append((made.start, "ai_suspected" if is_guess else made.code))
    if may_state(folded):
        _add_loose(folded, units, passage.location)
    if passage.location in _LAST_PLACES:
        _add_short(folded, units, passage.location)
        if not is_told:
            _add_unsure(folded, units)
    said = ((unit, _authors_own(folded[unit[0] : unit[1]], hits)) for unit, hits in sorted(units.items()))
    return [_free_flag(passage, form, unit, hits) for unit, hits in said if hits]


def _flags_of_tags(passage: Passage) -> list[ExtractedFlag]:
    """Return the flags of tags that state with a subject that AI made something: #内容由AI生成# and not #AI绘画."""
    found = []
    for tag in islice(_TAG.finditer(passage.text), _MOST_HITS):
        text = normalize(tag[1]).text
        if (
            _STATES.search(text)
            and may_state(text)
            and any(not made.is_bare and (made.start, made.end) == (0, len(text)) for made in find_statements(text))
        ):
            found.append(_flag(passage, tag.span(1), ["ai_generated"]))
    return found


def _add_loose(folded: str, units: dict[tuple[int, int], list[tuple[int, str]]], location: str) -> None:
    """Add the statement about AI of a short line, or of brackets at its end, when no other one was understood."""
    if any(code.startswith("ai_") for hits in units.values() for _, code in hits):
        return
    opening = max(folded.rfind("("), folded.rfind("["))
    is_bracket = opening > 0 and folded.rstrip(" 。").endswith((")", "]")) and len(folded) - opening <= LONGEST_ALONE
    first = opening if is_bracket else 0
    if len(folded) - first > LONGEST_ALONE or (location in ("head", "body") and not is_bracket):
        return
    found = find_loose(folded[first:])
    if found is None:
        return
    start, end = found[0] + first, found[1] + first
    unit = _unit(folded, start, end)
    if not (_is_mention(folded, start, end, unit[0]) or is_mention(folded, start, end, unit, "ai_generated", location)):
        units.setdefault(unit, []).append((start, "ai_generated"))


def _add_short(folded: str, units: dict[tuple[int, int], list[tuple[int, str]]], location: str) -> None:
    """Add what a short line declares by its words, unless a wording of the same code was understood."""
    understood = {code for hits in units.values() for _, code in hits}
    for start, end, code in find_short(folded):
        unit = _unit(folded, start, end)
        if code in understood or _is_mention(folded, start, end, unit[0]):
            continue
        if not is_mention(folded, start, end, unit, code, location):
            units.setdefault(unit, []).append((start, code))


def _add_unsure(folded: str, units: dict[tuple[int, int], list[tuple[int, str]]]) -> None:
    """Add what a short line without a known wording declares by its characters.

    Beside a known wording only the weak codes are added, and only surely: 图片来自网络,作者看到请联系删除.
    """
    found = find_unsure(folded)
    if found is None:
        return
    start, end, codes = found
    if not units:
        units[start, end] = [(start + at, code) for at, code in enumerate(codes)]
    elif len(units) == 1:
        (unit, hits), *_ = units.items()
        known = {code for _, code in hits}
        if known <= set(codes):
            scores = scores_of(folded.strip(" 。"))
            hits += [(unit[0], code) for code in codes if code not in known and scores[code] >= _SURE]


def _stands(folded: str, unit: tuple[int, int], made: Statement, location: str, hits: list[int]) -> bool:
    """Whether a statement that AI made something may stand there: a bare one (AI生成) in a place of its own alone.

    `hits`: where else the sentence declares something; such clauses are of one notice with it.
    """
    sentence = folded[unit[0] : unit[1]]
    if made.is_own or sentence.startswith(("(", "[")):
        return True
    others: list[str] = []
    for first, last in ((unit[0], made.start), (made.end, unit[1])):
        declared = [_clause(folded, at) for at in hits if first <= at < last]
        text = "".join(
            " " if any(left <= at < right for left, right in declared) else folded[at] for at in range(first, last)
        )
        others += (clause.strip(_AROUND_CLAUSE) for clause in _JOIN.split(_CREDIT.sub("", text)))
    if not all(is_same_notice(clause) for clause in others if clause):
        return False
    return not made.is_bare or location not in ("head", "body")


def _authors_own(sentence: str, hits: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Keep what the author declares in a sentence: nothing where the platform speaks, or a menu is explained."""
    if is_list_of_options(sentence, [code for _, code in hits]):
        return []
    if not is_platforms(sentence):
        return hits
    if names_platform(sentence):
        return []
    return [hit for hit in hits if hit[1] not in _PLATFORM_SAYS]


def _free_flag(passage: Passage, form: NormalForm, unit: tuple[int, int], hits: list[tuple[int, str]]) -> ExtractedFlag:
    hits.sort(key=lambda hit: (hit[1] in WEAK, hit[0]))
    codes = list(dict.fromkeys(code for _, code in hits))
    if "ai_suspected" in codes and "ai_generated" in codes:
        codes.remove("ai_generated")  # 疑似AI生成 is a weaker statement of the platform and replaces it
    is_short = unit[1] - unit[0] <= _LONGEST_SENTENCE
    span = unit if is_short else _clause(form.text, min(at for at, _ in hits))
    return _flag(passage, form.span(*span), codes)


def _flag(passage: Passage, span: tuple[int, int], codes: list[str]) -> ExtractedFlag:
    start, end = span
    shift = passage.start
    return ExtractedFlag(
        code=codes[0],
        text=passage.text[start:end],
        location=passage.location,
        also=tuple(codes[1:]),
        start=None if shift is None else shift + start,
        end=None if shift is None else shift + end,
        declared_by="platform" if codes[0] == "ai_suspected" else "author",
    )


def _image_or_text(folded: str, first: int, match: re.Match[str]) -> str:
    wording = match.group()
    if wording.startswith(("来", "取", "源", "搬")):  # 图侵删,来自网络: the thing stands before
        wording = folded[first : match.end()]
    about_image = re.search("图|照片|封面", wording) and not re.search(
        "图文|内容|文字|(?<!图片)(?<!配图)素材|资料|信息|故事|视频", wording
    )
    return "image_web_sourced" if about_image else "web_sourced"


def _unit(folded: str, start: int, end: int) -> tuple[int, int]:
    """Return the span of short brackets around a match, else of its sentence with the final mark."""
    opening = folded.rfind("(", max(0, start - _LONGEST_BRACKET), start + 1)
    if opening >= 0:
        closing = folded.find(")", opening, opening + _LONGEST_BRACKET)
        if closing >= end - 1:
            return opening, closing + 1
    return _between(folded, start, end, _SENTENCE_END, include_mark=True)


def _clause(folded: str, at: int) -> tuple[int, int]:
    return _between(folded, at, at + 1, _CLAUSE_END, include_mark=False)


def _between(folded: str, start: int, end: int, mark: re.Pattern[str], *, include_mark: bool) -> tuple[int, int]:
    left = max(0, start - _WINDOW)
    first = left
    for found in mark.finditer(folded, left, start):
        first = found.end()
    after = mark.search(folded, end, end + _WINDOW)
    last = min(len(folded), end + _WINDOW) if after is None else (after.end() if include_mark else after.start())
    while first < last and folded[first].isspace():
        first += 1
    while last > first and folded[last - 1].isspace():
        last -= 1
    return first, last


def _is_mention(folded: str, start: int, end: int, first: int) -> bool:
    """`first`: where the sentence begins."""
    before = folded[max(0, start - 200) : start]
    said = folded[first:start].lstrip("([ ")
    own = without_prefaces(said)
    if REPORTED_BEFORE.search((before if own == said else own)[-20:]) or REPORTED_AFTER.match(folded[end : end + 10]):
        return True
    quoted = (
        before.count("“") > before.count("”") or before.count('"') % 2 == 1 or before.count("《") > before.count("》")
    )
    whole = folded.strip(' “”"《》')
    return quoted and not (start <= 1 and len(whole) <= end + 1)
