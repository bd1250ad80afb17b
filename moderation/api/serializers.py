"""Queue items and decisions as the API shows them."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from rest_framework import serializers

from articles.api.fields import TextField
from moderation.models import Decision, QueueItem, QueueReason
from moderation.models.decision import Act


class QueueReasonSerializer(serializers.ModelSerializer[QueueReason]):
    """One reason why the item waits; `weight` is its risk, 0–1. `kind` is score, finding or flag."""

    kind = serializers.CharField()

    class Meta:
        model = QueueReason
        fields = ["kind", "code", "severity", "weight", "label_zh", "label_en", "created_at"]


class QueueItemSerializer(serializers.ModelSerializer[QueueItem]):
    """An item of the queue. `version` goes back with `decide`, so that nobody decides on what has changed since."""

    article = serializers.IntegerField(source="article_id")
    article_version = serializers.IntegerField(source="article_version.number")
    headline = serializers.CharField(source="article_version.headline")
    queue = serializers.CharField(source="queue.code")
    claimed_by = serializers.SerializerMethodField()
    claimed_until = serializers.SerializerMethodField()
    reasons = QueueReasonSerializer(many=True)

    class Meta:
        model = QueueItem
        fields = [
            "id",
            "article",
            "article_version",
            "headline",
            "state",
            "version",
            "queue",
            "risk",
            "opened_at",
            "due_at",
            "escalated",
            "claimed_by",
            "claimed_until",
            "decided_at",
            "reasons",
        ]

    def get_claimed_by(self, item: QueueItem) -> str | None:
        return item.claimed_by.get_username() if item.claimed_by and item.is_claimed() else None

    def get_claimed_until(self, item: QueueItem) -> str | None:
        # A claim that has run out is none, also before the sweep clears it.
        return timezone.localtime(item.claimed_until).isoformat() if item.claimed_until and item.is_claimed() else None


class DecisionSerializer(serializers.ModelSerializer[Decision]):
    """A decision as the platform is told of it: without the moderator's name and their internal note."""

    item = serializers.IntegerField(source="item_id")
    article = serializers.IntegerField(source="article_id")
    article_version = serializers.IntegerField(source="article_version.number")
    policy = serializers.CharField(source="clause.code", allow_null=True, default=None)
    policy_version = serializers.IntegerField(source="clause.policy_version.number", allow_null=True, default=None)
    override_of = serializers.IntegerField(source="override_of_id", allow_null=True)

    class Meta:
        model = Decision
        fields = [
            "id",
            "item",
            "article",
            "article_version",
            "act",
            "policy",
            "policy_version",
            "channel",
            "override_of",
            "created_at",
        ]


class FullDecisionSerializer(DecisionSerializer):
    """A decision with its evidence; `note` and `decided_by` are null unless the key has the scope queue:work."""

    note = serializers.CharField(allow_null=True)
    decided_by = serializers.CharField(source="decided_by.username", allow_null=True)
    policy_title_zh = serializers.CharField(source="clause.title_zh", allow_null=True, default=None)
    policy_title_en = serializers.CharField(source="clause.title_en", allow_null=True, default=None)
    evidence = serializers.JSONField()

    class Meta(DecisionSerializer.Meta):
        fields = [
            *DecisionSerializer.Meta.fields,
            "policy_title_zh",
            "policy_title_en",
            "note",
            "decided_by",
            "evidence",
        ]

    def to_representation(self, instance: Decision) -> dict[str, Any]:
        shown = super().to_representation(instance)
        return shown if self.context.get("internal") else {**shown, "note": None, "decided_by": None}


class ClaimSerializer(serializers.Serializer[Any]):
    """Who wants work, and from which queue (any, when not given)."""

    queue = serializers.SlugField(required=False, allow_null=True, max_length=50)
    moderator = TextField(max_length=150)


class HolderSerializer(serializers.Serializer[Any]):
    """Who acts: the claim's holder when not given."""

    moderator = TextField(required=False, allow_null=True, max_length=150)


class DecideSerializer(HolderSerializer):
    """A decision on an item as it was seen in `version`. Every act but `allow` names a `policy` clause (2.3)."""

    version = serializers.IntegerField(min_value=1, max_value=2**31 - 1)
    act = serializers.ChoiceField(choices=Act.choices)
    policy = TextField(required=False, allow_null=True, allow_blank=True, max_length=20)
    note = TextField(required=False, allow_null=True, allow_blank=True, max_length=10_000)
