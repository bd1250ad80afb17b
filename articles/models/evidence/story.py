"""Stories: articles that tell one event, and how their membership changed."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.models.codes import CodeField
from articles.models.source import Platform
from articles.vocabulary.stories import CHANGES


class Story(models.Model):
    """Articles that tell one event, of all platforms; no words of its own, so that none cross platforms.

    `articles` counts the members. A merged story keeps its row and its history; `merged_into` has its members.
    """

    articles = models.PositiveIntegerField(_("articles"), default=0)
    first_at = models.DateTimeField(_("first seen"))
    last_at = models.DateTimeField(_("last article"))
    merged_into = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="merged", verbose_name=_("merged into")
    )
    created_at = models.DateTimeField(_("found"), auto_now_add=True)

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(fields=["created_at", "id"], name="story_created"),
            models.Index(fields=["last_at", "id"], name="story_last"),
            models.Index(fields=["articles", "id"], name="story_size"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


class StoryMember(models.Model):
    """The story of an article. `at` is its time of publication, or of its arrival where that is unknown.

    `likeness` (0–1) to the article `because` of which it joined; 1 for a copy.
    """

    article = models.OneToOneField(Article, models.CASCADE, primary_key=True, related_name="story_member")
    story = models.ForeignKey(Story, models.CASCADE, related_name="members", db_index=False, verbose_name=_("story"))
    platform = models.ForeignKey(Platform, models.PROTECT, related_name="+", db_index=False)
    likeness = models.FloatField(_("likeness"))
    because = models.ForeignKey(Article, models.SET_NULL, null=True, related_name="+", verbose_name=_("because of"))
    at = models.DateTimeField(_("published"))
    created_at = models.DateTimeField(_("joined"), auto_now_add=True)

    class Meta:
        verbose_name = _("article of a story")
        verbose_name_plural = _("articles of stories")
        ordering = ["at", "article"]
        indexes = [
            models.Index(fields=["story", "at", "article"], name="story_members"),
            models.Index(fields=["platform", "story"], name="story_platform"),
        ]

    def __str__(self) -> str:
        return f"{self.article_id} ∈ #{self.story_id}"


class StoryChange(models.Model):
    """One step of a story's history; a row is written once.

    `article` is null for a merge, whose `other` is the story that took the members. `other` of a split is the story
    that the article came from. `by` is null when the product did it.
    """

    what = CodeField(_("change"), max_length=10, family=CHANGES)
    story = models.ForeignKey(Story, models.CASCADE, related_name="changes", verbose_name=_("story"))
    other = models.ForeignKey(Story, models.SET_NULL, null=True, related_name="+", verbose_name=_("other story"))
    article = models.ForeignKey(
        Article, models.CASCADE, null=True, related_name="story_changes", verbose_name=_("article")
    )
    likeness = models.FloatField(_("likeness"), null=True)
    because = models.ForeignKey(Article, models.SET_NULL, null=True, related_name="+", verbose_name=_("because of"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("changed by")
    )
    created_at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("change of a story")
        verbose_name_plural = _("changes of stories")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"#{self.story_id}: {self.what}"
