"""Structured submission of a platform → ExtractedArticle: the same fields, without a page to parse."""

from __future__ import annotations

import base64
from dataclasses import replace
from typing import Any

from articles.parsing.assemble import flags_of
from articles.parsing.declarations.disclaimers import read_disclaimer
from articles.parsing.extracted import (
    ExtractedArticle,
    ExtractedDisclaimer,
    ExtractedFlag,
    ExtractedImage,
    ExtractedRecommendation,
    ExtractedReference,
    ExtractedSource,
)
from articles.parsing.fields import FieldError, FieldReader
from articles.parsing.images.ai_labels import AiLabel, read_ai_label
from articles.parsing.language import detect_language
from articles.parsing.registry import installed
from articles.vocabulary.flags import FLAGS
from articles.vocabulary.notices import DISCLAIMERS, LOCATIONS

__all__ = ["FieldError", "InvalidFields", "from_fields"]

MAX_IMAGE = 20_000_000
"""Longest base64 of one picture, in characters."""
MAX_PARAGRAPHS, MAX_PARAGRAPH, MAX_BODY = 5_000, 20_000, 1_000_000


class InvalidFields(ValueError):
    """A structured submission has invalid fields; `errors` names each with a JSON pointer."""

    def __init__(self, errors: list[FieldError]) -> None:
        super().__init__("; ".join(f"{error.pointer}: {error.detail}" for error in errors[:5]))
        self.errors = errors


def from_fields(fields: dict[str, Any]) -> ExtractedArticle:
    """Build the article of a submission with the keys of `ExtractedArticle`; other keys are ignored.

    `headline` and `body` are required; `body` is a list of paragraphs, a string is split by lines. `source` may be a
    name. Times are ISO 8601, without offset Asia/Shanghai. Flags and language are detected in the text when missing;
    given flags get their spans from it. An item of `images` may contain the picture itself as `data`, base64: its AI
    label is read and the bytes are not stored. Raises only InvalidFields, with every error.
    """
    reader = FieldReader()
    given = reader.mapping(fields, "") or {}
    article = ExtractedArticle(
        headline=reader.required(given.get("headline"), "/headline", 300) or "",
        body=_body(reader, given.get("body")),
        platform=reader.text(given.get("platform"), "/platform", 40),
        template="structured",
        url=reader.url(given.get("url"), "/url"),
        original_headline=reader.text(given.get("original_headline"), "/original_headline", 300),
        source=_source(reader, given.get("source")),
        published_at=reader.moment(given.get("published_at"), "/published_at"),
        published_after=reader.moment(given.get("published_after"), "/published_after"),
        published_before=reader.moment(given.get("published_before"), "/published_before"),
        ip_location=reader.text(given.get("ip_location"), "/ip_location", 60),
        language=reader.choice(given.get("language"), "/language", frozenset(("zh", "en", "other"))),
        declarations=reader.items(given.get("declarations"), "/declarations", 50, _line),
        references=reader.items(given.get("references"), "/references", 500, _reference),
        provenance_flags=reader.items(given.get("provenance_flags"), "/provenance_flags", 200, _flag),
        disclaimers=reader.items(given.get("disclaimers"), "/disclaimers", 50, _disclaimer),
        recommendations=reader.items(given.get("recommendations"), "/recommendations", 500, _recommendation),
        images=reader.items(given.get("images"), "/images", 1_000, _image),
        comment_count=reader.count(given.get("comment_count"), "/comment_count"),
        warnings=reader.items(given.get("warnings"), "/warnings", 100, _line),
    )
    if reader.errors:
        raise InvalidFields(reader.errors)
    return _complete(article, flags_given=given.get("provenance_flags") is not None)


def _complete(article: ExtractedArticle, *, flags_given: bool) -> ExtractedArticle:
    language = article.language or detect_language("\n".join((article.headline, *article.body)))
    if flags_given:
        flags = tuple(_located(flag, article.text) for flag in article.provenance_flags)
    else:
        captions = [image.caption for image in article.images if image.caption]
        menu = installed().menu_of(article.platform)
        flags = flags_of(list(article.body), list(article.declarations), captions, menu=menu)
    return replace(article, language=language, provenance_flags=flags)


def _located(flag: ExtractedFlag, text: str) -> ExtractedFlag:
    start = text.find(flag.text)
    return flag if start < 0 else replace(flag, start=start, end=start + len(flag.text))


