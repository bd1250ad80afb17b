"""Moderators' answers on two articles that tell the same: labels from daily work. They decide and change nothing."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction

from articles.models import Article, Retelling, RetellingAnswer
from articles.provenance.rewording.fitting import Answered
from articles.provenance.stored.rewording.edges import retellings_of
from articles.vocabulary.retellings import ANSWERS, REWORDED, UNCLEAR
from moderation import audit
from moderation.models import QueueItem
from moderation.queue.access import hidden_among, may_see


@transaction.atomic
def answer_retelling(user: User, item: QueueItem, other: int, answer: str, note: str = "") -> RetellingAnswer:
    """Store what a person answers on the item's article and another one; the newest answer of a pair counts.

    It is evidence: it moves no score, starts no act, and tells no author. The same answer of the same person twice is
    one. Raises PermissionDenied, ValueError for an answer that there is not, Retelling.DoesNotExist.
    """
    if not user.has_perm("moderation.claim_queueitem") or not may_see(user, item) or hidden_among(user, {other}):
        raise PermissionDenied("answering needs the right to work on this item and to see both articles")
    if answer not in ANSWERS:
        raise ValueError(f"no such answer: {answer}")
    edge = next((edge for edge in retellings_of([item.article_id]) if edge.other_id(item.article_id) == other), None)
    if edge is None:
        raise Retelling.DoesNotExist(f"articles {item.article_id} and {other} have no retelling")
    first, second = sorted((item.article_id, other))
    note = note.strip()[:500]
    before: RetellingAnswer | None = RetellingAnswer.objects.filter(first=first, second=second).order_by("pk").last()
    if before is not None and (before.answered_by_id, before.answer, before.note) == (user.pk, answer, note):
        return before
    versions = dict(Article.objects.filter(pk__in=(first, second)).values_list("pk", "current"))
    given = RetellingAnswer(
        first_id=first,
        second_id=second,
        first_version_id=versions[first],
        second_version_id=versions[second],
        answer=answer,
        score=edge.score,
        numbers_shared=edge.numbers_shared,
        numbers=edge.numbers,
        names_shared=edge.names_shared,
        note=note,
        answered_by=user,
    )
    given.save()
    audit.append(
        user,
        "retelling.answered",
        f"article:{item.article_id}",
        other=other,
        answer=answer,
        before=before.answer if before else None,
    )
    return given


def answered_pairs() -> Iterator[Answered]:
    """Yield the newest answer of each pair as a row to fit on; those who could not tell are left out."""
    rows = RetellingAnswer.objects.order_by("pk").values_list("first", "second", "answer", "score")
    newest = {(first, second): (answer, score) for first, second, answer, score in rows.iterator()}
    for (first, second), (answer, score) in newest.items():
        if answer != UNCLEAR:
            yield Answered(f"{first}:{second}", score, is_reworded=answer == REWORDED)
