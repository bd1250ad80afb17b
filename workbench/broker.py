"""A client of the broker, however REDIS_URL writes its address."""

from __future__ import annotations

import redis
from django.conf import settings


def broker_client(*, timeout: float = 2.0) -> redis.Redis:
    """A client with a pool of its own; gives up after `timeout` seconds of waiting. Raises redis.RedisError in use."""
    url = settings.REDIS_URL.replace("redis+socket://", "unix://")
    return redis.Redis.from_url(url, socket_connect_timeout=timeout, socket_timeout=timeout)
