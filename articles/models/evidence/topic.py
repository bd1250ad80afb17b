"""What moderators say an article is: append-only labels, used at once and for training."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article, ArticleVersion
from articles.models.codes import CodeField
from articles.models.immutable import ImmutableRow
from articles.vocabulary.kinds import KINDS
from articles.vocabulary.topics import TOPICS


class TopicCorrection(ImmutableRow):
    """A moderator's word on an article's kind and topic. The newest row of an article counts, for later versions too.

    `article_version` is the text that was read; `kind_before` and `topic_before` stood there before.
    """

    article = models.ForeignKey(Article, models.PROTECT, related_name="topic_corrections", verbose_name=_("article"))
    article_version = models.ForeignKey(ArticleVersion, models.PROTECT, related_name="+", verbose_name=_("version"))
    kind = CodeField(_("kind of text"), max_length=20, family=KINDS)
    topic = CodeField(_("topic"), max_length=30, family=TOPICS)
    kind_before = CodeField(_("kind before"), max_length=20, family=KINDS, blank=True)
    topic_before = CodeField(_("topic before"), max_length=30, family=TOPICS, blank=True)
    corrected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("corrected by")
    )
    created_at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("correction of kind and topic")
        verbose_name_plural = _("corrections of kind and topic")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.article_id}: {self.kind} · {self.topic}"
