"""Base classes of our admin: no full counts, and read-only rows."""

from __future__ import annotations

import json
from typing import Any, ClassVar

from django.conf import settings
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.module_loading import import_string
from django.utils.safestring import SafeString

# Lists end after this many rows; filters and search find the rest.
LIST_CAP = 2_000


class CappedPaginator(Paginator):  # type: ignore[type-arg]  # no subscript at run time
    """Counts at most LIST_CAP rows: counting a million of them costs more than the page shown."""

    @cached_property
    def count(self) -> int:
        rows: Any = self.object_list
        counted: int = rows.order_by()[:LIST_CAP].count()
        return counted


class FastAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # no subscript at run time
    """Admin of a big table: no count of all rows or per filter, and pages up to LIST_CAP rows.

    `of_articles`: the paths from a row to the articles whose words it shows. A reader from whom one of them is hidden
    (`settings.HIDDEN_ARTICLES`) finds the row in no list, search or choice, and its pages answer 403.
    `hides_from_some`: whether a row that the list leaves out may be there for other readers.
    """

    show_full_result_count = False
    paginator = CappedPaginator
    list_per_page = 50
    show_facets = admin.ShowFacets.NEVER
    of_articles: ClassVar[tuple[str, ...]] = ()
    hides_from_some: ClassVar[bool] = True

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_queryset(request)
        for path in self.of_articles:
            hidden = hidden_articles(user_of(request), path)
            rows = rows if hidden is None else rows.exclude(hidden)
        return rows

    def _get_obj_does_not_exist_redirect(self, request: HttpRequest, opts: Any, object_id: str) -> HttpResponse:
        # Django's hook for a row that `get_queryset` does not give.
        if self.hides_from_some and hides(self.model, object_id):
            raise PermissionDenied
        response: HttpResponse = super()._get_obj_does_not_exist_redirect(request, opts, object_id)  # type: ignore[misc]  # undeclared
        return response


class NewestSearch:
    """A mixin: searches part of a text (`newest_search`) in the newest rows, and `search_fields` in all rows."""

    newest_search: str
    searched = 5_000

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Return the rows that `search_fields` find, else the newest rows with this part of the text. Django's hook."""
        found, duplicates = super().get_search_results(request, queryset, search_term)  # type: ignore[misc]
        if not search_term or found.exists():
            return found, duplicates
        last = queryset.order_by("-pk").values_list("pk", flat=True)[self.searched - 1 : self.searched].first()
        newest = queryset if last is None else queryset.filter(pk__gte=last)
        return newest.filter(**{f"{self.newest_search}__icontains": search_term}), False


class ReadOnlyAdmin(FastAdmin):
    """Admin of rows that only the product writes: nobody adds, changes or deletes them here.

    The order is always newest first: sorting a million rows by a column without an index takes seconds.
    """

    actions: Any = None
    ordering: ClassVar[Any] = ("-pk",)
    sortable_by: ClassVar[Any] = ()

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


def user_of(request: HttpRequest) -> User:
    """The signed-in user, behind the admin's own check."""
    assert isinstance(request.user, User)  # noqa: S101 - the admin lets nobody else in
    return request.user


def hidden_articles(user: User, path: str) -> Q | None:
    """The rows whose article at `path` is hidden from this user, for `exclude`, as the installation's rule says."""
    rule: Any = import_string(settings.HIDDEN_ARTICLES)
    hidden: Q | None = rule(user, path)
    return hidden


def hides(model: type[Model], object_id: str) -> bool:
    """Whether there is a row of this id, so that only its reader may not see it."""
    try:
        return model._base_manager.filter(pk=unquote(object_id)).exists()
    except (ValidationError, ValueError, OverflowError):
        return False


def rounded(field: str, words: Any) -> Any:
    """A column or row of a number in three digits that count; “—” for none."""

    @admin.display(description=words, ordering=field)
    def shown(row: Any) -> str:
        value = getattr(row, field)
        return "—" if value is None else f"{value:.3g}"

    return shown


def pretty_json(value: object) -> SafeString:
    """Format a JSON value: indented, escaped, in its own block."""
    # A block that scrolls takes the focus, so that the keyboard scrolls it.
    return format_html("<pre class='json' tabindex='0'>{}</pre>", json.dumps(value, ensure_ascii=False, indent=2))
