"""Moderators' answers on an article and the known claim that it resembles: labels that decide and change nothing."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction

from articles.models import ClaimAnswer, ClaimLikeness
from articles.provenance.rewording.fitting import Answered
from articles.provenance.stored.known_claims.likenesses import answer_on
from articles.vocabulary.known_claims import CLAIM_ANSWERS, SAME, UNCLEAR
from moderation import audit
from moderation.models import QueueItem
from moderation.queue.access import may_see


@transaction.atomic
def answer_likeness(user: User, item: QueueItem, claim: int, answer: str) -> ClaimAnswer:
    """Store what a person answers on the item's article and an entry of the bank; the newest answer counts.

    The same answer of the same person twice is one. Raises PermissionDenied, ValueError for an answer that there is
    not, ClaimLikeness.DoesNotExist where the article does not resemble the entry, or no longer.
    """
    if not user.has_perm("moderation.claim_queueitem") or not may_see(user, item):
        raise PermissionDenied("answering needs the right to work on this item")
    if answer not in CLAIM_ANSWERS:
        raise ValueError(f"no such answer: {answer}")
    found = ClaimLikeness.objects.get(version=item.article_version_id, claim=claim)
    before = answer_on(found.version_id, claim)
    if before is not None and (before.answered_by_id, before.answer) == (user.pk, answer):
        return before
    given = ClaimAnswer(
        version_id=found.version_id,
        claim_id=claim,
        number=found.number,
        answer=answer,
        level=found.level,
        method=found.method,
        score=found.score,
        denial=found.denial,
        answered_by=user,
    )
    given.save()
    audit.append(
        user,
        "known_claim.answered",
        f"article:{item.article_id}",
        claim=claim,
        answer=answer,
        before=before.answer if before else None,
    )
    return given


def answered_likenesses(method: str) -> Iterator[Answered]:
    """Yield the newest answer of each article and entry found by this method as a row to fit on.

    Those who could not tell are left out.
    """
    rows = ClaimAnswer.objects.filter(method=method).order_by("pk").values_list("version", "claim", "answer", "score")
    newest = {(version, claim): (answer, score) for version, claim, answer, score in rows.iterator()}
    for (version, claim), (answer, score) in newest.items():
        if answer != UNCLEAR:
            yield Answered(f"{version}:{claim}", score, is_reworded=answer == SAME)
