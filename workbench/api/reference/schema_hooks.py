"""Completes the OpenAPI document beyond the views: conventions, problems, examples, words, messages to receivers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from articles.api.conventions.docs import MEANINGS
from articles.api.serializers.submission import CORRECTED_FACTS, SUBMISSION
from articles.models.access.keys import ACTING_SCOPE
from workbench.api.reference import deprecations
from workbench.api.reference.expansions import add_expansions
from workbench.api.reference.messages import webhooks
from workbench.api.reference.problem_examples import problem_examples, problem_references
from workbench.api.reference.recorded import recorded_examples
from workbench.api.reference.report_schema import report_schemas
from workbench.api.reference.words import add_words, described

Json = dict[str, Any]
_METHODS = ("get", "post", "put", "patch", "delete")
_PROBLEM = "application/problem+json"
# The pattern of a text without a format: no database stores NUL.
ANY_TEXT = r"^[^\u0000]*$"
_EVERYWHERE = (429, 500)
_ON_POST = (409, 411)
# Links from an answer to another operation: (operation, status) → {name: (operation, parameter, expression)}.
_LINKS = {
    ("articles_submit", "201"): {
        "GetArticle": ("articles_get", "$response.body#/id"),
        "GetProvenance": ("articles_provenance", "$response.body#/id"),
        "ReportArticle": ("articles_report", "$response.body#/id"),
    },
    ("imports_start", "202"): {
        "GetImport": ("imports_get", "$response.body#/id"),
        "GetResults": ("imports_results", "$response.body#/id"),
        "CancelImport": ("imports_cancel", "$response.body#/id"),
    },
    ("articles_report", "201"): {"GetItem": ("queue_items_get", "$response.body#/id")},
    ("queue_items_decide", "201"): {"GetDecision": ("decisions_get", "$response.body#/id")},
}


def complete(result: Json, generator: Any, request: Any, public: bool) -> Json:
    """drf-spectacular's hook: completes every operation in place."""
    schemas = result["components"]["schemas"]
    result["components"] |= {"examples": problem_examples(), "headers": _HEADERS}
    schemas["Submission"], schemas["CorrectedFacts"] = SUBMISSION, CORRECTED_FACTS
    schemas |= report_schemas()
    # RFC 9457 allows further members, and some problems have them.
    schemas["Problem"]["additionalProperties"] = True
    views = _views(generator)
    scopes = {place: view.required_scopes[place[1].upper()] for place, view in views.items()}
    for path, method, operation in operations(result):
        operation["x-scope"] = scopes[path, method]
        operation["security"] = _security(operation["x-scope"])
        responses = operation["responses"]
        for number in _EVERYWHERE + (_ON_POST if method == "post" else ()):
            responses.setdefault(str(number), _problem(number))
        if method == "get":
            add_expansions(result, operation, views[path, method])
            _reading(result, operation)
        if method == "post":
            operation.setdefault("parameters", []).append(_IDEMPOTENCY_KEY)
        for status, response in responses.items():
            _headers(method, status, response)
            if _PROBLEM in response.get("content", {}):
                content = response["content"][_PROBLEM]
                content["examples"] = problem_references(operation["operationId"], int(status))
        _examples(operation)
        for (name, status), links in _LINKS.items():
            if name == operation["operationId"]:
                responses[status]["links"] = {
                    link: {"operationId": target, "parameters": {"id": source}}
                    for link, (target, source) in links.items()
                }
        add_words(path, operation)
        deprecations.mark(operation)
    result["components"]["schemas"] = {name: described(schema, name) for name, schema in schemas.items()}
    result["webhooks"] = webhooks()
    return result


def operations(document: Json) -> Iterator[tuple[str, str, Json]]:
    """Every operation of an OpenAPI document with its path and method."""
    for path, item in document["paths"].items():
        for method in _METHODS:
            if method in item:
                yield path, method, item[method]


def _views(generator: Any) -> dict[tuple[str, str], Any]:
    """The view of each operation, by path and method."""
    return {
        (path.replace("{pk}", "{id}"), method.lower()): callback.cls
        for path, _, method, callback in generator.endpoints
        if hasattr(callback.cls, "required_scopes")
    }


