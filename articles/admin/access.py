"""Admin of API keys with scopes; it replaces the library's admin of keys without scopes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as now_gettext
from django.utils.translation import gettext_lazy as _
from rest_framework_api_key.admin import APIKeyModelAdmin
from rest_framework_api_key.models import APIKey

from articles.access import api_keys
from articles.models import ApiKey
from articles.models.access import SCOPES

OVERLAP = timedelta(days=7)


class ApiKeyForm(forms.ModelForm):  # type: ignore[type-arg]  # no subscript at run time
    """Scopes are ticked, not typed as JSON."""

    scopes = forms.MultipleChoiceField(
        label=_("scopes"), choices=[(scope, scope) for scope in SCOPES], widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = ApiKey
        fields = ("name", "scopes", "platform", "rate", "expiry_date", "revoked")


@admin.register(ApiKey)
class ApiKeyAdmin(APIKeyModelAdmin):
    """Admin of API keys. A key's text is shown once, when it is created."""

    form = ApiKeyForm
    list_display: Any = (
        *("name", "prefix", "shown_scopes", "platform", "rate", "created", "last_used_at", "expiry_date", "revoked"),
    )
    list_filter: ClassVar[Any] = ("revoked", "platform")
    list_select_related = ("platform",)
    autocomplete_fields = ("platform",)
    actions: Any = ("replace_keys", "revoke_keys")

    @admin.display(description=_("scopes"))
    def shown_scopes(self, key: ApiKey) -> SafeString:
        return format_html_join(" ", "<code>{}</code>", ((scope,) for scope in key.scopes))

    def get_readonly_fields(self, request: Any, obj: Any = None) -> Any:
        return ("prefix", "replaces", "last_used_at", *super().get_readonly_fields(request, obj))

    @admin.action(description=_("Make successors; the old keys end in 7 days"), permissions=["add"])
    def replace_keys(self, request: HttpRequest, queryset: QuerySet[ApiKey]) -> None:
        """Create successors; the text of each is shown once, like that of a new key."""
        for key in queryset:
            try:
                _successor, text = api_keys.replace(str(key.prefix), overlap=OVERLAP)
            except api_keys.KeyRefused as error:
                self.message_user(request, str(error), messages.ERROR)
                continue
            shown = now_gettext("The new key of %(name)s, shown this once: %(key)s") % {"name": key.name, "key": text}
            self.message_user(request, shown, messages.WARNING)

    @admin.action(description=_("Revoke at once and for good"), permissions=["change"])
    def revoke_keys(self, request: HttpRequest, queryset: QuerySet[ApiKey]) -> None:
        for key in queryset:
            api_keys.revoke(str(key.prefix))


admin.site.unregister(APIKey)
