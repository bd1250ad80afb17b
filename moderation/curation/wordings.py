"""A lead adds a new disclaimer wording to a platform's dictionary, or dismisses it."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max

from articles.models import Disclaimer
from articles.vocabulary.notices import DISCLAIMERS
from moderation import audit


class StaleWording(Exception):
    """Somebody else has confirmed or dismissed this wording already."""


def confirm(user: User, wording_id: int, code: str) -> Disclaimer:
    """Makes a candidate the platform's next edition under `code`.

    Raises PermissionDenied, StaleWording, ValueError for an unknown code, Disclaimer.DoesNotExist.
    """
    if code not in DISCLAIMERS:
        raise ValueError(f"code is one of: {', '.join(DISCLAIMERS)}")
    return _answer(user, wording_id, Disclaimer.Status.CONFIRMED, code)


def dismiss(user: User, wording_id: int) -> Disclaimer:
    """Marks a candidate as no disclaimer; it stays stored with the articles that carry it. Raises as `confirm`."""
    return _answer(user, wording_id, Disclaimer.Status.DISMISSED, None)


@transaction.atomic
def _answer(user: User, wording_id: int, status: str, code: str | None) -> Disclaimer:
    if not user.has_perm("articles.change_disclaimer"):
        raise PermissionDenied("confirming or dismissing wordings needs the lead role")
    wording = Disclaimer.objects.select_for_update().get(pk=wording_id)
    if wording.status != Disclaimer.Status.CANDIDATE:
        raise StaleWording(wording.status)
    wording.status = status
    if code is not None:
        wording.code = code
        wording.also = [other for other in wording.also if other != code]
        same = Disclaimer.objects.filter(platform=wording.platform_id, code=code, language=wording.language)
        wording.edition = (same.aggregate(latest=Max("edition"))["latest"] or 0) + 1
    wording.save(update_fields=["status", "code", "also", "edition"])
    audit.append(
        user,
        f"wording.{status}",
        f"disclaimer:{wording.pk}",
        code=wording.code,
        edition=wording.edition,
        text=wording.text,
    )
    return wording
