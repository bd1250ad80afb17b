"""The schedules of retries, and of probes of a broken endpoint."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

_H = 3600
DELAYS = (0, 5, 5 * 60, 30 * 60, 2 * _H, 5 * _H, 10 * _H, 14 * _H, 20 * _H, 24 * _H)
"""Seconds before each of the ten attempts, after the one before it (Standard Webhooks 1.0, "deliverability")."""
JITTER = 0.1
"""A delay is made longer by up to this share, so that what failed together does not come back together."""
LONGEST_WAIT = 24 * _H
"""Seconds of `Retry-After` that are honoured at most."""
LIFETIME = timedelta(seconds=sum(DELAYS) * (1 + JITTER))
"""How long a message waits for an endpoint that is not tried: as long as it would have been tried."""
PROBE_FIRST, PROBE_LONGEST = 60, 15 * 60
"""Seconds to the first probe of a broken endpoint, and at most between two."""


def next_delay(made: int, *, chance: float, retry_after: float | None = None) -> timedelta | None:
    """The pause after `made` failed attempts (1–); None when they are used up.

    `chance` is a random number from 0 to 1; `retry_after` the seconds that the receiver asked for: a longer pause,
    never a shorter one.
    """
    if made >= len(DELAYS):
        return None
    pause = DELAYS[made] * (1 + JITTER * chance)
    return timedelta(seconds=max(pause, min(retry_after or 0, LONGEST_WAIT)))


def next_probe(failed: int) -> timedelta:
    """The pause before the next probe after `failed` ones: doubling from PROBE_FIRST to PROBE_LONGEST."""
    return timedelta(seconds=min(PROBE_FIRST * 2 ** min(failed, 10), PROBE_LONGEST))


def retry_after(header: str | None, now: datetime) -> float | None:
    """Seconds that `Retry-After` asks for (RFC 9110, 10.2.3: seconds or a date), at most LONGEST_WAIT.

    None without the header, for the past, and for an unreadable one: a receiver's mistake is no reason to fail.
    """
    text = (header or "").strip()
    if text.isascii() and text.isdigit():
        # Ten digits exceed any limit, and Python refuses to convert thousands of digits.
        seconds: float = int(text[:10])
    else:
        try:
            moment = parsedate_to_datetime(text)
        except (ValueError, IndexError, TypeError, OverflowError):
            return None
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        seconds = (moment - now).total_seconds()
    return min(seconds, LONGEST_WAIT) if seconds > 0 else None
