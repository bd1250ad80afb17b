"""A client of the broker, however REDIS_URL writes its address, and debouncing by its clock."""

from __future__ import annotations

import redis
from django.conf import settings


def broker_client(*, timeout: float = 2.0) -> redis.Redis:
    """A client with a pool of its own; gives up after `timeout` seconds of waiting. Raises redis.RedisError in use."""
    url = settings.REDIS_URL.replace("redis+socket://", "unix://")
    return redis.Redis.from_url(url, socket_connect_timeout=timeout, socket_timeout=timeout)


def run_once(name: str, seconds: float) -> bool:
    """Whether to run one of several queued duplicates: true once per `name` and `seconds` (debounce).

    Tasks pile up while no worker runs. Uses Redis's clock, since those of machines may differ. True with Redis away.
    """
    try:
        with broker_client() as client:
            return bool(client.set(f"workbench:within:{name}", 1, nx=True, px=max(1, round(seconds * 1000))))
    except redis.RedisError:
        return True
