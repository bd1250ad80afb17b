"""Articles that tell the same in other words: the line in the evidence, and both texts sentence by sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from articles.models import Article, ArticleVersion, Retelling, RetellingAnswer
from articles.models.codes import word_of
from articles.provenance.reuse.own_text import OwnText
from articles.provenance.rewording.facts import equal_numbers, rare_words
from articles.provenance.rewording.narrative import Narrative, Sentence
from articles.provenance.stored.rewording.edges import answers_on, retellings_of
from articles.vocabulary.retellings import ANSWERS, COMMON_SOURCE, READINGS
from moderation.queue.access import hidden_among

SHOWN = 10
_MINUTE, _HOUR, _DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Told:
    """Another article with the same story. `is_later`: the item's article was published after it, if that is known."""

    edge: Retelling
    article: Article
    answer: RetellingAnswer | None
    is_later: bool
    summary: str

    @property
    def reading(self) -> str:
        return word_of(READINGS, self.edge.reading)

    @property
    def answered(self) -> str:
        return word_of(ANSWERS, self.answer.answer) if self.answer else ""

    @property
    def order(self) -> str:
        """Whether the other one is earlier or later; empty when that is not known."""
        if not self.edge.directed:
            return ""
        return pgettext("reuse", "earlier") if self.is_later else pgettext("reuse", "later")

    @property
    def wording(self) -> str:
        """What the correspondence may mean; never a verdict."""
        if self.edge.reading == COMMON_SOURCE:
            return _("Both texts name one source, or one names the other. They correspond closely.")
        if not self.edge.directed:
            return _(
                "The two texts correspond closely. One may be a rewording of the other, or both report one event, "
                "one dispatch or one interview by themselves. Judge after reading them sentence by sentence."
            )
        return _(
            "The telling corresponds closely: it may be a rewording of “%(headline)s”, or both report one event, "
            "one dispatch or one interview by themselves. Judge after reading them sentence by sentence."
        ) % {"headline": self.edge.earlier.current.headline if self.edge.earlier.current else ""}


def retellings_shown(version: ArticleVersion, user: User) -> list[Told]:
    """Return the articles that tell the same, closest first; those hidden from this user are left out."""
    article = version.article_id
    versions = Article.objects.select_related("source", "platform").prefetch_related(
        Prefetch("current", ArticleVersion.objects.defer("extraction"))
    )
    rows = retellings_of([article]).order_by("-score", "pk")
    edges = list(rows.prefetch_related(Prefetch("earlier", versions), Prefetch("later", versions))[:SHOWN])
    others = {edge.other_id(article) for edge in edges}
    hidden = hidden_among(user, others)
    answers = answers_on(article, others)
    return [
        _told(edge, article, answers.get(edge.other_id(article)))
        for edge in edges
        if edge.other_id(article) not in hidden
    ]


def _told(edge: Retelling, article: int, answer: RetellingAnswer | None) -> Told:
    is_later = edge.later_id == article
    other = edge.earlier if is_later else edge.later
    return Told(edge, other, answer, is_later, summary(edge))


def summary(edge: Retelling) -> str:
    """Say how the later text answers the earlier one: sentences, numbers, order, time."""
    parts = [
        _("%(pairs)d of %(all)d sentences correspond") % {"pairs": len(edge.pairs), "all": edge.sentences},
        ngettext("%(n)d equal number", "%(n)d equal numbers", edge.numbers_shared) % {"n": edge.numbers_shared},
        _("in another order") if is_reordered(edge.pairs) else _("in the same order"),
    ]
    words = _(", ").join(parts)
    gap = _gap(edge)
    return _("%(words)s; published %(gap)s earlier") % {"words": words, "gap": gap} if gap else words


def is_reordered(pairs: Sequence[Sequence[int]]) -> bool:
    """Whether the pairs, in the order of one text, are not in the order of the other."""
    places = [each[2] for each in sorted(pairs, key=lambda each: each[0])]
    return places != sorted(places)


def _gap(edge: Retelling) -> str:
    times = [each.current.published_at if each.current else None for each in (edge.earlier, edge.later)]
    if not edge.directed or times[0] is None or times[1] is None:
        return ""
    return duration(times[0], times[1])


