"""Compression and conditional GET (304) for answers of the API; pages for people are left alone.

BREACH needs an attacker who makes a victim's browser send requests and guesses a secret in the compressed answers.
Browsers send no API key by themselves, and answers hold no lasting secret. Answers with `Cache-Control: no-store` (a
new secret, shown once) are not compressed, and neither are pages, which hold CSRF tokens.
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
    """Compresses answers for callers that accept gzip; makes a strong ETag weak, since the bytes differ."""

    def process_response(self, request: HttpRequest, response: Any) -> Any:
        if not request.path.startswith(_BASE) or "no-store" in response.headers.get("Cache-Control", ""):
            return response
        return super().process_response(request, response)


class ConditionalMiddleware(ConditionalGetMiddleware):
    """Adds an ETag of the bytes to every GET; answers 304 without a body when the caller names it."""

    def process_response(self, request: HttpRequest, response: Any) -> HttpResponseBase:
        if not request.path.startswith(_BASE) or response.status_code != 200:
            return response  # type: ignore[no-any-return]
        answer: HttpResponseBase = super().process_response(request, response)
        if answer is not response:
            for name in _KEPT:
                if name in response.headers:
                    answer.headers[name] = response.headers[name]
        return answer
