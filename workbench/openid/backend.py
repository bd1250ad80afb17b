"""The sign-ins that a provider vouched for."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.models import User
from django.http import HttpRequest

PATH = f"{__name__}.ProviderBackend"


class ProviderBackend(BaseBackend):
    """Keeps people signed in whom the provider signed in; takes no password, and gives no right of its own."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> None:
        """Returns None: only the callback of the provider signs somebody in this way."""

    def get_user(self, user_id: int) -> User | None:
        """The account, while it is active and no superuser's."""
        return User.objects.filter(pk=user_id, is_active=True, is_superuser=False).first()
