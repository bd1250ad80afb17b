"""The moderator on whose behalf an outside console acts: whom the credential establishes, never the request alone."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from rest_framework import generics
from rest_framework.request import Request

from articles.api.conventions.errors import ApiProblem, field_problem
from articles.models import Credential
from moderation.api.serializers import ITEM_ROWS, ActingSerializer, QueueItemSerializer
from moderation.models import QueueItem
from moderation.vocabulary.refusals import REFUSALS


class ActsForPerson(generics.GenericAPIView[Any]):
    """A view whose acts are a person's: `self.person`, established before anything else is looked at."""

    person: User

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if request.method not in ("GET", "HEAD", "OPTIONS"):
            self.person = acting_person(request)


def people_behind(request: Request) -> list[User]:
    """The people for whom the credential may act; nobody for a key that is bound to none."""
    return request.auth.people() if isinstance(request.auth, Credential) else []


def acting_person(request: Request) -> User:
    """The one function that says who acts. A name in the request only chooses among the people of the credential.

    Raises ApiProblem: 403 `key_acts_for_nobody`, `not_bound` (alike for every other name) and `moderator_cannot_act`,
    422 at /moderator when the key acts for several people and none is named.
    """
    people = people_behind(request)
    if not people:
        detail = (
            "this key acts for nobody: an administrator binds it to moderators in the admin, or on the server with "
            "manage.py bind_api_key PREFIX USERNAME"
        )
        raise ApiProblem(403, "key_acts_for_nobody", detail)
    name = _named(request)
    if name is None:
        if len(people) > 1:
            raise field_problem("/moderator", "required", "this key acts for several moderators: name one of them")
        person = people[0]
    else:
        chosen = next((person for person in people if person.get_username() == name), None)
        if chosen is None:
            raise ApiProblem(403, "not_bound", "this credential does not act for the moderator who is named")
        person = chosen
    if not (person.is_active and person.has_perm(settings.ACTING_PERMISSION)):
        detail = "the moderator has left or lost the role: an administrator restores it, or binds the key to others"
        raise ApiProblem(403, "moderator_cannot_act", detail)
    return person


def _named(request: Request) -> str | None:
    """The member `moderator` of the body. Raises ValidationError for a body or a name that cannot be one."""
    given = ActingSerializer(data=request.data)
    given.is_valid(raise_exception=True)
    named: str | None = given.validated_data.get("moderator")
    return named


def conflict(item: QueueItem, reason: str) -> ApiProblem:
    """409 with the item's current state."""
    fresh = QueueItem.objects.select_related(*ITEM_ROWS).get(pk=item.pk)
    latest = fresh.decisions.order_by("-created_at", "-pk").values_list("pk", flat=True).first()
    members: dict[str, Any] = {"reason": reason, "current": QueueItemSerializer(fresh).data, "decision": latest}
    return ApiProblem(409, f"item_{reason}", REFUSALS[reason].detail, members=members)
