"""The share of an article's own text in another, and when it is told of; apart from the arithmetic that finds it."""

from __future__ import annotations

from typing import NamedTuple

LEAST_SHARE, LEAST_CHARACTERS = 0.15, 120
"""Below either, a copy is not told of: what is left of shared officialese reaches a tenth of a text."""
MOSTLY, FEWEST = 0.6, 80
"""A short text that is copied for the most part needs only so many characters. Of web articles that share text, 60
characters are still filled-in forms and announcements of an office."""


class Share(NamedTuple):
    """The share (0–1) of an article's own text, and the number of its characters, that stand in another article."""

    share: float
    characters: int

    @property
    def is_told(self) -> bool:
        """Whether so much is worth a word to anybody."""
        if self.share >= MOSTLY:
            return self.characters >= FEWEST
        return self.share >= LEAST_SHARE and self.characters >= LEAST_CHARACTERS


NOTHING = Share(0.0, 0)
