"""Recognise outlets and institutions: by known names, else by typical endings."""

from __future__ import annotations

import re

from articles.provenance.lexicons import lexicon, one_of

_WORDS = lexicon("speakers")
_KNOWN_OUTLET = one_of(name for names in lexicon("outlets")["outlets"] for name in names)
_KNOWN_NAMES = frozenset(name for names in lexicon("outlets")["outlets"] for name in names)
_STAFF = one_of(_WORDS["outlet_staff"])
_CHANNEL = "(?:微博|微信|客户端|公众号|官方微博|报道)"
_OUTLET = re.compile(
    rf"[^《》]{{0,12}}?(?:{_KNOWN_OUTLET}|[^《》]{{1,14}}{one_of(_WORDS['outlet_suffixes'])}){_CHANNEL}?{_STAFF}?", re.I
)
# Anybody may call an account 观察, 周刊 or 快报; these names belong to newspapers, broadcasters and agencies.
_PRESS = re.compile(
    r"[^\W_]{2,8}(?:日报|晚报|早报|晨报|时报|商报|青年报|都市报|电视台|广播电台|通讯社|新闻网)(?:社|网|客户端)?"
)
_CREDITED = lexicon("credits")
_ORGANISATION = re.compile(rf"[^的,。]{{2,20}}{one_of([*_CREDITED['organisations'], *_CREDITED['branches']])}")
_MEDIUM = re.compile("[报刊网]|传媒|新闻|媒体|广播|电视|出版|杂志|资讯|视听|影视|文化")
_NEWS_MEDIUM = re.compile(
    "[报刊网]$|[日晚早晨时周快导商都]报|传媒|新闻|媒体|广播|电视|电台|杂志|资讯|财经|周刊|观察|视频|头条|快讯|热线|之声|在线|晚点"
)
_NO_NEWS_MEDIUM = re.compile("新闻(?:发布会|办|出版|中心发布)|学报|官网|快报告")
_OUTLET_STOP = re.compile(one_of(_WORDS["outlet_stops"]) + "$")
_TITLED = re.compile(
    rf"(?P<before>[^《》]{{0,16}})《(?P<title>[^《》]{{1,40}})》(?P<after>(?:杂志|报|网|周刊|报告|节目|栏目|期刊)?{_STAFF}?)"
)
_PAPER = re.compile(
    rf".*?(?:{_KNOWN_OUTLET}|{one_of((*_WORDS['outlet_suffixes'], '报', '刊'))})(?:\([^()]*\))?"
    rf"|{one_of(_WORDS['works_publishers'])}(?:[-·—][^《》]*)?|.*{one_of(_WORDS['works_reports'])}(?:\([^()]*\))?",
    re.I,
)
_CUT_SHORT = re.compile("据|[之以]后|取消|发布|引述|援引|回复")
_OF_A_COUNTRY = re.compile(rf".*(?:{one_of(_WORDS['countries'])}|[美英法德日韩俄印港台澳])")
_OFFICIAL_ACCOUNT = re.compile(
    r"[^\W_]{2,8}(?:发布|公安|警察|交警|气象|消防|应急|网警|警方|地铁|教育|检察|法院|卫健|疾控|铁路|电力|环保|城管|政务|网信)"
    r"|平安[^\W_]{2,6}|中国[^\W_]{2,8}|[^\W_]{2,8}身边事"
)
_LEADS_AWAY = re.compile(
    "本文|本篇|欢迎|加入|关注|下载|点击|扫码|订阅|添加|拨打|登录|登陆|打开|长按|识别|搜索|扫描|点开"
)
_TO = re.compile(r"(?<=..)(?:回复|告诉|致电|采访|(?<!面)对(?!外)|(?<![方走倾趋内志面])向(?!东|阳))")
_KNOWN_INSTITUTION = frozenset((*_WORDS["institutions"], *_WORDS["countries"]))
_COUNTRIES = frozenset(_WORDS["countries"])
_DEFINITE = frozenset(_WORDS["definite_institutions"])
_SUFFIXES = _WORDS["institution_suffixes"]
_INSTITUTION = re.compile(
    rf"[^《》]*[^《》\s]{one_of((*_SUFFIXES, *_WORDS['suffixes_of_names']))}(?:\([^()]{{1,24}}\))?"
)
_INSTITUTION_STOP = re.compile(one_of(_WORDS["institution_stops"]) + "$")
_NOT_INSIDE = re.compile(one_of(_WORDS["not_in_institution"]) + "|(?<!针)对(?!外)")
_TYPES = frozenset((*_SUFFIXES, *_WORDS["generic_trades"], "(", ")"))
_QUALIFIERS = frozenset(_WORDS["generic_prefixes"])
_GENERIC = re.compile(f"{one_of(_QUALIFIERS)}*")
_INITIALS = {words: frozenset(word[0] for word in words) for words in (_TYPES, _QUALIFIERS)}
_LONGEST = {words: max(map(len, words)) for words in (_TYPES, _QUALIFIERS)}


