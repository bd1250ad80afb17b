"""The names that a text itself introduces: with an office (老挝副主席本通), as a short form (简称“X”), by a stock code.

Later the text uses the name alone, and nothing in its form tells what it is.
"""

from __future__ import annotations

import re
from itertools import islice

from articles.provenance.attribution.attribution import Kind
from articles.provenance.attribution.organisations import is_institution
from articles.provenance.attribution.person_names import is_person
from articles.provenance.lexicons import lexicon, one_of

_WORDS = lexicon("speakers")
_HAN = r"[^\W\d_a-zA-Z]"
_OFFICE_HOLDER = re.compile(
    rf"{one_of(_WORDS['introducing_offices'])}(?P<name>{_HAN}{{2,6}}?)"
    rf"(?=[、,。;:()\n“”]|\d|的|表示|称|指出|强调|宣布|会见|举行|致|在|就|与|和|同|向|对|率|出席|$)"
)
_LAST_PART = re.compile(
    rf"{_HAN}·(?P<name>{_HAN}{{2,6}}?)(?=[、,。;:()\n“”\d]|的|表示|称|说|指出|强调|在|就|与|和|也|还|$)"
)
_SHORT_FORM = re.compile(
    r"(?P<whole>[^,。;:()“”\n]{4,30})\((?:以下|下)?(?:简)?称:?[“\"]?(?P<name>[^\W_]{2,10})[”\"]?\)"
)
_LATIN_FORM = re.compile(rf"(?P<whole>{_HAN}{{3,24}})\((?P<name>[A-Za-z]{{2,10}})\)")  # 海岛地质局(HDG)
_STOCK = re.compile(rf"(?P<name>{_HAN}{{2,8}})\([A-Za-z]{{0,4}}[:.]?\d{{4,6}}(?:[.,][A-Za-z]{{2,6}})?\)")
_NO_NAME = re.compile(rf"[{_WORDS['not_given']}会处室组府团部级层制期办令书职位奖杯赛议国事方日月院局厅长]|{_HAN}人$")
_BEFORE_A_VERB = "(?:还|也|在|则|对|又|曾|随后|同时|最后|\\d)"
_OFFICES = one_of({*_WORDS["introducing_offices"], *_WORDS["offices"]} - set(_WORDS["shared_offices"]))
_OFFICE_ALONE = re.compile(
    rf"(?:^|[,。;:!?\n“”\"]) ?(?P<office>{_OFFICES})(?={_BEFORE_A_VERB}|表示|说|称|指出|强调|认为|透露|坦言|介绍|回应)"
)
# What every match of a pattern holds. To look for it is cheap; the patterns begin to read at every character.
_NEEDED = {_SHORT_FORM: "(", _LATIN_FORM: "(", _STOCK: "(", _LAST_PART: "·"}
_PSEUDONYM = re.compile(rf"(?P<name>{_HAN}{{2,4}})\((?:均为|皆为|系)?化名\)")
_ANOTHER = ("副", "前", "原", "代")
_MOST = 200
"""Introductions that are read; a text with more is a list."""


def introduced(folded: str) -> dict[str, Kind]:
    """Return the names that a folded text introduces, with the kind of each."""
    names: dict[str, Kind] = {}
    for pattern in (_SHORT_FORM, _LATIN_FORM, _STOCK, _OFFICE_HOLDER, _LAST_PART):
        if _NEEDED.get(pattern, "") not in folded:
            continue
        for count, found in enumerate(pattern.finditer(folded)):
            if count >= _MOST:
                break
            name = found["name"]
            if pattern is _STOCK or (pattern in (_SHORT_FORM, _LATIN_FORM) and is_institution(found["whole"][-24:])):
                names[name] = "named_institution"
            elif pattern in (_OFFICE_HOLDER, _LAST_PART) and not _NO_NAME.search(name):
                names.setdefault(name, "named_person")
    return names | _offices_held(folded)


def pseudonyms(folded: str) -> tuple[str, ...]:
    """Return the names that a folded text says are changed: 小雨(化名). They identify nobody."""
    if "化名)" not in folded:
        return ()
    found = [each["name"] for each in islice(_PSEUDONYM.finditer(folded), _MOST)]
    # What stands before a name of two or three characters is not known, so each end of the run counts.
    return tuple(dict.fromkeys(name[-size:] for name in found for size in (2, 3, 4) if size <= len(name)))


def _offices_held(folded: str) -> dict[str, Kind]:
    """Return the offices that speak without a name, whose only holder the text names elsewhere: 局长张澄."""
    held: dict[str, Kind] = {}
    for office in {each["office"] for each in _OFFICE_ALONE.finditer(folded)}:
        holders: set[str] = set()
        for found in islice(re.finditer(rf"(?P<before>{_HAN}{{0,3}}){office}(?P<after>{_HAN}{{0,3}})", folded), _MOST):
            before, after = found["before"], found["after"]
            if before.endswith(_ANOTHER):
                continue  # 副局长张澄 is not the 局长
            behind = next((after[:size] for size in (3, 2) if is_person(after[:size])), "")
            holders.add(behind or next((before[-size:] for size in (3, 2) if is_person(before[-size:])), ""))
        if len(holders - {""}) == 1:
            held[office] = "named_person"
    return held
