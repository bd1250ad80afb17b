"""Query parameters of the queue."""

from __future__ import annotations

from datetime import datetime

import django_filters  # type: ignore[import-untyped]
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from articles.api.conventions.choices import ChoiceFilter, PlatformFilter, RowFilter
from articles.api.conventions.filters import IdsFilter, MomentFilter, RowIdFilter, TruthFilter
from moderation.models import Queue, QueueItem, QueueReason

SORTS = {"rank": ("rank_at", "id"), "due": ("due_at", "id"), "opened": ("opened_at", "id")}
"""The orders of the queue's list; each begins with a time."""


class QueueItemFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Filters of the queue; open items unless `state` says otherwise."""

    queue = RowFilter(Queue.objects.all())
    article = RowIdFilter(field_name="article_id", help_text="the article's id")
    platform = PlatformFilter(field_name="article__platform")
    source = RowIdFilter(field_name="article__source_id", help_text="the source's id")
    reason = django_filters.CharFilter(method="has_reason", max_length=60, help_text="code of a reason")
    due_before = MomentFilter(field_name="due_at", lookup_expr="lt")
    due_after = MomentFilter(field_name="due_at", lookup_expr="gte")
    opened_after = MomentFilter(field_name="opened_at", lookup_expr="gte")
    opened_before = MomentFilter(field_name="opened_at", lookup_expr="lt")
    updated_after = MomentFilter(method="is_updated_after", help_text="opened, given a reason or decided since")
    escalated = TruthFilter(field_name="escalated", help_text="whether it was escalated to the leads")
    ids = IdsFilter(help_text="up to 200 ids, separated by commas")
    sort = ChoiceFilter(
        method="is_sorted",
        choices=[(name, name) for name in SORTS],
        help_text="rank (the order of work) when not given",
    )
    state = ChoiceFilter(choices=QueueItem.State.choices, help_text="open when not given")
    claimed = TruthFilter(method="is_claimed", help_text="held by somebody right now")

    class Meta:
        model = QueueItem
        fields: list[str] = []

    def filter_queryset(self, queryset: QuerySet[QueueItem]) -> QuerySet[QueueItem]:
        if not self.form.cleaned_data.get("state"):
            queryset = queryset.filter(state=QueueItem.State.OPEN)
        filtered: QuerySet[QueueItem] = super().filter_queryset(queryset)
        return filtered

    def has_reason(self, queryset: QuerySet[QueueItem], name: str, value: str) -> QuerySet[QueueItem]:
        return queryset.filter(Exists(QueueReason.objects.filter(item=OuterRef("pk"), code=value)))

    def is_updated_after(self, queryset: QuerySet[QueueItem], name: str, value: datetime) -> QuerySet[QueueItem]:
        reasoned = Exists(QueueReason.objects.filter(item=OuterRef("pk"), created_at__gte=value))
        return queryset.filter(Q(opened_at__gte=value) | Q(decided_at__gte=value) | reasoned)

    def is_sorted(self, queryset: QuerySet[QueueItem], name: str, value: str) -> QuerySet[QueueItem]:
        """The pages are cut in that order, see `QueueItemList.cursor_ordering`."""
        return queryset

    def is_claimed(self, queryset: QuerySet[QueueItem], name: str, value: bool) -> QuerySet[QueueItem]:
        held = Q(claimed_until__gt=timezone.now())
        return queryset.filter(held) if value else queryset.exclude(held)
