"""Normal forms of source names, and aliases of known outlets."""

from __future__ import annotations

import re
from functools import cache

from articles.parsing.document.page import INVISIBLE_CHARACTERS
from articles.provenance.lexicons import lexicon, one_of
from articles.text.prose_folding import fold_prose

LONGEST = 200

_NOT_NAME = re.compile(rf"[\s《》“”\"'·()\[\]【】<>{INVISIBLE_CHARACTERS}]+")
_CHANNELS = (
    "官方微博", "官方账号", "官方帐号", "官方微信", "微信公众号", "微信公号", "公众号", "新闻客户端", "客户端",
    "官方抖音号", "抖音号", "视频号", "头条号", "百家号", "网易号", "搜狐号", "微博", "微信",
    "官网", "特约记者", "记者",
)  # fmt: skip
_CHANNEL = re.compile(one_of(_CHANNELS) + "$")
_SHORT_FORMS = {name.casefold(): short.casefold() for name, short in lexicon("bodies")["short_forms"]}
_LONG_FORM = re.compile(one_of(_SHORT_FORMS))
_SHORTEST = 3  # a shorter name is contained in too many others


def name_key(name: str) -> str:
    """Normalise a name: no case, width, brackets, spaces, traditional forms or channel (新华社客户端); cut at 200."""
    normal = _NOT_NAME.sub("", fold_prose(name[: 2 * LONGEST])).casefold()
    return (_CHANNEL.sub("", normal) or normal)[:LONGEST]


def known_names(name: str) -> frozenset[str]:
    """Return the name's key, that of its short form, and those of aliases of an outlet in it; empty for no name."""
    key = name_key(name)
    if not key:
        return frozenset()
    return frozenset(
        {key, short_form(key)}.union(*(group for alias, group in _aliases().items() if same_name(alias, key)))
    )


def short_form(key: str) -> str:
    """Return the key of a public body with short words for long ones: 国家卫生健康委员会 becomes 国家卫健委."""
    return _LONG_FORM.sub(lambda found: _SHORT_FORMS[found.group()], key)


def aliases_of(name: str) -> tuple[str, ...]:
    """Return the shipped aliases of exactly this outlet, as written; empty for an unknown one."""
    key = name_key(name)
    return tuple(each for each in _outlets().get(key, ()) if name_key(each) != key)


def is_known_outlet(key: str) -> bool:
    """Whether a name key is that of a shipped outlet."""
    return key in _outlets()


def same_name(one: str, other: str) -> bool:
    """Whether two keys mean the same source: equal, or one contains the other and is long enough to be a name."""
    shorter, longer = sorted((one, other), key=len)
    return one == other or (len(shorter) >= _SHORTEST and shorter in longer)


@cache
def _outlets() -> dict[str, tuple[str, ...]]:
    """Map each name key to all names of its outlet; where two outlets share a key, the first wins."""
    return {name_key(name): tuple(names) for names in reversed(lexicon("outlets")["outlets"]) for name in names}


@cache
def _aliases() -> dict[str, frozenset[str]]:
    groups = [frozenset(map(name_key, names)) for names in lexicon("outlets")["outlets"]]
    return {alias: group for group in groups for alias in group}
