"""Why an item stands where it does in the queue, as the API shows it."""

from __future__ import annotations

from rest_framework import serializers

from moderation.queue.standing import Part, Standing


class QueueStandingPartSerializer(serializers.Serializer[Part]):
    """One cause of an item's place; `kind` and `code` are a reason's, or `circumstance` and what is around it.

    `share` is how much less looking would be worth without it, 0–1, and `hours_later` what that is in waiting time.
    """

    kind = serializers.CharField()
    code = serializers.CharField()
    label_zh = serializers.CharField()
    label_en = serializers.CharField()
    share = serializers.FloatField()
    hours_later = serializers.FloatField()


class QueueStandingSerializer(serializers.Serializer[Standing]):
    """Why an item stands where it does in the queue, as the console says it, with the parts behind the sentence.

    `chance`, 0–1, is the chance that a reviewer acts, by the model named in `model`; `harm`, 0–1, what acting would
    prevent. The shipped model was chosen by hand: its chance is a preset, not a measured figure.
    """

    sentence_zh = serializers.CharField()
    sentence_en = serializers.CharField()
    model = serializers.CharField()
    chance = serializers.FloatField()
    harm = serializers.FloatField()
    urgency = serializers.FloatField(allow_null=True)
    reach = serializers.FloatField()
    parts = QueueStandingPartSerializer(many=True)
