"""The outcome of one attempt."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

# Characters that a terminal, a page or PostgreSQL could act on: controls except tab and line feed, and marks that
# change the reading direction.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
GONE = 410


@dataclass(frozen=True, slots=True)
class Outcome:
    """One attempt: the answer's `status`, or the `error` that came instead.

    Errors: `timeout`, `too_slow` (the whole took too long), `dns`, `connection`, `tls`, `address` (not on the public
    internet), `secret` (cannot be read any more), `bad_answer`, `internal`. `duration` is in seconds, `wait` the
    seconds of Retry-After. `answer` is a stranger's text: shown escaped, never logged.
    """

    status: int | None = None
    error: str = ""
    duration: float = 0.0
    answer: str = ""
    truncated: bool = False
    wait: float | None = None
    headers: dict[str, str] = field(default_factory=dict)
    body_sha256: str = ""
    # The answer's bytes, for protocols whose answers are no text; not stored with attempts.
    raw: bytes = field(default=b"", repr=False, compare=False)

    @property
    def ok(self) -> bool:
        """Whether the receiver accepted it: any 2xx. A redirect is a failure, since it is not followed."""
        return self.status is not None and 200 <= self.status < 300

    @property
    def gone(self) -> bool:
        """Whether the receiver wants no more messages (410)."""
        return self.status == GONE


def excerpt(content: bytes) -> str:
    """The beginning of an answer as text that can be stored and shown."""
    return _UNSAFE.sub("\ufffd", content.decode("utf-8", "replace"))
