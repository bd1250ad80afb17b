"""Names in a headline, by the rules of attributions and names, and whether the body holds them in any form."""

from __future__ import annotations

import re
from collections.abc import Iterator

from articles.provenance.attribution.organisations import is_institution
from articles.provenance.attribution.person_names import is_person
from articles.provenance.headline_body.body import Body, told_share
from articles.provenance.headline_body.promise import Headline, Unkept
from articles.provenance.lexicons import lexicon, one_of

_WORDS = lexicon("headline_names")
_ACT = one_of(_WORDS["acts"])
_AT_HEAD = r"(?:(?<![^ ,。!?;:])|(?<=[长任记员授师]))"
_ACTOR = re.compile(rf"{_AT_HEAD}(?P<name>[\u4e00-\u9fff·]{{2,4}}?)(?=(?:今日?|昨日?|再度?|首次|已)?{_ACT})")
_BODY = re.compile(
    r"(?<![^ ,。!?;:])(?P<name>[\u4e00-\u9fff]{2,8}(?:公安局|检察院|教育局|卫健委|监管局|管理局|日报|晚报|电视台"
    r"|大学|中学|医院|集团))(?!生|门口)"
)
_PLACED = re.compile(rf"^ *(?P<name>[\u4e00-\u9fff]{{2,3}}?)(?:市|县|区|省)?(?={one_of(_WORDS['places'])})")
_NOT_PLACES = frozenset(_WORDS["not_places"])
_VARIANTS = [frozenset(group) for group in _WORDS["variants"]]
_MEANT = re.compile(one_of(_WORDS["meant"]))
_HERE = re.compile("我[市县省区镇村校院]|本[市县省区镇村校院报]|当地|本地|全[市县省区]")
_NOT_WORDS = re.compile(r"[\W_]+")
_SUFFIX = re.compile("(?:市|县|区|省|镇|乡|村|州)$")
_KIND = re.compile(
    "(?:省|市|县|区)?(?:公安局|检察院|教育局|卫健委|监管局|管理局|日报|晚报|电视台|大学|中学|医院|集团|公司|法院|政府)$"
)
_CITY = re.compile("(?<![\u4e00-\u9fff])(?:[\u4e00-\u9fff]{2,3}省)?([\u4e00-\u9fff]{2})[市县]")
_DOES = re.compile("冒充|强化|曝光|加强|假冒|打造|走进|美女|关于|某")
_TOLD = 0.5  # of the rest of the headline in the sentence that names another place
_LEAST = 12  # characters of a body that could name anybody
_KIN = "某姓老小阿"
_STANDS_FOR = re.compile(
    "先生|女士|小姐|教授|老师|医生|同学|主任|书记|局长|市长|总|导演|律师|经理|院长|校长|大爷|阿姨|师傅|氏"
)


def missing_names(headline: Headline, body: Body) -> Iterator[Unkept]:
    """Find persons, institutions and places of the headline that the body names in no form."""
    if len(body.text.strip()) < _LEAST:
        return
    taken: set[int] = set()
    for start, end, is_persons in _names(headline.own):
        if taken.isdisjoint(range(start, end)) and not _is_named(headline.text[start:end], body, is_persons=is_persons):
            taken.update(range(start, end))
            yield Unkept("name", start, end)
    if (place := _wrong_place(headline, body)) and place.start not in taken:
        yield place


def _names(text: str) -> Iterator[tuple[int, int, bool]]:
    """The names at `start:end`, and whether they are a person's."""
    for found in _ACTOR.finditer(text):
        if is_person(found["name"]) and not is_institution(found["name"]):
            start, end = found.span("name")
            yield (end - 2 if end - start == 4 and is_person(text[end - 2 : end]) else start), end, True
    for found in _BODY.finditer(text):
        if is_institution(found["name"]) and not _DOES.match(found["name"]):
            yield *found.span("name"), False


def _wrong_place(headline: Headline, body: Body) -> Unkept | None:
    """The place at the head of a headline, if a sentence of the body tells the same of another city or county."""
    placed = _PLACED.search(headline.own)
    if placed is None or placed["name"] in _NOT_PLACES or placed["name"] in body.text or _HERE.search(body.text):
        return None
    rest = headline.own[placed.end() :]
    for other in _CITY.finditer(body.text):
        start, end = body.sentence_at(other.start())
        if other[1] not in headline.text and told_share(rest, body.text[start:end]) >= _TOLD:
            return Unkept("name", *placed.span("name"))
    return None


def _is_named(name: str, body: Body, *, is_persons: bool) -> bool:
    plain = _NOT_WORDS.sub("", name)
    text = body.bare
    if plain in text or any(other in text for group in _VARIANTS if plain in group for other in group):
        return True
    if is_persons:
        return _is_meant(plain, text)
    core = _SUFFIX.sub("", _KIND.sub("", plain)) or plain
    if _HERE.search(text) or any(part in text for part in (core, core[:2], core[-2:]) if len(part) > 1):
        return True
    return any(word in plain and any(other in text for other in group) for group in _VARIANTS for word in group) or (
        re.search("[\u4e00-\u9fff]{0,4}?".join(map(re.escape, plain[:8])), text) is not None
    )


def _is_meant(name: str, text: str) -> bool:
    """Whether the body means the person by a part of the name, a title, or 该男子."""
    if _MEANT.search(text) or (len(name) > 2 and (name[1:] in text or name[:2] in text)):
        return True
    surname = name[0]
    return any(surname + each in text or each + surname in text for each in _KIN) or any(
        text[at - 1 : at] == surname for at in (found.start() for found in _STANDS_FOR.finditer(text))
    )
