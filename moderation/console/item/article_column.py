"""The article as the first column shows it: text with marks in place, and what the page says about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from articles.models import ArticleVersion
from articles.models.codes import word, word_of
from articles.parsing import ExtractedArticle
from articles.vocabulary.citations import ATTRIBUTIONS
from articles.vocabulary.credits import CREDIT_ROLES
from articles.vocabulary.flags import FLAGS
from articles.vocabulary.parse_warnings import PARSE_WARNINGS
from articles.vocabulary.scores import SCORES
from moderation.console.item.copies import Copy
from moderation.console.item.findings import ShownFinding
from moderation.console.item.marking import PLACE, Mark, Run, paragraphs, runs
from moderation.console.item.passages import Bar, Span, bars, covered

# A span from this length on, in characters, and copied to this share (0–1), is marked by the bars alone.
_LONG, _COPIED = 40, 0.8


@dataclass
class ArticleColumn:
    """Article version `version` with its findings and copied passages; reads its evidence rows once."""

    version: ArticleVersion
    findings: list[ShownFinding]
    passages: list[tuple[Copy, list[Span]]] = field(default_factory=list)

    @property
    def extracted(self) -> ExtractedArticle:
        return self.version.extracted

    @cached_property
    def headline(self) -> list[Run]:
        return runs(self.version.headline, (mark for location, mark in self._cues() if location == "headline"))

    @cached_property
    def _lines(self) -> list[list[Run]]:
        cues = [mark for location, mark in self._cues() if location == "text"]
        return paragraphs(self.extracted.text, [*self._flags(), *self._attributions(), *self._findings(), *cues])

    @property
    def body(self) -> list[tuple[list[Run], Bar | None]]:
        """The lines of the body, with the bar of those that stand in another article."""
        lines = self._lines[: self._body_lines]
        return list(zip(lines, bars(("".join(run.text for run in line) for line in lines), self.passages), strict=True))

    @property
    def declarations(self) -> list[list[Run]]:
        """The author's declarations outside the body; the text has them after the body."""
        return self._lines[self._body_lines :]

    @property
    def credits(self) -> list[tuple[str, str]]:
        """(role, name) of editors, proof-readers and others whom lines around the text name."""
        return [(word_of(CREDIT_ROLES, credit.role), credit.name) for credit in self.extracted.credits]

    @property
    def warnings(self) -> list[str]:
        """The parser's warnings, in words where there are any: 仅为其中一页：1/2."""
        return [_in_words(warning) for warning in self.extracted.warnings]

    @property
    def _body_lines(self) -> int:
        return "\n".join(self.extracted.body).count("\n") + 1

    def _cues(self) -> Iterator[tuple[str, Mark]]:
        known = ((score, SCORES.get(score.name)) for score in self.version.scores.all())
        for score, term in ((score, term) for score, term in known if term is not None):
            for number, reason in enumerate(score.reasons, 1):
                start, end = reason.get("start"), reason.get("end")
                # A reason in favour of the headline stands beside the score; a mark would look like a fault.
                if start is None or end is None or reason["contribution"] < 0:
                    continue
                kind = term.mark(reason["family"])
                anchor = f"score-{score.pk}"
                mark = Mark(start, end, kind.code, anchor, f"{anchor}-mark-{number}", word(kind))
                yield reason["location"], mark

    def _flags(self) -> Iterator[Mark]:
        for flag in self.version.flags.all():
            if flag.start is not None and flag.end is not None:
                meaning = " · ".join(word_of(FLAGS, code) for code in flag.codes)
                name = _("declaration: %(meaning)s") % {"meaning": meaning}
                yield Mark(flag.start, flag.end, "flag", f"flag-{flag.pk}", f"flag-{flag.pk}-mark-1", name)

    def _attributions(self) -> Iterator[Mark]:
        for item in self.version.attributions.all():
            name = _("attribution: %(kind)s") % {"kind": word_of(ATTRIBUTIONS, item.kind)}
            anchor = f"attribution-{item.pk}"
            yield Mark(item.start, item.end, "attribution", anchor, f"{anchor}-mark-1", name)

    def _findings(self) -> Iterator[Mark]:
        for finding in sorted(self.findings, key=lambda finding: finding.row.pk):
            for number, span in enumerate(finding.row.spans, 1):
                if span.get("start") is None or span.get("end") is None:
                    continue
                anchor = f"finding-{finding.row.pk}"
                name = _("finding: %(sentence)s") % {"sentence": finding.sentence}
                kind = PLACE if self._has_a_bar(span["start"], span["end"]) else "finding"
                yield Mark(span["start"], span["end"], kind, anchor, f"{anchor}-mark-{number}", name)

    def _has_a_bar(self, start: int, end: int) -> bool:
        """Whether bars say of a long span that it is copied: a line under all of it would say no more."""
        whole = max((covered(start, end, spans) for _copy, spans in self.passages), default=0)
        return end - start >= _LONG and whole >= _COPIED * (end - start)


def _in_words(warning: str) -> str:
    code, _colon, detail = warning.partition(":")
    if code not in PARSE_WARNINGS:
        return warning
    words = word_of(PARSE_WARNINGS, code, long=True)
    return f"{words} ({detail})" if detail else words
