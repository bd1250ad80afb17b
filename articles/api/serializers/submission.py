"""The JSON schema of a submission, as `articles.parsing.submitted.structured` checks it behind the intake."""

from __future__ import annotations

from typing import Any

from articles.intake.patching import FACTS
from articles.intake.submission import LONGEST
from articles.parsing.submitted.structured import MAX_BODY, MAX_PARAGRAPH, MAX_PARAGRAPHS
from articles.vocabulary.credits import CREDIT_ROLES
from articles.vocabulary.flags import FLAGS
from articles.vocabulary.notices import DISCLAIMERS, LOCATIONS

Schema = dict[str, Any]
REF = {"$ref": "#/components/schemas/Submission"}
OUTCOME_REF = {"$ref": "#/components/schemas/Outcome"}
_NULL = {"type": "null"}
_COUNT = {"type": ["integer", "null"], "minimum": 0, "maximum": 2_000_000_000}
_MOMENT = {
    "type": ["string", "null"],
    "format": "date-time",
    "description": "ISO 8601; without offset it means Asia/Shanghai. A date without a time of day sets "
    "`published_after` and `published_before` to that day in China, and the time stays null (warning "
    "`date_without_time`)",
}
_URL = {"type": ["string", "null"], "format": "uri", "maxLength": 2_000, "pattern": "^[Hh][Tt][Tt][Pp][Ss]?://[^\\s/]"}
# Not only white space, which is trimmed, and no NUL.
_FILLED = {"type": "string", "pattern": "^[^\\x00]*[^\\s\\x00][^\\x00]*$"}


_ID = {"type": ["string", "integer", "null"]}


def _text(longest: int, description: str = "") -> Schema:
    schema: Schema = {"type": ["string", "null"], "maxLength": longest}
    return {**schema, "description": description} if description else schema


def _filled(longest: int) -> Schema:
    return {**_FILLED, "maxLength": longest}


def _object(required: list[str], **properties: Schema) -> Schema:
    return {"type": "object", "required": required, "properties": properties}


def _list(item: Schema, most: int, description: str = "") -> Schema:
    schema: Schema = {"type": ["array", "null"], "items": item, "maxItems": most}
    return {**schema, "description": description} if description else schema


_SOURCE = _object(
    ["name"], name=_filled(100), external_id={**_text(100), **_ID}, profile_url=_URL, tagline=_text(300),
    article_count=_COUNT, follower_count=_COUNT,
)  # fmt: skip
_REFERENCE: Schema = {
    **_object([], headline=_text(300), outlet=_text(100), published_at=_MOMENT, url=_URL),
    "if": {"required": ["headline"], "properties": {"headline": _filled(300)}},
    "else": {"required": ["outlet"], "properties": {"outlet": _filled(100)}},
}
_RECOMMENDATION = _object(["headline"], headline=_filled(300), source=_text(100), published_at=_MOMENT, url=_URL)
_IMAGE = _object(
    ["url"], url={**_URL, "type": "string"}, caption=_text(500), credit=_text(200),
    data=_text(20_000_000, "The picture itself in base64: its AI label is read, the bytes are not kept"),
)  # fmt: skip
_DISCLAIMER = _object(["text"], text=_filled(1_000), code={"enum": [*sorted(DISCLAIMERS), None]}, language=_text(10))
_CREDIT = _object(
    ["role", "name"], role={"enum": sorted(CREDIT_ROLES)}, name=_filled(300), text=_text(500),
)  # fmt: skip
_FLAG = _object(
    ["code", "text"], code={"enum": sorted(FLAGS)}, text=_filled(500),
    location={"enum": [*sorted(LOCATIONS), None]},
)  # fmt: skip

# The three forms as conditions: of an object with conditions, generators of clients make one type; of alternatives
# beside its members, none or one that lacks them.
_FORMS: Schema = {
    "if": {"required": ["html"], "properties": {"html": {"type": "string"}}},
    "then": {"properties": {"text": _NULL, "body": _NULL}},
    "else": {
        "if": {"required": ["text"], "properties": {"text": {"type": "string"}}},
        "then": {"properties": {"body": _NULL}},
        "else": {
            "required": ["headline", "body"],
            "properties": {"headline": {"type": "string"}, "body": {"not": _NULL}},
        },
    },
}

SUBMISSION: Schema = {
    "type": "object",
    "description": "One article: by `html`, by `text`, or by its fields (`headline` and `body`, and what else is "
    "known). With `external_id` it is known by that on its platform, else by `url`, else by the page; the same again "
    "is a duplicate, other content the next version, which is assessed again. The same content with another time, "
    "source, address, pictures or reach corrects these (`updated`); what is left out or null stays as it is known. "
    "Further members are ignored.",
    **_FORMS,
    "properties": {
        "platform": _text(LONGEST["platform"], "Code of the platform; what is not said is recognised from the page"),
        "external_id": {
            **_text(LONGEST["external_id"], "The article's id on its platform; invisible characters do not count"),
            **_ID,
        },
        "url": {**_URL, "description": "Where it is read"},
        "html": {"type": ["string", "null"], "description": "The page as it is served"},
        "text": {"type": ["string", "null"], "description": "Plain text; its first line is the headline"},
        "headline": {**_FILLED, "type": ["string", "null"], "maxLength": 300},
        "original_headline": _text(300),
        "body": {
            "oneOf": [
                {"type": "array", "items": {"type": "string", "maxLength": MAX_BODY}, "minItems": 1,
                 "maxItems": MAX_PARAGRAPHS, "contains": _FILLED},
                _filled(MAX_BODY), {"type": "null"},
            ],
            "description": "Paragraphs; a string is split by lines. Markup is taken off (warning `markup_removed`); "
            f"block elements separate paragraphs. One of more than {MAX_PARAGRAPH:,} characters is split at the "
            "ends of sentences (`paragraph_split`)",
        },
        "source": {"oneOf": [_SOURCE, {"type": "string", "maxLength": 100}, {"type": "null"}]},
        "published_at": _MOMENT,
        "published_after": _MOMENT,
        "published_before": _MOMENT,
        "ip_location": _text(60),
        "language": {"enum": ["zh", "en", "other", None]},
        "declarations": _list(_filled(500), 50, "What the author declares, like 声明:取材网络,谨慎辨别"),
        "references": _list(_REFERENCE, 500),
        "provenance_flags": _list(_FLAG, 200, "Found in the text when not given"),
        "disclaimers": _list(_DISCLAIMER, 50, "What the platform says about the article"),
        "credits": _list(_CREDIT, 100, "Editors, proof-readers, original headline"),
        "recommendations": _list(_RECOMMENDATION, 500),
        "images": _list(_IMAGE, 1_000),
        "comment_count": _COUNT,
        "warnings": _list(_filled(500), 100),
    },
}  # fmt: skip

BATCH: Schema = {
    "oneOf": [
        {"type": "array", "items": REF, "minItems": 1, "maxItems": 500},
        {
            "type": "object",
            "required": ["submissions"],
            "properties": {"submissions": {"type": "array", "items": REF, "minItems": 1, "maxItems": 500}},
        },
    ]
}
"""A batch: a list of submissions, bare or as a member."""

FACTS_REF = {"$ref": "#/components/schemas/CorrectedFacts"}
CORRECTED_FACTS: Schema = {
    "type": "object",
    "description": "Facts about an article beside its text. What is left out, or null, stays as it is known; an empty "
    "list takes a list away.",
    "additionalProperties": False,
    "properties": {name: SUBMISSION["properties"][name] for name in FACTS},
}
