"""Who may send a body that is larger than a stranger's: holders of a valid key, and people who are signed in."""

from __future__ import annotations

import hashlib
import io
import threading
import time
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from workbench.serving.limits import STRANGER_BYTES

_API, _IMPORTS = "/api/", "/imports/"
_KNOWN_SECONDS, _KNOWN_MOST = 10.0, 1000


@dataclass(frozen=True, slots=True)
class Head:
    """What a request's head says: method, path without query, and fields in capitals (`CONTENT-LENGTH`)."""

    method: str
    path: str
    fields: dict[str, str]
    address: str = ""

    @classmethod
    def of(cls, method: str, path: str, headers: Iterable[tuple[str, str]], address: str = "") -> Head:
        return cls(method, path, {name.upper(): value for name, value in headers}, address)

    @property
    def is_for_api(self) -> bool:
        """Whether the API answers: it refuses a body by itself, before it reads it, and says why."""
        return self.path.startswith(_API)

    @property
    def credential(self) -> str:
        """A name for what the request shows to prove who sends it; empty for a stranger."""
        shown = self.fields.get("AUTHORIZATION" if self.is_for_api else "COOKIE", "")
        return hashlib.sha256(shown.encode()).hexdigest() if shown else ""


def limit(head: Head) -> int:
    """The most bytes of a body that the path takes of anybody."""
    from django.conf import settings

    if not head.is_for_api:
        return int(settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
    return int(settings.IMPORT_BODY_LIMIT if head.path.endswith(_IMPORTS) else settings.API_BODY_LIMIT)


class KnownSenders:
    """Credentials that were good a moment ago. It spares large bodies a look-up, and gives no right to anything."""

    def __init__(self) -> None:
        self._until: OrderedDict[str, float] = OrderedDict()
        self._lock = threading.Lock()

    def __contains__(self, credential: str) -> bool:
        return self._until.get(credential, 0.0) > time.monotonic()

    def add(self, credential: str) -> None:
        with self._lock:
            self._until[credential] = time.monotonic() + _KNOWN_SECONDS
            self._until.move_to_end(credential)
            while len(self._until) > _KNOWN_MOST:
                self._until.popitem(last=False)


def may_send(head: Head) -> bool:
    """Whether the sender is known: reads the database, and no body. Raises whatever the database raises."""
    from django.core.handlers.wsgi import WSGIRequest
    from django.db import close_old_connections

    if not head.credential:
        return False
    environ: dict[str, Any] = {
        "REQUEST_METHOD": head.method,
        "PATH_INFO": head.path,
        "REMOTE_ADDR": head.address,
        "SERVER_NAME": "",
        "SERVER_PORT": "",
        "wsgi.input": io.BytesIO(),
        **{f"HTTP_{name.replace('-', '_')}": value for name, value in head.fields.items()},
    }
    close_old_connections()
    try:
        request = WSGIRequest(environ)
        return _has_key(request) if head.is_for_api else _is_signed_in(request)
    finally:
        close_old_connections()


def _has_key(request: Any) -> bool:
    from rest_framework.exceptions import APIException
    from rest_framework.request import Request
    from rest_framework.views import APIView

    try:
        return Request(request, authenticators=APIView().get_authenticators()).auth is not None
    except APIException:
        return False


def _is_signed_in(request: Any) -> bool:
    from django.conf import settings
    from django.contrib.auth import get_user

    engine = import_module(settings.SESSION_ENGINE)
    request.session = engine.SessionStore(request.COOKIES.get(settings.SESSION_COOKIE_NAME))
    return bool(get_user(request).is_authenticated)


__all__ = ["STRANGER_BYTES", "Head", "KnownSenders", "limit", "may_send"]
