"""Moderators' answers on findings, right or wrong: judged rows from daily work."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction

from articles.models import Finding
from articles.provenance.precision.judged import Judged
from moderation import audit
from moderation.models import FindingAnswer, QueueItem
from moderation.queue.access import may_see


@transaction.atomic
def answer(user: User, item: QueueItem, code: str, *, is_right: bool) -> FindingAnswer:
    """Records the answer on the finding of this code that the item's article version has.

    An answer trains nothing and decides nothing; it counts as a judged row of the code's precision. The same answer
    twice is one. Raises PermissionDenied, Finding.DoesNotExist.
    """
    if not user.has_perm("moderation.claim_queueitem") or not may_see(user, item):
        raise PermissionDenied("answering needs the right to work on this item")
    finding = Finding.objects.get(version=item.article_version_id, code=code)
    before: FindingAnswer | None = FindingAnswer.objects.filter(
        article_version=finding.version_id, code=code, answered_by=user
    ).first()
    if before is not None and before.is_right == is_right:
        return before
    given = FindingAnswer(article_version_id=finding.version_id, code=code, is_right=is_right, answered_by=user)
    given.save()
    audit.append(user, "finding.answered", f"article:{item.article_id}", finding=code, is_right=is_right)
    return given


def answers_of(user: User, version: int) -> dict[str, bool]:
    """What this person last answered on the findings of a version, by code; one query."""
    rows = FindingAnswer.objects.filter(article_version=version, answered_by=user).order_by("id")
    return {row.code: row.is_right for row in rows}


def judged_answers() -> Iterator[Judged]:
    """The newest answer of each person on each finding, as judged rows."""
    rows = FindingAnswer.objects.order_by("id").values_list("code", "article_version", "answered_by", "is_right")
    newest = {(code, version, person): is_right for code, version, person, is_right in rows.iterator()}
    for (code, version, _), is_right in newest.items():
        yield Judged(code, str(version), "right" if is_right else "wrong")
