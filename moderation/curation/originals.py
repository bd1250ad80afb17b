"""A lead protects an original: articles that tell it in other words are looked for however old it is."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction

from articles.models import Article
from articles.provenance.stored.rewording import originals
from moderation import audit

LEAD = "moderation.lead_queueitem"


@transaction.atomic
def protect(user: User, article: int) -> bool:
    """Put an article into the bank of originals; return whether that is new. Raises PermissionDenied, DoesNotExist."""
    _check(user, article)
    is_new = originals.protect(article, user)
    if is_new:
        audit.append(user, "original.protected", f"article:{article}")
    return is_new


@transaction.atomic
def unprotect(user: User, article: int) -> bool:
    """Take an article out of the bank, whoever put it there; return whether it was in it.

    Retellings that were found stay. Raises PermissionDenied, DoesNotExist.
    """
    _check(user, article)
    was_there = originals.unprotect(article)
    if was_there:
        audit.append(user, "original.unprotected", f"article:{article}")
    return was_there


def _check(user: User, article: int) -> None:
    if not user.has_perm(LEAD):
        raise PermissionDenied("protecting an original needs the rights of a lead")
    Article.objects.get(pk=article, current__isnull=False)
