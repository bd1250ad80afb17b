"""The patterns of a byline's parts, over folded text; built from the words of `words`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from articles.parsing.bylines import words

SEPARATORS = frozenset(" \t\u200b|丨‖·•‧∙・/()[]<>—–-_;~&,\ufeff+*#")
STRONG = frozenset("|丨‖·•‧∙・")
"""Separators that set a name apart more clearly than a space does."""
_COLON = r"(?:\s{0,3}[:|丨/]|\](?:\s{0,2}:)?)\s{0,4}"


def _spaced(word: str) -> str:
    """Return a pattern for a label; pages widen short ones with spaces: 来　源."""
    if word.startswith("ip"):
        return rf"\bip\s{{0,2}}{word[2:]}"
    if word.isascii():
        return rf"\b{re.escape(word)}\b"
    return r"\s{0,3}".join(word) if len(word) <= 3 else word


def _any(some: Iterable[str]) -> str:
    return "|".join(map(_spaced, sorted(some, key=len, reverse=True)))


KINDS: dict[str, str] = {}
for _kind, _labels in (
    ("published", words.PUBLISHED), ("updated", words.UPDATED), ("other", words.OTHER_TIMES),
    ("source", words.SOURCES), ("author", words.AUTHORS), ("editor", words.EDITORS), ("place", words.PLACES),
    ("part", words.PARTS), ("prefixed", words.PREFIXED), ("by", words.BY),
):  # fmt: skip
    for _word in _labels:
        KINDS.setdefault(_word, _kind)
LABEL = re.compile(rf"(?P<label>{_any(KINDS)})(?P<colon>{_COLON})?", re.IGNORECASE)
LABELLED = re.compile(rf"(?:{_any(word for word in KINDS if len(word) > 1)})\s{{0,3}}:", re.IGNORECASE)
AFTER_TIME = re.compile(
    rf"\s?(?:(?P<updated>{'|'.join(('更新', '修改', '编辑', 'updated'))})|发布|发表|上传|刊发|首发|published|posted)"
    r"(?:于|自)?",
    re.IGNORECASE,
)
_NUMBER = r"\d[\d,.]{0,12}(?:\s?(?:万|亿|千|[wk]\b))?\+?"
_UNIT = r"(?:人次|次|人|条|个|位|篇|字(?![体号]))"
_COUNTED = "|".join(sorted(words.COUNTED, key=len, reverse=True))
COUNT = re.compile(
    r"阅读(?:时长|时间)?\s{0,3}[:≈~约需]{0,2}\s{0,3}[≈~约]?\s{0,3}\d{1,4}\s?(?:分钟|mins?\.?|m\b)|"
    rf"(?:我要|查看|全部)?(?P<word>{_COUNTED})(?:次数|人数|数量|量|数|度)?(?:\s{{0,4}}[:(]\s{{0,4}}|\s{{0,4}})"
    rf"(?:(?P<number>{_NUMBER})|-{{1,2}}|loading\.{{0,6}}|加载中\.{{0,6}})?(?:\s?{_UNIT})?(?:\s{{0,4}}\))?|"
    rf"(?P<number2>{_NUMBER})(?:\s?{_UNIT})?\s?(?P<word2>{_COUNTED})(?:量|数|度|过)?|"
    rf"(?:本文|全文)?字数\s?(?:总计|统计)?\s?[:≈~]?\s{{0,3}}{_NUMBER}(?:\s?字)?|"
    rf"(?:本文|全文)?(?:共|约|预计)?\s?{_NUMBER}\s?字(?:数)?|"
    r"(?:预计)?(?:阅读)?(?:时长|全文)?(?:约|需|大约)\s?\d{1,4}\s?分钟|\d{1,3}\s?分钟(?:阅读|读完|读物)?(?!前)",
    re.IGNORECASE,
)
WITH_NUMBER = re.compile(
    rf"(?:{_COUNTED})(?:次数|人数|量|数|度)?\s{{0,3}}[:(]?\s{{0,3}}\d|{_NUMBER}\s?{_UNIT}?\s?(?:{_COUNTED})",
    re.IGNORECASE,
)
RELATIVE = re.compile(rf"(?:{words.RELATIVE})(?:发布|更新)?", re.IGNORECASE)
PARTIAL = re.compile(
    r"\d{1,2}\s?[-/.月]\s?\d{1,2}\s?日?(?:\s{1,3}\d{1,2}:\d{2}(?::\d{2})?)?(?![\d:-])|\d{1,2}:\d{2}(?::\d{2})?(?![\d:])|"
    r"(?:星期|周)[一二三四五六日天]|第?\s?[A-Z]?\d{1,3}\s?版面?(?:\s?:\s?[\u4e00-\u9fff·]{2,8}(?=\s|$)|(?![\u4e00-\u9fff]))|(?:20\d{2}年)?(?:总?第\s?\d{1,5}\s?期)|"
    r"https?://[\w./?=&%~:#-]{1,500}",
    re.IGNORECASE,
)
SIGNS = re.compile(
    rf"(?:{'|'.join(map(re.escape, sorted({*words.CONTROLS, *words.MARKS}, key=len, reverse=True)))}){{1,10}}",
    re.IGNORECASE,
)
BADGE = re.compile("|".join(sorted(words.BADGES, key=len, reverse=True)))
TOKEN = re.compile(r"《[^《》\s]{1,30}》|[^\s|丨‖•‧∙·・/()\[\]<>—–;,、:。!?“”《》\"]{1,60}")
DOTTED = re.compile(r"[\u4e00-\u9fff]{1,8}(?:·[\u4e00-\u9fff]{1,8}){1,2}")
EDITION = re.compile(r"\s?\((?:[^()\s]{1,8}版|[\u4e00-\u9fff]{2,4}站)\)")
LATIN_WORD = re.compile(r" (?=[A-Z&]|of\b|the\b|and\b|for\b)[\w.'’&+-]{1,30}")
ALSO = re.compile(r"\s{0,3}(?:[、,&/]|\band\b|\s)\s{0,3}", re.IGNORECASE)
STAFF = re.compile(r"(.{2,20}?)(?:首席|见习|实习|特约|全媒体|融媒体?)?(?:记者|通讯员|特约撰稿人?|评论员)(.{0,10})")
ROLE = re.compile(r"\b(?:writer|reporter|correspondent|editor|staff|contributor|columnist)s?$", re.IGNORECASE)
QUOTED = re.compile(
    r"((?:公众号|公眾號|头条号|百家号|网易号|来源|來源|转自|轉自)\s?[:：]?\s{0,2})[\"“「『]([^\"“”「」『』。]{2,20})[\"”」』]"
)
"""A name in quotation marks behind its label."""
