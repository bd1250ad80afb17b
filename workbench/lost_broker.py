"""A worker outlives its broker: what kombu 5.7 gets wrong when the connection goes, put right.

When the broker goes away, Celery gives the connection up and then closes its channels. A channel with messages that
were not acknowledged wants to hand them back, asks the connection that was given up for its host, and ends the worker
with an AttributeError; so does acknowledging a task that was running meanwhile. It is a lost connection, and said to be
one Celery goes on and connects again. The messages come back by themselves, or the sweep rings again.
"""

from __future__ import annotations

from typing import Any

from kombu.transport import redis as transport
from redis.exceptions import ConnectionError as LostConnectionError


class Channel(transport.Channel):
    """kombu's, which says so when its connection is gone."""

    def _connparams(self, asynchronous: bool = False) -> Any:
        if self.connection is None or self.connection.client is None:
            raise LostConnectionError("the broker's connection was given up")
        return super()._connparams(asynchronous)  # type: ignore[misc]  # not in the stubs


def put_right() -> None:
    """For all connections of this process."""
    transport.Transport.Channel = Channel
