"""The form of a headline: its length and punctuation, whatever its topic."""

from __future__ import annotations

import math
import re

# Half-width and full-width marks.
_MARKS = {
    "comma": ",，",
    "colon": ":：",
    "quote": '“”"‘’「」',
    "dots": "…",
    "bar": "|｜丨",
    "stop": ".。",
}
FORM = ("length", "words", *_MARKS, "digits", "capitals")
"""The measured features; question and exclamation marks are cue families instead."""
_PLACE = {mark: FORM.index(name) for name, marks in _MARKS.items() for mark in marks}
_DOTS = FORM.index("dots")
# A list of five has four commas and is no lure for that; of other marks, three mean as much as ten.
_MOST = {FORM.index("comma"): 1, FORM.index("stop"): 1}
_MOST_MARKS = 3
# Marks within numbers and names (5.2, 1,000, 9:30, u.s.) are none; a row of points is one ellipsis.
_MARK = re.compile(r"\.{2,}|(?<![0-9a-z])[.,:]|[.,:](?![0-9a-z])|[，：“”\"‘’「」…|｜丨。]")
_DIGIT = re.compile("[0-9]")
# A headline of 20 characters without a space is the centre; the intercept absorbs the rest.
_LENGTH, _WORDS = 3.0, math.log(2)
# Shorter headlines count as of this many characters: being short lures nobody. Chosen.
_SHORTEST = 10


def form_of(headline: str, folded: str) -> list[float]:
    """The values in the order of `FORM`.

    All but the capitals are measured on the folded headline, which is what a reader sees.
    """
    size = max(_SHORTEST, len(folded))
    values = [math.log(size) - _LENGTH, math.log(len(folded.split()) + 1) - _WORDS, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]
    for mark in _MARK.findall(folded):
        place = _PLACE.get(mark, _DOTS)
        values[place] = min(_MOST.get(place, _MOST_MARKS), values[place] + 1)
    words = headline.split()
    capitals = sum([word[0].isupper() for word in words]) if not headline.islower() else 0
    return [*values, 5 * len(_DIGIT.findall(folded)) / size, capitals / (len(words) or 1)]
