"""Structured submission of a platform → ExtractedArticle: the same fields, without a page to parse."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from articles.parsing.assemble import flags_of
from articles.parsing.declarations.disclaimers import classify, read_disclaimer
from articles.parsing.declarations.notices import unread_warning
from articles.parsing.declarations.separation import is_none, separate
from articles.parsing.document.page import visible_ends
from articles.parsing.extracted import (
    ExtractedArticle,
    ExtractedCredit,
    ExtractedDisclaimer,
    ExtractedFlag,
    ExtractedImage,
    ExtractedRecommendation,
    ExtractedReference,
    ExtractedSource,
)
from articles.parsing.images.ai_labels import AiLabel, read_ai_label
from articles.parsing.labels.text_label import split_label
from articles.parsing.language import detect_language
from articles.parsing.menus import Menu
from articles.parsing.references import latest_day, split_references
from articles.parsing.registry import installed
from articles.parsing.submitted.fields import MARKUP, FieldError, FieldReader
from articles.parsing.submitted.markup import MOST_TAGS, paragraphs_of, split_long
from articles.vocabulary.credits import CREDIT_ROLES
from articles.vocabulary.flags import FLAGS
from articles.vocabulary.notices import DISCLAIMERS, LOCATIONS

__all__ = ["FieldError", "InvalidFields", "from_fields"]

MAX_IMAGE = 20_000_000
"""Longest base64 of one picture, in characters."""
MAX_PARAGRAPHS, MAX_PARAGRAPH, MAX_BODY = 5_000, 20_000, 1_000_000
"""Most submitted paragraphs; most characters of a stored paragraph (longer ones are split), and of a body."""
PARAGRAPH_SPLIT = "paragraph_split"


class InvalidFields(ValueError):
    """A structured submission has invalid fields; `errors` names each with a JSON pointer."""

    def __init__(self, errors: list[FieldError]) -> None:
        super().__init__("; ".join(f"{error.pointer}: {error.detail}".removeprefix(": ") for error in errors[:5]))
        self.errors = errors


def from_fields(fields: dict[str, Any]) -> ExtractedArticle:
    """Build the article of a submission with the keys of `ExtractedArticle`; other keys are ignored.

    `headline` and `body` are required; `body` is a list of paragraphs, a string is split by lines. `source` may be a
    name. Times are ISO 8601, without offset Asia/Shanghai; a date without a time is a pair of bounds. Markup in texts
    is taken off, and long paragraphs are split; `warnings` says so. Flags, language and references are found in the
    text when missing; given flags get their spans from it. An item of `images` may contain the picture itself as
    `data`, base64: its AI label is read and the bytes are not stored. Raises only InvalidFields, with every error.
    """
    reader = FieldReader()
    given = reader.mapping(fields, "") or {}
    references = reader.items(given.get("references"), "/references", 500, _dated_reference)
    published_at, published_after, published_before = _published(reader, given, [since for _, since in references])
    article = ExtractedArticle(
        headline=reader.required(given.get("headline"), "/headline", 300) or "",
        body=_body(reader, given.get("body")),
        platform=reader.identifier(given.get("platform"), "/platform", 40),
        template="structured",
        url=reader.url(given.get("url"), "/url"),
        original_headline=reader.prose(given.get("original_headline"), "/original_headline", 300),
        source=_source(reader, given.get("source")),
        published_at=published_at,
        published_after=published_after,
        published_before=published_before,
        ip_location=reader.prose(given.get("ip_location"), "/ip_location", 60),
        language=reader.choice(given.get("language"), "/language", frozenset(("zh", "en", "other"))),
        declarations=reader.items(given.get("declarations"), "/declarations", 50, _line),
        references=tuple(reference for reference, _ in references),
        provenance_flags=reader.items(given.get("provenance_flags"), "/provenance_flags", 200, _flag),
        disclaimers=tuple(
            one
            for several in reader.items(given.get("disclaimers"), "/disclaimers", 50, _disclaimers)
            for one in several
        ),
        credits=reader.items(given.get("credits"), "/credits", 100, _credit),
        recommendations=reader.items(given.get("recommendations"), "/recommendations", 500, _recommendation),
        images=reader.items(given.get("images"), "/images", 1_000, _image),
        comment_count=reader.count(given.get("comment_count"), "/comment_count"),
        warnings=reader.items(given.get("warnings"), "/warnings", 100, _line),
    )
    if reader.errors:
        raise InvalidFields(reader.errors)
    article = replace(article, warnings=tuple(dict.fromkeys((*article.warnings, *reader.warnings))))
    return _complete(
        article,
        flags_given=given.get("provenance_flags") is not None,
        references_given=given.get("references") is not None,
    )


def _complete(article: ExtractedArticle, *, flags_given: bool, references_given: bool) -> ExtractedArticle:
    label, body = split_label(article.body)
    if label is not None and body:
        article = replace(article, body=body, ai_label=label)
    language = article.language or detect_language("\n".join((article.headline, *article.body)))
    captions = [image.caption for image in article.images if image.caption]
    menu = installed().menu_of(article.platform)
    after: list[str] = []
    if not references_given:
        article, after = _with_references(article)
    article = _separated(article, menu, frozenset(captions), after)
    if flags_given:
        flags = tuple(_located(flag, article.text) for flag in article.provenance_flags)
    else:
        flags = flags_of(list(article.body), list(article.declarations), captions, menu=menu)
        article = replace(article, warnings=(*article.warnings, *unread_warning(article.body)))
    return replace(article, language=language, provenance_flags=flags)


def _published(
    reader: FieldReader, given: Mapping[str, Any], cited: Iterable[datetime | None]
) -> tuple[datetime | None, datetime | None, datetime | None]:
    """Read the time of publication and its bounds; a date without a time is a pair of bounds, and never midnight.

    `cited`: when the works that the article cites were published; it is not older than the latest of them.
    """
    at, day = reader.moment_or_day(given.get("published_at"), "/published_at")
    after, first = reader.moment_or_day(given.get("published_after"), "/published_after")
    before, last = reader.moment_or_day(given.get("published_before"), "/published_before")
    after = after or (first[0] if first else None) or (day[0] if day else None)
    before = before or (last[1] if last else None) or (day[1] if day else None)
    latest = max(filter(None, cited), default=None)
    if at is None and latest and (after is None or after < latest) and (before is None or latest <= before):
        after = latest
    return at, after, before


def _with_references(article: ExtractedArticle) -> tuple[ExtractedArticle, list[str]]:
    """Take the reference list out of the body, as on a page; return the article and the paragraphs below the list."""
    body, references, after = split_references(article.body)
    if not references or not any(body):
        return article, []
    cited = latest_day(article.body[len(body) : len(article.body) - len(after)])
    times = (*(reference.published_at for reference in references), cited)
    latest = max(filter(None, times), default=None)
    since, before = article.published_after, article.published_before
    if (
        article.published_at is None
        and latest
        and (since is None or since < latest)
        and not (before and before < latest)
    ):
        since = latest
    return replace(article, body=tuple(body), references=tuple(references), published_after=since), after


def _separated(
    article: ExtractedArticle, menu: Menu, captions: frozenset[str], after: Iterable[str]
) -> ExtractedArticle:
    """Take notices and credits out of the body and the given declarations, as on a page."""
    unclear = [notice.text for notice in article.disclaimers if notice.code == "other" and is_none(notice.text)]
    parts = separate(
        article.body, after, declarations=article.declarations, disclaimers=unclear, menu=menu, captions=captions
    )
    article = replace(article, disclaimers=tuple(one for one in article.disclaimers if one.text not in unclear))
    if not parts.body:  # whoever sends nothing but a notice means it as the article
        return article
    given = {notice.text for notice in article.disclaimers}
    found = (notice for notice in parts.read_disclaimers() if notice.text not in given)
    return replace(
        article,
        body=tuple(parts.body),
        declarations=tuple(dict.fromkeys(parts.declarations)),
        disclaimers=(*article.disclaimers, *found),
        credits=tuple(dict.fromkeys((*article.credits, *parts.credits))),
        warnings=tuple(dict.fromkeys((*article.warnings, *parts.warnings))),
    )


def _located(flag: ExtractedFlag, text: str) -> ExtractedFlag:
    start = text.find(flag.text)
    return flag if start < 0 else replace(flag, start=start, end=start + len(flag.text))


def _body(reader: FieldReader, value: Any) -> tuple[str, ...]:
    before = len(reader.errors)
    if isinstance(value, str):
        written = [reader.text(value, "/body", MAX_BODY) or ""]
    else:
        written = list(reader.items(value, "/body", MAX_PARAGRAPHS, _paragraph))
    if sum(map(len, written)) > MAX_BODY:
        reader.fail("/body", "too_long", f"at most {MAX_BODY:,} characters in all")
    elif sum(text.count("<") for text in written) > MOST_TAGS:
        reader.fail("/body", "too_complex", f"at most {MOST_TAGS:,} tags in all")
    else:
        written = [paragraph for text in written for paragraph in _paragraphs(reader, text)]
    if not written and len(reader.errors) == before:
        reader.fail("/body", "required", "is required and must not be empty")
    return tuple(written)


def _paragraph(reader: FieldReader, value: Any, pointer: str) -> str | None:
    if value is None:
        reader.fail(pointer, "invalid_type", "must be text")
    return reader.text(value, pointer, MAX_BODY)


def _paragraphs(reader: FieldReader, text: str) -> list[str]:
    """Split a submitted text into paragraphs: by markup, else by lines; overlong ones at the ends of sentences."""
    found, was_markup = paragraphs_of(text)
    if was_markup:
        reader.warn(MARKUP)
    lines = [line for one in found for raw in one.splitlines() if (line := visible_ends(raw))]
    pieces = [piece for line in lines for piece in split_long(line, MAX_PARAGRAPH)]
    if len(pieces) > len(lines):
        reader.warn(PARAGRAPH_SPLIT)
    return pieces


def _line(reader: FieldReader, value: Any, pointer: str) -> str | None:
    return reader.required(value, pointer, 500)


def _source(reader: FieldReader, value: Any) -> ExtractedSource | None:
    if value is None:
        return None
    if isinstance(value, str):
        name = reader.prose(value, "/source", 100)
        return ExtractedSource(name) if name else None
    item = reader.mapping(value, "/source")
    if item is None:
        return None
    return ExtractedSource(
        reader.required(item.get("name"), "/source/name", 100) or "",
        reader.identifier(item.get("external_id"), "/source/external_id", 100),
        reader.url(item.get("profile_url"), "/source/profile_url"),
        reader.prose(item.get("tagline"), "/source/tagline", 300),
        reader.count(item.get("article_count"), "/source/article_count"),
        reader.count(item.get("follower_count"), "/source/follower_count"),
    )


def _dated_reference(
    reader: FieldReader, value: Any, pointer: str
) -> tuple[ExtractedReference, datetime | None] | None:
    """Read a reference, and since when it can exist: its time, or the beginning of its day."""
    item = reader.mapping(value, pointer)
    if item is None:
        return None
    outlet = reader.prose(item.get("outlet"), f"{pointer}/outlet", 100)
    # 信息来源：A、B names outlets without headlines.
    read_headline = reader.prose if outlet else reader.required
    headline = read_headline(item.get("headline"), f"{pointer}/headline", 300) or ""
    at, day = reader.moment_or_day(item.get("published_at"), f"{pointer}/published_at")
    reference = ExtractedReference(headline, outlet, at, reader.url(item.get("url"), f"{pointer}/url"))
    return reference, at or (day[0] if day else None)


def _recommendation(reader: FieldReader, value: Any, pointer: str) -> ExtractedRecommendation | None:
    item = reader.mapping(value, pointer)
    if item is None:
        return None
    return ExtractedRecommendation(
        reader.required(item.get("headline"), f"{pointer}/headline", 300) or "",
        reader.prose(item.get("source"), f"{pointer}/source", 100),
        reader.moment_of_item(item.get("published_at"), f"{pointer}/published_at"),
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
        reader.prose(item.get("caption"), f"{pointer}/caption", 500),
        reader.prose(item.get("credit"), f"{pointer}/credit", 200),
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


def _disclaimers(reader: FieldReader, value: Any, pointer: str) -> list[ExtractedDisclaimer] | None:
    """Read one wording: under its given code, else once per code that it carries."""
    item = reader.mapping(value, pointer)
    if item is None:
        return None
    text = reader.required(item.get("text"), f"{pointer}/text", 1_000)
    code = reader.choice(item.get("code"), f"{pointer}/code", DISCLAIMERS)
    language = reader.text(item.get("language"), f"{pointer}/language", 10)
    if text is None:
        return None
    read = read_disclaimer(text)
    codes = (code,) if code else classify(text)
    return [replace(read, code=one, language=language or read.language) for one in codes]


def _credit(reader: FieldReader, value: Any, pointer: str) -> ExtractedCredit | None:
    item = reader.mapping(value, pointer)
    if item is None:
        return None
    role = reader.choice(item.get("role"), f"{pointer}/role", CREDIT_ROLES)
    if item.get("role") is None:
        reader.fail(f"{pointer}/role", "required", "is required")
    name = reader.required(item.get("name"), f"{pointer}/name", 300) or ""
    return ExtractedCredit(role or "", name, reader.text(item.get("text"), f"{pointer}/text", 500) or name)


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
