"""Webhook endpoints, deliveries and attempts as the API shows them."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from articles.api.conventions.fields import MomentField, OneOfField, PlatformField, TextField
from articles.models import Platform
from moderation.models import DeliveryAttempt, WebhookDelivery, WebhookEndpoint
from moderation.webhooks.protocol.payloads import payload
from moderation.webhooks.protocol.schemas import subscriptions

_ID = 2**63 - 1
_REPLAYABLE = [WebhookDelivery.State.FAILED, WebhookDelivery.State.DELIVERED]


class EndpointSerializer(serializers.ModelSerializer[WebhookEndpoint]):
    """An endpoint. `cause` says why it is not active: hand, gone (it answered 410), failures.

    `platform` is null for one that gets the events of all platforms; a key that is bound to a platform makes endpoints
    of that platform. `state` may be set to `active` or `disabled`; `broken` comes by itself.
    """

    platform = PlatformField(queryset=Platform.objects.all(), allow_null=True, required=False)
    url = TextField(max_length=2000)
    description = TextField(max_length=200, required=False, allow_blank=True)
    owner_email = serializers.EmailField(max_length=254)
    cause = serializers.CharField(read_only=True)
    event_types = serializers.ListField(
        child=OneOfField(choices=list(subscriptions())), min_length=1, max_length=len(subscriptions())
    )

    class Meta:
        model = WebhookEndpoint
        fields = [
            *("id", "platform", "url", "description", "owner_email", "event_types", "state", "cause"),
            *("consecutive_failures", "failing_since", "probe_at", "paused_until", "secret_made_at", "previous_until"),
            "created_at",
        ]
        read_only_fields = [
            *("state", "cause", "consecutive_failures", "failing_since", "probe_at", "paused_until"),
            *("secret_made_at", "previous_until", "created_at"),
        ]


class EndpointChangeSerializer(EndpointSerializer):
    """The fields of an endpoint that may be changed."""

    platform = PlatformField(read_only=True, allow_null=True)
    state = OneOfField(choices=["active", "disabled"], required=False)


class EndpointWithSecretSerializer(EndpointSerializer):
    """An endpoint with its secret, which is shown only once."""

    secret = serializers.CharField()

    class Meta(EndpointSerializer.Meta):
        fields = [*EndpointSerializer.Meta.fields, "secret"]


class AttemptSerializer(serializers.ModelSerializer[DeliveryAttempt]):
    """One attempt. `answer` is the beginning of the receiver's answer; `error` says what came instead of one."""

    request_headers = serializers.DictField(child=serializers.CharField())

    class Meta:
        model = DeliveryAttempt
        fields = [
            *("number", "probe", "url", "request_headers", "body_sha256", "status", "error", "answer"),
            *("answer_truncated", "duration_ms", "created_at"),
        ]


class DeliverySerializer(serializers.ModelSerializer[WebhookDelivery]):
    """One event for one endpoint. `event` is the `webhook-id` that the receiver sees, the same at every attempt."""

    endpoint = serializers.IntegerField(source="endpoint_id")
    event = serializers.UUIDField(source="event_id")
    event_type = serializers.CharField(source="event.type")
    article = serializers.IntegerField(source="article_id", allow_null=True)

    class Meta:
        model = WebhookDelivery
        fields = [
            *("id", "endpoint", "event", "event_type", "article", "state", "attempts", "tries", "replays"),
            *("next_attempt_at", "last_status", "last_error", "created_at", "delivered_at"),
        ]


class FullDeliverySerializer(DeliverySerializer):
    """A delivery with its message as sent, and every attempt."""

    message = serializers.SerializerMethodField()
    made = AttemptSerializer(many=True)

    class Meta(DeliverySerializer.Meta):
        fields = [*DeliverySerializer.Meta.fields, "message", "made"]

    @extend_schema_field(serializers.DictField())
    def get_message(self, delivery: WebhookDelivery) -> dict[str, Any]:
        return payload(delivery.event_id, delivery.event.type, delivery.event.created_at, delivery.event.data)


class NothingSerializer(serializers.Serializer[Any]):
    """An empty object: the path says everything."""


class ReplaySerializer(serializers.Serializer[Any]):
    """Deliveries made from `since` until before `until`, in `state`, of one endpoint or of all that the key sees.

    Without `confirm` they are only counted. With it, the count that was answered, they are sent again.
    """

    endpoint = serializers.IntegerField(min_value=1, max_value=_ID, required=False, allow_null=True)
    since = MomentField()
    until = MomentField()
    state = OneOfField(choices=_REPLAYABLE, default="failed")
    confirm = serializers.IntegerField(min_value=0, max_value=_ID, required=False, allow_null=True)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs["until"] <= attrs["since"]:
            raise serializers.ValidationError(
                {"until": serializers.ErrorDetail("`until` must be later than `since`", "order")}
            )
        return attrs


class ReplayCountSerializer(serializers.Serializer[Any]):
    """The number of matching deliveries, and of those that are sent again now."""

    matching = serializers.IntegerField()
    replayed = serializers.IntegerField()
