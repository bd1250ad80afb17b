"""What a client may keep a connection for: seconds, bytes, and connections per address."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.env import env


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one web process. A body or an answer moves at least `rate` bytes per second, within its seconds."""

    head_seconds: float
    body_seconds: float
    answer_seconds: float
    rate: int
    """Bytes per second. Chosen: below any line that people work with, far above what costs an attacker nothing."""
    connections: int
    per_address: int
    """Connections of one address that wait for their client; 0: no limit."""
    body_bytes: int
    """Of all bodies that are larger than a stranger's, while they arrive; a quarter of it for one sender."""

    @classmethod
    def from_environment(cls) -> Limits:
        """The limits that the environment names (WEB_…), and the defaults."""
        return cls(
            head_seconds=env.float("WEB_HEAD_SECONDS", default=10.0),
            body_seconds=env.float("WEB_BODY_SECONDS", default=20.0),
            answer_seconds=env.float("WEB_ANSWER_SECONDS", default=20.0),
            rate=env.int("WEB_BYTES_PER_SECOND", default=4096),
            connections=env.int("WEB_CONNECTIONS", default=1000),
            per_address=env.int("WEB_CONNECTIONS_PER_ADDRESS", default=100),
            body_bytes=env.int("WEB_BODY_BYTES", default=1 << 30),
        )


HEAD_BYTES = 48 * 1024
"""Of one request's head; browsers and proxies send a few kB."""
STRANGER_BYTES = 64 * 1024
"""Of a body whose sender is not known yet: sign-in and language are some hundred bytes."""
LINGER_SECONDS = 5.0
"""How long an ended connection is still read, so that its client sees the answer instead of a reset."""
LINGER_BYTES = 160 * 1024 * 1024
"""And how much: a client that sends the largest body before it looks at the answer."""
