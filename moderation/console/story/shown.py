"""The articles of a story for a reader: relation, decision or state, and whether one act may take them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article, ClaimLikeness, KnownClaim, Story, StoryMember
from articles.models.codes import lazy_word
from articles.provenance.stored.story.record import members
from articles.provenance.stored.story.relations import relatives
from articles.provenance.story.relation import Relative
from articles.provenance.story.spread import Point, Spread, spread
from articles.vocabulary.known_claims import ACTIVE
from articles.vocabulary.stories import RELATIONS, REWORDED
from moderation.console.item.copy_decisions import SAME_TEXT, decisions_on
from moderation.console.item.story_line import relation_words
from moderation.decisions.one_look import Standing, standings
from moderation.models import Decision, QueueItem
from moderation.queue.access import hidden_among

_MOST_CLAIMS = 5


@dataclass(frozen=True, slots=True)
class Told:
    """An article of a story. `decided` holds on it; `standing` says whether an act may take it, and why not."""

    member: StoryMember
    relative: Relative
    decided: Decision | None
    standing: Standing

    @property
    def article(self) -> Article:
        return self.member.article

    @property
    def item(self) -> QueueItem | None:
        return self.standing.item

    @property
    def relation(self) -> str:
        """The relation in words, with the share of a copy or the sentences of a rewording."""
        return relation_words(self.relative)

    @property
    def must_be_judged(self) -> bool:
        """A possible rewording: a person judges it before an act takes it with others."""
        return self.relative.relation == REWORDED

    @property
    def may_take(self) -> bool:
        return self.standing.is_free and not self.must_be_judged


@dataclass(frozen=True, slots=True)
class StoryShown:
    """A story with its first articles that the reader may see."""

    story: Story
    told: Sequence[Told]
    hidden: int

    @property
    def headline(self) -> str:
        return next((str(each.article) for each in self.told), f"#{self.story.pk}")

    @property
    def sources(self) -> int:
        return len({each.article.source_id for each in self.told if each.article.source_id is not None})

    @property
    def platforms(self) -> list[str]:
        return sorted({str(each.article.platform) for each in self.told})

    @property
    def is_cut(self) -> bool:
        return self.story.articles > len(self.told) + self.hidden

    @property
    def relations(self) -> list[tuple[str, Any, int]]:
        """Each relation that occurs with its word and count, in the order of the vocabulary."""
        counts = Counter(each.relative.relation for each in self.told)
        return [(term.code, lazy_word(term), counts[term.code]) for term in RELATIONS.terms if counts[term.code]]

    @property
    def claims(self) -> list[tuple[KnownClaim, int]]:
        """Known claims that articles of the story are similar to, with how many, most first; one query."""
        versions = [each.article.current_id for each in self.told]
        rows = ClaimLikeness.objects.filter(version__in=versions, claim__state=ACTIVE).select_related("claim")
        counts = Counter(row.claim_id for row in rows)
        claims = {row.claim_id: row.claim for row in rows}
        return [(claims[pk], count) for pk, count in counts.most_common(_MOST_CLAIMS)]

    @property
    def differing(self) -> list[list[Decision]]:
        """Groups of copies of one text whose decisions differ, with one decision per article."""
        return differing(self.told)

    @property
    def picture(self) -> Spread:
        points = [
            Point(
                each.article.pk,
                str(each.article.source or _("source unknown")),
                each.member.at,
                each.relative,
                f"{timezone.localtime(each.member.at):%m-%d %H:%M} · {each.article.source or '—'} · {each.relation}",
            )
            for each in self.told
        ]
        return spread(points, timezone.get_current_timezone())


def story_shown(story: Story, user: User, relation: str = "") -> StoryShown:
    """Read a story for this reader; articles that are hidden from them are counted only."""
    rows = members(story)
    unseen = hidden_among(user, [row.article_id for row in rows])
    rows = [row for row in rows if row.article_id not in unseen]
    articles = {row.article_id: row.article for row in rows}
    found = relatives(story.pk, articles)
    decided, state = decisions_on(list(articles), user), standings(user, articles)
    told = [Told(row, found[row.article_id], decided.get(row.article_id), state[row.article_id]) for row in rows]
    if relation:
        told = [each for each in told if each.relative.relation == relation]
    return StoryShown(story, told, len(unseen))


def differing(told: Iterable[Told]) -> list[list[Decision]]:
    """Return the decisions on articles of one text (each a copy of one parent, or the parent) where they differ."""
    groups: dict[int, list[Decision]] = defaultdict(list)
    parents = _roots({each.article.pk: each.relative for each in told})
    for each in told:
        if each.decided is not None:
            groups[parents[each.article.pk]].append(each.decided)
    return [
        group for _, group in sorted(groups.items()) if len({(row.act, row.clause_id, row.label) for row in group}) > 1
    ]


def _roots(relatives_of: Mapping[int, Relative]) -> dict[int, int]:
    """Return for each article the first one that has its text; itself for one that is no copy."""
    found = {}
    for article in relatives_of:
        at, seen = article, {article}
        while (near := relatives_of.get(at)) and near.parent is not None and (near.share or 0) >= SAME_TEXT:
            if near.parent in seen or near.parent not in relatives_of:
                break
            at = near.parent
            seen.add(at)
        found[article] = at
    return found


def preselected(told: Sequence[Told], of: Collection[int]) -> set[int]:
    """Return the articles that are chosen at first: those of one text with the given ones that an act may take."""
    roots = _roots({each.article.pk: each.relative for each in told})
    wanted = {roots[pk] for pk in of if pk in roots}
    return {each.article.pk for each in told if roots[each.article.pk] in wanted and each.may_take}
