"""Endpoint that scores headlines without storing anything."""

from __future__ import annotations

from typing import Any

import structlog
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from articles.api.conventions.docs import documented
from articles.api.conventions.errors import ApiProblem
from articles.api.conventions.fields import TextField
from articles.api.serializers.evidence import ScoreReasonSerializer
from articles.scoring.clickbait.weights import WeightsError
from articles.scoring.stored.headline_models import InUse, in_use

log = structlog.get_logger(__name__)
MAX_HEADLINES = 1000
# The scorer returns `not_scored` for headlines beyond 1,000 characters; this only bounds its input.
LONGEST_HEADLINE, LONGEST_BODY = 10_000, 200_000


class _Fields(serializers.Serializer[Any]):
    headline = TextField(max_length=LONGEST_HEADLINE, allow_blank=True, trim_whitespace=False)
    body = TextField(max_length=LONGEST_BODY, required=False, allow_null=True, allow_blank=True, trim_whitespace=False)


@extend_schema_field(
    {
        "oneOf": [
            {"type": "string", "maxLength": LONGEST_HEADLINE},
            {
                "type": "object",
                "required": ["headline"],
                "properties": {
                    "headline": {"type": "string", "maxLength": LONGEST_HEADLINE},
                    "body": {"type": ["string", "null"], "maxLength": LONGEST_BODY},
                },
            },
        ]
    }
)
class HeadlineField(serializers.Field[Any, Any, Any, Any]):
    """A headline as a string, or as an object with the body it stands over."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        # One instance for all headlines of a request: building its fields costs more than the checks.
        self._given = _Fields()

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        return dict(self._given.run_validation(data if isinstance(data, dict) else {"headline": data}))


class HeadlinesSerializer(serializers.Serializer[Any]):
    """Headlines to be scored."""

    headlines = serializers.ListField(child=HeadlineField(), min_length=1, max_length=MAX_HEADLINES)


class HeadlineScoreSerializer(serializers.Serializer[Any]):
    """A probability 0–1 (null when not scored): 1 / (1 + e^-(baseline + Σ contributions))."""

    headline = serializers.CharField()
    score = serializers.FloatField(allow_null=True)
    band = serializers.CharField()
    model = serializers.CharField()
    unit = serializers.CharField()
    baseline = serializers.FloatField()
    reasons = ScoreReasonSerializer(many=True)


class HeadlineScoresSerializer(serializers.Serializer[Any]):
    """One result a headline, in order."""

    results = HeadlineScoreSerializer(many=True)


class HeadlineScores(APIView):
    """The clickbait score as a service."""

    required_scopes = {"POST": "scores:read"}

    @documented(
        {200: HeadlineScoresSerializer}, request=HeadlinesSerializer, tags=["scores"], operation_id="headlines_score"
    )
    def post(self, request: Request) -> Response:
        """Scores up to 1,000 headlines, in order; stores nothing."""
        given = HeadlinesSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        try:
            models = in_use()
            results = [_result(models, **item) for item in given.validated_data["headlines"]]
        except WeightsError as error:
            # The message names files of the server: it belongs in the log (and /readyz), not in the response.
            log.exception("weights_unusable")
            raise ApiProblem(503, "scorer_unavailable", "the scorer's weights cannot be read") from error
        return Response({"results": results})


def _result(models: InUse, headline: str, body: str | None = None) -> dict[str, Any]:
    score = models.score(headline, body).to_json()
    kept = {name: score[name] for name in ("band", "model", "unit", "baseline", "reasons")}
    return {"headline": headline, "score": score["value"], **kept}
