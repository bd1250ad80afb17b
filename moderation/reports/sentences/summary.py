"""The report in sentences: one rule per sentence, from figures alone, in Chinese and English."""

from __future__ import annotations

from collections.abc import Sequence

from moderation.reports.figure import Section
from moderation.reports.sentences import RULES
from moderation.reports.sentences.facts import Facts, Sentence


def summarise(sections: Sequence[Section]) -> tuple[Sentence, ...]:
    """The summary of these sections, in the order of the report; rules with nothing to report are left out."""
    facts = Facts(sections)
    return tuple(sentence for rule in RULES if (sentence := rule(facts)) is not None)
