"""Inviting people: an account with a role and without a password, and a link by which its owner sets one."""

from __future__ import annotations

from django.contrib.auth.models import Group, User
from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from moderation import audit
from moderation.models import ProviderIdentity
from moderation.vocabulary.roles import ROLES


class AlreadyJoined(Exception):
    """No invited account that waits for its owner: somebody has signed in, or it is no person's to be invited."""


@transaction.atomic
def invite(actor: User, *, username: str, role: str) -> User:
    """Makes the account. It may do what the role may, once its owner has set a password.

    Raises PermissionDenied, UnknownTerm for a role that is none, ValidationError for a name that is taken or cannot be.
    """
    _check(actor)
    term = ROLES[role]
    person = User(username=username.strip(), is_staff=True)
    person.set_unusable_password()
    person.full_clean(exclude=["password"])
    person.save()
    person.groups.add(Group.objects.get(name=term.code))
    audit.append(actor, "user.invited", f"user:{person.pk}", role=term.code, username=person.username)
    return person


def link(actor: User, person: User) -> str:
    """The path of a link that lets its reader set the password of `person` once.

    It is valid for settings.PASSWORD_RESET_TIMEOUT. Raises PermissionDenied, AlreadyJoined.
    """
    _check(actor)
    # Accounts that a provider signs in have no password either, and a link to one would be a way in past the provider.
    is_in_use = person.has_usable_password() or person.last_login is not None
    is_provided = ProviderIdentity.objects.filter(user=person).exists()
    if is_in_use or is_provided or person.is_superuser or not person.is_active:
        raise AlreadyJoined(person.username)
    uid = urlsafe_base64_encode(force_bytes(person.pk))
    return reverse("invitation", args=[uid, default_token_generator.make_token(person)])


@transaction.atomic
def joined(person: User) -> None:
    """Records that the owner of an invited account has set a password."""
    audit.append(person, "user.joined", f"user:{person.pk}", channel="invitation")


def _check(actor: User) -> None:
    # As in the stock admin: who may add accounts but not change them could else give a role beyond their own.
    if not actor.has_perms(["auth.add_user", "auth.change_user"]):
        raise PermissionDenied("inviting people needs the permissions to add and to change users")
