"""Recognise persons: by surname and length, by a title beside the name, by characters of foreign names."""

from __future__ import annotations

import re
from functools import lru_cache

from articles.provenance.lexicons import lexicon, one_of

_WORDS = lexicon("speakers")
_ORDINARY = lexicon("words_like_names")
_TWO = {surname: frozenset(rest) for surname, rest in _ORDINARY["two"].items()}
_THREE = {surname: frozenset(rest.split()) for surname, rest in _ORDINARY["three"].items()}
_NOT_NAMES = frozenset(_WORDS["not_names"])
_WORDS_ALONE = frozenset(_WORDS["not_whole_names"])
_SURNAMES = frozenset(_WORDS["surnames"])
# Without a title, a surname that is often an ordinary word needs a given name of characters that are usual in names.
_COMMON_SURNAMES = frozenset(_WORDS["common_surnames"])
_RISKY_SURNAMES = _SURNAMES - _COMMON_SURNAMES
_COMPOUNDS = frozenset(_WORDS["compound_surnames"])
_JAPANESE = frozenset(_WORDS["japanese_surnames"])
# Given names hold nearly any character; their neighbours bound them. What is left out are words of grammar, and
# single or last characters that rather make a word with the surname: 张家, 王总, 李家人.
_NOT_GIVEN = frozenset(_WORDS["not_given"])
_NOT_SINGLE = frozenset(_WORDS["not_single"])
_NOT_LAST = frozenset(_WORDS["not_last"])
_COMMON_GIVEN = frozenset(_WORDS["common_given"])
_USUAL = _COMMON_GIVEN | frozenset(_WORDS["given_in_pairs"])
_ADVERBS = frozenset(lexicon("speaker_trim")["trailing"])
_FIRST = frozenset(each[0] for each in (*_SURNAMES, *_COMPOUNDS, *_JAPANESE))
_LONGEST_NAME = 5
_KNOWN = frozenset(_WORDS["known_persons"])
# Surnames that are rather words of grammar or adjectives at the head of a clause: 向大家, 应聘者, 全市.
_GRAMMAR = frozenset(_WORDS["grammar_surnames"])
_BETWEEN = frozenset("会在又也同正")  # words of grammar that given names begin with, too: 陈会忠, 李在明

_NOT_NAME = rf"(?:{one_of(_WORDS['not_names'])}|{one_of(_WORDS['not_whole_names'])}(?![{_WORDS['common_given']}]))"
_SURNAME = rf"(?!{_NOT_NAME})(?:{one_of(_COMPOUNDS)}|[{_WORDS['surnames']}])"
_COMMON = rf"(?!{_NOT_NAME})(?:{one_of(_COMPOUNDS)}|[{_WORDS['common_surnames']}])"
_HAN = r"[^\W\da-zA-Z_]"
_LATIN = r"[A-Z][a-zA-Z.'-]{1,16}(?:[ ·][A-Z][a-zA-Z.'-]{0,16}){0,3}"
# A middle dot between two words of Han is a name whatever its characters: 艾力江·买买提.
_PART = rf"(?:(?![在就的了是对向说把被从表示之])(?:{_HAN}|-)){{1,8}}"
_DOTTED = rf"(?:[A-Z]\.?·){{0,2}}{_PART}(?:·(?:[A-Z]\.?·)?{_PART}){{1,3}}|[A-Z]\.?·(?:[A-Z]\.?·)?{_PART}"
_WORDED = f"(?:{one_of(_WORDS['name_words'])}){{2,3}}"  # 罗布次仁
_SLAVIC = rf"{_HAN}{{1,4}}{one_of(_WORDS['foreign_name_ends'])}"  # 泽连斯基
_FOREIGN = rf"(?!{_NOT_NAME}$)(?:{_LATIN}|{_DOTTED}|{_WORDED}|{_SLAVIC}|[{_WORDS['transliteration']}·A-Z.]{{2,16}})"
_TITLE = one_of(_WORDS["titles"])
_AFTER = one_of(_WORDS["title_after"])
# A word for a person ends in one of these, so a new one is a title, too: 护林员, 乘务长, 养殖户.
_TITLED = re.compile(rf".*{_HAN}{one_of(_WORDS['title_ends'])}")
_WITH_A_TITLE = re.compile(rf".*{_TITLE}")
_AFTER_WORDS = frozenset(_WORDS["title_after"])
# 门店的销售经理徐 before 经理
_TITLED_SURNAME = re.compile(rf"(?:.*{_TITLE})?(?![和与于向经从由同])[{_WORDS['surnames']}]")
_NOT_A_TITLE = re.compile("(?<!根)据|告诉|[把将对向跟](?!外)")
_ADDRESSED = re.compile("[对向跟](?!外)")
_EMPLOYED = re.compile(rf"[^《》]{{2,}}{one_of(_WORDS['institution_suffixes'])}")
_NAME = re.compile(_FOREIGN)
_HYPHENATED = rf"[{_WORDS['transliteration']}]{{1,4}}-[{_WORDS['transliteration']}]{{1,6}}"  # 让-皮埃尔
_MARKED = re.compile(rf"(?:[^他她我你]*{_TITLE})?(?:{_DOTTED}|{_WORDED}|{_HYPHENATED})")
_WITH_TITLE = re.compile(
    rf".*{_TITLE}{_FOREIGN}"  # 外交部发言人让-皮埃尔
    rf"|(?:.*{_TITLE})?{_SURNAME}(?:{_HAN}{{1,2}})?{_AFTER}|.*{_FOREIGN}{_AFTER}"  # 张教授
)
_MASKED = re.compile(
    rf"(?:.*{_TITLE})?(?:某某|[老小]{_SURNAME})|.*{_TITLE}阿[{_WORDS['common_given']}]"  # 老板娘阿芳
    rf"|.*{_SURNAME}(?:某{{1,2}}[^{_WORDS['not_given']}]?|[×*○]{{1,2}}|[xX]{{1,2}}|{one_of(_WORDS['masked_titles'])})"
    rf"|(?:.*{_TITLE})?{_COMMON}{one_of(_WORDS['short_masked_titles'])}"
)