def _body(reader: FieldReader, value: Any) -> tuple[str, ...]:
    before = len(reader.errors)
    if isinstance(value, str):
        whole = reader.text(value, "/body", MAX_BODY) or ""
        paragraphs = tuple(line.strip() for line in whole.splitlines() if line.strip())
    else:
        paragraphs = reader.items(value, "/body", MAX_PARAGRAPHS, _paragraph)
    if sum(map(len, paragraphs)) > MAX_BODY:
        reader.fail("/body", "too_long", f"at most {MAX_BODY:,} characters in all")
    if not paragraphs and len(reader.errors) == before:
        reader.fail("/body", "required", "is required and must not be empty")
    return paragraphs


def _paragraph(reader: FieldReader, value: Any, pointer: str) -> str | None:
    if value is None:
        reader.fail(pointer, "invalid_type", "must be text")
    return reader.text(value, pointer, MAX_PARAGRAPH)


def _line(reader: FieldReader, value: Any, pointer: str) -> str | None:
    return reader.required(value, pointer, 500)


def _source(reader: FieldReader, value: Any) -> ExtractedSource | None:
    if value is None:
        return None
    if isinstance(value, str):
        name = reader.text(value, "/source", 100)
        return ExtractedSource(name) if name else None
    item = reader.mapping(value, "/source")
    if item is None:
        return None
    return ExtractedSource(
        reader.required(item.get("name"), "/source/name", 100) or "",
        reader.text(item.get("external_id"), "/source/external_id", 100),
        reader.url(item.get("profile_url"), "/source/profile_url"),
        reader.text(item.get("tagline"), "/source/tagline", 300),
        reader.count(item.get("article_count"), "/source/article_count"),
        reader.count(item.get("follower_count"), "/source/follower_count"),
    )


def _reference(reader: FieldReader, value: Any, pointer: str) -> ExtractedReference | None:
    item = reader.mapping(value, pointer)
    if item is None:
        return None
    return ExtractedReference(
        reader.required(item.get("headline"), f"{pointer}/headline", 300) or "",
        reader.text(item.get("outlet"), f"{pointer}/outlet", 100),
        reader.moment(item.get("published_at"), f"{pointer}/published_at"),
        reader.url(item.get("url"), f"{pointer}/url"),
    )


def _recommendation(reader: FieldReader, value: Any, pointer: str) -> ExtractedRecommendation | None:
    item = reader.mapping(value, pointer)
    if item is None:
        return None
    return ExtractedRecommendation(
        reader.required(item.get("headline"), f"{pointer}/headline", 300) or "",
        reader.text(item.get("source"), f"{pointer}/source", 100),
        reader.moment(item.get("published_at"), f"{pointer}/published_at"),
        reader.url(item.get("url"), f"{pointer}/url"),
    )


def _image(reader: FieldReader, value: Any, pointer: str) -> ExtractedImage | None:
    item = reader.mapping(value, pointer)
    if item is None:
        return None
    if item.get("url") is None:
        reader.fail(f"{pointer}/url", "required", "is required and must not be empty")
    return ExtractedImage(
        reader.url(item.get("url"), f"{pointer}/url") or "",
        reader.text(item.get("caption"), f"{pointer}/caption", 500),
        reader.text(item.get("credit"), f"{pointer}/credit", 200),
        _ai_label(reader, item.get("data"), f"{pointer}/data"),
    )


def _ai_label(reader: FieldReader, value: Any, pointer: str) -> AiLabel | None:
    text = reader.text(value, pointer, MAX_IMAGE)
    if text is None:
        return None
    try:
        data = base64.b64decode("".join(text.split()), validate=True)
    except ValueError:
        reader.fail(pointer, "invalid_characters", "must be base64")
        return None
    return read_ai_label(data)


def _disclaimer(reader: FieldReader, value: Any, pointer: str) -> ExtractedDisclaimer | None:
    item = reader.mapping(value, pointer)
    if item is None:
        return None
    text = reader.required(item.get("text"), f"{pointer}/text", 1_000)
    code = reader.choice(item.get("code"), f"{pointer}/code", DISCLAIMERS)
    language = reader.text(item.get("language"), f"{pointer}/language", 10)
    if text is None:
        return None
    read = read_disclaimer(text)
    return replace(read, code=code or read.code, language=language or read.language)


def _flag(reader: FieldReader, value: Any, pointer: str) -> ExtractedFlag | None:
    item = reader.mapping(value, pointer)
    if item is None:
        return None
    code = reader.choice(item.get("code"), f"{pointer}/code", FLAGS)
    if item.get("code") is None:
        reader.fail(f"{pointer}/code", "required", "is required")
    text = reader.required(item.get("text"), f"{pointer}/text", 500)
    location = reader.choice(item.get("location"), f"{pointer}/location", LOCATIONS) or "element"
    return ExtractedFlag(code or "", text or "", location)
