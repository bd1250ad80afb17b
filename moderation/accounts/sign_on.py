"""Sign-on by a provider: the account of a subject, and its roles as the provider's groups say them, anew each time.

The provider says who somebody is by `sub` alone. Names and addresses of mail are chosen by people, so they link nobody
to an account that exists. A superuser is never made, changed or signed in by a provider.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.db import IntegrityError, transaction

from moderation import audit
from moderation.accounts.sign_ins import end_sign_ins
from moderation.models import ProviderIdentity

# The product's own roles. Groups beside them, such as those of restricted queues, are given here and not by a provider.
ROLES = ("moderator", "lead", "auditor", "head", "integrator")
# Names of what acts without a person in the audit chain, and names that look like somebody in charge.
_RESERVED = frozenset({"admin", "administrator", "root", "superuser", "system", "command", "schedule"})


class Refused(Exception):
    """The provider vouches for the person, but they are not let in; `user` is their account, if there is one."""

    def __init__(self, user: User | None) -> None:
        super().__init__(type(self).__name__)
        self.user = user


class NoRole(Refused):
    """None of the person's groups at the provider has a role here."""


class NotAdmitted(Refused):
    """The account is deactivated here, or is a superuser's, which signs in with its password only."""


class LinkRefused(Exception):
    """The account cannot be linked to the subject; the message says why."""


@dataclass(frozen=True)
class Assertion:
    """What a provider has said about a person, in a token that was checked.

    `name` is a wish for the user name; `methods` are the values of `amr` and `acr`.
    """

    issuer: str
    subject: str
    name: str = ""
    groups: frozenset[str] = field(default_factory=frozenset)
    methods: frozenset[str] = field(default_factory=frozenset)

    @property
    def has_second_factor(self) -> bool:
        """Whether the provider asked for a second factor itself, by OIDC_SECOND_FACTOR."""
        return not self.methods.isdisjoint(settings.OIDC_SECOND_FACTOR)


def role_map(pairs: Iterable[str]) -> dict[str, str]:
    """The role of each group of the provider, from pairs `GROUP:ROLE`. Raises ValueError."""
    roles = {}
    for pair in pairs:
        group, colon, role = pair.rpartition(":")
        if not colon or not group.strip() or not role.strip():
            raise ValueError(f"{pair!r} is not GROUP:ROLE")
        roles[group.strip()] = role.strip()
    return roles


def sign_on(assertion: Assertion) -> User:
    """The account of a person who signs on, made at the first time, with the roles of their groups now.

    Raises NoRole, after the account has lost its roles and its sign-ins, and NotAdmitted.
    """
    try:
        return _sign_on(assertion)
    except IntegrityError:
        # The same person signed on twice at once, or somebody took the name: now both are there to be seen.
        return _sign_on(assertion)


def _sign_on(assertion: Assertion) -> User:
    roles_by_group = role_map(settings.OIDC_ROLES)
    wanted = {roles_by_group[group] for group in assertion.groups if group in roles_by_group}
    roles = set(Group.objects.filter(name__in=wanted).values_list("name", flat=True))
    # Not raised inside the transaction: a person who lost all roles loses them although the sign-on is refused.
    with transaction.atomic():
        user = _account(assertion)
        if user is None and roles:
            user = _make(assertion)
        admitted = user is not None and not user.is_superuser and user.is_active
        if user is not None and not user.is_superuser:
            _set_roles(user, roles)
        if user is not None and admitted and roles:
            methods = sorted(assertion.methods)
            audit.append(user, "sign_on.signed_in", _subject(user), **_whom(assertion), methods=methods)
    if user is None or not roles:
        raise NoRole(user)
    if not admitted:
        raise NotAdmitted(user)
    return user


def link(username: str, issuer: str, subject: str, *, actor: str) -> User:
    """Gives an account that exists to a subject, by somebody on the server who knows both. Raises LinkRefused."""
    with transaction.atomic():
        user = User.objects.select_for_update().filter(username=username).first()
        if user is None:
            raise LinkRefused(f"there is no user {username}")
        if user.is_superuser:
            raise LinkRefused(f"{username} is a superuser, who signs in with a password only")
        taken = ProviderIdentity.objects.filter(issuer=issuer, subject=subject).select_related("user").first()
        if taken is not None:
            raise LinkRefused(f"{subject} is {taken.user.get_username()} already")
        if ProviderIdentity.objects.filter(user=user).exists():
            raise LinkRefused(f"{username} is linked already; unlink it first")
        ProviderIdentity.objects.create(user=user, issuer=issuer, subject=subject)
        audit.append(actor, "sign_on.linked", _subject(user), username=username, issuer=issuer, subject=subject)
    return user


def unlink(username: str, *, actor: str) -> None:
    """Takes an account from its subject, and ends its sign-ins. Raises LinkRefused."""
    with transaction.atomic():
        identity = ProviderIdentity.objects.select_related("user").filter(user__username=username).first()
        if identity is None:
            raise LinkRefused(f"{username} is not linked")
        identity.delete()
        details = {"username": username, "issuer": identity.issuer, "subject": identity.subject}
        ended = end_sign_ins(identity.user)
        audit.append(actor, "sign_on.unlinked", _subject(identity.user), **details, ended_sign_ins=ended)


def _account(assertion: Assertion) -> User | None:
    known = ProviderIdentity.objects.filter(issuer=assertion.issuer, subject=assertion.subject)
    return User.objects.select_for_update().filter(pk__in=known.values("user")).first()


def _make(assertion: Assertion) -> User:
    user = User(username=_free_name(assertion))
    user.set_unusable_password()
    user.save()
    ProviderIdentity.objects.create(user=user, issuer=assertion.issuer, subject=assertion.subject)
    details = {"username": user.get_username(), **_whom(assertion)}
    audit.append("provider", "sign_on.account_made", _subject(user), **details)
    return user


def _set_roles(user: User, roles: set[str]) -> None:
    """Gives exactly these roles; groups that are no roles, such as those of restricted queues, stay as they are."""
    ours = set(ROLES) | set(role_map(settings.OIDC_ROLES).values())
    before = set(user.groups.filter(name__in=ours).values_list("name", flat=True))
    if before == roles and user.is_staff == bool(roles):
        return
    user.groups.remove(*Group.objects.filter(name__in=before - roles))
    user.groups.add(*Group.objects.filter(name__in=roles - before))
    user.is_staff = bool(roles)
    user.save(update_fields=["is_staff"])
    ended = 0 if roles else end_sign_ins(user)
    details = {"username": user.get_username(), "before": sorted(before), "after": sorted(roles)}
    audit.append("provider", "sign_on.roles_changed", _subject(user), **details, ended_sign_ins=ended)


def _free_name(assertion: Assertion) -> str:
    """The name wished for, if nobody has it in any case; else with a part that is the subject's own."""
    wished = re.sub(r"[^\w.@+-]", "", unicodedata.normalize("NFKC", assertion.name))[:100] or "person"
    if wished.casefold() not in _RESERVED and not User.objects.filter(username__iexact=wished).exists():
        return wished
    own = hashlib.sha256(f"{assertion.issuer}\n{assertion.subject}".encode()).hexdigest()
    return f"{wished}-{own[:12]}"


def _whom(assertion: Assertion) -> dict[str, str]:
    return {"issuer": assertion.issuer, "subject": assertion.subject}


def _subject(user: User) -> str:
    return f"user:{user.pk}"
