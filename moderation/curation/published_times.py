"""A lead confirms the time of publication that a submission claims, or takes that back."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from articles.models import Article
from articles.provenance.stored.reuse.edges import redirect
from articles.scoring.stored.dating import redate
from moderation import audit


class StaleTime(Exception):
    """The time is confirmed already, or not confirmed any more: somebody else was faster."""


@transaction.atomic
def confirm_time(user: User, article_id: int, *, confirmed: bool = True) -> Article:
    """Lets the claimed time of an article count like one that a page states; its copies are compared anew, and
    its review ages from then.

    `confirmed=False` takes it back. Raises PermissionDenied, StaleTime, Article.DoesNotExist.
    """
    if not user.has_perm("moderation.lead_queueitem"):
        raise PermissionDenied("confirming a time of publication needs the lead role")
    article = (
        Article.objects.select_for_update(of=("self",), no_key=True).prefetch_related("current").get(pk=article_id)
    )
    if (article.time_confirmed_at is not None) == confirmed:
        raise StaleTime
    article.time_confirmed_at = timezone.now() if confirmed else None
    article.save(update_fields=["time_confirmed_at"])
    stated = article.current.published_at if article.current else None
    audit.append(
        user,
        "article.time_confirmed" if confirmed else "article.time_doubted",
        f"article:{article.pk}",
        published_at=stated.isoformat() if stated else None,
    )
    redirect(article)
    redate(article)
    return article
