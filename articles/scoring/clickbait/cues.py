"""The cue families of a headline: the words a moderator would underline.

The lexicon is data: `data/clickbait_cues.json`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path

LEXICON = Path(__file__).parents[1] / "data" / "clickbait_cues.json"
FAMILIES = (
    "suspense",
    "withheld_referent",
    "cliffhanger",
    "exaggeration",
    "absolutes",
    "emotion",
    "authority_bait",
    "question_exclamation",
    "number_list",
    "threat_loss",
    "asking",
    "service",
    "debunk",
)
# What speaks for an ordinary headline: these never raise a score, the others never lower it.
PLAIN_FAMILIES = frozenset({"asking", "service", "debunk"})
# A long row of “！！？” or “这…这…这…” means no more than three of them; without a cap one family could swamp a score.
MOST_PER_FAMILY = 3
# For a family without cues in a language.
_NOTHING = re.compile("(?!)")


@dataclass(frozen=True, slots=True)
class Cue:
    """The cue of `family` at `start:end` of the folded headline."""

    family: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Family:
    """The pattern of one cue family in one language, and its sentences (`{text}` is the span)."""

    name: str
    pattern: re.Pattern[str]
    zh: str
    en: str


@cache
def families(language: str) -> dict[str, Family]:
    """The families of `language` (`zh` or `en`) by name, in the order of `FAMILIES`."""
    entries = json.loads(LEXICON.read_text(encoding="utf-8"))["families"]
    return {
        name: Family(
            name,
            _pattern(entries[name].get(language, []), language),
            entries[name]["sentence_zh"],
            entries[name]["sentence_en"],
        )
        for name in FAMILIES
    }


@cache
def _finders(language: str) -> tuple[Callable[[str], list[str]], ...]:
    return tuple(family.pattern.findall for family in families(language).values())


def count_cues(folded: str, language: str) -> list[int]:
    """Count the cues of each family that `find_cues` finds, in the order of `FAMILIES`."""
    return [min(MOST_PER_FAMILY, len(find(folded))) for find in _finders(language)]


def has_cue(folded: str, language: str) -> bool:
    """Whether a cue that raises the score is in the folded text."""
    found = families(language).values()
    return any(family.pattern.search(folded) for family in found if family.name not in PLAIN_FAMILIES)


def _pattern(alternatives: list[str], language: str) -> re.Pattern[str]:
    if not alternatives:
        return _NOTHING
    if language != "en":
        return re.compile("|".join(alternatives))
    # English cues are words (“love” is not in “glove”); Chinese marks no word boundaries.
    words = [cue for cue in alternatives if cue[0].isalpha() or cue.startswith("(?:")]
    marks = [cue for cue in alternatives if cue not in words]
    bounded = [rf"\b(?:{'|'.join(words)})\b"] if words else []
    return re.compile("|".join([*bounded, *marks]))


def find_cues(folded: str, language: str) -> list[Cue]:
    """Find the cues of a folded headline, by family and then by position.

    A family gives at most `MOST_PER_FAMILY` cues.
    """
    return [
        Cue(family.name, *match.span())
        for family in families(language).values()
        for match in islice(family.pattern.finditer(folded), MOST_PER_FAMILY)
    ]
