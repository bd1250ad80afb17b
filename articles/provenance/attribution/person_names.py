"""Recognise persons: by surname and length, by a title beside the name, by characters of foreign names."""

from __future__ import annotations

import re

from articles.provenance.lexicons import lexicon, one_of

_WORDS = lexicon("speakers")
_NOT_NAME = one_of(_WORDS["not_names"])
_COMPOUND = one_of(_WORDS["compound_surnames"])
_SURNAME = rf"(?!{_NOT_NAME})(?:{_COMPOUND}|[{_WORDS['surnames']}])"
# Without a title, only a surname that is rarely an ordinary word makes a name.
_COMMON = rf"(?!{_NOT_NAME})(?:{_COMPOUND}|[{_WORDS['common_surnames']}])"
_GIVEN = rf"[^{_WORDS['not_given']}\W\da-zA-Z_]{{1,2}}"
_LATIN = r"[A-Z][a-zA-Z.]{1,16}(?:[ ·][A-Z][a-zA-Z.]{0,16}){0,3}"
_FOREIGN = rf"(?!{_NOT_NAME}$)(?:{_LATIN}|[{_WORDS['transliteration']}·A-Z.]{{2,16}})"
_TITLE = one_of(_WORDS["titles"])
_AFTER = one_of(_WORDS["title_after"])
_INSTITUTION = one_of(_WORDS["institution_suffixes"])

_PERSON = re.compile(
    rf"{_COMMON}{_GIVEN}|{_FOREIGN}"
    rf"|.*{_TITLE}(?:{_SURNAME}{_GIVEN}|{_FOREIGN})"  # 外交部发言人毛宁
    rf"|(?:.*{_TITLE})?{_SURNAME}(?:{_GIVEN})?{_AFTER}|.*{_FOREIGN}{_AFTER}"  # 张教授
    rf"|[^《》]{{2,}}{_INSTITUTION}{_COMMON}{_GIVEN}"  # 清华大学李强国
)
_MASKED = re.compile(rf".*{_SURNAME}(?:某{{1,2}}.?|×{{1,2}}|[xX]{{1,2}}|{one_of(_WORDS['masked_titles'])})")


def is_person(phrase: str) -> bool:
    """Whether a folded phrase (at most a clause) is a person's name, with or without titles and employer."""
    return _PERSON.fullmatch(phrase) is not None


def is_masked(phrase: str) -> bool:
    """Whether the phrase is a surname that identifies nobody: 李某, 王先生, 张大爷."""
    return _MASKED.fullmatch(phrase) is not None


def is_addressed(surname: str, title: str) -> bool:
    """Whether a surname and a title alone make a person: 张教授. Not 金融分析师, though 金 is a surname."""
    return len(surname) == 1 and surname in _WORDS["surnames"] and title in _WORDS["title_after"]