def is_person(phrase: str) -> bool:
    """Whether a folded phrase (at most a clause) is a person's name, with or without titles and employer."""
    if _NAME.fullmatch(phrase) or _WITH_TITLE.fullmatch(phrase):
        return True
    for size in range(min(_LONGEST_NAME, len(phrase)), 1, -1):
        before, name = phrase[:-size], phrase[-size:]
        if name[0] not in _FIRST:
            continue
        if not before:
            if _is_name(name, is_titled=False):
                return True
        elif all(_divided(name)) and not _ADDRESSED.search(before):
            if _is_name(name, is_titled=True) and _WITH_A_TITLE.fullmatch(before):
                return True
            is_name = name[0] not in _RISKY_SURNAMES and _is_name(name, is_titled=False)
            if is_name and (_TITLED.fullmatch(before) or _EMPLOYED.fullmatch(before)):
                return True  # 清华大学李强国
    return False


def may_be_name(phrase: str) -> bool:
    """Whether a whole phrase before a verb of saying is a name that would be too rare to look for within a text.

    A rare surname with one usual character (管清友), a word of grammar in a given name (李在明), two surnames of a
    couple (范徐丽泰), and persons whom everybody knows (普京).
    """
    if phrase in _KNOWN:
        return True
    surname, given = phrase[:1], phrase[1:]
    if surname not in _SURNAMES or surname in _GRAMMAR or phrase in _NOT_NAMES or _is_word(phrase):
        return False
    if phrase[:2] in _NOT_NAMES or phrase[:2] in _WORDS_ALONE or _is_word(phrase[:2]):
        return False
    if len(given) == 3:
        both = surname in _COMMON_SURNAMES and given[0] in _COMMON_SURNAMES
        return both and _USUAL.issuperset(given[1:])
    if len(given) != 2 or given[1] in _NOT_LAST:
        return False
    if surname in _COMMON_SURNAMES and given[0] in _BETWEEN:
        return given[1] in _COMMON_GIVEN
    is_han = min(given) >= "\u3400"
    return is_han and _NOT_GIVEN.isdisjoint(given) and not _USUAL.isdisjoint(given)


def is_foreign_name(phrase: str) -> bool:
    """Whether the form alone shows a name, whatever words its characters make: 让-克洛德·容克, 那仁图雅."""
    return _MARKED.fullmatch(phrase) is not None


def is_masked(phrase: str) -> bool:
    """Whether the phrase is a surname that identifies nobody: 李某, 王先生, 张大爷."""
    return _MASKED.fullmatch(phrase) is not None and _NOT_A_TITLE.search(phrase) is None


def is_addressed(surname: str, title: str) -> bool:
    """Whether a surname and a title alone make a person: 张教授. Not 金融分析师, though 金 is a surname."""
    return title in _AFTER_WORDS and _TITLED_SURNAME.fullmatch(surname) is not None


def _is_name(name: str, *, is_titled: bool) -> bool:
    """Whether surname and given name make a name. Behind a title it may be an ordinary word, too: 校长高峰."""
    surname, given = _divided(name)
    if not given or not _NOT_GIVEN.isdisjoint(given) or min(given) < "\u3400" or max(given) > "\U0003ffff":
        return False
    if len(given) > 1 and given in _ADVERBS:
        return False
    if len(surname) > 1:
        return True
    is_usual = _USUAL.issuperset(given)
    if name in _NOT_NAMES:
        return False
    if name in _WORDS_ALONE or _is_word(name):
        return is_titled and _COMMON_GIVEN.issuperset(given)
    if len(given) == 1:
        if surname not in _COMMON_SURNAMES and not is_titled:
            return given in _COMMON_GIVEN
        return given not in _NOT_SINGLE
    if given[1] in _NOT_LAST or (given[0] == "家" and not is_usual):
        return is_usual and given[1] not in "人家"
    if surname not in _COMMON_SURNAMES and not is_titled:
        return is_usual and name[:2] not in _NOT_NAMES  # 温馨小提示
    return is_usual or not (name[:2] in _NOT_NAMES or name[:2] in _WORDS_ALONE or _is_word(name[:2]))


@lru_cache(maxsize=4096)  # several questions on one name divide it
def _divided(name: str) -> tuple[str, str]:
    """Divide a name into surname and given name of at most two characters; both empty when it cannot be one."""
    length = len(name)
    for size, surnames, longest in ((2, _JAPANESE, 3), (2, _COMPOUNDS, 2), (1, _SURNAMES, 2)):
        if name[:size] in surnames and size < length <= size + longest:
            return name[:size], name[size:]
    return "", ""


def _is_word(name: str) -> bool:
    return name[1:] in (_TWO if len(name) == 2 else _THREE).get(name[0], ())
