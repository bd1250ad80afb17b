"""The article admin with each article's place in the queue; the app `articles` has no queues."""

from __future__ import annotations

from typing import ClassVar

from django.contrib import admin
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles.admin.article import ArticleAdmin
from articles.models import Article
from moderation.models import QueueItem

admin.site.unregister(Article)


@admin.register(Article)
class QueuedArticleAdmin(ArticleAdmin):
    list_display: tuple[str, ...] = (
        "headline",
        "platform",
        "source",
        "version_number",
        "queue_state",
        "created_at",
    )
    fields: ClassVar[tuple[str, ...]] = ("queue_state", *ArticleAdmin.fields)
    readonly_fields: ClassVar[tuple[str, ...]] = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        latest_first = QueueItem.objects.order_by("-id")
        return super().get_queryset(request).prefetch_related(Prefetch("queue_items", latest_first))

    @admin.display(description=_("queue"))
    def queue_state(self, article: Article) -> SafeString | str:
        item = next(iter(article.queue_items.all()), None)
        if item is None:
            return "—"
        return format_html('<a href="{}">{}</a>', reverse("console:item", args=[item.pk]), item.get_state_display())
