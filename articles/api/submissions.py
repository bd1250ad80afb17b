"""Submission of articles: one, or a batch."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from articles.api.conventions.errors import ApiProblem
from articles.api.conventions.permissions import key_platform
from articles.intake.patching import AddressTaken, correct_facts
from articles.intake.submitting import in_order, parse_for, submit
from articles.models import Article, Assessment
from articles.models.codes import choices_of
from articles.parsing.submitted.structured import InvalidFields
from articles.vocabulary.facts import FACTS

MAX_BATCH = 500
RETRY_AFTER = 60
"""Seconds until a client may repeat a batch that was refused because of the backlog."""
# Refusals with an HTTP status of their own; the others are 422.
_STATUS = {"too_large": 413, "other_platform": 403}


_ERROR = {
    "type": ["object", "null"],
    "required": ["code", "detail"],
    "properties": {
        "code": {"type": "string"},
        "detail": {"type": "string"},
        "page": {"type": "string", "description": "SHA-256 of the page, when it was kept for a human to look at"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["pointer", "code", "detail"],
                "properties": {name: {"type": "string"} for name in ("pointer", "code", "detail")},
            },
        },
    },
}


class OutcomeSerializer(serializers.Serializer[Any]):
    """What became of a submission. `id` is the article's, null when rejected; `error` is null unless rejected.

    `updated`: the text is known, and `changed` names the facts beside it that were corrected. `version` is the number
    of the version that holds them.
    """

    id = serializers.IntegerField(allow_null=True)
    status = serializers.ChoiceField(choices=["created", "updated", "duplicate", "rejected"])
    version = serializers.IntegerField(allow_null=True)
    changed = serializers.ListField(child=serializers.ChoiceField(choices=choices_of(FACTS)))
    error = serializers.SerializerMethodField()

    @extend_schema_field(_ERROR)
    def get_error(self, outcome: Any) -> Any:
        return outcome["error"]


def submit_one(request: Request) -> Response:
    """Store one submission: 201 for a new article or version, 200 for a known one. Raises ApiProblem when rejected."""
    outcome = submit(request.data, key_platform(request))
    if outcome.status == "rejected":
        answer = outcome.to_json()["error"]
        page = {"page": outcome.page} if outcome.page else {}
        status = _STATUS.get(outcome.code, 422)
        raise ApiProblem(status, outcome.code, outcome.detail, errors=answer.get("errors"), members=page)
    place = reverse("article", kwargs={"pk": outcome.id}, request=request)
    return Response(outcome.to_json(), status=201 if outcome.status == "created" else 200, headers={"Location": place})


def correct_one(request: Request, article: Article) -> Response:
    """Correct facts of an article beside its text: 200 with what changed. Raises ApiProblem when one is not valid."""
    try:
        outcome = correct_facts(article.pk, request.data)
    except InvalidFields as error:
        faults: Any = [{"pointer": each.pointer, "detail": each.detail, "code": each.code} for each in error.errors]
        raise ApiProblem(422, "invalid_fields", str(error), errors=faults) from None
    except AddressTaken:
        raise ApiProblem(409, "address_taken", "another article of the platform has this address or id") from None
    return Response(outcome.to_json())


def _refuse_when_behind(platforms: set[str]) -> None:
    """Refuse a batch while the backlog of its platforms is long: batches can wait, and single submissions should not.

    The backlog of other platforms does not count: platforms take turns.
    """
    waiting = Assessment.objects.count_waiting(platforms, settings.BATCH_BACKLOG)
    if waiting >= settings.BATCH_BACKLOG:
        detail = f"{waiting:,} or more articles wait to be assessed; send the batch again later"
        raise ApiProblem(503, "backlog", detail, wait=RETRY_AFTER)


def _named(data: list[object]) -> set[str]:
    named = {item.get("platform") for item in data if isinstance(item, dict)}
    return {code for code in named if isinstance(code, str)}


def submit_batch(request: Request) -> Response:
    """Store a batch: 207 with one result per submission, in order. Each is stored or rejected by itself."""
    data: object = request.data
    if isinstance(data, dict):
        data = data.get("submissions")
    if not isinstance(data, list):
        detail = "a batch is a list of submissions"
        raise ApiProblem(
            422, "invalid_fields", detail, errors=[{"pointer": "", "detail": detail, "code": "not_a_list"}]
        )
    if not 1 <= len(data) <= MAX_BATCH:
        detail = f"a batch has 1 to {MAX_BATCH} submissions, this one {len(data)}"
        raise ApiProblem(422, "batch_size", detail, errors=[{"pointer": "", "detail": detail, "code": "batch_size"}])
    # Only after reading the body: the server closes a connection with an unread body, and the response may be lost.
    platform = key_platform(request)
    _refuse_when_behind({platform.code} if platform else _named(data))
    # Parse all before storing the first, so that no row lock is held during parsing.
    outcomes = in_order([parse_for(item, platform) for item in data])
    return Response([outcome.to_json() for outcome in outcomes], status=207)
