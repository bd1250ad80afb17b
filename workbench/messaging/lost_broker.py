"""A patch of kombu 5.7's Redis transport, so that a worker outlives its broker.

When the broker goes away, Celery drops the connection and then closes its channels. A channel with unacknowledged
messages tries to return them, asks the dropped connection for its host, and ends the worker with an AttributeError; so
does acknowledging a task that was running meanwhile. The patch raises a lost connection instead, after which Celery
connects again. The broker delivers the messages again by itself, or the sweep rings again.
"""

from __future__ import annotations

from typing import Any

from kombu.transport import redis as transport
from redis.exceptions import ConnectionError as LostConnectionError


class Channel(transport.Channel):
    """kombu's channel, which raises LostConnectionError when its connection is gone."""

    def _connparams(self, asynchronous: bool = False) -> Any:
        if self.connection is None or self.connection.client is None:
            raise LostConnectionError("the broker's connection was given up")
        return super()._connparams(asynchronous)  # type: ignore[misc]  # not in the stubs


def patch_transport() -> None:
    """Applies the patch to all connections of this process."""
    transport.Transport.Channel = Channel
