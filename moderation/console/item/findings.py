"""A finding as the moderator sees it: severity, sentence, places in the text, and its clause."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.utils.translation import get_language

from articles.models import Finding
from articles.models.codes import word_of
from articles.provenance.precision.gate import Gate
from articles.provenance.precision.share import Share
from articles.provenance.rules import finding_name
from articles.provenance.stored.precision import current_gate
from articles.provenance.stored.sentences import named, sentences
from articles.vocabulary.legal_bases import LEGAL_BASES
from moderation.quality.finding_answers import answers_of
from moderation.queue.access import hidden_among
from moderation.vocabulary.reasons import REASON_SEVERITIES

_ANSWERS = {True: "right", False: "wrong", None: ""}
# Places linked per finding; the text marks the others too.
SHOWN_PLACES = 3


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """`sentence` is the whole one; `places` are the words in the text with the ids of their marks.

    `answer` is what the reader said of it: right, wrong or nothing. `precision` is the measured one of its code, None
    where nobody has measured; `is_quiet`: it is too low for the finding to be shown unfolded.
    """

    row: Finding
    name: str
    sentence: str
    answer: str
    precision: Share | None
    is_quiet: bool
    shape: str
    clause: str
    places: tuple[tuple[str, str], ...]


def shown(findings: list[Finding], user: User) -> list[ShownFinding]:
    """The findings, the loud ones first, and of these the worst.

    Six queries at most: for the articles and accounts that they name, the gate, and the reader's answers.

    Of articles that are hidden from this user the sentences give only ids.
    """
    linked = named(findings) | {pk for finding in findings for pk in finding.articles or ()}
    said = sentences(findings, within=None, hidden=hidden_among(user, linked))
    gate = current_gate() if findings else Gate()
    answers = answers_of(user, findings[0].version_id) if findings else {}

    def loudest(finding: Finding) -> tuple[bool, int, int]:
        return gate.is_quiet(finding.code), REASON_SEVERITIES[finding.severity].rank, finding.pk

    return [
        _shown(finding, said[finding.pk].in_language(get_language()), gate, answers)
        for finding in sorted(findings, key=loudest)
    ]


def _shown(finding: Finding, sentence: str, gate: Gate, answers: Mapping[str, bool]) -> ShownFinding:
    places = (
        (str(span.get("text", "")), f"finding-{finding.pk}-mark-{number}")
        for number, span in enumerate(finding.spans[:SHOWN_PLACES], 1)
    )
    clause = word_of(LEGAL_BASES, finding.clause)
    figure = gate.figures.get(finding.code)
    return ShownFinding(
        row=finding,
        name=finding_name(finding.code, get_language() or "zh"),
        sentence=sentence,
        answer=_ANSWERS[answers.get(finding.code)],
        precision=figure.strict if figure else None,
        is_quiet=gate.is_quiet(finding.code),
        shape=REASON_SEVERITIES[finding.severity].shape,
        clause=clause,
        places=tuple(places),
    )
