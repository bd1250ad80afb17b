"""Probes for a load balancer: is the process alive, and should this web server get requests?"""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache

from workbench.health.checks import OK, states
from workbench.web.insiders import is_insider


def livez(request: HttpRequest) -> HttpResponse:
    """200 while the process answers at all."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """For strangers `status` only: `ok`, `degraded` (a part has a fault, but this server can serve: 200), or `failed`
    (503: a part of settings.READY_REQUIRES is missing). For insiders each part in a word as well.

    A dead worker or broker only delays stored work; taking web servers out of service for it would turn a delay into
    an outage.
    """
    parts = states()
    missing = [name for name, state in parts.items() if state != OK]
    failed = any(name in settings.READY_REQUIRES for name in missing)
    status = "failed" if failed else "degraded" if missing else OK
    told = parts if is_insider(request) else {}
    return JsonResponse({"status": status, **told}, status=503 if failed else 200)
