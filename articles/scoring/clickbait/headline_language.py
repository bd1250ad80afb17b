"""The language of a folded headline: Chinese, English, or one without a score."""

from __future__ import annotations

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Function words that these languages seldom share; they suffice for a headline, not for a text.
_ENGLISH = _words(
    "a an the of to in on for and or is are was were be been it its this that these those you your we our they their "
    "he she his her with from by at as how why what when who which will would can could has have had not but about "
    "after before over into out up just one new more most all than then there here i my me do does did no get"
)
_OTHER_LATIN = _words(
    "le la les des une et est pour dans qui sur avec ses aux du au ce cette der die das und ist nicht ein eine mit von "
    "auf für den dem zu el los las una por con para del que se su más como il lo gli di che non è della "
    "uma não em na het een van niet op voor yang dengan untuk của và là cho được w z się nie jest"
)
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_HAN_RUN = re.compile(f"{_HAN.pattern}+")
_KANA_HANGUL = re.compile(r"[\u3041-\u30ff\u31f0-\u31ff\u1100-\u11ff\uac00-\ud7af]")
_WORD = re.compile(r"[^\W\d_]+")


def headline_language(folded: str) -> str:
    """Return `zh`, `en`, `none` (no letter at all) or `other` for a headline folded by `fold`.

    A Chinese headline may hold many Latin names and an English one a few Han characters, so one Han character weighs as
    much as two Latin words. A headline with kana or hangul in more than one letter of five is Japanese or Korean. Latin
    script counts as English unless two different function words of other languages (“La La Land” has one) outnumber the
    English ones, or more than one letter in eight bears an accent. A Japanese headline without any kana counts as
    Chinese.
    """
    # Most headlines: a third of it is Han, so the Latin words cannot outweigh the Han characters.
    if 3 * sum(map(len, _HAN_RUN.findall(folded))) >= len(folded) and not _KANA_HANGUL.search(folded):
        return "zh" if folded else "none"
    letters = sum(map(len, _WORD.findall(folded)))
    if not letters:
        return "none"
    if 5 * len(_KANA_HANGUL.findall(folded)) > letters:
        return "other"
    words = _WORD.findall(_HAN.sub(" ", folded))
    if 2 * len(_HAN.findall(folded)) >= len(words):
        return "zh"
    return _latin(words)


def _latin(words: list[str]) -> str:
    letters = "".join(words)
    plain = sum("a" <= char <= "z" for char in letters)
    if plain * 8 < len(letters) * 7:
        return "other"
    distinct = set(words)
    foreign = len(distinct & _OTHER_LATIN)
    return "other" if foreign > 1 and foreign > len(distinct & _ENGLISH) else "en"
