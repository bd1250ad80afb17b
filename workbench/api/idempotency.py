"""`Idempotency-Key`: a repeated POST has its effect once, and gets the same answer.

The answer is a row written in the transaction of the effect: both exist or neither, wherever the process dies. Only
answers with an effect (2xx) are kept: a refusal did nothing, and the key is free for the corrected request.
"""

from __future__ import annotations

import hashlib
import random
import re
import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import Http404, HttpResponse
from django.utils import timezone
from rest_framework.exceptions import APIException
from rest_framework.request import Request
from rest_framework.response import Response

from articles.api.conventions.bodies import body_digest
from articles.api.conventions.errors import ApiProblem
from articles.models import Credential, IdempotentAnswer
from moderation.webhooks.protocol.sealing import seal_bytes, unseal_bytes
from workbench.api.locks import Busy, transaction_alone

HEADER, REPLAYED = "Idempotency-Key", "Idempotent-Replayed"
LONGEST = 255
_NAME = re.compile(r"[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?")
_FORGET_AT_ONCE = 5_000
Handler = Callable[..., HttpResponse | Response]


def key_name(request: Request) -> str | None:
    """The Idempotency-Key of the request, None without one. Raises ApiProblem (400) for one that cannot be stored."""
    given = request.headers.get(HEADER)
    if given is None:
        return None
    if len(given) > LONGEST or not _NAME.fullmatch(given):
        detail = f"{HEADER} has 1 to {LONGEST} visible ASCII characters; a UUID is a good one"
        raise ApiProblem(400, "invalid_idempotency_key", detail)
    return given


def answer_once(handler: Handler, name: str, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
    """The answer of `handler`, or its earlier answer under this name.

    Raises ApiProblem: 422 when the name belongs to another request, 409 while the first one is still running.
    """
    assert isinstance(request.auth, Credential)  # noqa: S101 - permissions were checked
    # Read the body before taking a lock, so that a slow sender blocks nobody.
    # With the platform: a key that is bound anew does not get the answers of the platform that it was bound to.
    platform = request.auth.platform
    asked = [request.path, body_digest(request), *([] if platform is None else [platform.code])]
    fingerprint = hashlib.sha256("\n".join(asked).encode()).hexdigest()
    prefix = str(request.auth.prefix)
    run = partial(handler, request, *args, **kwargs)
    for last in (False, False, False, False, True):
        try:
            return _once(run, request, prefix, name, fingerprint)
        except Busy:
            detail = f"a request with this {HEADER} is still running; send it again in a moment"
            raise ApiProblem(409, "idempotency_key_running", detail, wait=1) from None
        except OperationalError as error:
            # PostgreSQL rolls back one transaction of a deadlock as a whole, so it may run again.
            if last or not _is_deadlock(error):
                raise
            time.sleep(random.uniform(0.01, 0.2))  # noqa: S311 - so that the two do not collide again
    raise AssertionError("unreachable")


def _once(
    run: Callable[[], HttpResponse | Response], request: Request, prefix: str, name: str, fingerprint: str
) -> HttpResponse:
    refused: Exception | None = None
    with transaction_alone(f"{prefix} {name}", wait=settings.IDEMPOTENCY_WAIT_SECONDS):
        kept = IdempotentAnswer.objects.filter(api_key=prefix, name=name).first()
        if kept is not None:
            return _replay(kept, fingerprint)
        try:
            answer = _whole(request, run())
        except (APIException, Http404, PermissionDenied) as error:
            # Not raised within the transaction, so that rows of a refusal (an unreadable page) stay, as without a key.
            refused = error
        else:
            _keep(answer, prefix, name, fingerprint)
    if refused is not None:
        raise refused
    return answer


def _is_deadlock(error: OperationalError) -> bool:
    return getattr(error.__cause__, "sqlstate", "") in ("40P01", "40001")


def _replay(kept: IdempotentAnswer, fingerprint: str) -> HttpResponse:
    if kept.fingerprint != fingerprint:
        detail = f"this {HEADER} was used for another request; a new request needs a key of its own"
        raise ApiProblem(422, "idempotency_key_reused", detail)
    body = kept.unpacked(unseal_bytes)
    answer = HttpResponse(body, status=kept.status, content_type=kept.content_type or None)
    answer[REPLAYED] = "true"
    if kept.location:
        answer["Location"] = kept.location
    return answer


def _keep(answer: HttpResponse, prefix: str, name: str, fingerprint: str) -> None:
    if not 200 <= answer.status_code < 300:
        return
    IdempotentAnswer.objects.create(
        api_key=prefix,
        name=name,
        fingerprint=fingerprint,
        status=answer.status_code,
        # Sealed: an answer may hold a secret that is shown once, such as a webhook endpoint's.
        compressed=IdempotentAnswer.packed(answer.content, seal_bytes),
        content_type=answer.headers.get("Content-Type", ""),
        location=answer.headers.get("Location", ""),
    )


def _whole(request: Request, response: HttpResponse | Response) -> HttpResponse:
    """The answer as bytes, rendered here so that the stored bytes are the sent ones."""
    if not isinstance(response, Response):
        return response
    renderer = request.accepted_renderer
    content = b"" if response.data is None else renderer.render(response.data, renderer.media_type, {})
    headers = {name: value for name, value in response.headers.items() if name != "Content-Type"}
    media = renderer.media_type if content else None
    whole = HttpResponse(content, status=response.status_code, content_type=media, headers=headers)
    if not content:
        del whole["Content-Type"]
    return whole


def forget_old_answers(*, dry_run: bool = False) -> int:
    """Deletes answers older than settings.IDEMPOTENCY_HOURS; returns how many."""
    old = IdempotentAnswer.objects.filter(created_at__lt=timezone.now() - timedelta(hours=settings.IDEMPOTENCY_HOURS))
    if dry_run:
        return old.count()
    forgotten = 0
    while ids := list(old.values_list("pk", flat=True)[:_FORGET_AT_ONCE]):
        forgotten += IdempotentAnswer.objects.filter(pk__in=ids).delete()[0]
    return forgotten
