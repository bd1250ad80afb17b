"""Acts of a lead on scorers outside; each checks permission, changes the row and writes an audit entry."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from articles.models import Platform
from moderation import audit
from moderation.models import OutsideScorer, ScorerCall
from moderation.outside_scorers import breaker
from moderation.vocabulary.scorers import LONGEST_CODE, LONGEST_VERSION
from moderation.webhooks.protocol import sealing, signing
from moderation.webhooks.protocol.addresses import BadURL, check_url
from moderation.webhooks.sending import receivers

Mode = OutsideScorer.Mode
CHANGEABLE = ("name_zh", "name_en", "url", "version", "timeout_seconds", "daily_budget", "medium", "high")
_ANSWERS_CHANGE = {"url", "version"}
"""After a change of these the answers may mean something else: the scorer goes back into shadow."""
_CODE = re.compile(r"[a-z][a-z0-9_-]*")
_LONGEST_REASON = 300
_RANGES = {"timeout_seconds": (0.2, 10.0), "daily_budget": (1, 10_000_000), "medium": (1, 99), "high": (2, 100)}


class InvalidScorer(ValueError):
    """A field is not acceptable: `field` names it, `code` is for programs, the text for people."""

    def __init__(self, field: str, code: str, text: str) -> None:
        super().__init__(text)
        self.field, self.code = field, code


class ScorerRefused(Exception):
    """The step does not fit: ``same`` (it is there already), ``no_answer`` (nothing was answered in shadow)."""


@transaction.atomic
def register(user: User, *, code: str, platform: Platform | None = None, **values: Any) -> tuple[OutsideScorer, str]:
    """Registers a scorer, in shadow; returns it with its secret, which is not shown again.

    Raises PermissionDenied, InvalidScorer.
    """
    _check_permission(user, "add")
    code = code.strip()
    if not _CODE.fullmatch(code) or len(code) > LONGEST_CODE:
        raise InvalidScorer("code", "invalid", f"up to {LONGEST_CODE} of a-z, 0-9, - and _, beginning with a letter")
    if OutsideScorer.objects.filter(code=code).exists():
        raise InvalidScorer("code", "taken", "there is a scorer of this code already")
    secret = signing.new_secret()
    scorer = OutsideScorer(code=code, platform=platform, sealed_secret=sealing.seal(secret), made_by=user.username)
    _set(scorer, values)
    missing = next((field for field in ("name_zh", "name_en", "url", "version") if not getattr(scorer, field)), None)
    if missing:
        raise InvalidScorer(missing, "required", "this is needed")
    scorer.save()
    _tell(user, scorer, "registered", platform=platform.code if platform else None, **_read(scorer))
    return scorer, secret


@transaction.atomic
def change(user: User, scorer_id: int, **values: Any) -> OutsideScorer:
    """Changes what is given. Another address or version puts a live scorer back into shadow.

    Raises PermissionDenied, InvalidScorer, OutsideScorer.DoesNotExist.
    """
    scorer = _locked(user, scorer_id)
    before = _read(scorer)
    _set(scorer, values)
    after = _read(scorer)
    changed = {field for field in CHANGEABLE if before[field] != after[field]}
    if not changed:
        return scorer
    if changed & _ANSWERS_CHANGE and scorer.mode == Mode.LIVE:
        scorer.mode = Mode.SHADOW
        after = _read(scorer)
    scorer.save()
    _tell(user, scorer, "changed", before=before, after=after)
    return scorer


@transaction.atomic
def move(user: User, scorer_id: int, mode: str, reason: str = "") -> OutsideScorer:
    """Puts a scorer into shadow, live, or off; closes its breaker. Live needs a reason, and an answer in shadow.

    Raises PermissionDenied, ScorerRefused, InvalidScorer, OutsideScorer.DoesNotExist.
    """
    scorer = _locked(user, scorer_id)
    if mode not in Mode.values:
        raise InvalidScorer("mode", "unknown", f"one of: {', '.join(Mode.values)}")
    if scorer.mode == mode and not scorer.is_broken:
        raise ScorerRefused("same")
    reason = " ".join(reason.split())[:_LONGEST_REASON]
    if mode == Mode.LIVE and not reason:
        raise InvalidScorer("reason", "required", "say why its scores may count from now on")
    answered = scorer.calls.filter(state=ScorerCall.State.ANSWERED, answered_version=scorer.version)
    if mode == Mode.LIVE and not answered.exists():
        raise ScorerRefused("no_answer")
    before, scorer.mode = scorer.mode, mode
    breaker.reset(scorer)
    scorer.save()
    _tell(user, scorer, mode, before=before, reason=reason, version=scorer.version)
    return scorer


@transaction.atomic
def rotate(user: User, scorer_id: int) -> tuple[OutsideScorer, str]:
    """Makes a new secret; the old one signs beside it for WEBHOOK_OVERLAP_HOURS.

    Raises PermissionDenied, OutsideScorer.DoesNotExist.
    """
    scorer = _locked(user, scorer_id)
    secret = signing.new_secret()
    scorer.sealed_previous, scorer.sealed_secret = scorer.sealed_secret, sealing.seal(secret)
    scorer.previous_until = timezone.now() + timedelta(hours=settings.WEBHOOK_OVERLAP_HOURS)
    scorer.save()
    _tell(user, scorer, "secret_rotated", previous_until=scorer.previous_until.isoformat())
    return scorer, secret


def _check_permission(user: User, right: str) -> None:
    if not user.has_perm(f"moderation.{right}_outsidescorer"):
        raise PermissionDenied("registering and moving scorers needs the lead role")


def _locked(user: User, scorer_id: int) -> OutsideScorer:
    _check_permission(user, "change")
    return OutsideScorer.objects.select_for_update(no_key=True).get(pk=scorer_id)


def _set(scorer: OutsideScorer, values: Mapping[str, Any]) -> None:
    for field, value in values.items():
        if field not in CHANGEABLE:
            raise InvalidScorer(field, "unknown", "this cannot be set")
        setattr(scorer, field, value.strip() if isinstance(value, str) else value)
    for field, (least, most) in _RANGES.items():
        if field in values and not least <= values[field] <= most:
            raise InvalidScorer(field, "range", f"from {least} to {most}")
    if scorer.medium >= scorer.high:
        raise InvalidScorer("high", "order", "`high` must be more than `medium`")
    for field, most in (("name_zh", 80), ("name_en", 80), ("version", LONGEST_VERSION)):
        text = getattr(scorer, field)
        if len(text) > most or not text.isprintable() or (field in values and not text):
            raise InvalidScorer(field, "invalid", f"1 to {most} characters, without control characters")
    if "url" in values:
        try:
            check_url(scorer.url, receivers())
        except BadURL as error:
            raise InvalidScorer("url", error.code, str(error)) from None


def _read(scorer: OutsideScorer) -> dict[str, Any]:
    return {**{field: getattr(scorer, field) for field in CHANGEABLE}, "mode": scorer.mode}


def _tell(user: User, scorer: OutsideScorer, what: str, **told: Any) -> None:
    audit.append(user, f"scorer.{what}", f"scorer:{scorer.code}", **told)
