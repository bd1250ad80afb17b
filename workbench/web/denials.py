"""One log line for each denied request: who, from where, the path, and the right that is missing.

A credential that opens nothing is a denial too: `shown` names the key or token, where there is one of that prefix.
"""

from __future__ import annotations

import logging
import re
from typing import Any

from django.http import HttpRequest

from articles.access.client_address import client_address

# The admin names its pages APP_MODEL_PAGE, and raises without saying which right was missing.
_ADMIN_PAGE = re.compile(r"(?P<app>[a-z]+)_(?P<model>[a-z]+)_(?P<page>\w+)")
_RIGHTS = {"add": "add", "change": "change", "delete": "delete"}


class OneLine(logging.Filter):
    """Rewrites Django's records of requests: denied ones become one event without traceback.

    The request itself leaves every record: its text holds the query, in which people type what they look for.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        request: HttpRequest | None = record.__dict__.pop("request", None)
        if not isinstance(request, HttpRequest):
            return True
        if record.__dict__.get("status_code") not in (401, 403) and not hasattr(request, "denied_for"):
            return True
        reason = record.exc_info[1] if record.exc_info else None
        record.exc_info, record.exc_text, record.args = None, None, ()
        record.msg = "denied"
        record.__dict__.update(
            user=_who(request),
            address=client_address(request),
            method=request.method,
            path=request.path,
            missing=str(reason or "") or getattr(request, "denied_for", "") or _admin_right(request) or "unknown",
        )
        if shown := getattr(request, "shown_credential", ""):
            record.__dict__["shown"] = shown
        return True


def _who(request: HttpRequest) -> str:
    """`account:ID`, or `key:PREFIX` of a credential, or `nobody`."""
    credential: Any = getattr(request, "auth", None)
    if via := getattr(credential, "via", ""):
        return str(via)
    user = getattr(request, "user", None)
    return f"account:{user.pk}" if user is not None and user.pk is not None else "nobody"


def _admin_right(request: HttpRequest) -> str:
    """The right that a page of the admin needs, as its name tells; empty for other pages."""
    match = request.resolver_match
    page = _ADMIN_PAGE.fullmatch(match.url_name or "") if match and match.namespace == "admin" else None
    return f"{page['app']}.{_RIGHTS.get(page['page'], 'view')}_{page['model']}" if page else ""
