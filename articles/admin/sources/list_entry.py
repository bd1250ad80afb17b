"""Admin of entries of the permitted-source list: later changes, and the status of an outlet on a day."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from articles.admin.base import FastAdmin
from articles.models import ListEntry
from articles.models.codes import word
from articles.provenance.registry.names import name_key
from articles.provenance.stored.registry import sources_named, standings
from articles.vocabulary.citations import STANDINGS


class ListEntryForm(forms.ModelForm):  # type: ignore[type-arg]  # no subscript at run time
    """Add a later change: an outlet is frozen, removed, or listed again from a day on."""

    class Meta:
        model = ListEntry
        fields = ("edition", "source", "standing", "since", "reason", "evidence")

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        edition, since = data.get("edition"), data.get("since")
        if edition and since:
            until = edition.valid_until
            if since < edition.valid_from or (until is not None and since > until):
                self.add_error("since", _("The edition is not in force on that day."))
        return data


class ValuesWithBlank(admin.AllValuesFieldListFilter):
    """The values of a text column; the empty one has the dash of empty cells as its name, so that a link has words."""

    def choices(self, changelist: Any) -> Any:
        for choice in super().choices(changelist):
            yield {**choice, "display": choice["display"] or self.empty_value_display}


class AsOfForm(forms.Form):
    """Ask for the status of an outlet on a day."""

    name = forms.CharField(label=_("outlet or account"), max_length=200)
    day = forms.DateField(label=_("on the day"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))


@admin.register(ListEntry)
class ListEntryAdmin(FastAdmin):
    """Admin of entries. They are added, never changed, so that the status on a past day stays known for years."""

    list_display = ("name", "edition", "standing", "since", "tier", "province", "medium", "reason")
    list_filter = ("edition", "standing", ("tier", ValuesWithBlank), ("province", ValuesWithBlank))
    list_select_related = ("edition",)
    search_fields = ("name", "source__names__name")
    search_help_text = _("A part of the name, or of another name of the outlet")
    fields: ClassVar[Any] = ("edition", "source", "standing", "since", "reason", "evidence")
    autocomplete_fields = ("source",)
    form = ListEntryForm

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.fields if obj is None else ("name", *self.fields, "tier", "province", "medium", "created_at")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: ListEntry, form: Any, change: bool) -> None:
        """Copy the outlet's details in the edition into the later entry."""
        first = ListEntry.objects.filter(edition=obj.edition, source=obj.source).order_by("pk").first()
        obj.name = obj.source.name if first is None else first.name
        if first is not None:
            obj.tier, obj.province, obj.medium = first.tier, first.province, first.medium
        super().save_model(request, obj, form, change)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.as_of_view)
        return [path("as-of/", view, name="articles_listentry_as_of"), *super().get_urls()]

    def as_of_view(self, request: HttpRequest) -> HttpResponse:
        """Show the status of a name on a day, with the sources of that name."""
        if not self.has_view_permission(request):
            raise PermissionDenied("articles.view_listentry")
        form = AsOfForm(request.GET or None)
        context = {**self.admin_site.each_context(request), "opts": self.opts, "form": form}
        if form.is_valid():
            name, day = form.cleaned_data["name"], form.cleaned_data["day"]
            standing = standings([name], day)[name]
            key = name_key(name)
            context |= {
                "name": name,
                "day": day,
                "standing": standing,
                "state": word(STANDINGS[standing.state]),
                "sources": sources_named([key]).get(key, [])[:20],
            }
        context["title"] = _("Was it listed on that day?")
        return TemplateResponse(request, "admin/articles/listentry/as_of.html", context)
