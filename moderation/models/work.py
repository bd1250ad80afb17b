"""Work on an article beside decisions: notes, readers' reports, skips, second looks."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models import Article, ArticleVersion
from articles.models.codes import CodeField
from articles.models.immutable import ImmutableRow
from moderation.models.decisions.decision import Decision
from moderation.models.policy import Clause
from moderation.models.queue import QueueItem
from moderation.vocabulary.acts import ACTS
from moderation.vocabulary.reasons import REPORT_CATEGORIES


class Note(ImmutableRow):
    """An internal note on an article, for its next moderator. Never shown to the platform."""

    article = models.ForeignKey(Article, models.PROTECT, related_name="notes", verbose_name=_("article"))
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    text = models.TextField(_("note"))
    created_at = models.DateTimeField(_("written"), auto_now_add=True)

    class Meta:
        verbose_name = _("internal note")
        verbose_name_plural = _("internal notes")
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["article", "-created_at"], name="note_article")]

    def __str__(self) -> str:
        return f"{self.article_id}: {self.author_id}"


class FindingAnswer(ImmutableRow):
    """A moderator's word on a finding of an article version: right or wrong. Of one person the newest counts.

    The finding is named by its code: its row may be corrected later, what was judged stays.
    """

    article_version = models.ForeignKey(
        ArticleVersion, models.PROTECT, related_name="finding_answers", verbose_name=_("article")
    )
    code = models.CharField(_("finding"), max_length=40, db_index=True)
    is_right = models.BooleanField(_("right"))
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    created_at = models.DateTimeField(_("answered"), auto_now_add=True)

    class Meta:
        verbose_name = _("answer on a finding")
        verbose_name_plural = _("answers on findings")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.article_version_id} {self.code}: {self.is_right}"


class Report(ImmutableRow):
    """A report of an article by its readers, sent by the platform; `readers` counts them."""

    article = models.ForeignKey(Article, models.PROTECT, related_name="reports", verbose_name=_("article"))
    category = CodeField(_("category"), max_length=10, family=REPORT_CATEGORIES)
    readers = models.PositiveIntegerField(_("readers"), default=1)
    text = models.TextField(_("what they say"), blank=True)
    key = models.CharField(_("API key"), max_length=50)
    created_at = models.DateTimeField(_("received"), auto_now_add=True)

    class Meta:
        verbose_name = _("user report")
        verbose_name_plural = _("user reports")
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["article", "category"], name="report_article")]

    def __str__(self) -> str:
        return f"{self.article_id}: {self.get_category_display()}"


class Skip(ImmutableRow):
    """A moderator released an item for another one."""

    item = models.ForeignKey(QueueItem, models.PROTECT, related_name="skips", verbose_name=_("queue item"))
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("moderator"))
    via = models.CharField(_("credential"), max_length=20, blank=True, default="", db_default="")
    held_seconds = models.PositiveIntegerField(_("seconds held"))
    created_at = models.DateTimeField(_("skipped"), auto_now_add=True)

    class Meta:
        verbose_name = _("skip")
        verbose_name_plural = _("skips")
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["user", "-created_at"], name="skip_user")]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.user_id}"


class SecondLook(models.Model):
    """A blind second review of a sampled decision. Triggers refuse who made the decision, or may have.

    It is open until `reviewed_by` is set, with the act they would have chosen. It only serves the agreement figure.
    """

    decision = models.OneToOneField(Decision, models.PROTECT, primary_key=True, related_name="second_look")
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("reviewed by")
    )
    reviewed_via = models.CharField(_("reviewed through"), max_length=20, blank=True, default="", db_default="")
    act = CodeField(_("act"), max_length=10, family=ACTS, blank=True)
    clause = models.ForeignKey(Clause, models.PROTECT, null=True, related_name="+", verbose_name=_("clause"))
    created_at = models.DateTimeField(_("sampled"), auto_now_add=True)
    reviewed_at = models.DateTimeField(_("reviewed"), null=True)

    class Meta:
        verbose_name = _("second look")
        verbose_name_plural = _("second looks")
        ordering = ["created_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(reviewed_by=None, reviewed_at=None, act="", clause=None)
                | (models.Q(reviewed_by__isnull=False, reviewed_at__isnull=False) & ~models.Q(act="")),
                name="second_look_is_whole",
            )
        ]
        indexes = [models.Index(fields=["created_at"], condition=models.Q(reviewed_by=None), name="second_look_open")]

    def __str__(self) -> str:
        return f"{self.decision_id}: {self.get_act_display()}"
