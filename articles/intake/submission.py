"""A submission and its outcome, the same for the command, REST and batches."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import Any

from articles.parsing import ExtractedArticle, Unreadable, extract
from articles.parsing.submitted.fields import CLEANED, NUMBER, clean_identifier
from articles.parsing.submitted.structured import FieldError, InvalidFields, from_fields

LONGEST = {"platform": 50, "external_id": 200, "url": 2000}


@dataclass(frozen=True, slots=True)
class Submission:
    """One submitted article: its bytes, and the metadata that came with them."""

    content: bytes
    content_type: str = ""
    charset: str = ""
    platform: str | None = None
    external_id: str = ""
    url: str = ""
    fields: dict[str, Any] | None = None
    warnings: tuple[str, ...] = ()

    def parse(self) -> ExtractedArticle:
        """Parse the article. Raises Unreadable, or InvalidFields for structured submissions."""
        if self.fields is not None:
            article = from_fields(self.fields)
        else:
            article = extract(
                self.content,
                content_type=self.content_type or None,
                charset=self.charset or None,
                url=self.url or None,
                platform=self.platform,
            )
        if not self.warnings:
            return article
        return replace(article, warnings=tuple(dict.fromkeys((*article.warnings, *self.warnings))))

    @staticmethod
    def fields_of(content: bytes) -> dict[str, Any]:
        """Return the article's fields from the page of a structured submission; none when it is another page."""
        try:
            data = json.loads(content)
        except ValueError:
            return {}
        return _article_fields(data) if isinstance(data, dict) else {}

    @classmethod
    def from_json(cls, data: object) -> Submission:
        """Read the contract's object (`POST /articles/`, a `.jsonl` line). Raises InvalidFields with all problems."""
        if not isinstance(data, dict):
            raise InvalidFields([FieldError("", "not_an_object", "a submission is a JSON object")])
        form = _check_envelope(data)
        cleaned = {name: envelope_value(data, name) for name in LONGEST}
        content = _canonical(data) if form is None else data[form].encode()
        return cls(
            content,
            content_type={"html": "text/html", "text": "text/plain", None: "application/json"}[form],
            charset="utf-8",
            platform=cleaned["platform"] or None,
            external_id=cleaned["external_id"],
            url=cleaned["url"],
            fields=_article_fields(data) if form is None else None,
            warnings=_warnings(data, cleaned),
        )


def _check_envelope(data: dict[str, Any]) -> str | None:
    """Return the key that holds the page: html or text; None for a structured submission. Raises InvalidFields."""
    problems = [
        FieldError(f"/{name}", "invalid", f"a string of at most {longest} characters")
        for name, longest in LONGEST.items()
        if data.get(name) is not None
        and not _is_text(data[name], longest)
        and not (name == "external_id" and _is_number(data[name], longest))
    ]
    forms = [name for name in ("html", "text") if data.get(name) is not None]
    problems += [
        FieldError(f"/{name}", "invalid", "a string that UTF-8 can encode")
        for name in forms
        if not _is_text(data[name], None)
    ]
    if len(forms) > 1 or (forms and data.get("body") is not None):
        problems.append(FieldError("", "ambiguous", "give one of html, text, or headline and body"))
    if problems:
        raise InvalidFields(problems)
    return forms[0] if forms else None


def envelope_value(data: dict[str, Any], name: str) -> str:
    """Return platform, external_id or url without blanks around it and invisible characters in it; "" without one."""
    value = data.get(name)
    if isinstance(value, int) and not isinstance(value, bool) and name == "external_id":
        return str(value)
    return clean_identifier(value) if isinstance(value, str) else ""


def _warnings(data: dict[str, Any], cleaned: dict[str, str]) -> tuple[str, ...]:
    changed = [name for name, value in cleaned.items() if isinstance(data.get(name), str) and data[name] != value]
    is_number = isinstance(data.get("external_id"), int)
    return (*([CLEANED] if changed else []), *([NUMBER] if is_number else []))


def _is_number(value: object, longest: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10 ** (longest - 1)


def _article_fields(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if key not in ("external_id", "html", "text")}


def _canonical(data: dict[str, Any]) -> bytes:
    """Build the page of a structured submission: its fields as canonical JSON.

    Raises InvalidFields for text that UTF-8 cannot encode.
    """
    try:
        return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    except UnicodeEncodeError:
        from_fields(_article_fields(data))  # names the field with the lone surrogate, when it is one of the article's
        raise InvalidFields([FieldError("", "invalid", "text holds a lone surrogate")]) from None


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outcome of a submission. `id` is the article's (null when rejected), `version` the number of its version."""

    status: str  # created, updated, duplicate, rejected
    id: int | None = None
    version: int | None = None
    code: str = ""
    detail: str = ""
    problems: tuple[FieldError, ...] = field(default=())
    page: str = ""  # SHA-256 of the page, when an unreadable page was kept
    changed: tuple[str, ...] = ()  # codes of `articles.vocabulary.facts`, for a known article

    @classmethod
    def rejected(cls, error: Unreadable | InvalidFields, page: str = "") -> Outcome:
        """The outcome of a submission that could not be read."""
        if isinstance(error, Unreadable):
            return cls("rejected", code=error.code, detail=str(error), page=page)
        return cls("rejected", code="invalid_fields", detail=str(error), problems=tuple(error.errors))

    def to_json(self) -> dict[str, Any]:
        """Return a JSON object: `id`, `status`, `version`, `changed`, `error`.

        `changed` lists the corrected facts; `error` is null, or code, detail and the fields' errors.
        """
        error: dict[str, Any] | None = None
        if self.status == "rejected":
            error = {"code": self.code, "detail": self.detail}
            if self.problems:
                error["errors"] = [
                    {"pointer": item.pointer, "code": item.code, "detail": item.detail} for item in self.problems
                ]
            if self.page:
                error["page"] = self.page
        return {
            "id": self.id,
            "status": self.status,
            "version": self.version,
            "changed": list(self.changed),
            "error": error,
        }


def _is_text(value: object, longest: int | None) -> bool:
    if not isinstance(value, str) or (longest is not None and (len(value) > longest or "\x00" in value)):
        return False
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True
