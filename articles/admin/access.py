"""Admin of API keys with scopes; it replaces the library's admin of keys without scopes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from rest_framework_api_key.admin import APIKeyModelAdmin
from rest_framework_api_key.models import APIKey

from articles.access import api_keys, bindings
from articles.models import ApiKey
from articles.models.access.keys import ACTING_SCOPE
from articles.models.codes import word_of
from articles.vocabulary.scopes import SCOPES

OVERLAP = timedelta(days=7)


def user_of(request: HttpRequest) -> User:
    """The signed-in user; the admin lets nobody else in."""
    assert isinstance(request.user, User)  # noqa: S101 - for the types
    return request.user


def _explained(scope: str) -> SafeString:
    """A scope in words, its code, and what it opens; the code alone when this version has no such scope."""
    if scope not in SCOPES:
        return format_html("<code>{}</code>", scope)
    words = capfirst(word_of(SCOPES, scope)), scope, word_of(SCOPES, scope, long=True)
    return format_html("{} <code>{}</code> – {}", *words)


class ApiKeyForm(forms.ModelForm):  # type: ignore[type-arg]  # no subscript at run time
    """Scopes are ticked, not typed as JSON; `acts_for` is there for who may bind keys. `user` fills the form in."""

    user: User
    scopes = forms.MultipleChoiceField(label=_("scopes"), widget=forms.CheckboxSelectMultiple)
    acts_for = forms.ModelMultipleChoiceField(
        label=_("acts for"),
        queryset=User.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The moderators for whom this key may decide. A key for several people counts as one person."),
    )

    class Meta:
        model = ApiKey
        fields = ("name", "scopes", "platform", "rate", "expiry_date", "revoked")
        help_texts: ClassVar[dict[str, Any]] = {"name": _("Which system or person uses it; at most 50 characters.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "scopes" in self.fields:
            grantable = api_keys.grantable(self.user)
            choices: Any = [(scope, _explained(scope)) for scope in grantable]
            self.fields["scopes"].choices = choices  # type: ignore[attr-defined]
        if "acts_for" not in self.fields:
            return
        if not self.user.has_perm(api_keys.BIND):
            del self.fields["acts_for"]
            return
        bound = self.instance.people() if self.instance.pk else []
        people = User.objects.filter(Q(pk__in=[person.pk for person in bound]) | Q(pk__in=bindings.bindable()))
        self.fields["acts_for"].queryset = people.order_by("username")  # type: ignore[attr-defined]
        self.fields["acts_for"].initial = [person.pk for person in bound]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("acts_for") and ACTING_SCOPE not in cleaned.get("scopes", [ACTING_SCOPE]):
            self.add_error("acts_for", gettext("Only a key with the scope %s acts for people.") % ACTING_SCOPE)
        return cleaned


@admin.register(ApiKey)
class ApiKeyAdmin(APIKeyModelAdmin):
    """Admin of API keys. A key's text is shown once, when it is created."""

    # articles.access records each step of a key.
    form = ApiKeyForm
    records_itself: Any = ("made", "changed")
    list_display: Any = (
        *("name", "prefix", "shown_scopes", "shown_people", "platform", "rate"),
        *("created", "last_used_at", "expiry_date", "revoked"),
    )
    list_filter: ClassVar[Any] = ("revoked", "platform")
    list_select_related = ("platform",)
    autocomplete_fields = ("platform",)
    actions: Any = ("replace_keys", "revoke_keys")

    @admin.display(description=_("scopes"))
    def shown_scopes(self, key: ApiKey) -> SafeString:
        return format_html_join("", "{}<br>", ((_explained(scope),) for scope in key.scopes))

    @admin.display(description=_("acts for"))
    def shown_people(self, key: ApiKey) -> str:
        return ", ".join(person.get_username() for person in key.people())

    def get_fields(self, request: Any, obj: Any = None) -> Any:
        if obj is not None and obj.revoked:
            return self.get_readonly_fields(request, obj)
        people = ["acts_for"] if request.user.has_perm(api_keys.BIND) else []
        revoked = ["revoked"] if obj else []
        return ["name", "scopes", "platform", "rate", "expiry_date", *revoked, *people, *self._told(obj)]

    def get_readonly_fields(self, request: Any, obj: Any = None) -> Any:
        """A revoked key is over: nothing of it changes."""
        if obj is not None and obj.revoked:
            return (
                "name",
                "shown_scopes",
                "shown_people",
                "platform",
                "rate",
                "expiry_date",
                "revoked",
                *self._told(obj),
            )
        return tuple(self._told(obj))

    @staticmethod
    def _told(obj: ApiKey | None) -> list[str]:
        return ["prefix", "replaces", "last_used_at"] if obj else []

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        made = super().get_form(request, obj, change, **kwargs)
        return type("ApiKeyForm", (made,), {"user": request.user})

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A key that acts for people is changed only by who may bind it; revoking stays open to all."""
        allowed: bool = super().has_change_permission(request, obj)
        return allowed and (obj is None or set(obj.scopes) <= set(api_keys.grantable(user_of(request))))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody: a key is revoked, and stays to say who may have acted through it."""
        return False

    def save_model(self, request: Any, obj: Any, form: Any = None, change: bool = False) -> None:
        values = {name: form.cleaned_data[name] for name in form.changed_data if name in form.cleaned_data}
        people = form.cleaned_data.get("acts_for")
        names = None if people is None else {person.get_username() for person in people}
        if not change:
            made, text = self._make(request, form.cleaned_data)
            for field in made._meta.concrete_fields:
                setattr(obj, field.attname, getattr(made, field.attname))
            self._bind(request, obj, names)
            shown = gettext("The new key of %(name)s, shown this once: %(key)s") % {"name": obj.name, "key": text}
            self.message_user(request, shown, messages.WARNING)
            return
        revokes = values.pop("revoked", False)
        values.pop("acts_for", None)
        if values:
            api_keys.change(str(obj.prefix), actor=request.user, **values)
        self._bind(request, obj, names)
        if revokes:
            api_keys.revoke(str(obj.prefix), actor=request.user)

    def _make(self, request: Any, given: dict[str, Any]) -> tuple[ApiKey, str]:
        return api_keys.make(
            given["name"],
            given["scopes"],
            actor=request.user,
            platform=given.get("platform"),
            rate=given.get("rate"),
            expires_at=given.get("expiry_date"),
        )

    def _bind(self, request: Any, key: ApiKey, names: set[str] | None) -> None:
        if names is None:
            return
        bound = {person.get_username() for person in key.people()}
        if names - bound:
            api_keys.bind(str(key.prefix), sorted(names - bound), actor=request.user)
        if bound - names:
            api_keys.unbind(str(key.prefix), sorted(bound - names), actor=request.user)

    @admin.action(description=_("Make successors; the old keys end in 7 days"), permissions=["add"])
    def replace_keys(self, request: HttpRequest, queryset: QuerySet[ApiKey]) -> None:
        """Create successors; the text of each is shown once, like that of a new key."""
        for key in queryset:
            try:
                _successor, text = api_keys.replace(str(key.prefix), overlap=OVERLAP, actor=user_of(request))
            except api_keys.KeyRefused as error:
                self.message_user(request, str(error), messages.ERROR)
                continue
            shown = gettext("The new key of %(name)s, shown this once: %(key)s") % {"name": key.name, "key": text}
            self.message_user(request, shown, messages.WARNING)

    @admin.action(description=_("Revoke at once and for good"), permissions=["change"])
    def revoke_keys(self, request: HttpRequest, queryset: QuerySet[ApiKey]) -> None:
        for key in queryset:
            api_keys.revoke(str(key.prefix), actor=user_of(request))


admin.site.unregister(APIKey)
