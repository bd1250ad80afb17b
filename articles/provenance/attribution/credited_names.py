"""Cut the names out of a credit line: 来源：河湾晚报国内新闻 names 河湾晚报, and a clause names nobody."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from articles.provenance.lexicons import lexicon, one_of
from articles.provenance.registry.names import is_known_outlet, name_key

_WORDS = lexicon("credits")
_LONGEST = 30  # characters of a run in which a name is looked for
_LONGEST_FREE = 9  # characters; a longer name needs a form that shows where it ends
_SHORTEST_KNOWN = 3
MOST_NAMES = 6
"""A line with more names credits none of them with this text: 综合…整理 after 47 outlets is a list."""

_LEAD = re.compile(
    rf"(?:[ @#※·*>\u200b-]|—|(?:{one_of(_WORDS['before'])})(?=[ :@《“\"\[【]|[^\s,。;!?、)/]{{2}}))*:? {{0,2}}"
)
_QUOTES = re.compile(r"《([^《》\n]{2,30})》|“([^“”\n]{2,30})”|\"([^\"\n]{2,30})\"|【([^【】\n]{2,30})】")
_HOST = re.compile(
    r"(?:https?:/{0,2})?((?:[a-z0-9-]{1,40}\.){1,4}(?:com|cn|net|org|gov|edu|tv|cc|info|me|io|hk|tw))(?![a-z0-9.])",
    re.IGNORECASE,
)
_RUN = re.compile(rf"[^\s,。;:|/()\[\]《》【】“”\"!?\\、&~•▍▌▎▏▋■□◆●★☆▲△▼☟→↓↑✿丨│︱@—…=\u200b-]{{1,{_LONGEST}}}")
_AND = re.compile(r" {0,2}(?:[、/&]|[和与及](?=.{3})|综合自?(?=.{3}))")

_GAP = re.compile(" {1,2}")
_PATH = re.compile(r"/[\w./?=&%#~-]*")

_AFTER = re.compile(one_of(_WORDS["after"]) + r"|\d+月\d*日?|20\d\d年")
_AFTER_LONG = re.compile(one_of(_WORDS["after_long"]))
_CLAUSE = re.compile(one_of(_WORDS["clause"]))
_UNIT = rf"(?:{one_of(_WORDS['unit_leads'])}{{0,2}}{one_of(_WORDS['units'])})"
_UNITS = re.compile(f"{_UNIT}{{1,4}}")
_STRONG = re.compile(
    r"(?:日报|晚报|早报|时报|晨报|快报|都市报|周报|导报|商报|青年报|画报|军报|邮报|"
    r"(?<=[^公上情通简汇播预海])报(?![道告名社业料考亭销刊])|周刊|月刊|杂志|新闻网|广播电视台|电视台|广播台|电台|卫视|通讯社|"
    r"(?<=[^互官上联全管电])网(?![络友民约红上站店购]))"
)
_WEAK = re.compile("新闻|在线|观察|视频|头条|论坛|广播|财经|晚间|直播")
_AUTHORITY = re.compile(
    rf"(?:{one_of(_WORDS['authority_starts'])}[^的,。报网站]{{2,5}}|[^的,。]{{0,24}}{one_of(_WORDS['authority_ends'])}"
    r"(?:在线|网|网站|官网|官微|官方微博|官方微信|官方账号|微信|微博|公众号|微信公众号|客户端|新闻中心|"
    r"[^的,。]{2,5}(?:片区|[科股处室]))?)"
)
_LOOSE = _WORDS["loose"]  # words of many things but whole names
_AUTHORITY_END = re.compile(
    one_of(set(_WORDS["authority_ends"]) - set(_LOOSE)) + "(?:网站|官网|官微|官方微博|官方微信|微信|微博|在线)?"
)
_ORGANISATION = re.compile(rf"[^的,。]{{2,20}}{one_of(_WORDS['organisations'])}")
_WEB = frozenset(_WORDS["web"])
_WEB_PART = re.compile(one_of(_WORDS["web_parts"]))
_BODY = re.compile("研究院|研究所|大学|公司|委员会|法院|检察院|公安局|人民政府|协会")
_LONGER = re.compile(".?[网社报刊台版]")  # what makes another name of an outlet's: 中国青年 and 中国青年网
_NOT_NAME = re.compile(
    "(?:据|某|一位|一名|几位|有人|朋友|邻居|村民|居民|市民|家长|热心|当地|现场|以上|以下|上述|该|此|其(?!他)|.{0,6}各(?:大|个|路)?(?:公众号|媒体|平台|网站|账号)|哪里|不明|何处)"
    f"|.{{2,12}}(?:网友|用户|读者|粉丝|群众)(?:发|投|爆|提|反|上传|供|{chr(36)})"
)
_YEAR = re.compile(r"(?<=\D)20\d\d$")
_NUMBER = re.compile(r"[\d.%年月日-]+")


@dataclass(frozen=True, slots=True)
class CreditedName:
    """A name cut from `start:end` of the text, as written there; the outlet or host where only a URL is written."""

    name: str
    start: int
    end: int


def names_at(text: str, folded: str, start: int, known: Collection[str] = ()) -> list[CreditedName]:
    """Return the names that a credit gives from `start` on, at most 6; none for a clause, the web or a long list.

    `known`: name keys of sources in the registry, beside the shipped outlets. The longest known name at a place wins
    over the form of the words. `folded` is `fold_prose(text)`.
    """
    found: list[CreditedName] = []
    count, at = 0, start
    while count <= MOST_NAMES:
        one = _at(text, folded, at, known)
        if one is None:
            break
        count += 1
        if not _is_nobody(one.name):
            found.append(one)
        url = _PATH.match(folded, one.end)
        if url is not None and _HOST.search(folded, one.start, one.end):
            break
        closing = 1 if folded[one.end : one.end + 1] in ("》", "”", '"', "】") else 0
        joint = _AND.match(folded, one.end + closing) or _gap_before_outlet(text, folded, one.end + closing, known)
        if joint is None:
            break
        at = joint.end()
    return [] if count > MOST_NAMES else found


def _gap_before_outlet(text: str, folded: str, at: int, known: Collection[str]) -> re.Match[str] | None:
    """Return the space between two names of a list: 来源：河湾日报 河湾晚报."""
    gap = _GAP.match(folded, at)
    following = _at(text, folded, gap.end(), known) if gap else None
    if following is None or following.start != (gap.end() if gap else 0):
        return None
    return gap if is_known_outlet(name_key(following.name)) or _ends_like_an_outlet(following.name) else None


def _ends_like_an_outlet(name: str) -> bool:
    return any(found.end() == len(name) for form in (_STRONG, _WEAK) for found in form.finditer(name, 2))


def prefixes_at(folded: str, start: int) -> set[str]:
    """Return the keys of the names that may stand at a credit, to look them up in the registry."""
    lead = _LEAD.match(folded, start)
    run = _RUN.match(folded, lead.end() if lead else start)
    if run is None:
        return set()
    raw = run.group()
    return {name_key(raw[:size]) for size in range(_SHORTEST_KNOWN, min(len(raw), 20) + 1)}


def is_authority(name: str) -> bool:
    """Whether a name is that of an official body or of its account: its own notices are sources, not reprints."""
    return _AUTHORITY.fullmatch(re.sub(r"[\s@]", "", name)) is not None or name.endswith(".gov.cn")


def _at(text: str, folded: str, at: int, known: Collection[str]) -> CreditedName | None:
    lead = _LEAD.match(folded, at)
    at = lead.end() if lead else at
    quoted = _QUOTES.match(folded, at)
    if quoted is not None:
        start, end = quoted.span(quoted.lastindex or 0)
        return CreditedName(text[start:end].strip(), start, end)
    host = _HOST.match(folded, at)
    if host is not None:
        return _host(host)
    run = _RUN.match(folded, at)
    if run is None:
        return None
    raw = run.group()
    if folded.startswith("/", run.end()) and raw[-1] in "文图":  # 河湾晚报文/周澄
        raw = raw[:-1]
    if folded.startswith("-", run.end()) and _YEAR.search(raw):  # 来源：云岭日报2024-05-06
        raw = raw[:-4]
    size = _size(raw, known)
    is_label = size == len(raw) and folded.startswith(":", run.end()) and not _ends_like_an_outlet(raw)
    if is_label and not is_known_outlet(name_key(raw)):
        return None  # the next label of a form: 来源：市长信箱诉求标题：…
    if raw[:size].endswith(("公众号", "公号")) and (
        quoted := _QUOTES.match(folded, at + size + folded.startswith(" ", at + size))
    ):
        start, end = quoted.span(quoted.lastindex or 0)
        return CreditedName(text[start:end].strip(), start, end)
    return CreditedName(text[at : at + size].rstrip(), at, at + size) if size else None


def _host(found: re.Match[str]) -> CreditedName | None:
    host = found.group(1).lower().removeprefix("www.")
    labels = host.split(".")
    domains = [".".join(labels[i:]) for i in range(len(labels) - 1)]
    if any(each in _WORDS["web_hosts"] for each in domains):
        return CreditedName("网络", *found.span(1))
    outlet = next((_WORDS["hosts"][each] for each in domains if each in _WORDS["hosts"]), host)
    return CreditedName(outlet, *found.span(1))


def _size(raw: str, known: Collection[str]) -> int:
    """The length of the name at the head of a run of characters; 0 when it is a clause or its end is unknown."""
    if _AFTER.match(raw) or _NOT_NAME.match(raw):
        return 0
    if name_key(raw) in _WEB:
        return len(raw)
    tail = _AFTER.search(raw, 2)
    name = (raw[: tail.start()] if tail else raw).removesuffix("等")
    whole = len(name)
    if _NUMBER.fullmatch(name) or whole < 2:
        return 0
    size = _known_size(name, known)
    if size and not (_AUTHORITY.fullmatch(name) and _AUTHORITY.fullmatch(name[:size])):
        rest = name[size:]
        return whole if _LONGER.fullmatch(rest) and not _UNITS.fullmatch(rest) and _is_clean(name) else size
    if _width(name) > _LONGEST_FREE and (glue := _AFTER_LONG.search(name, _SHORTEST_KNOWN)):
        name, whole = name[: glue.start()], glue.start()
    if _AUTHORITY.fullmatch(name) and _is_clean(name):
        return whole
    size = _outlet_size(name)
    if size:
        return size
    if _ORGANISATION.fullmatch(name) and _is_clean(name):
        return whole
    ends = [end for found in _AUTHORITY_END.finditer(name) if (end := found.end()) >= _SHORTEST_KNOWN]
    if ends and _is_clean(name[: ends[-1]]):
        return ends[-1]
    if _width(name) > _LONGEST_FREE:
        return _glued_size(name)
    return whole if _is_clean(name) and "的" not in name else 0


def _known_size(name: str, known: Collection[str]) -> int:
    for size in range(len(name), 1, -1):
        key = name_key(name[:size])
        if is_known_outlet(key) or (len(key) >= _SHORTEST_KNOWN and key in known):
            return len(name[:size].rstrip("·"))
    return 0


def _outlet_size(name: str) -> int:
    """The end of the first name that has the form of an outlet's; 0 without one."""
    body = _BODY.search(name, _SHORTEST_KNOWN)
    if body and len(name) - body.end() >= _SHORTEST_KNOWN and not name.startswith(("新闻", "官"), body.end()):
        return body.end()
    found = next((each for each in _STRONG.finditer(name) if each.end() >= _SHORTEST_KNOWN and each.start() > 0), None)
    if found is None or not _is_clean(name[: found.end()]):
        return 0
    size = found.end()
    rest = name[size:]
    if _LONGER.fullmatch(rest) and not _UNITS.fullmatch(rest):
        return len(name)
    # 客户端 and the like say where the outlet publishes; they are part of the name as written.
    return next((n for n in range(len(name), size, -1) if name_key(name[:n]) == name_key(name[:size])), size)


def _glued_size(name: str) -> int:
    """The length of a name in a run too long for one: up to a weak form of outlets."""
    weak = _WEAK.search(name, 2)
    if weak and weak.end() <= 6 and _is_clean(name[: weak.end()]):
        return weak.end()
    return 0


def _width(name: str) -> float:
    """The length in Chinese characters: a Latin letter or digit counts as half."""
    return sum(0.5 if each.isascii() else 1 for each in name)


def _is_clean(name: str) -> bool:
    return _CLAUSE.search(name) is None


def _is_nobody(name: str) -> bool:
    key = name_key(name).lstrip(".")
    shortest = 2 if key.isascii() and not is_known_outlet(key) else 1.5
    return (
        _width(key) < shortest or key in _WEB or _WEB_PART.search(key) is not None or _NUMBER.fullmatch(key) is not None
    )
