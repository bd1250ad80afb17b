"""The people who may sign in here, with their roles; inviting somebody, in one form."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.models import User
from django.contrib.auth.views import PasswordResetConfirmView
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from articles.vocabulary.term import UnknownTerm
from moderation.console.access import console_view, user_of
from moderation.console.header import header
from moderation.people import invitations
from moderation.vocabulary.roles import ROLES

INVITE = "auth.add_user"
SHOWN = 500


@console_view(INVITE)
@require_http_methods(["GET", "POST"])
def team(request: HttpRequest) -> HttpResponse:
    """Lists everybody; a POST invites `username` with `role`, and shows the link once."""
    if request.method == "POST":
        try:
            person = invitations.invite(
                user_of(request), username=request.POST.get("username", ""), role=request.POST.get("role", "")
            )
        except UnknownTerm:
            return _page(request, error=_("Choose a role."), status=422)
        except ValidationError as error:
            return _page(request, error=" ".join(error.messages), status=422)
        return _page(request, invited=person)
    return _page(request)


@console_view(INVITE)
@require_POST
def new_link(request: HttpRequest, user_id: int) -> HttpResponse:
    """Shows a new link for somebody who has not set a password yet. Raises Http404."""
    person = get_object_or_404(User, pk=user_id, is_staff=True)
    try:
        return _page(request, invited=person)
    except invitations.AlreadyJoined:
        messages.warning(request, _("%(name)s is in use: no link was made.") % {"name": person.get_username()})
        return redirect("console:team")


def _page(request: HttpRequest, *, invited: User | None = None, error: str = "", status: int = 200) -> HttpResponse:
    user = user_of(request)
    rows = User.objects.filter(is_staff=True).prefetch_related("groups").order_by("-is_active", "username")
    context = {
        "people": [(person, [group.name for group in person.groups.all()]) for person in rows[:SHOWN]],
        "roles": list(ROLES.terms),
        "invited": invited,
        "link": request.build_absolute_uri(invitations.link(user, invited)) if invited else "",
        "error": error,
        "typed": request.POST if error else {},
        **header(user, "team"),
    }
    return render(request, "moderation/console/team.html", context, status=status)


class Invitation(PasswordResetConfirmView):
    """The page behind a link: its reader sets the password of the account. A used or old link says so."""

    template_name = "invitation.html"
    success_url = reverse_lazy("admin:login")

    def form_valid(self, form: object) -> HttpResponse:
        with transaction.atomic():
            response = super().form_valid(form)  # type: ignore[arg-type]  # the stubs name the form's class
            assert isinstance(self.user, User)  # noqa: S101 - the view has found it by the link
            invitations.joined(self.user)
        return response
