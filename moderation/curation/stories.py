"""What leads correct about stories: articles that tell another event."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction

from articles.models import Story
from articles.provenance.stored.story import membership
from moderation import audit

LEAD = "moderation.lead_queueitem"


@transaction.atomic
def split_story(user: User, story: Story, articles: Sequence[int]) -> Story | None:
    """Move articles to a story of their own, or one out of its story; new articles do not bring them back.

    Raises PermissionDenied, and ValueError when an article is not in the story.
    """
    if not user.has_perm(LEAD):
        raise PermissionDenied("stories are for leads to correct")
    fresh = membership.split(story, articles, by=user.pk)
    audit.append(
        user,
        "story.split",
        f"story:{story.pk}",
        articles=sorted(set(articles)),
        other=None if fresh is None else fresh.pk,
    )
    return fresh
