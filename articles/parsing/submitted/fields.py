"""Read single values of submitted JSON, and collect their errors with JSON pointers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, TypeVar

from articles.parsing.document.page import INVISIBLE_CHARACTERS, visible_ends
from articles.parsing.submitted.markup import one_line
from articles.text.china_time import CHINA

_T = TypeVar("_T")
_BAD_CHARACTER = re.compile("[\x00\ud800-\udfff]")
_DATE = re.compile(r"\d{4}-?\d{2}-?\d{2}|\d{4}-?W\d{2}(?:-?\d)?")
_WRITTEN = re.compile(
    r"(\d{4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})\s?日?"
    r"(?:(?:\s{0,4}T|\s{1,4}|(?<=日))\s?(\d{1,2}):(\d{2})(?::(\d{2})(\.\d{1,6})?\d{0,3})?\s?(Z|[+-]\d{2}:?\d{2})?)?",
    re.IGNORECASE,
)
_UNSEEN = re.compile(f"[{INVISIBLE_CHARACTERS.strip()}]+")
MARKUP, NUMBER, CLEANED, NO_TIME = "markup_removed", "number_as_text", "identifier_cleaned", "date_without_time"
"""Warnings about values that are read although the schema wants them otherwise."""
_MARKED = 5  # times as long as its text may markup be
_MAX_COUNT = 2_000_000_000


@dataclass(frozen=True, slots=True)
class FieldError:
    """One error of a submission. `pointer` is an RFC 6901 JSON pointer, `code` is stable, `detail` a sentence.

    Codes: required, invalid_type, empty, too_long, too_many, invalid_characters, invalid_time, invalid_url,
    out_of_range, invalid_choice.
    """

    pointer: str
    code: str
    detail: str


@dataclass
class FieldReader:
    """Typed reads that never raise: an invalid value gives None and adds to `errors`.

    A value that is read although it is not written as the schema says adds its code to `warnings`.
    """

    errors: list[FieldError] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def fail(self, pointer: str, code: str, detail: str) -> None:
        self.errors.append(FieldError(pointer, code, detail))

    def text(self, value: Any, pointer: str, longest: int) -> str | None:
        """Read a text, stripped; None when absent or empty."""
        if value is None:
            return None
        if not isinstance(value, str):
            self.fail(pointer, "invalid_type", "must be text")
        elif len(value) > longest:
            self.fail(pointer, "too_long", f"at most {longest:,} characters")
        elif _BAD_CHARACTER.search(value):
            self.fail(pointer, "invalid_characters", "text must not contain NUL or lone surrogates")
        else:
            return visible_ends(value) or None
        return None

    def warn(self, code: str) -> None:
        if code not in self.warnings:
            self.warnings.append(code)

    def prose(self, value: Any, pointer: str, longest: int) -> str | None:
        """Read a text of one line, of which markup is taken off; None when absent or empty."""
        may_be_markup = isinstance(value, str) and ("<" in value or "&" in value)
        text = self.text(value, pointer, _MARKED * longest if may_be_markup else longest)
        if text is None:
            return None
        plain, was_markup = one_line(text)
        if was_markup:
            self.warn(MARKUP)
        return self.text(plain, pointer, longest)

    def identifier(self, value: Any, pointer: str, longest: int) -> str | None:
        """Read an id, which may be a number; blanks and invisible characters do not belong to it."""
        if isinstance(value, int) and not isinstance(value, bool):
            self.warn(NUMBER)
            value = str(value) if abs(value) < 10**longest else "9" * (longest + 1)
        text = self.text(value, pointer, longest)
        plain = clean_identifier(text) if text is not None else None
        if plain != value and isinstance(value, str) and value:
            self.warn(CLEANED)
        return plain or None

    def required(self, value: Any, pointer: str, longest: int) -> str | None:
        before = len(self.errors)
        text = self.prose(value, pointer, longest)
        if text is None and len(self.errors) == before:
            self.fail(pointer, "required", "is required and must not be empty")
        return text

    def url(self, value: Any, pointer: str) -> str | None:
        """Read an http or https URL."""
        text = self.text(value, pointer, 2_000)
        if text is not None and not re.match(r"https?://[^\s/]", text, re.IGNORECASE):
            self.fail(pointer, "invalid_url", "must be an http or https address")
            return None
        return text

    def moment(self, value: Any, pointer: str) -> datetime | None:
        """Read an ISO 8601 time, also as 2025年6月10日 12:31; without an offset it means Asia/Shanghai."""
        text = self.text(value, pointer, 40)
        if text is None:
            return None
        try:
            moment = datetime.fromisoformat(_iso(text))
            return moment.replace(tzinfo=CHINA) if moment.tzinfo is None else moment.astimezone(CHINA)
        except (ValueError, OverflowError):
            self.fail(pointer, "invalid_time", "must be ISO 8601, like 2025-06-10T12:31:00+08:00")
            return None

    def moment_or_day(self, value: Any, pointer: str) -> tuple[datetime | None, tuple[datetime, datetime] | None]:
        """Read an ISO 8601 time, or of a date without a time its bounds: 00:00 of that day and of the next."""
        moment = self.moment(value, pointer)
        if moment is None or not _DATE.fullmatch(_iso(visible_ends(value))):
            return moment, None
        self.warn(NO_TIME)
        try:
            return None, (moment, moment + timedelta(days=1))
        except OverflowError:
            self.fail(pointer, "invalid_time", "must be a day of the calendar")
            return None, None

    def moment_of_item(self, value: Any, pointer: str) -> datetime | None:
        """Read the time of a reference or a recommendation, which has no bounds: a date without a time is null."""
        return self.moment_or_day(value, pointer)[0]

    def count(self, value: Any, pointer: str) -> int | None:
        """Read a whole number from 0 to 2,000,000,000."""
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int):
            self.fail(pointer, "invalid_type", "must be a whole number")
        elif not 0 <= value <= _MAX_COUNT:
            self.fail(pointer, "out_of_range", f"must be from 0 to {_MAX_COUNT:,}")
        else:
            return value
        return None

    def choice(self, value: Any, pointer: str, choices: Collection[str]) -> str | None:
        text = self.text(value, pointer, 100)
        if text is not None and text not in choices:
            self.fail(pointer, "invalid_choice", "must be one of " + ", ".join(sorted(choices)))
            return None
        return text

    def items(
        self, value: Any, pointer: str, most: int, read: Callable[[FieldReader, Any, str], _T | None]
    ) -> tuple[_T, ...]:
        """Read a list; `read(reader, item, pointer)` reads each item, and items that give None are dropped."""
        if value is None:
            return ()
        if not isinstance(value, list):
            self.fail(pointer, "invalid_type", "must be a list")
            return ()
        if len(value) > most:
            self.fail(pointer, "too_many", f"at most {most:,} items")
            return ()
        read_items = (read(self, item, f"{pointer}/{index}") for index, item in enumerate(value))
        return tuple(item for item in read_items if item is not None)

    def mapping(self, value: Any, pointer: str) -> Mapping[str, Any] | None:
        if isinstance(value, dict):
            return value
        self.fail(pointer, "invalid_type", "must be an object")
        return None


def clean_identifier(text: str) -> str:
    """An id, a code or an address without blanks at its ends, and without invisible characters anywhere."""
    return _UNSEEN.sub("", text.strip()).strip()


def _iso(text: str) -> str:
    """A date, perhaps with time and offset, that is written in numbers, as ISO 8601; anything else as it is."""
    text = unicodedata.normalize("NFKC", text)
    match = _WRITTEN.fullmatch(text)
    if match is None:
        return text
    year, month, day, hour, minute, second, part, offset = match.groups()
    date = f"{year}-{month:0>2}-{day:0>2}"
    if hour is None:
        return date
    return f"{date}T{hour:0>2}:{minute}:{second or '00'}{part or ''}{(offset or '').upper()}"
