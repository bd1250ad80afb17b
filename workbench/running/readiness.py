"""Asks the web server whether it is ready, as a load balancer would."""

from __future__ import annotations

import http.client
import json
import time

from django.conf import settings

from workbench.running.address import Address


def is_ready(address: Address) -> bool:
    """Whether `/readyz` answers 200 with a broker; workers may still be starting.

    A server that listens on an address outside METRICS_NETWORKS names no parts: then its status is enough.
    """
    connection = http.client.HTTPConnection(address.local_host, address.port, timeout=5)
    try:
        connection.request("GET", "/readyz", headers=_headers())
        answer = connection.getresponse()
        return answer.status == http.HTTPStatus.OK and json.loads(answer.read()).get("broker", "ok") == "ok"
    except (OSError, http.client.HTTPException, ValueError):
        return False
    finally:
        connection.close()


def wait_until_ready(address: Address, seconds: float) -> bool:
    """Waits until the server is ready; False after `seconds`."""
    deadline = time.monotonic() + seconds
    while not is_ready(address):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True


def _headers() -> dict[str, str]:
    # The headers that a proxy in front would send, if ALLOWED_HOSTS and HTTPS are set for one.
    named = [host for host in settings.ALLOWED_HOSTS if host[:1] not in ("*", ".")]
    headers = {"Host": named[0]} if named else {}
    return {**headers, "X-Forwarded-Proto": "https"} if settings.HTTPS else headers