def is_generic(phrase: str) -> bool:
    """Whether the phrase only gives a number or a qualifier (多位, 当地, 一位不愿透露姓名的), and no name."""
    return _is_made_of(phrase, _QUALIFIERS)


def is_any_institution(phrase: str) -> bool:
    """Whether the phrase means a type of institution, not a named one: 航空公司, 公安机关."""
    return bool(phrase) and _is_made_of(phrase, _TYPES)


def _is_made_of(phrase: str, words: frozenset[str]) -> bool:
    """Whether the phrase is these words one after another.

    Steps over places, where a repeated group of a regular expression would try every way to cut the phrase.
    """
    if phrase[:1] not in _INITIALS[words]:
        return not phrase
    longest = _LONGEST[words]
    reached = [True] + [False] * len(phrase)
    for start in range(len(phrase)):
        if reached[start]:
            for end in range(start + 1, min(len(phrase), start + longest) + 1):
                reached[end] = reached[end] or phrase[start:end] in words
    return reached[-1]


def is_titled(phrase: str) -> bool:
    """Whether the phrase is the title of a paper or a report (美国《外交政策》杂志), not of a work (《红楼梦》)."""
    found = _TITLED.fullmatch(phrase)
    if found is None or _CUT_SHORT.search(found["before"]):
        return False
    if found["after"] or _PAPER.fullmatch(found["title"]):
        return True
    return _OF_A_COUNTRY.fullmatch(found["before"]) is not None


def is_outlet(phrase: str) -> bool:
    """Whether it is a known outlet or ends like one (日报, 电视台, 网); a reporter speaks for the outlet."""
    name = without_generic(phrase)
    if _LEADS_AWAY.match(name) or _TO.search(name):
        return False  # an invitation; the addressee in 罗某向法新社
    return "的" not in name and _OUTLET.fullmatch(name) is not None and not _OUTLET_STOP.search(name)


def is_press(name: str) -> bool:
    """Whether an account's name is that of a known outlet, or of a newspaper, a broadcaster or an agency."""
    return name in _KNOWN_NAMES or _PRESS.fullmatch(name) is not None


def sounds_like_a_medium(name: str) -> bool:
    """Whether a name says that it brings news: …新闻, …周刊, …财经. Many media do not; many others do not either."""
    return _NEWS_MEDIUM.search(name) is not None and not _NO_NEWS_MEDIUM.search(name)


def is_organisation(name: str) -> bool:
    """Whether a name is that of a school, a hospital, a firm or the like, which is no medium."""
    return _ORGANISATION.fullmatch(name) is not None and _MEDIUM.search(name) is None


def is_institution(phrase: str) -> bool:
    """Whether it is a named institution: 江苏警方 is; 警方, 该公司 and 某公司 give no name or refer back to one."""
    name = without_generic(phrase)
    if name in _KNOWN_INSTITUTION or name.upper() in _KNOWN_INSTITUTION:
        return True
    if len(name) < 3 or _NOT_INSIDE.search(name) or is_any_institution(name):
        return False
    return _INSTITUTION.fullmatch(name) is not None and not _INSTITUTION_STOP.search(name)


def is_definite(phrase: str) -> bool:
    """Whether it is the one body of its kind in the matter at hand: 警方, 法院, 校方 without a name."""
    return phrase.removeprefix("当地").removeprefix("辖区").removeprefix("涉事") in _DEFINITE


def is_country(phrase: str) -> bool:
    """Whether the phrase is the name of a state alone, perhaps with a number before it: 一名美国."""
    return without_generic(phrase) in _COUNTRIES


def is_official_account(name: str) -> bool:
    """Whether the name of an account is that of an authority's: 河湾发布, 平安河湾."""
    return _OFFICIAL_ACCOUNT.fullmatch(name) is not None


def without_generic(phrase: str) -> str:
    """Return the phrase without the numbers and qualifiers before a name: 一家, 当地, 多位."""
    found = _GENERIC.match(phrase)
    return phrase[found.end() :] if found else phrase
