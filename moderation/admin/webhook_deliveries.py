"""The delivery log: messages, answers and replays."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from articles.admin.base import ReadOnlyAdmin, pretty_json
from moderation.console.access import user_of
from moderation.models import DeliveryAttempt, WebhookDelivery
from moderation.webhooks import replays
from moderation.webhooks.endpoints import EndpointOff
from moderation.webhooks.protocol.payloads import payload


@admin.register(WebhookDelivery)
class WebhookDeliveryAdmin(ReadOnlyAdmin):
    """Read only except for replays, which go through `moderation.webhooks.replays`."""

    of_articles = ("article",)
    list_display = ("number", "event_type", "endpoint", "health", "answered", "tries", "next_attempt_at", "created_at")
    list_filter = ("state", "event__type", ("endpoint", admin.RelatedOnlyFieldListFilter), "created_at")
    list_select_related = ("endpoint", "event")
    search_fields = ("event__id__exact", "article__id__exact")
    search_help_text = _("A webhook-id, or the id of an article")
    actions: Any = ("replay_selected",)
    fields = (
        "endpoint", "event", "article", "health", "answered", "attempts", "tries", "replays", "next_attempt_at",
        "delivered_at", "created_at", "message",
    )  # fmt: skip
    readonly_fields = ("health", "answered", "message")

    def get_queryset(self, request: HttpRequest) -> QuerySet[WebhookDelivery]:
        rows: QuerySet[WebhookDelivery] = super().get_queryset(request)
        return rows.select_related("endpoint", "event", "article__current").defer("article__current__extraction")

    @admin.display(description=_("number"), ordering="id")
    def number(self, delivery: WebhookDelivery) -> str:
        return f"#{delivery.pk}"

    @admin.display(description=_("event type"))
    def event_type(self, delivery: WebhookDelivery) -> str:
        return str(delivery.event)

    @admin.display(description=_("state"), ordering="state")
    def health(self, delivery: WebhookDelivery) -> SafeString:
        return format_html('<span class="state state-{}">{}</span>', delivery.state, delivery.get_state_display())

    @admin.display(description=_("last answer"))
    def answered(self, delivery: WebhookDelivery) -> str:
        return str(delivery.last_status or delivery.last_error or "—")

    @admin.display(description=_("message"))
    def message(self, delivery: WebhookDelivery) -> SafeString:
        event = delivery.event
        return pretty_json(payload(event.pk, event.type, event.created_at, event.data))

    def has_replay_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("moderation.replay_webhookdelivery")

    @admin.action(description=_("Send the chosen messages again"), permissions=["replay"])
    def replay_selected(self, request: HttpRequest, chosen: QuerySet[WebhookDelivery]) -> None:
        done = sum(self._again(request, pk) for pk in chosen.values_list("pk", flat=True))
        left = chosen.count() - done
        text = ngettext("%(n)d message is sent again.", "%(n)d messages are sent again.", done) % {"n": done}
        self.message_user(request, text, messages.SUCCESS if done else messages.WARNING)
        if left:
            self.message_user(
                request,
                ngettext(
                    "%(n)d was left: it is on its way already, or its endpoint is switched off.",
                    "%(n)d were left: they are on their way already, or their endpoint is switched off.",
                    left,
                )
                % {"n": left},
                messages.WARNING,
            )

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_POST(self.replay))
        return [path("<int:pk>/replay/", view, name="moderation_webhookdelivery_replay"), *super().get_urls()]

    def replay(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Replays a delivery from its own page."""
        if self._again(request, pk):
            self.message_user(request, _("The message is sent again."), messages.SUCCESS)
        else:
            self.message_user(
                request, _("It is on its way already, or its endpoint is switched off."), messages.WARNING
            )
        return HttpResponseRedirect(reverse("admin:moderation_webhookdelivery_change", args=[pk]))

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None) -> Any:
        # Django's own page answers text that is not an id.
        number = int(object_id) if object_id.isascii() and object_id.isdigit() and len(object_id) < 19 else 0
        made = DeliveryAttempt.objects.filter(delivery=number).order_by("-number")[:50]
        more = {"made": made, "may_replay": self.has_replay_permission(request), **(extra_context or {})}
        return super().change_view(request, object_id, form_url, more)

    def _again(self, request: HttpRequest, pk: int) -> bool:
        try:
            replays.replay(user_of(request), pk)
        except (replays.StillPending, EndpointOff, WebhookDelivery.DoesNotExist):
            return False
        return True
