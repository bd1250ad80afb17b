"""API keys with their scopes, in place of the library's own key without any."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from rest_framework_api_key.admin import APIKeyModelAdmin
from rest_framework_api_key.models import APIKey

from articles.models import ApiKey
from articles.models.access import SCOPES


class ApiKeyForm(forms.ModelForm):  # type: ignore[type-arg]  # no subscript at run time
    """Scopes are ticked, not typed as JSON."""

    scopes = forms.MultipleChoiceField(
        label=_("scopes"), choices=[(scope, scope) for scope in SCOPES], widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = ApiKey
        fields = ("name", "scopes", "platform", "expiry_date", "revoked")


@admin.register(ApiKey)
class ApiKeyAdmin(APIKeyModelAdmin):
    """The key itself is shown once, when it is made."""

    form = ApiKeyForm
    list_display: Any = ("name", "prefix", "shown_scopes", "platform", "created", "expiry_date", "revoked")
    list_filter: ClassVar[Any] = ("revoked", "platform")
    list_select_related = ("platform",)
    autocomplete_fields = ("platform",)

    @admin.display(description=_("scopes"))
    def shown_scopes(self, key: ApiKey) -> str:
        return ", ".join(key.scopes)

    def get_readonly_fields(self, request: Any, obj: Any = None) -> Any:
        return ("prefix", *super().get_readonly_fields(request, obj))


admin.site.unregister(APIKey)