def duration(start: datetime, end: datetime) -> str:
    """Say a time between two moments in its largest unit; empty when it is below a minute or negative."""
    gap = end - start
    if gap >= 2 * _DAY:
        return ngettext("%(n)d day", "%(n)d days", gap // _DAY) % {"n": gap // _DAY}
    if gap >= _HOUR:
        return ngettext("%(n)d hour", "%(n)d hours", gap // _HOUR) % {"n": gap // _HOUR}
    if gap >= _MINUTE:
        return ngettext("%(n)d minute", "%(n)d minutes", gap // _MINUTE) % {"n": gap // _MINUTE}
    return ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a sentence; `kind` is `number` or `name` where the other sentence has the same, else empty."""

    text: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence with its number in its text, counted from 1."""

    number: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence of the left text with its partner; either may be missing, not both."""

    here: Line | None
    there: Line | None

    @property
    def is_pair(self) -> bool:
        return self.here is not None and self.there is not None


@dataclass(frozen=True, slots=True)
class Thread:
    """A line of the small map, from a sentence on the left to one on the right, in its units."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Both texts: `rows` in the order of the left one, `rest` what only the right one has, and the map of the order."""

    rows: list[Row]
    rest: list[Row]
    threads: list[Thread]
    left_dots: list[tuple[int, bool]]
    right_dots: list[tuple[int, bool]]
    height: int


_STEP = 14  # units of the map per sentence


def side_by_side(edge: Retelling, left: ArticleVersion, right: ArticleVersion) -> SideBySide:
    """Lay two texts beside each other; `left` is of the article whose order is followed."""
    here, there = Narrative.of(OwnText.of(left.extracted)), Narrative.of(OwnText.of(right.extracted))
    places = {there.span(each)[0]: number for number, each in enumerate(there.sentences)}
    partners = {a: places[c] for a, _b, c, _d in edge.pairs_from(left.article_id) if c in places}
    rows, threads = [], []
    for number, sentence in enumerate(here.sentences):
        partner = partners.get(here.span(sentence)[0])
        if partner is None:
            rows.append(Row(Line(number + 1, (Piece(here.words(sentence)),)), None))
            continue
        mine, theirs = _marked(here, sentence, there, there.sentences[partner])
        rows.append(Row(Line(number + 1, mine), Line(partner + 1, theirs)))
        threads.append(Thread(_STEP * number + _STEP, _STEP * partner + _STEP))
    taken = set(partners.values())
    rest = [
        Row(None, Line(number + 1, (Piece(there.words(sentence)),)))
        for number, sentence in enumerate(there.sentences)
        if number not in taken
    ]
    return SideBySide(
        rows,
        rest,
        threads,
        [(_STEP * number + _STEP, row.is_pair) for number, row in enumerate(rows)],
        [(_STEP * number + _STEP, number in taken) for number in range(len(there.sentences))],
        _STEP * (max(len(here.sentences), len(there.sentences)) + 1),
    )


def _marked(
    here: Narrative, mine: Sentence, there: Narrative, theirs: Sentence
) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    one, other = here.words(mine), there.words(theirs)
    numbers = equal_numbers(one, other)
    return (
        _pieces(one, numbers[0], _names(here, mine, there, theirs)),
        _pieces(other, numbers[1], _names(there, theirs, here, mine)),
    )


def _names(here: Narrative, mine: Sentence, there: Narrative, theirs: Sentence) -> list[tuple[int, int]]:
    begin = here.span(mine)[0]
    found = rare_words(here.text, mine, there.text, theirs)
    return [(int(here.offsets[start]) - begin, int(here.offsets[end - 1]) + 1 - begin) for start, end in found]


def _pieces(text: str, numbers: Sequence[tuple[int, int]], names: Sequence[tuple[int, int]]) -> tuple[Piece, ...]:
    """Cut a sentence where marks begin and end; a number within a name is marked as a number."""
    kinds: list[str] = [""] * len(text)
    for kind, spans in (("name", names), ("number", numbers)):
        for start, end in spans:
            kinds[start:end] = [kind] * (end - start)
    pieces: list[Piece] = []
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or kinds[at] != kinds[start]:
            pieces.append(Piece(text[start:at], kinds[start]))
            start = at
    return tuple(pieces)


def gates(edge: Retelling, threshold: float) -> list[tuple[str, Any]]:
    """Say why the pair is listed: each gate with its figure."""
    figures = {"score": f"{edge.score:.2f}", "least": f"{threshold:.2f}"}
    counts = {"shared": edge.numbers_shared, "all": edge.numbers}
    named = edge.reading == COMMON_SOURCE
    return [
        (_("Correspondence"), _("%(score)s, listed from %(least)s") % figures),
        (_("Numbers"), _("%(shared)d of %(all)d equal") % counts if edge.numbers else _("none to compare")),
        (_("Rare words"), ngettext("%(n)d equal", "%(n)d equal", edge.names_shared) % {"n": edge.names_shared}),
        (_("One source named"), _("yes") if named else _("none found")),
    ]
