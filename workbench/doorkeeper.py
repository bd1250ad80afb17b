"""Of tasks that piled up while no worker ran, one is enough. By Redis's clock: those of machines may differ."""

from __future__ import annotations

import redis

from workbench.broker import broker_client


def first_within(name: str, seconds: float) -> bool:
    """Whether nobody asked this under `name` in the last `seconds`; with Redis away, who asks is the first."""
    try:
        with broker_client() as client:
            return bool(client.set(f"workbench:within:{name}", 1, nx=True, px=max(1, round(seconds * 1000))))
    except redis.RedisError:
        return True
