"""The documents of a 409 that say more than what is wrong."""

from __future__ import annotations

from rest_framework import serializers

from articles.api.conventions.docs import ProblemSerializer
from articles.api.conventions.fields import CodeChoiceField
from moderation.api.serializers import QueueItemSerializer
from moderation.vocabulary.refusals import REFUSALS


class ItemConflictSerializer(ProblemSerializer):
    """The item is not what its moderator saw, or another's: with the item as it is now.

    The further members are there unless `code` is `idempotency_key_running`.
    """

    reason = CodeChoiceField(
        REFUSALS,
        only=lambda refusal: bool(refusal.detail),
        required=False,
        help_text="why the act is refused, as a code",
    )
    current = QueueItemSerializer(required=False, help_text="the item as it is now; its `version` is the one to send")
    decision = serializers.IntegerField(
        required=False, allow_null=True, help_text="id of the newest decision on the item; null when there is none"
    )


class DecisionConflictSerializer(ProblemSerializer):
    """The decision is past what was asked of it; `reason` is there for `decision_stale`."""

    reason = CodeChoiceField(REFUSALS, required=False, help_text="why the act comes too late, as a code")


class EndpointConflictSerializer(ProblemSerializer):
    """The endpoint cannot be as asked for; `endpoint` is there for `endpoint_exists`."""

    endpoint = serializers.IntegerField(required=False, help_text="id of the endpoint that has this address")


class CountConflictSerializer(ProblemSerializer):
    """Another number matches than was confirmed; `matching` is there for `count_changed`."""

    matching = serializers.IntegerField(required=False, help_text="how many deliveries match now")


ITEM_CONFLICT = (409, ItemConflictSerializer)
DECISION_CONFLICT = (409, DecisionConflictSerializer)
ENDPOINT_CONFLICT = (409, EndpointConflictSerializer)
COUNT_CONFLICT = (409, CountConflictSerializer)
