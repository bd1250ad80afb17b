"""Admin of editions of the permitted-source list: upload with preview, and end."""

from __future__ import annotations

from collections import Counter
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles.admin.base import FastAdmin, user_of
from articles.admin.sources.edition_forms import EndForm, UploadForm
from articles.models import ListEdition
from articles.models.codes import word
from articles.vocabulary.citations import STANDINGS

_SHOWN_ROWS = 50


@admin.register(ListEdition)
class ListEditionAdmin(FastAdmin):
    """Admin of editions. They are imported and ended, never edited; a later change is a dated entry."""

    list_display = ("code", "title", "valid_from", "valid_until", "entry_count", "imported_at")
    fields: ClassVar[Any] = ("code", "title", "issuer", "evidence", "valid_from", "valid_until", "file_sha256")
    readonly_fields: ClassVar[Any] = ("code", "valid_from", "file_sha256")
    form = EndForm

    def get_queryset(self, request: HttpRequest) -> QuerySet[ListEdition]:
        editions: QuerySet[ListEdition] = super().get_queryset(request)
        return editions.annotate(entries_in=Count("entries"))

    @admin.display(description=_("entries"), ordering="entries_in")
    def entry_count(self, edition: Any) -> SafeString:
        url = reverse("admin:articles_listentry_changelist")
        return format_html('<a href="{}?edition__id__exact={}">{}</a>', url, edition.pk, edition.entries_in)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = EndForm if obj is not None else UploadForm
        return super().get_form(request, obj, change, **{**kwargs, "form": form})

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.fields if obj else [*UploadForm.Meta.fields, "file", "close_previous"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.readonly_fields if obj else ()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        if request.method == "POST" and "_confirm" not in request.POST and self.has_add_permission(request):
            form = self.get_form(request)(request.POST, request.FILES)
            if form.is_valid():
                return self._preview(request, form)
        context = {**(extra_context or {}), "show_save_and_continue": False, "show_save_and_add_another": False}
        return super().add_view(request, form_url, context)

    def _preview(self, request: HttpRequest, form: UploadForm) -> HttpResponse:
        standings: Counter[str] = Counter(row.standing for row in form.rows)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Check before the import"),
            "form": form,
            "hidden": [form[name] for name in (*UploadForm.Meta.fields, "close_previous")],
            "signed": form.signed(),
            "tried": form.tried,
            "standings": [(word(each), standings[each]) for each in STANDINGS.where(lambda each: each.is_entry)],
            "tiers": Counter(row.tier for row in form.rows if row.tier).most_common(10),
            "rows": form.rows[:_SHOWN_ROWS],
            "more": max(0, len(form.rows) - _SHOWN_ROWS),
        }
        return TemplateResponse(request, "admin/articles/listedition/preview.html", context)

    def save_model(self, request: HttpRequest, obj: ListEdition, form: Any, change: bool) -> None:
        if change:
            super().save_model(request, obj, form, change)
            return
        done = form.take_over(user_of(request))
        obj.pk = ListEdition.objects.get(code=obj.code).pk
        obj.refresh_from_db()
        text = ngettext("%(n)d entry was imported.", "%(n)d entries were imported.", done.entries) % {"n": done.entries}
        self.message_user(request, text, messages.SUCCESS)
