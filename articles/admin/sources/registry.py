"""Names of a source and the organisation it belongs to, edited on the source's page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet
from django.utils.translation import gettext_lazy as _

from articles.models import SourceName, SourceRelation
from articles.provenance.registry.names import name_key
from articles.provenance.stored.registry import link_citations


class SourceNameForm(forms.ModelForm):  # type: ignore[type-arg]  # no subscript at run time
    """Edit a name as people write it; saving computes its key and links citations anew."""

    class Meta:
        model = SourceName
        fields = ("name",)

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if not name_key(name):
            raise ValidationError(_("This name has no letters."))
        return name

    def save(self, commit: bool = True) -> SourceName:
        before = self.instance.key
        self.instance.key = name_key(self.instance.name)
        row: SourceName = super().save(commit)
        if commit:
            link_citations({before, row.key} - {""})
        return row


class SourceNameFormSet(BaseInlineFormSet):  # type: ignore[type-arg]  # no subscript at run time
    """Edit all names of one source; names that differ only in brackets or case are duplicates."""

    def clean(self) -> None:
        super().clean()
        seen: set[str] = set()
        for form in self.forms:
            name = form.cleaned_data.get("name") if form.is_valid() else None
            if not name or form in self.deleted_forms:
                continue
            key = name_key(name)
            if key in seen:
                form.add_error("name", _("The source has this name already."))
            seen.add(key)

    def delete_existing(self, obj: Any, commit: bool = True) -> None:
        super().delete_existing(obj, commit)
        if commit:
            link_citations({obj.key})


class SourceNameInline(admin.TabularInline):  # type: ignore[type-arg]  # no subscript at run time
    model = SourceName
    form = SourceNameForm
    formset = SourceNameFormSet
    extra = 0


class SourceRelationForm(forms.ModelForm):  # type: ignore[type-arg]  # no subscript at run time
    """Edit the organisation that the source belongs to, with first and last day."""

    class Meta:
        model = SourceRelation
        fields = ("unit", "kind", "since", "until", "evidence")

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        since, until = data.get("since"), data.get("until")
        if since and until and until < since:
            self.add_error("until", _("The last day lies before the first."))
        if data.get("unit") and data["unit"].pk == self.instance.source_id:
            self.add_error("unit", _("A source does not belong to itself."))
        return data


class SourceRelationInline(admin.TabularInline):  # type: ignore[type-arg]  # no subscript at run time
    model = SourceRelation
    form = SourceRelationForm
    fk_name = "source"
    autocomplete_fields = ("unit",)
    extra = 0
