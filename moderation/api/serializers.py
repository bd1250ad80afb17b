"""Queue items and decisions as the API shows them."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils import timezone
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from articles.api.conventions.fields import CodeChoiceField, OneOfField, TextField
from moderation.api.standing import QueueStandingSerializer
from moderation.models import Appeal, Decision, Execution, QueueItem, QueueReason
from moderation.queue.standing import standing_of
from moderation.statements.facts import facts_of
from moderation.statements.notice import notice
from moderation.statements.transparency import transparency_record
from moderation.vocabulary.acts import ACTS, LABELS
from moderation.vocabulary.reasons import REPORT_CATEGORIES


class QueueReasonSerializer(serializers.ModelSerializer[QueueReason]):
    """One reason why the item waits; `weight` is its risk, 0–1. `kind` says what raised it."""

    kind = serializers.CharField()

    class Meta:
        model = QueueReason
        fields = ["kind", "code", "severity", "weight", "label_zh", "label_en", "created_at"]


ITEM_ROWS = ("queue", "article_version", "claimed_by", "assigned_to")
"""The rows beside an item that its serializer reads: select them with it."""


class QueueItemSerializer(serializers.ModelSerializer[QueueItem]):
    """An item of the queue. `version` goes back with `decide`, so that nobody decides on what has changed since."""

    article = serializers.IntegerField(source="article_id")
    article_version = serializers.IntegerField(source="article_version.number")
    headline = serializers.CharField(source="article_version.headline")
    queue = serializers.CharField(source="queue.code")
    claimed_by = serializers.SerializerMethodField()
    claimed_until = serializers.SerializerMethodField()
    assigned_to = serializers.SerializerMethodField()
    reasons = QueueReasonSerializer(many=True)
    standing = serializers.SerializerMethodField()

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
            "on_hold",
            "assigned_to",
            "aside_reason",
            "decided_at",
            "reasons",
            "standing",
        ]

    @extend_schema_field(QueueStandingSerializer(allow_null=True))
    def get_standing(self, item: QueueItem) -> dict[str, Any] | None:
        # Null for items of before the order was explained.
        found = standing_of(item)
        return None if found is None else QueueStandingSerializer(found).data

    def get_claimed_by(self, item: QueueItem) -> str | None:
        return item.claimed_by.get_username() if item.claimed_by and item.is_claimed() else None

    def get_assigned_to(self, item: QueueItem) -> str | None:
        return item.assigned_to.get_username() if item.assigned_to else None

    def get_claimed_until(self, item: QueueItem) -> str | None:
        # An expired claim does not count as one, even before the sweep clears it.
        return timezone.localtime(item.claimed_until).isoformat() if item.claimed_until and item.is_claimed() else None


class DecisionSerializer(serializers.ModelSerializer[Decision]):
    """A decision as the platform sees it: without the moderator's name and internal note.

    `execution`: awaiting (a second person), scheduled, done, cancelled; null for an escalation. Carry a
    decision out only when it is done.
    """

    item = serializers.IntegerField(source="item_id")
    article = serializers.IntegerField(source="article_id")
    article_version = serializers.IntegerField(source="article_version.number")
    policy = serializers.CharField(source="clause.code", allow_null=True, default=None)
    policy_version = serializers.IntegerField(source="clause.policy_version.number", allow_null=True, default=None)
    override_of = serializers.IntegerField(source="override_of_id", allow_null=True)
    execution = serializers.SerializerMethodField()
    in_effect_at = serializers.SerializerMethodField()

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
            "label",
            "override_of",
            "execution",
            "in_effect_at",
            "created_at",
        ]

    @extend_schema_field(serializers.ChoiceField(choices=Execution.State.choices, allow_null=True))
    def get_execution(self, decision: Decision) -> str | None:
        return decision.execution.state if hasattr(decision, "execution") else None

    @extend_schema_field(serializers.DateTimeField(allow_null=True))
    def get_in_effect_at(self, decision: Decision) -> str | None:
        at = decision.execution.done_at if hasattr(decision, "execution") else None
        return timezone.localtime(at).isoformat() if at else None


class AppealSerializer(serializers.ModelSerializer[Appeal]):
    """An appeal: `state` is open, upheld or overturned; `answer` is for the author."""

    decision = serializers.IntegerField(source="decision_id", read_only=True)
    text = TextField(max_length=10_000)
    appellant = TextField(max_length=200)

    class Meta:
        model = Appeal
        fields = ["id", "decision", "text", "appellant", "state", "answer", "created_at", "resolved_at"]
        read_only_fields = ["id", "decision", "state", "answer", "created_at", "resolved_at"]


@extend_schema_field({"type": ["object", "null"], "additionalProperties": True})
class EuRecordField(serializers.JSONField):
    """The record of the EU's transparency database, by the names it uses."""


