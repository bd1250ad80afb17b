"""Who has a second factor, and resetting one that is lost; for those who may change accounts. No seed is shown."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.models import User
from django.db.models import Count, Max, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from articles.models.codes import word_of
from moderation.accounts import second_factor as factors
from moderation.accounts.requirement import SUPERUSER, is_required_of
from moderation.console.access import SEE, console_view, user_of
from moderation.console.header import header
from moderation.vocabulary.roles import ROLES

ACCOUNTS = "auth.change_user"


@console_view(ACCOUNTS)
@require_GET
def people(request: HttpRequest) -> HttpResponse:
    """Everybody who may sign in here, with roles, device and unused recovery codes."""
    user = user_of(request)
    set_up = Q(totpdevice__confirmed=True)
    rows = (
        User.objects.filter(is_active=True, is_staff=True)
        .annotate(
            device_since=Max("totpdevice__created_at", filter=set_up),
            device_used=Max("totpdevice__last_used_at", filter=set_up),
            devices=Count("totpdevice", filter=set_up, distinct=True),
            codes_left=Count("recovery_codes", filter=Q(recovery_codes__used_at=None), distinct=True),
        )
        .prefetch_related("groups")
        .order_by("username")
    )
    shown = [
        (person, _words(person), is_required_of(_roles(person)), factors.may_reset(user, person)) for person in rows
    ]
    context = {
        "rows": shown,
        "without": sum(not person.devices for person, *_ in shown),
        "sees_queue": any(user.has_perm(permission) for permission in SEE),
        **header(user, "second-factor"),
    }
    return render(request, "moderation/console/second_factor_people.html", context)


@console_view(ACCOUNTS)
@require_POST
def reset(request: HttpRequest, user_id: int) -> HttpResponse:
    """Removes the second factor of somebody who has lost it. Raises Http404, PermissionDenied."""
    person = get_object_or_404(User, pk=user_id)
    name = {"name": person.get_username()}
    if factors.reset(user_of(request), person):
        messages.success(request, _("The second factor of %(name)s is reset, and their sign-ins have ended.") % name)
    else:
        messages.warning(request, _("%(name)s has no second factor.") % name)
    return redirect("console:second-factor-people")


def _roles(person: User) -> set[str]:
    return {group.name for group in person.groups.all()} | ({SUPERUSER} if person.is_superuser else set())


def _words(person: User) -> list[str]:
    names = [word_of(ROLES, group.name) if group.name in ROLES.codes else group.name for group in person.groups.all()]
    return [_("superuser"), *names] if person.is_superuser else names
