"""The source registry: names and relations of sources, editions of the permitted-source list, and what they say."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles.admin.base import FastAdmin
from articles.models import ListEdition, ListEntry, SourceName, SourceRelation
from articles.provenance.registry.names import name_key
from articles.provenance.registry.source_list import LARGEST, InvalidSourceList, Row, read_source_list
from articles.provenance.stored.registry import EditionConflict, Imported, import_edition, link_citations


class SourceNameForm(forms.ModelForm):  # type: ignore[type-arg]  # no subscript at run time
    """A name as people write it; its key is computed."""

    class Meta:
        model = SourceName
        fields = ("name",)

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if not name_key(name):
            raise ValidationError(_("This name has no letters."))
        return name

    def save(self, commit: bool = True) -> SourceName:
        self.instance.key = name_key(self.instance.name)
        row: SourceName = super().save(commit)
        if commit:
            link_citations({row.key})
        return row


class SourceNameInline(admin.TabularInline):  # type: ignore[type-arg]  # no subscript at run time
    model = SourceName
    form = SourceNameForm
    extra = 0


class SourceRelationInline(admin.TabularInline):  # type: ignore[type-arg]  # no subscript at run time
    model = SourceRelation
    fk_name = "source"
    autocomplete_fields = ("unit",)
    extra = 0


class EditionForm(forms.ModelForm):  # type: ignore[type-arg]  # no subscript at run time
    """Adding an edition is uploading its file: checked as a whole, stored as a whole."""

    file = forms.FileField(
        label=_("CSV file"),
        help_text=_("Columns: outlet; optionally tier, province, medium, standing, since, reason, evidence"),
    )
    close_previous = forms.BooleanField(
        label=_("End the edition in force the day before"), required=False, help_text=_("Editions cannot overlap.")
    )

    class Meta:
        model = ListEdition
        fields = ("code", "title", "issuer", "evidence", "valid_from", "valid_until")

    rows: list[Row]
    content: bytes

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        self.content = upload.read(LARGEST + 1)
        try:
            self.rows = read_source_list(self.content)
        except InvalidSourceList as error:
            raise ValidationError(error.problems) from error
        return upload

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if not self.errors:
            # Tried and undone: what a real import would refuse is told beside the fields.
            try:
                with transaction.atomic():
                    self.take_over()
                    transaction.set_rollback(True)
            except EditionConflict as error:
                raise ValidationError(str(error)) from error
        return data

    def take_over(self) -> Imported:
        """Imports the file; raises EditionConflict."""
        data = self.cleaned_data
        names = ("code", "title", "issuer", "evidence", "valid_from", "valid_until", "close_previous")
        return import_edition(self.rows, self.content, **{name: data[name] for name in names})


@admin.register(ListEdition)
class ListEditionAdmin(FastAdmin):
    """Editions are imported, and end; what they said is not edited. A later change is an entry with its date."""

    list_display = ("code", "title", "valid_from", "valid_until", "entry_count", "imported_at")
    fields: ClassVar[Any] = ("code", "title", "issuer", "evidence", "valid_from", "valid_until", "file_sha256")
    readonly_fields: ClassVar[Any] = ("code", "valid_from", "file_sha256")

    @admin.display(description=_("entries"))
    def entry_count(self, edition: ListEdition) -> int:
        return edition.entries.count()

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        if obj is not None:
            return super().get_form(request, obj, change, **kwargs)
        return super().get_form(request, obj, change, **{**kwargs, "form": EditionForm})

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.fields if obj else [*EditionForm.Meta.fields, "file", "close_previous"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.readonly_fields if obj else ()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: ListEdition, form: Any, change: bool) -> None:
        if change:
            super().save_model(request, obj, form, change)
            return
        done = form.take_over()
        obj.pk = ListEdition.objects.get(code=obj.code).pk
        obj.refresh_from_db()
        text = ngettext("%(n)d entry was imported.", "%(n)d entries were imported.", done.entries) % {"n": done.entries}
        self.message_user(request, text, messages.SUCCESS)


class ListEntryForm(forms.ModelForm):  # type: ignore[type-arg]  # no subscript at run time
    """A later change: an outlet is frozen, removed, or listed again from a day on."""

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


@admin.register(ListEntry)
class ListEntryAdmin(FastAdmin):
    """What editions say. Entries are added, never changed: what held on a day must be told years later."""

    list_display = ("name", "edition", "standing", "since", "tier", "province", "medium", "reason")
    list_filter = ("edition", "standing", "tier", "province")
    list_select_related = ("edition",)
    search_fields = ("name", "source__names__name")
    search_help_text = _("A part of the name, or of another name of the outlet")
    fields: ClassVar[Any] = ("edition", "source", "standing", "since", "reason", "evidence")
    autocomplete_fields = ("source",)
    form = ListEntryForm

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: ListEntry, form: Any, change: bool) -> None:
        obj.name = obj.source.name
        super().save_model(request, obj, form, change)
