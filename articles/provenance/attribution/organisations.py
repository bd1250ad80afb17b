"""Recognise outlets and institutions: by known names, else by typical endings."""

from __future__ import annotations

import re

from articles.provenance.lexicons import lexicon, one_of

_WORDS = lexicon("speakers")
_KNOWN_OUTLET = one_of(name for names in lexicon("outlets")["outlets"] for name in names)
_STAFF = one_of(_WORDS["outlet_staff"])
_CHANNEL = "(?:微博|微信|客户端|公众号|官方微博|报道)"
_OUTLET = re.compile(
    rf"[^《》]{{0,12}}?(?:{_KNOWN_OUTLET}|[^《》]{{1,14}}{one_of(_WORDS['outlet_suffixes'])}){_CHANNEL}?{_STAFF}?", re.I
)
_OUTLET_STOP = re.compile(one_of(_WORDS["outlet_stops"]) + "$")
_TITLED = re.compile(rf"[^《》]{{0,16}}《[^《》]{{1,40}}》(?:杂志|报|网|周刊|报告|一文|文章|节目|栏目)?{_STAFF}?")
_KNOWN_INSTITUTION = frozenset((*_WORDS["institutions"], *_WORDS["countries"]))
_SUFFIXES = _WORDS["institution_suffixes"]
_INSTITUTION = re.compile(rf"[^《》]*[^《》\s]{one_of(_SUFFIXES)}(?:\([^()]{{1,24}}\))?")
_INSTITUTION_STOP = re.compile(one_of(_WORDS["institution_stops"]) + "$")
_NOT_INSIDE = re.compile(one_of(_WORDS["not_in_institution"]) + "|(?<!针)对(?!外)")
_ANY_INSTITUTION = re.compile(f"{one_of((*_SUFFIXES, *_WORDS['generic_trades']))}+")
_GENERIC = re.compile(f"{one_of(_WORDS['generic_prefixes'])}*")


def is_generic(phrase: str) -> bool:
    """Whether the phrase only gives a number or a qualifier (多位, 当地, 一位不愿透露姓名的), and no name."""
    return _GENERIC.fullmatch(phrase) is not None


def is_any_institution(phrase: str) -> bool:
    """Whether the phrase means a type of institution, not a named one: 航空公司, 公安机关."""
    return _ANY_INSTITUTION.fullmatch(phrase) is not None


def is_titled(phrase: str) -> bool:
    """Whether the phrase is a title in 《》, perhaps with publisher before and type after: 美国《外交政策》杂志."""
    return _TITLED.fullmatch(phrase) is not None


def is_outlet(phrase: str) -> bool:
    """Whether it is a known outlet or ends like one (日报, 电视台, 网); a reporter speaks for the outlet."""
    name = _without_generic(phrase)
    return "的" not in name and _OUTLET.fullmatch(name) is not None and not _OUTLET_STOP.search(name)


def is_institution(phrase: str) -> bool:
    """Whether it is a named institution: 江苏警方 is; 警方, 该公司 and 某公司 give no name or refer back to one."""
    name = _without_generic(phrase)
    if name in _KNOWN_INSTITUTION:
        return True
    if len(name) < 3 or _NOT_INSIDE.search(name) or is_any_institution(name):
        return False
    return _INSTITUTION.fullmatch(name) is not None and not _INSTITUTION_STOP.search(name)


def _without_generic(phrase: str) -> str:
    found = _GENERIC.match(phrase)
    return phrase[found.end() :] if found else phrase
