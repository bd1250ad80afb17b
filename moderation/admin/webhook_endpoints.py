"""Webhook endpoints: create, test, enable and disable; a secret is shown once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from articles.admin.base import FastAdmin
from articles.models.codes import word_of
from moderation.console.access import user_of
from moderation.models import WebhookEndpoint
from moderation.vocabulary.events import EVENTS
from moderation.webhooks import endpoints
from moderation.webhooks.protocol import sealing
from moderation.webhooks.protocol.addresses import BadURL, check_url
from moderation.webhooks.protocol.schemas import subscribable
from moderation.webhooks.sending import receivers


class EndpointForm(forms.ModelForm):  # type: ignore[type-arg]  # no subscript at run time
    """Types are ticked; a URL that can never work is refused here."""

    event_types = forms.MultipleChoiceField(
        label=_("event types"),
        choices=lambda: [(name, f"{word_of(EVENTS, name)} ({name})") for name in subscribable()],
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = WebhookEndpoint
        fields = ("platform", "url", "description", "owner_email", "event_types")
        widgets: ClassVar[Any] = {"url": forms.TextInput({"class": "vLargeTextField"})}

    def clean_url(self) -> str:
        url: str = self.cleaned_data["url"].strip()
        try:
            check_url(url, receivers())
        except BadURL as error:
            raise forms.ValidationError(_URL_FAULTS[error.code], error.code) from None
        return url

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        platform = self.instance.platform if self.instance.pk else given.get("platform")
        if "url" in given and "event_types" in given:
            try:
                endpoints.refuse_second(platform, given["url"], given["event_types"], but=self.instance.pk)
            except endpoints.EndpointExists as error:
                text = _("Endpoint #%(endpoint)s has this address already and gets the same events: change that one.")
                raise forms.ValidationError(text, "exists", {"endpoint": error.endpoint}) from None
        return given


_URL_FAULTS = {
    "too_long": _("The URL is too long."),
    "not_ascii": _("Write other characters percent-encoded, and names as xn--…"),
    "not_a_url": _("This is not a URL like https://example.org/webhooks"),
    "credentials": _("No user name or password in the URL: messages are signed instead."),
    "fragment": _("No #fragment: it would not be sent."),
    "private_address": _("This address is not on the public internet. The operator can allow it."),
    "port_not_allowed": _("Messages go to ports 443 and 80 only. The operator can name more."),
    "not_https": _("Only https: what is sent must not be read on its way."),
}


@admin.register(WebhookEndpoint)
class WebhookEndpointAdmin(FastAdmin):
    """Every change goes through `moderation.webhooks.endpoints`, which writes the audit log."""

    form = EndpointForm
    list_display = ("shown", "platform", "health", "url", "owner_email", "served_at")
    list_filter = ("state", "platform")
    list_select_related = ("platform",)
    search_fields = ("url", "description", "owner_email")
    autocomplete_fields = ("platform",)
    actions: Any = None
    records_itself = ("made", "changed", "removed")
    hides_from_some = False  # what was removed is away for everybody
    state_fields: ClassVar[Any] = (
        *("health", "consecutive_failures", "failing_since", "probe_at", "paused_until", "served_at"),
        *("secret_made_at", "previous_until", "made_by", "created_at", "log"),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[WebhookEndpoint]:
        rows: QuerySet[WebhookEndpoint] = super().get_queryset(request)
        return rows.filter(removed_at=None)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        own = EndpointForm.Meta.fields
        return own if obj is None else (*own, *self.state_fields)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return () if obj is None else ("platform", *self.state_fields)

    @admin.display(description=_("webhook endpoint"))
    def shown(self, endpoint: WebhookEndpoint) -> str:
        return str(endpoint)

    @admin.display(description=_("state"), ordering="state")
    def health(self, endpoint: WebhookEndpoint) -> SafeString:
        words = endpoint.get_state_display()
        if endpoint.cause:
            words = f"{words} · {endpoint.get_cause_display()}"
        return format_html('<span class="state state-{}">{}</span>', endpoint.state, words)

    @admin.display(description=_("delivery log"))
    def log(self, endpoint: WebhookEndpoint) -> SafeString:
        url = reverse("admin:moderation_webhookdelivery_changelist")
        return format_html('<a href="{}?endpoint__id__exact={}">{}</a>', url, endpoint.pk, _("Show"))

    def save_model(self, request: HttpRequest, obj: WebhookEndpoint, form: Any, change: bool) -> None:
        given = form.cleaned_data
        if change:
            endpoints.change(user_of(request), obj.pk, **{name: given[name] for name in form.changed_data})
            return
        made, _secret = endpoints.make(user_of(request), **{name: given[name] for name in EndpointForm.Meta.fields})
        obj.pk = made.pk
        obj.refresh_from_db()

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> Any:
        less = {"show_save_and_add_another": False, "show_save_and_continue": False, **(extra_context or {})}
        return super().changeform_view(request, object_id, form_url, less)

    def response_add(self, request: HttpRequest, obj: WebhookEndpoint, post_url_continue: Any = None) -> HttpResponse:
        self.message_user(request, _("The endpoint is made. Show its secret now, and send a test."), messages.SUCCESS)
        return _back(obj.pk)

    def delete_model(self, request: HttpRequest, obj: WebhookEndpoint) -> None:
        endpoints.remove(user_of(request), obj.pk)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        # Nothing is deleted with it: the row is marked, and its log stays.
        return [str(row) for row in objs], {}, set(), []

    def get_urls(self) -> list[URLPattern]:
        acts = (self.rotate, self.test, self.enable, self.disable, self.secret)
        view = self.admin_site.admin_view
        own = [
            path(
                f"<int:pk>/{act.__name__}/", view(require_POST(act)), name=f"moderation_webhookendpoint_{act.__name__}"
            )
            for act in acts
        ]
        return [*own, *super().get_urls()]

    def rotate(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._act(request, pk, endpoints.rotate, _("There is a new secret. Show it now; the old one ends soon."))

    def enable(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._act(request, pk, endpoints.enable, _("The endpoint is active; waiting messages are being sent."))

    def disable(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._act(request, pk, endpoints.disable, _("The endpoint is switched off; messages on their way wait."))

    def test(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Sends a test message and redirects to its page, where the answer appears."""
        try:
            delivery = endpoints.send_test(user_of(request), pk)
        except endpoints.EndpointOff:
            self.message_user(request, _("The endpoint is switched off: enable it first."), messages.ERROR)
            return _back(pk)
        except WebhookEndpoint.DoesNotExist:
            return HttpResponseRedirect(reverse("admin:moderation_webhookendpoint_changelist"))
        self.message_user(request, _("The test is on its way. Load this page again in a moment."), messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:moderation_webhookdelivery_change", args=[delivery.pk]))

    def secret(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The secret, the first time that it is asked for."""
        try:
            secret = endpoints.show_secret(user_of(request), pk)
        except sealing.Unreadable:
            self.message_user(
                request, _("SECRET_KEY has changed: the secret cannot be read. Rotate it."), messages.ERROR
            )
            return _back(pk)
        if secret is None:
            self.message_user(request, _("The secret was shown before. If it is lost, rotate it."), messages.WARNING)
            return _back(pk)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("The secret of the endpoint"),
            "secret": secret,
            "endpoint": WebhookEndpoint.objects.get(pk=pk),
        }
        return TemplateResponse(request, "admin/moderation/webhookendpoint/secret.html", context)

    def _act(self, request: HttpRequest, pk: int, act: Callable[..., Any], done: Any) -> HttpResponse:
        try:
            act(user_of(request), pk)
        except WebhookEndpoint.DoesNotExist:
            return HttpResponseRedirect(reverse("admin:moderation_webhookendpoint_changelist"))
        self.message_user(request, done, messages.SUCCESS)
        return _back(pk)


def _back(pk: int) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("admin:moderation_webhookendpoint_change", args=[pk]))
