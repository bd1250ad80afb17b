"""Answers of the API: compressed, and 304 for who has them already. Pages for people are left alone.

BREACH needs an attacker who has a victim's browser send requests and who guesses a secret in the compressed answers.
Browsers send no API key by themselves, and answers hold no secret that lasts. Answers that must not be stored anywhere
(`Cache-Control: no-store`: a new secret shown once) are not compressed either, and pages, with CSRF tokens, never.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.middleware.http import ConditionalGetMiddleware

_BASE = "/api/"
_KEPT = ("RateLimit", "RateLimit-Policy")


class CompressMiddleware(GZipMiddleware):
    """gzip for who accepts it; makes a strong ETag a weak one, for the bytes differ."""

    def process_response(self, request: HttpRequest, response: Any) -> Any:
        if not request.path.startswith(_BASE) or "no-store" in response.headers.get("Cache-Control", ""):
            return response
        return super().process_response(request, response)


class ConditionalMiddleware(ConditionalGetMiddleware):
    """An ETag of the answer's bytes on every GET, and 304 without body when the caller names it."""

    def process_response(self, request: HttpRequest, response: Any) -> HttpResponseBase:
        if not request.path.startswith(_BASE) or response.status_code != 200:
            return response  # type: ignore[no-any-return]
        answer: HttpResponseBase = super().process_response(request, response)
        if answer is not response:
            for name in _KEPT:
                if name in response.headers:
                    answer.headers[name] = response.headers[name]
        return answer
