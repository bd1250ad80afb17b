"""Why an item stands where it does in the queue: in one line, and as the parts behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from articles.models.codes import word_of
from articles.vocabulary.topics import TOPICS
from moderation.models import QueueItem
from moderation.queue.ranking import HEAD_START
from moderation.triage.priority.evidence import NEWS, SOURCE, TOPIC
from moderation.triage.priority.model import shipped_model
from moderation.triage.priority.value import CIRCUMSTANCE

_SHOWN = 2
# The harm of a right high finding on news is .6, of a medium one .3, of a note .1.
_GRAVE, _MIDDLING = 0.45, 0.2
_LIKELY, _POSSIBLE = 0.6, 0.3


@dataclass(frozen=True, slots=True)
class Part:
    """One cause: how much less looking would be worth without it (0–1), and how many hours later the item would come.

    `kind` and `code` are those of a reason, or `circumstance` with `news`, `source`, `reach` or `topic:` and its code.
    """

    kind: str
    code: str
    label_zh: str
    label_en: str
    share: float
    hours_later: float


@dataclass(frozen=True, slots=True)
class Standing:
    """Why an item stands where it does: a sentence in both languages and its parts, the largest first.

    `chance` that a reviewer acts × `harm` of that is the risk, 0–1; with `urgency` and `reach` it gives the order.
    """

    sentence_zh: str
    sentence_en: str
    model: str
    chance: float
    harm: float
    urgency: float | None
    reach: float
    parts: tuple[Part, ...]


def standing_of(item: QueueItem) -> Standing | None:
    """The standing in both languages; None for rows of the time before. Reads what `standing` reads."""
    kept = item.priority
    if not kept:
        return None
    sentences, labels = {}, {}
    for language in ("zh-hans", "en"):
        with translation.override(language):
            sentences[language] = standing(item)
            labels[language] = [_factor(item, kind, code) for kind, code, _ in kept["factors"]]
    words = zip(labels["zh-hans"], labels["en"], strict=True)
    return Standing(
        sentence_zh=sentences["zh-hans"],
        sentence_en=sentences["en"],
        model=kept["model"],
        chance=kept["chance"],
        harm=kept["harm"],
        urgency=item.urgency,
        reach=item.reach,
        parts=tuple(_parts(kept["factors"], words)),
    )


def _parts(factors: list[tuple[str, str, float]], words: Iterable[tuple[str, str]]) -> Iterator[Part]:
    for (kind, code, share), (zh, en) in zip(factors, words, strict=True):
        # A reason that has left the item since has no words.
        if zh:
            yield Part(kind, code, zh, en, share, round(share * HEAD_START.total_seconds() / 3600, 1))


def standing(item: QueueItem) -> str:
    """The chance that a reviewer acts, the two largest causes, and what the first is worth; "" for older rows.

    Reads the item's reasons, which lists fetch anyway.
    """
    kept = item.priority
    if not kept:
        return ""
    words = [(told, share) for kind, code, share in kept["factors"] if (told := _factor(item, kind, code))][:_SHOWN]
    if not words:
        return _("Nothing speaks for it; it stands by the time it has waited.")
    line = _("%(chance)s; %(harm)s. Mostly because of %(first)s") % {
        "chance": _chance(kept["chance"], kept["model"]),
        "harm": _harm(kept["harm"]),
        "first": words[0][0],
    }
    if len(words) > 1:
        line = _("%(line)s and %(second)s") % {"line": line, "second": words[1][0]}
    hours = round(words[0][1] * HEAD_START.total_seconds() / 3600)
    if hours < 1:
        return _("%(line)s.") % {"line": line}
    later = ngettext("it would come %(n)d hour later", "it would come %(n)d hours later", hours) % {"n": hours}
    if len(words) > 1:
        return _("%(line)s; without the first %(later)s.") % {"line": line, "later": later}
    return _("%(line)s; without it %(later)s.") % {"line": line, "later": later}


def _chance(chance: float, model: str) -> str:
    """A figure only from a model that learned from decisions; what was chosen beforehand is said in words, as such."""
    if model != shipped_model().name:
        return _("By earlier decisions, about %(percent)d %% that a reviewer acts") % {"percent": round(100 * chance)}
    if chance >= _LIKELY:
        return _("By the preset, not yet by decisions, a reviewer is likely to act")
    if chance >= _POSSIBLE:
        return _("By the preset, not yet by decisions, a reviewer may act")
    return _("By the preset, not yet by decisions, a reviewer is unlikely to act")


def _harm(harm: float) -> str:
    if harm >= _GRAVE:
        return _("the harm would be grave")
    return _("the harm would be moderate") if harm >= _MIDDLING else _("the harm would be slight")


def _factor(item: QueueItem, kind: str, code: str) -> str:
    """A factor in words; "" for a reason that has left the item since."""
    if kind != CIRCUMSTANCE:
        label = next((row.label for row in item.reasons.all() if (row.kind, row.code) == (kind, code)), "")
        return pgettext("quoted reason", "“%(label)s”") % {"label": label} if label else ""
    if code == NEWS:
        return _("the topic, which is news")
    if code == SOURCE:
        return _("the source's record")
    if code.startswith(TOPIC):
        topic = word_of(TOPICS, code.removeprefix(TOPIC))
        return pgettext("reason", "the topic “%(topic)s”") % {"topic": topic}
    return _("its many readers")
