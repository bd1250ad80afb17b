"""Declared beside observed: what author and page say, and what was found, one line each."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.models import ArticleVersion, ProvenanceFlag, Reference
from articles.models.codes import word_of
from articles.vocabulary.flags import FLAGS
from articles.vocabulary.notices import AI_LABELS, LOCATIONS, VISIBILITIES

_SAYS_AI = ("yes", "possible", "suspected")


@dataclass(frozen=True, slots=True)
class Line:
    """One line; `anchor` is its id on the page, `mark` the place in the text, `doubt` whether the two disagree."""

    declared: str
    observed: str
    anchor: str = ""
    mark: str = ""
    doubt: bool = False
    evidence: str = ""


def lines(version: ArticleVersion) -> list[Line]:
    """Declarations, references, attributions, AI labels in metadata and time."""
    return [
        *(_flag(flag) for flag in version.flags.all()),
        *(_reference(reference) for reference in version.references.all()),
        _attributions(version),
        *_text_label(version),
        _pictures(version),
        _time(version),
    ]


def _flag(flag: ProvenanceFlag) -> Line:
    who = _("platform") if flag.declared_by == "platform" else _("author")
    meaning = " · ".join(word_of(FLAGS, code) for code in flag.codes)
    mark = f"flag-{flag.pk}-mark-1" if flag.start is not None else ""
    declared = _("%(who)s: %(meaning)s") % {"who": who, "meaning": meaning}
    observed = word_of(LOCATIONS, flag.location)
    if flag.visibility:
        observed = f"{observed} · {word_of(VISIBILITIES, flag.visibility)}"
    return Line(
        declared,
        observed,
        f"flag-{flag.pk}",
        mark,
        doubt=bool(flag.visibility) and VISIBILITIES[flag.visibility].is_unseen,
        evidence=flag.visibility_evidence,
    )


def _reference(reference: Reference) -> Line:
    at = localtime(reference.published_at).strftime("%Y-%m-%d %H:%M") if reference.published_at else ""
    observed = {True: _("used in the text"), False: _("not used in the text"), None: _("not checked yet")}
    name = " ".join(filter(None, (reference.outlet or reference.headline, at)))
    return Line(name, observed[reference.used], f"reference-{reference.pk}", doubt=reference.used is False)


def _attributions(version: ArticleVersion) -> Line:
    credited = list(version.attributions.all())
    matched = sum(1 for item in credited if item.reference_id)
    if not credited:
        return Line(_("Attributions"), _("none in the text"))
    declared = ngettext("%(n)d attribution", "%(n)d attributions", len(credited)) % {"n": len(credited)}
    observed = ngettext("%(n)d matches a reference", "%(n)d match references", matched) % {"n": matched}
    return Line(declared, observed, doubt=matched == 0)


def _text_label(version: ArticleVersion) -> list[Line]:
    """The label in the metadata of the text; no line without one, as hardly any page has one."""
    label = version.extracted.ai_label
    if label is None:
        return []
    places = " · ".join(f"{item.carrier}: {item.field} = {item.value}" for item in label.evidence)
    return [
        Line(
            _("AI label of the text"),
            word_of(AI_LABELS, label.state),
            doubt=label.state in _SAYS_AI,
            evidence=places,
        )
    ]


def _pictures(version: ArticleVersion) -> Line:
    images = version.extracted.images
    if not images:
        return Line(_("AI labels of pictures"), _("no pictures"))
    number = len(images)
    declared = ngettext("AI label of %(n)d picture", "AI labels of %(n)d pictures", number) % {"n": number}
    states = Counter(image.ai_label.state for image in images if image.ai_label is not None)
    if not states:
        return Line(declared, _("not examined"))
    observed = " · ".join(f"{word_of(AI_LABELS, state)} {states[state]}" for state in AI_LABELS if states[state])
    return Line(declared, observed, doubt=any(states[state] for state in _SAYS_AI))


def _time(version: ArticleVersion) -> Line:
    given = version.extracted.published_at
    if given is None:
        return Line(_("Time of publication"), _("not stated on the page"), doubt=True)
    return Line(_("Time of publication"), localtime(given).strftime("%Y-%m-%d %H:%M"))
