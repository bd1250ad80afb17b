"""Requests with a key, repeated while that can help and never with two effects."""

from __future__ import annotations

import json
import random
import uuid
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from time import sleep
from typing import Any

import httpx

from provenance_workbench.errors import ApiError, NoAnswer, WorkbenchError, api_error

_REPEATED = {429, 502, 503, 504}
_RUNNING = "idempotency_key_running"
# What breaks before or while an answer comes. A wrong address or scheme stays wrong, and is raised at once.
_BROKEN = (httpx.NetworkError, httpx.TimeoutException, httpx.RemoteProtocolError)
_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 30.0
_LONGEST_WAIT = 120.0
"""Seconds of `Retry-After` that are waited at most (chosen: twice the minute that the server counts requests in)."""


class Transport:
    """Sends to one server; safe to share between threads."""

    def __init__(self, base_url: str, key: str, *, timeout: float, retries: int) -> None:
        if retries < 0:
            raise ValueError("retries is 0 or more")
        self._retries = retries
        headers = {"Authorization": f"Api-Key {key}", "Accept": "application/json"}
        self._http = httpx.Client(base_url=f"{base_url.rstrip('/')}/api/v1/", headers=headers, timeout=timeout)

    def close(self) -> None:
        self._http.close()

    def get(self, path: str, params: dict[str, str] | None = None, *, accept: str | None = None) -> httpx.Response:
        """The answer to a GET. Raises ApiError, NoAnswer."""
        headers = {"Accept": accept} if accept else {}
        return self._send(self._http.build_request("GET", path, params=params, headers=headers))

    def write(
        self, method: str, path: str, body: object = None, *, idempotency_key: str | None = None
    ) -> httpx.Response:
        """The answer to a POST, PATCH or DELETE with a JSON body. Raises ApiError, NoAnswer."""
        content = None if body is None else json.dumps(body, ensure_ascii=False, default=_plain).encode()
        return self.upload(method, path, content, {"Content-Type": "application/json"}, idempotency_key=idempotency_key)

    def upload(
        self,
        method: str,
        path: str,
        content: bytes | None,
        headers: dict[str, str],
        *,
        idempotency_key: str | None = None,
    ) -> httpx.Response:
        """The same with bytes. A POST has an Idempotency-Key, the same one in every attempt."""
        if method == "POST":
            headers = {**headers, "Idempotency-Key": idempotency_key or str(uuid.uuid4())}
        return self._send(self._http.build_request(method, path, content=content, headers=headers))

    def _send(self, request: httpx.Request) -> httpx.Response:
        for attempt in range(self._retries + 1):
            is_last = attempt == self._retries
            try:
                answer = self._http.send(request)
            except _BROKEN as error:
                if is_last:
                    raise NoAnswer(f"{request.method} {request.url}: {error or type(error).__name__}") from error
                sleep(_pause(attempt))
                continue
            except httpx.TransportError as error:
                raise NoAnswer(f"{request.method} {request.url}: {error}") from error
            if answer.is_success:
                return answer
            refusal = _refusal(answer)
            if is_last or not _may_help(refusal):
                raise refusal
            sleep(_pause(attempt) if refusal.retry_after is None else refusal.retry_after + _random(_FIRST_PAUSE))
        raise AssertionError("the last attempt returns or raises")


def decoded(answer: httpx.Response) -> Any:
    """The JSON of an answer. Raises WorkbenchError when something else than the workbench answered."""
    try:
        return answer.json()
    except ValueError as error:
        raise WorkbenchError(f"{answer.request.url} answered with {answer.status_code}, but not with JSON") from error


def _may_help(refusal: ApiError) -> bool:
    """Whether the same request may succeed later, and soon enough to wait for."""
    if refusal.retry_after is not None and refusal.retry_after > _LONGEST_WAIT:
        return False
    return refusal.status in _REPEATED or refusal.code == _RUNNING


def _pause(attempt: int) -> float:
    """Seconds before the next attempt: anything up to a bound that doubles, so that clients do not return together."""
    return _random(min(_LONGEST_PAUSE, _FIRST_PAUSE * 2**attempt))


def _random(most: float) -> float:
    return random.uniform(0, most)  # noqa: S311 - spreads clients, keeps no secret


def _refusal(answer: httpx.Response) -> ApiError:
    try:
        document = answer.json()
    except ValueError:  # a proxy's page
        document = None
    return api_error(
        answer.status_code,
        document if isinstance(document, dict) else {},
        request_id=answer.headers.get("X-Request-ID"),
        retry_after=_seconds(answer.headers.get("Retry-After")),
    )


def _seconds(given: str | None) -> float | None:
    """`Retry-After` in seconds: a number or a date (RFC 9110, 10.2.3); None when it is absent or neither."""
    if given is None:
        return None
    if given.isascii() and given.isdigit():
        return float(given)
    try:
        moment = parsedate_to_datetime(given)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is nothing that JSON knows")
