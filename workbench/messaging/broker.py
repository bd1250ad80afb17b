"""A client of the broker, however REDIS_URL writes its address, and debouncing by its clock."""

from __future__ import annotations

import redis
import structlog
from django.conf import settings

log = structlog.get_logger(__name__)
_REPLACED = 2


def broker_client(*, timeout: float = 2.0) -> redis.Redis:
    """A client with a pool of its own; gives up after `timeout` seconds of waiting. Raises redis.RedisError in use."""
    url = settings.REDIS_URL.replace("redis+socket://", "unix://")
    return redis.Redis.from_url(url, socket_connect_timeout=timeout, socket_timeout=timeout)


# Takes the key unless another holds it. A key that would hold for longer than any of ours (or for ever) is not ours:
# whoever can write to Redis would silence a job with it for as long as they like.
_TAKE = """
if redis.call('SET', KEYS[1], 1, 'NX', 'PX', ARGV[1]) then return 1 end
local left = redis.call('PTTL', KEYS[1])
if left >= 0 and left <= tonumber(ARGV[1]) then return 0 end
redis.call('SET', KEYS[1], 1, 'PX', ARGV[1])
return 2
"""


def run_once(name: str, seconds: float) -> bool:
    """Whether to run one of several queued duplicates: true once per `name` and `seconds` (debounce).

    Tasks pile up while no worker runs. Uses Redis's clock, since those of machines may differ. True with Redis away,
    and for a key that nobody of ours has set: it is logged and replaced.
    """
    try:
        with broker_client() as client:
            taken = client.eval(_TAKE, 1, f"workbench:within:{name}", max(1, round(seconds * 1000)))
    except redis.RedisError:
        return True
    if taken == _REPLACED:
        log.warning("debounce_key_replaced", job=name, hint="somebody else writes to Redis, or the period was longer")
    return bool(taken)
