"""A moderator corrects what kind of text an article is and what it is about."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction

from articles.assessment.revisits import wake_articles
from articles.models import Article, TopicCorrection
from articles.provenance.stored.topics import correct
from articles.vocabulary.kinds import KINDS
from articles.vocabulary.topics import TOPICS
from moderation import audit
from moderation.models import Event, QueueItem
from moderation.models.webhooks.event import names_of
from moderation.queue.access import may_see
from moderation.vocabulary.events import TOPIC_CORRECTED


class UnchangedTopic(Exception):
    """Kind and topic are the same already: somebody else was faster, or nothing was chosen."""


@transaction.atomic
def correct_topic(user: User, item: QueueItem, kind: str, topic: str) -> TopicCorrection:
    """Store the correction of an item's article and use it at once: the article is assessed again under it.

    It holds for later versions of the article, too, and is a row for the training of the model. Raises
    PermissionDenied, ValueError for a kind or topic that there is not, UnchangedTopic.
    """
    if not user.has_perm("moderation.claim_queueitem") or not may_see(user, item):
        raise PermissionDenied("correcting a topic needs the right to work on this item")
    if kind not in KINDS or topic not in TOPICS:
        raise ValueError(f"no such kind or topic: {kind} {topic}")
    article = Article.objects.select_for_update(of=("self",), no_key=True).select_related("current")
    version = article.get(pk=item.article_id).current
    assert version is not None  # noqa: S101 - an item is of an article with a version
    if (version.kind, version.topic) == (kind, topic) and (version.topic_evidence or {}).get("corrected"):
        raise UnchangedTopic
    row = correct(version, kind, topic, user)
    needs_source = KINDS[kind].needs_source
    audit.append(
        user,
        "article.topic_corrected",
        f"article:{item.article_id}",
        kind=kind,
        topic=topic,
        kind_before=row.kind_before,
        topic_before=row.topic_before,
    )
    data = {**names_of(item.article), "version": version.number}
    Event(
        type=TOPIC_CORRECTED,
        article=item.article,
        data={**data, "kind": kind, "topic": topic, "needs_source": needs_source},
    ).save()
    wake_articles([item.article_id])
    return row
