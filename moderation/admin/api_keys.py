"""API keys in the admin, where to widen one may need a second lead; the app `articles` has no proposals."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from articles.admin.access import ApiKeyAdmin
from articles.models import ApiKey
from moderation.admin.proposing import Proposing
from moderation.oversight import keys, proposing
from moderation.vocabulary import proposals

admin.site.unregister(ApiKey)


@admin.register(ApiKey)
class ProposedApiKeyAdmin(Proposing, ApiKeyAdmin):
    """A new key acts for nobody until a second lead has confirmed for whom."""

    kind = proposals.API_KEY

    def save_model(self, request: HttpRequest, obj: Any, form: Any = None, change: bool = False) -> None:
        if not proposing.two_persons_asked():
            ApiKeyAdmin.save_model(self, request, obj, form, change)
            return
        given = form.cleaned_data
        people = given.get("acts_for")
        if not change:
            given["acts_for"] = None
            ApiKeyAdmin.save_model(self, request, obj, form, change)
            if not people:
                return
        stored = keys.read(ApiKey.objects.get(pk=obj.pk))
        wanted = stored if not change else self._wanted(stored, given)
        if people is not None:
            wanted = {**wanted, "moderators": sorted(person.pk for person in people)}
        try:
            self._changed(request, str(obj.prefix), wanted)
        except ValidationError as error:
            self.message_user(request, "; ".join(error.messages), messages.ERROR)
            request.stays = True  # type: ignore[attr-defined]  # read when the answer is made

    @staticmethod
    def _wanted(stored: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
        """The state that the form asks for; what it does not show stays."""
        wanted = dict(stored)
        for name in ("name", "rate", "revoked"):
            wanted[name] = given.get(name, stored[name])
        if "scopes" in given:
            wanted["scopes"] = sorted(given["scopes"])
        if "platform" in given:
            wanted["platform"] = given["platform"].pk if given["platform"] else None
        if "expiry_date" in given:
            wanted["expires_at"] = given["expiry_date"].isoformat() if given["expiry_date"] else None
        wanted["requests_a_minute"] = keys.per_minute(wanted["rate"])
        return wanted
