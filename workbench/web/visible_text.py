"""Pages for people show what orders or hides characters, wherever the text comes from; see `articles.text.visible`."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from articles.text.visible import visible_page

_KINDS = ("text/html", "image/svg+xml")


class VisibleTextMiddleware:
    """Rewrites pages and drawings of console, admin and problems. Data, files and values of forms stay as they are."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        kind = response.headers.get("Content-Type", "").partition(";")[0].strip()
        if kind not in _KINDS or response.streaming or response.headers.get("Content-Encoding"):
            return response
        text = response.content.decode(response.charset, "replace")
        shown = visible_page(text)
        if shown is not text:
            response.content = shown.encode(response.charset)
            if "Content-Length" in response.headers:
                response.headers["Content-Length"] = str(len(response.content))
        return response
