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
from moderation.models import Event
from moderation.models.webhooks.event import names_of
from moderation.queue.access import hidden_among
from moderation.vocabulary.events import TOPIC_CORRECTED


class UnchangedTopic(Exception):
    """Kind and topic are the same already: somebody else was faster, or nothing was chosen."""


@transaction.atomic
def correct_topic(user: User, article_id: int, kind: str, topic: str) -> TopicCorrection:
    """Store the correction of an article and use it at once: the article is assessed again under it.

    It holds for later versions of the article, too, and is a row for the training of the model. Raises
    PermissionDenied, Article.DoesNotExist, ValueError for a kind or topic that there is not, UnchangedTopic.
    """
    if not user.has_perm("moderation.claim_queueitem") or hidden_among(user, [article_id]):
        raise PermissionDenied("correcting a topic needs the right to work on this article")
    if kind not in KINDS or topic not in TOPICS:
        raise ValueError(f"no such kind or topic: {kind} {topic}")
    held = (
        Article.objects.select_for_update(of=("self",), no_key=True)
        .select_related("platform")
        .prefetch_related("current")
    )
    article = held.get(pk=article_id)
    version = article.current
    assert version is not None  # noqa: S101 - set in the transaction that made the article
    if (version.kind, version.topic) == (kind, topic) and (version.topic_evidence or {}).get("corrected"):
        raise UnchangedTopic
    row = correct(version, kind, topic, user)
    needs_source = KINDS[kind].needs_source
    audit.append(
        user,
        "article.topic_corrected",
        f"article:{article_id}",
        kind=kind,
        topic=topic,
        kind_before=row.kind_before,
        topic_before=row.topic_before,
    )
    data = {**names_of(article), "version": version.number}
    Event(
        type=TOPIC_CORRECTED,
        article=article,
        data={**data, "kind": kind, "topic": topic, "needs_source": needs_source},
    ).save()
    wake_articles([article_id])
    return row
