"""The third parties whose text an article says it carries: its source line, the head of a dispatch, 据新华社报道."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import date, timedelta

from articles.parsing.extracted import ExtractedArticle
from articles.provenance.attribution.attribution import Attribution
from articles.provenance.attribution.credits import reprint_credits
from articles.provenance.attribution.signatures import signatures
from articles.provenance.registry.names import known_names, name_key, same_name

_HEAD = 160  # characters: what an article says first, it says of its whole text
_BYLINE, _SIGNATURE = 300, 80  # characters at the beginning and the end in which bylines stand
_WRITER = re.compile(
    r"(?P<outlet>(?!本)[\u4e00-\u9fff]{1,8}(?:网|报|社|台|新闻|在线))(?:[\u4e00-\u9fff]{0,6}(?:\d{4}年)?\d{1,2}月\d{1,2}日)?[讯电]"
    r"(?![\u4e00-\u9fff])"
    r"|(?:记者|通讯员|作者|本[报网]讯[（(])[:： 　/]{0,2}(?P<writer>[\u4e00-\u9fff]{2,3})(?=[)） 　\n,，、/]|报道|摄|$)"
    r"|本[报网]讯[（(](?P<writers>[\u4e00-\u9fff]{4,9})[)）]"
)
_DATED = re.compile(
    r"[\u4e00-\u9fff]{1,8}(?:网|报|社|台|新闻|在线)[\u4e00-\u9fff]{0,6} ?"
    r"(?:(?P<year>(?:19|20)\d{2})年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})日[讯电](?![\u4e00-\u9fff])"
)
_HALF_A_YEAR = timedelta(days=183)
_NO_WRITERS = frozenset({"所有", "原创", "本人", "供稿", "授权", "投稿"})  # 版权归原作者所有
_MOST = 3  # names; a longer list of sources says of no passage whose it is


def origins(article: ExtractedArticle, attributions: Sequence[Attribution]) -> tuple[str, ...]:
    """Name the origins that the article gives for its text, at most three. A longer list gives none."""
    stated = [each.name for each in reprint_credits(article)]
    heads = [each.who for each in attributions if each.kind == "named_outlet" and each.start < _HEAD]
    found = {name_key(name): name for name in [*stated, *heads] if name_key(name)}
    return () if len(stated) > _MOST else tuple(found.values())[:_MOST]


def bylines(text: str) -> tuple[str, ...]:
    """Name the outlets (河湾晚报讯) and writers (记者 周澄) in the bylines at the beginning and the end of a text.

    Who keeps the byline of a text that it copies names where the text is from. A signature is one, too.
    """
    found = (each for part in (text[:_BYLINE], text[-_SIGNATURE:]) for each in _WRITER.finditer(part))
    named = [each["outlet"] or each["writer"] or each["writers"] for each in found]
    named = [name for name in named if name not in _NO_WRITERS]
    named += [name for name in signatures(text) if not any(known in name for known in named)]
    return tuple(dict.fromkeys(named))


def head_day(text: str, published: date) -> date | None:
    """Return the day that the first dateline gives; without a year the one nearest to the day of publication."""
    found = _DATED.search(text[:_BYLINE])
    if found is None:
        return None
    month, day = int(found["month"]), int(found["day"])
    try:
        stated = date(int(found["year"] or published.year), month, day)
        if found["year"] is None and stated - published > _HALF_A_YEAR:
            stated = date(published.year - 1, month, day)
        elif found["year"] is None and published - stated > _HALF_A_YEAR:
            stated = date(published.year + 1, month, day)
    except ValueError:
        return None  # no such day
    return stated


def common_byline(one: str, other: str, parties: Collection[str]) -> str | None:
    """Return the byline that two texts have in common; None when it is that of one of the `parties`."""
    theirs = bylines(other)
    shared = [name for name in bylines(one) if name in theirs]
    own = {key for name in parties for key in known_names(name)}
    return None if any(same_name(name_key(each), key) for each in shared for key in own) else next(iter(shared), None)


def common_origin(one: Sequence[str], other: Sequence[str], parties: Collection[str]) -> str | None:
    """Return the origin that both name and that is neither of them; `parties` are the names of both accounts."""
    ours = frozenset().union(*(known_names(name) for name in parties)) if parties else frozenset()
    for name in one:
        key = name_key(name)
        if not any(same_name(key, each) for each in ours) and any(same_name(key, name_key(each)) for each in other):
            return name
    return None
