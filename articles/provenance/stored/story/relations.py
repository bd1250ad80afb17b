"""The relations of stored articles to the others of their story."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.db.models import Q

from articles.models import Article, Retelling, ReuseEdge
from articles.provenance.stored.rewording.edges import answers_on
from articles.provenance.stored.rewording.publishers import is_official
from articles.provenance.story.relation import LEAST_COPIED, Relative, TextPair, ToldPair, relation

_EDGE = ("earlier", "later", "directed", "containment", "containment_earlier", "credit")
_TOLD = ("earlier", "later", "directed", "reading", "pairs", "sentences", "sentences_earlier")
_MOST_EDGES = 5_000


def relatives(story: int, articles: Mapping[int, Article]) -> dict[int, Relative]:
    """Return the relation of each of these articles (with their sources) to the story. Three queries, and one per pair
    of tellings that people may have answered."""
    ids = list(articles)
    texts: dict[int, list[TextPair]] = defaultdict(list)
    for earlier, later, directed, share, share_earlier, credit in _edges(story, ids):
        texts[later].append(TextPair(earlier, share, directed, True, credit))
        texts[earlier].append(TextPair(later, share if directed else share_earlier, directed, False, credit))
    told = _tellings(story, ids)
    return {
        pk: relation(article.source is not None and is_official(article.source), texts[pk], told.get(pk, ()))
        for pk, article in articles.items()
    }


def _edges(story: int, ids: Sequence[int]) -> set[tuple[int, int, bool, float, float, str]]:
    """Return the edges of these articles within the story: to the earlier ones, then the first to later ones.

    Each article has few earlier ones; an original may have a later one per member, of which some say that it is one.
    """
    much = Q(containment__gte=LEAST_COPIED) | Q(directed=False, containment_earlier__gte=LEAST_COPIED)
    rows = ReuseEdge.objects.filter(much).order_by("id").values_list(*_EDGE)
    to_earlier = rows.filter(later__in=ids, earlier__story_member__story=story)[:_MOST_EDGES]
    to_later = rows.filter(earlier__in=ids, later__story_member__story=story)[:_MOST_EDGES]
    return {*to_earlier, *to_later}


def _tellings(story: int, ids: Sequence[int]) -> dict[int, list[ToldPair]]:
    found: dict[int, list[ToldPair]] = defaultdict(list)
    rows = Retelling.objects.filter(later__in=ids, directed=True, earlier__story_member__story=story)
    by_later: dict[int, list[Retelling]] = defaultdict(list)
    for row in rows.order_by("pk")[:_MOST_EDGES]:
        by_later[row.later_id].append(row)
    for later, some in by_later.items():
        answers = answers_on(later, [row.earlier_id for row in some])
        for row in some:
            answer = answers[row.earlier_id].answer if row.earlier_id in answers else None
            found[later].append(ToldPair(row.earlier_id, True, row.reading, len(row.pairs), row.sentences, answer))
    return found
