"""Query parameters of the queue."""

from __future__ import annotations

import django_filters  # type: ignore[import-untyped]
from django.db.models import Q, QuerySet
from django.utils import timezone

from articles.api.conventions.filters import RowIdFilter, TruthFilter
from moderation.models import Queue, QueueItem


class QueueItemFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Filters of the queue; open items unless `state` says otherwise."""

    queue = django_filters.ModelChoiceFilter(queryset=Queue.objects.all(), to_field_name="code")
    article = RowIdFilter(field_name="article_id", help_text="the article's id")
    state = django_filters.ChoiceFilter(choices=QueueItem.State.choices, help_text="open when not given")
    claimed = TruthFilter(method="is_claimed", help_text="held by somebody right now")

    class Meta:
        model = QueueItem
        fields: list[str] = []

    def filter_queryset(self, queryset: QuerySet[QueueItem]) -> QuerySet[QueueItem]:
        if not self.form.cleaned_data.get("state"):
            queryset = queryset.filter(state=QueueItem.State.OPEN)
        filtered: QuerySet[QueueItem] = super().filter_queryset(queryset)
        return filtered

    def is_claimed(self, queryset: QuerySet[QueueItem], name: str, value: bool) -> QuerySet[QueueItem]:
        held = Q(claimed_until__gt=timezone.now())
        return queryset.filter(held) if value else queryset.exclude(held)