class StatementSerializer(serializers.Serializer[Any]):
    """Statement of reasons: the notice to the author, and the record as the EU's transparency database takes it."""

    notice_zh = serializers.CharField()
    notice_en = serializers.CharField()
    eu = EuRecordField()


class FullDecisionSerializer(DecisionSerializer):
    """A decision with its evidence; `note`, `decided_by`, `via` are null unless the key has the scope queue:work.

    `via` is the credential of a decision by REST, `key:PREFIX` or `token:PREFIX`; empty for others.
    """

    overturned_by = serializers.SerializerMethodField()
    appeal = serializers.SerializerMethodField()
    statement = serializers.SerializerMethodField()

    note = serializers.CharField(allow_null=True)
    decided_by = serializers.CharField(source="decided_by.username", allow_null=True)
    via = serializers.CharField(allow_null=True)
    policy_title_zh = serializers.CharField(source="clause.title_zh", allow_null=True, default=None)
    policy_title_en = serializers.CharField(source="clause.title_en", allow_null=True, default=None)
    evidence = serializers.JSONField()

    class Meta(DecisionSerializer.Meta):
        fields = [
            *DecisionSerializer.Meta.fields,
            "policy_title_zh",
            "policy_title_en",
            "overturned_by",
            "appeal",
            "statement",
            "note",
            "decided_by",
            "via",
            "evidence",
        ]

    def get_overturned_by(self, decision: Decision) -> int | None:
        return decision.overrides.values_list("pk", flat=True).first()

    @extend_schema_field(AppealSerializer(allow_null=True))
    def get_appeal(self, decision: Decision) -> Any:
        appeal = Appeal.objects.filter(decision=decision).first()
        return AppealSerializer(appeal).data if appeal else None

    @extend_schema_field(StatementSerializer())
    def get_statement(self, decision: Decision) -> Any:
        facts = facts_of(decision, settings.APPEAL_DAYS)
        told = notice(facts)
        return {"notice_zh": told["zh"], "notice_en": told["en"], "eu": transparency_record(facts)}

    def to_representation(self, instance: Decision) -> dict[str, Any]:
        shown = super().to_representation(instance)
        return shown if self.context.get("internal") else {**shown, "note": None, "decided_by": None, "via": None}


class ActingSerializer(serializers.Serializer[Any]):
    """The moderator who acts, one of those whom the credential may act for; needed only when these are several."""

    moderator = TextField(required=False, allow_null=True, max_length=150)


class ClaimSerializer(ActingSerializer):
    """The queue to claim from (any, when not given)."""

    queue = serializers.SlugField(required=False, allow_null=True, max_length=50)


class DecideSerializer(ActingSerializer):
    """A decision on an item as it was seen in `version`. Every act but `allow` names a `policy` clause (2.3).

    Without `label`, an article is labelled with the clause's own label; where the clause has none, `label` is required.
    """

    version = serializers.IntegerField(min_value=1, max_value=2**31 - 1)
    act = CodeChoiceField(ACTS, only=lambda act: not act.is_reversal)
    policy = TextField(required=False, allow_null=True, allow_blank=True, max_length=20)
    note = TextField(required=False, allow_null=True, allow_blank=True, max_length=10_000)
    label = CodeChoiceField(LABELS, required=False, allow_null=True)  # type: ignore[assignment]


class OverturnSerializer(ActingSerializer):
    """The reason why the decision is overturned; `reopen` puts the item into the queue again."""

    note = TextField(max_length=10_000)
    reopen = serializers.BooleanField(default=False)


class ResolveSerializer(ActingSerializer):
    """The answer to the appeal on an item as it was seen in `version`."""

    version = serializers.IntegerField(min_value=1, max_value=2**31 - 1)
    outcome = OneOfField(choices=["upheld", "overturned"])
    answer = TextField(max_length=10_000)


class ReportSerializer(serializers.Serializer[Any]):
    """A report by readers; `readers` counts those who reported since the last one."""

    category = CodeChoiceField(REPORT_CATEGORIES)
    readers = serializers.IntegerField(min_value=1, max_value=1_000_000, default=1)
    text = TextField(required=False, allow_blank=True, default="", max_length=10_000)
