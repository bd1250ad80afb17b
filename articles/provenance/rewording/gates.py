"""What an alignment must pass before anybody is shown it."""

from __future__ import annotations

from dataclasses import dataclass

from articles.provenance.rewording.facts import SharedFacts
from articles.vocabulary.retellings import COMMON_SOURCE, RETOLD

SHOWN = 0.52
"""Score from which a pair is shown. Measured in `bench/evidence/rewordings.py` on the half that may be tuned on; the
prototype's .47 let through four of thirty pairs of independent reports of one event."""
GREY = 0.30
"""Score from which a sentence embedder, if there is one, takes a second look."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of the two publishers of a pair.

    `both_official`: both are outlets or institutions, which print the same dispatches. `one_publisher`: the same source
    or organisation. `is_credited`: one says, by declaration or in its text, that the other is its source.
    `common_origin`: a third party, an agency or a correspondent that both name; empty without one.
    """

    both_official: bool = False
    one_publisher: bool = False
    is_credited: bool = False
    common_origin: str = ""


def reading(score: float, facts: SharedFacts, standing: Standing, least: float = SHOWN) -> str | None:
    """Return how a pair reads, or None when it is shown to nobody.

    - the score reaches `least` (0–1), and numbers or rare words agree
    - not two official outlets, and not one publisher
    - who names the other, or the same third party, reports from one source
    """
    if score < least or not facts.agree or standing.both_official or standing.one_publisher:
        return None
    return COMMON_SOURCE if standing.is_credited or standing.common_origin else RETOLD
