"""Outside consoles in the admin: registered by administrators; a secret is shown once."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.admin.base import FastAdmin, ReadOnlyAdmin
from moderation.models import OutsideConsole, PersonToken
from moderation.models.people.outside_console import check_redirect
from moderation.people import consoles


class OutsideConsoleForm(forms.ModelForm):  # type: ignore[type-arg]  # no subscript at run time
    """Public or not is chosen once: the secret depends on it."""

    is_public = forms.BooleanField(
        label=_("public"), required=False, help_text=_("It runs in the browser and can keep no secret.")
    )

    class Meta:
        model = OutsideConsole
        fields = ("name", "redirect_uris", "is_active")

    def clean_redirect_uris(self) -> str:
        uris: str = self.cleaned_data["redirect_uris"]
        lines = [line.strip() for line in uris.splitlines() if line.strip()]
        for line in lines:
            check_redirect(line)
        return "\n".join(lines)


@admin.register(OutsideConsole)
class OutsideConsoleAdmin(FastAdmin):
    # moderation.people.consoles records each step.
    records_itself = True
    form = OutsideConsoleForm
    list_display = ("name", "client_id", "is_active", "created_at")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return ("name", "redirect_uris", "is_public")
        return ("name", "client_id", "redirect_uris", "is_active", "created_at")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return () if obj is None else ("client_id", "created_at")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody: a console is made inactive; its sign-ins stay in the records."""
        return False

    def save_model(self, request: HttpRequest, obj: OutsideConsole, form: Any, change: bool) -> None:
        actor: Any = request.user
        if change:
            stored = OutsideConsole.objects.select_for_update().get(pk=obj.pk)
            names = [name for name in form.changed_data if name in ("name", "redirect_uris", "is_active")]
            consoles.change(stored, actor=actor, **{name: form.cleaned_data[name] for name in names})
            return
        given = form.cleaned_data
        made, secret = consoles.register(
            given["name"], given["redirect_uris"].splitlines(), is_public=given["is_public"], actor=actor
        )
        for field in made._meta.concrete_fields:
            setattr(obj, field.attname, getattr(made, field.attname))
        shown = gettext("Client id: %(id)s. ") % {"id": made.client_id}
        if secret:
            shown += gettext("Secret, shown this once: %(secret)s") % {"secret": secret}
        self.message_user(request, shown, messages.WARNING)


@admin.register(PersonToken)
class PersonTokenAdmin(ReadOnlyAdmin):
    list_display = ("user", "console", "prefix", "created_at", "last_used_at", "ends_at", "ended_at")
    list_select_related = ("user", "console")
    fields = (*list_display, "second_factor")
    readonly_fields = fields
