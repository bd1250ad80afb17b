"""Whether a text seems to deny a claim that it tells: the word that says so, near the sentence."""

from __future__ import annotations

import re
from functools import cache

from articles.provenance.lexicons import lexicon, one_of
from articles.text.search_folding import fold_for_search


@cache
def _pattern() -> re.Pattern[str]:
    words = lexicon("known_claims")
    return re.compile(f"(?P<none>{one_of(words['no_denials'])})|(?P<denial>{one_of(words['denials'])})")


def denial_in(near: str, claim: str) -> str:
    """Return the first word of denial in the text near a sentence, or an empty string.

    A word that the claim itself has (并非) denies nothing, and neither do 不是谣言 and 是谣言吗. Who denies
    what was not measured.
    """
    own = fold_for_search(claim).text
    for found in _pattern().finditer(fold_for_search(near).text):
        if (word := found["denial"]) and word not in own:
            return word
    return ""
