"""A lead says what a declaration line means, for later articles and for stored ones, or dismisses it."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction

from articles.assessment.revisits import wake_articles
from articles.intake.evidence import declared
from articles.models import DeclarationLine
from articles.vocabulary.flags import FLAGS
from moderation import audit
from moderation.curation.wordings import StaleWording


@transaction.atomic
def confirm(user: User, line_id: int, codes: Sequence[str]) -> DeclarationLine:
    """Make a candidate an entry that declares `codes`, the main one first, and read the articles that carry it again.

    Raises PermissionDenied, StaleWording, ValueError without codes or for an unknown one, DeclarationLine.DoesNotExist.
    """
    chosen = list(dict.fromkeys(codes))
    if not chosen or not set(chosen) <= set(FLAGS):
        raise ValueError(f"codes are one or more of: {', '.join(FLAGS)}")
    line = _candidate(user, line_id)
    line.status, line.codes = DeclarationLine.Status.CONFIRMED, chosen
    line.save(update_fields=["status", "codes"])
    changed = declared.reread(line)
    wake_articles(changed)
    _record(user, line, articles=len(set(changed)))
    return line


@transaction.atomic
def dismiss(user: User, line_id: int) -> DeclarationLine:
    """Mark a candidate as a line that declares nothing. Raises as `confirm`."""
    line = _candidate(user, line_id)
    line.status = DeclarationLine.Status.DISMISSED
    line.save(update_fields=["status"])
    _record(user, line, articles=0)
    return line


def _candidate(user: User, line_id: int) -> DeclarationLine:
    if not user.has_perm("articles.change_disclaimer"):
        raise PermissionDenied("confirming or dismissing declarations needs the lead role")
    line = DeclarationLine.objects.select_for_update(of=("self",)).get(pk=line_id)
    if line.status != DeclarationLine.Status.CANDIDATE:
        raise StaleWording(line.status)
    return line


def _record(user: User, line: DeclarationLine, articles: int) -> None:
    audit.append(
        user,
        f"declaration.{line.status}",
        f"declaration_line:{line.pk}",
        codes=line.codes,
        text=line.text,
        articles=articles,
    )
