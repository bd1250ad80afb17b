"""A rate per address for the large pages of the API that need no key."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from articles.access.client_address import client_address, network_of
from workbench.api.problems import problem
from workbench.api.throttling import counter
from workbench.web.insiders import is_insider

View = Callable[..., HttpResponse]


def limited(view: View) -> View:
    """The view, for settings.ANONYMOUS_RATE requests per minute and address over all such views; then 429."""

    @wraps(view)
    def counted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        allowed = settings.ANONYMOUS_RATE
        address = network_of(client_address(request))
        if not allowed or not address or is_insider(request):
            return view(request, *args, **kwargs)
        state = counter.count(f"address:{address}", allowed)
        if state is not None and state.used > allowed:
            detail = f"{allowed} requests per minute and address for pages without a key"
            headers = {**state.headers(), "Retry-After": str(state.resets)}
            return problem(request, 429, "throttled", detail, headers=headers)
        return view(request, *args, **kwargs)

    return counted
