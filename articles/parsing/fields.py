"""Read single values of submitted JSON, and collect their errors with JSON pointers."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from articles.text.china_time import CHINA

_T = TypeVar("_T")
_BAD_CHARACTER = re.compile("[\x00\ud800-\udfff]")
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
    """Typed reads that never raise: an invalid value gives None and adds to `errors`."""

    errors: list[FieldError] = field(default_factory=list)

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
            self.fail(pointer, "invalid_characters", "NUL and lone surrogates are no text")
        else:
            return value.strip() or None
        return None

    def required(self, value: Any, pointer: str, longest: int) -> str | None:
        before = len(self.errors)
        text = self.text(value, pointer, longest)
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
        """Read an ISO 8601 time; without an offset it means Asia/Shanghai."""
        text = self.text(value, pointer, 40)
        if text is None:
            return None
        try:
            moment = datetime.fromisoformat(text)
            return moment.replace(tzinfo=CHINA) if moment.tzinfo is None else moment.astimezone(CHINA)
        except (ValueError, OverflowError):
            self.fail(pointer, "invalid_time", "must be ISO 8601, like 2025-06-10T12:31:00+08:00")
            return None

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
