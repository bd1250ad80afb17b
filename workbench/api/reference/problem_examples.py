"""The problems that each operation may answer with, as examples that stand once and are referred to."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from moderation.vocabulary.refusals import APPEAL_REFUSALS, REFUSALS
from workbench.api.reference.problem_types import problem_types, slug
from workbench.api.reference.recorded import recorded_examples

Json = dict[str, Any]
# The commonest code of each status. The page of problems has the others.
_TYPICAL = {
    400: "invalid_parameter", 401: "invalid_key", 403: "permission_denied", 404: "not_found",
    406: "not_acceptable", 409: "idempotency_key_running", 411: "length_required", 413: "too_large",
    415: "unsupported_media_type", 422: "invalid_fields", 429: "throttled", 500: "server_error", 501: "pdf_unavailable",
    503: "backlog",
}  # fmt: skip
_ITEM = tuple(f"item_{refusal}" for refusal in REFUSALS.terms if refusal.detail)
_DECISION = ("decision_stale",)
_OF_ITEMS = ("decide", "release", "heartbeat", "skip", "hold", "hand_over", "resolve_appeal")
# What each operation refuses for the state of things, by its id.
_CONFLICTS: dict[str, tuple[str, ...]] = {
    **{f"queue_items_{name}": _ITEM for name in _OF_ITEMS},
    **{f"decisions_{name}": _DECISION for name in ("approve", "refuse", "undo")},
    "decisions_appeal": tuple(f"cannot_appeal_{refusal}" for refusal in APPEAL_REFUSALS.terms),
    "decisions_overturn": ("cannot_overturn",),
    "articles_correct": ("address_taken",),
    "articles_report": ("article_withdrawn",),
    "sources_link": ("accounts_linked", "too_many_linked"),
    "sources_unlink": ("link_ended", "proposal_waiting"),
    "webhook_endpoints_make": ("endpoint_exists",),
    "webhook_endpoints_change": ("endpoint_exists",),
    "webhook_endpoints_test": ("endpoint_disabled",),
    "webhook_deliveries_replay": ("delivery_pending", "endpoint_disabled"),
    "webhook_deliveries_replay_range": ("count_changed",),
}
_ERRORS = {
    "invalid_parameter": {
        "pointer": "",
        "parameter": "page_size",
        "detail": "must be a number",
        "code": "invalid",
    },
    "invalid_fields": {"pointer": "/headline", "detail": "is required", "code": "required"},
}


def problem_references(operation: str, status: int) -> Json:
    """The examples of an operation's problem of this status, each by reference."""
    codes = (*_CONFLICTS.get(operation, ()), _TYPICAL[status]) if status == HTTPStatus.CONFLICT else (_TYPICAL[status],)
    return {code: {"$ref": f"#/components/examples/{code}"} for code in codes}


def problem_examples() -> dict[str, Json]:
    """Every example that is referred to, by its code."""
    codes = dict.fromkeys((*_TYPICAL.values(), *(code for some in _CONFLICTS.values() for code in some)))
    return {code: {"summary": code, "value": _document(code)} for code in sorted(codes)}


def _document(code: str) -> Json:
    kind = problem_types()[code]
    status = next((known for known, typical in _TYPICAL.items() if typical == code), kind.statuses[0])
    return {
        "type": f"/problems/{slug(code)}", "title": HTTPStatus(status).phrase, "status": status, "detail": kind.en,
        "instance": "/api/v1/", "code": code, "errors": [_ERRORS[code]] if code in _ERRORS else [],
        "request_id": "7c1f0e0b5d6b4b5c9c8f8a8d2f4f3f11", **_members(code),
    }  # fmt: skip


def _members(code: str) -> Json:
    """The members that a problem has beyond those of all."""
    if code in _ITEM:
        current = recorded_examples().get("queue_items_get", {}).get("answer")
        shown = {"current": current} if current else {}
        return {"reason": code.removeprefix("item_"), **shown, "decision": None}
    more: dict[str, Json] = {
        "decision_stale": {"reason": "too_late"}, "endpoint_exists": {"endpoint": 1}, "count_changed": {"matching": 12},
    }  # fmt: skip
    return more.get(code, {})