def _security(scope: str) -> list[Json]:
    """What opens an operation: a key, and a person's token where people act."""
    key: Json = {"ApiKey": []}
    return [key, {"PersonToken": [scope]}] if scope == ACTING_SCOPE else [key]


def answer_properties(document: Json, operation: Json) -> list[str]:
    """The member names of the JSON object in the 200 answer; for a page, those of its results; else none."""
    schema = operation["responses"].get("200", {}).get("content", {}).get("application/json", {}).get("schema", {})
    properties = _properties(document, schema)
    if {"results", "next"} <= set(properties):
        properties = _properties(document, properties["results"].get("items", {}))
    return list(properties)


def _properties(document: Json, schema: Json) -> Json:
    if "$ref" in schema:
        return _properties(document, document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[-1]])
    found = dict(schema.get("properties", {}))
    for part in schema.get("allOf", []):
        found.update(_properties(document, part))
    return found


def _reading(document: Json, operation: Json) -> None:
    names = answer_properties(document, operation)
    parameters = operation.setdefault("parameters", [])
    for schema in (parameter["schema"] for parameter in parameters if parameter["in"] == "query"):
        if schema.get("type") == "string" and not {"enum", "format", "pattern"} & set(schema):
            schema["pattern"] = ANY_TEXT
    if names:
        parameters.append(
            {
                "in": "query", "name": "fields", "style": "form", "explode": False, "example": names[:2],
                "description": "Only these members (of a list: of each result), separated by commas: the others "
                "are left out, also what the schema requires.",
                "schema": {"type": "array", "items": {"type": "string", "enum": names}, "minItems": 1},
            }
        )  # fmt: skip
    parameters.append(
        {
            "in": "header", "name": "If-None-Match", "schema": {"type": "string"},
            "description": "The ETag of an earlier answer: 304 without body when it would be the same.",
        }
    )  # fmt: skip
    operation["responses"]["304"] = {"description": "As you have it"}


_IDEMPOTENCY_KEY = {
    "in": "header", "name": "Idempotency-Key",
    "schema": {
        "type": "string", "minLength": 1, "maxLength": 255, "pattern": r"^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$",
    },
    "description": "Makes sending again safe: the same key and body is answered as the first time, with the header "
    "`Idempotent-Replayed: true`. Kept at least 24 hours for each API key; refusals are not kept.",
}  # fmt: skip


def _text(description: str, example: str) -> Json:
    return {"description": description, "schema": {"type": "string"}, "example": example}


_HEADERS = {
    "X-Request-ID": _text("The request's id, also in our log", "7c1f0e0b5d6b4b5c9c8f8a8d2f4f3f11"),
    "RateLimit": _text("Requests left (r) until the window ends (t, seconds)", '"key";r=5999;t=60'),
    "RateLimit-Policy": _text("Requests (q) a window (w, seconds)", '"key";q=6000;w=60'),
    "ETag": _text("Names the answer's bytes, for If-None-Match", 'W/"5f2c…"'),
    "Idempotent-Replayed": _text("`true` when this is the stored answer of an earlier request", "true"),
    "Retry-After": {"description": "Seconds to wait", "schema": {"type": "integer"}, "example": 7},
}


def _headers(method: str, status: str, response: Json) -> None:
    names = ["X-Request-ID"]
    if status not in ("401", "403"):
        names += ["RateLimit", "RateLimit-Policy"]
    if method == "get" and status in ("200", "304"):
        names.append("ETag")
    if method == "post" and status.startswith("2"):
        names.append("Idempotent-Replayed")
    if status in ("429", "503"):
        names.append("Retry-After")
    response.setdefault("headers", {}).update({name: {"$ref": f"#/components/headers/{name}"} for name in names})


def _problem(status: int) -> Json:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": MEANINGS[status], "content": {_PROBLEM: {"schema": schema}}}


def _examples(operation: Json) -> None:
    example = recorded_examples().get(operation["operationId"])
    if example is None:
        return
    for content in operation.get("requestBody", {}).get("content", {}).values():
        # OpenAPI allows one of the two: the named examples of a view stay.
        if "examples" not in content:
            content["example"] = example["request"]
    answer = operation["responses"].get(str(example["status"]), {})
    for media, content in answer.get("content", {}).items():
        if media == example["media"]:
            content["example"] = example["answer"]
