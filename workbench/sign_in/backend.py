"""Checks a name and a password: limits first, then one hash at a time."""

from __future__ import annotations

from typing import Any

from axes.backends import AxesBackend, AxesStandaloneBackend
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest

from workbench.sign_in.attempts import visitor_of
from workbench.sign_in.slots import slot


class SignInBackend(AxesBackend):  # type: ignore[misc]  # axes is untyped
    """Django's check behind django-axes's limits, both within a slot: parallel guesses cannot pass the limits together.

    Raises PermissionDenied for a client that is locked, Busy and Crowded before anything is hashed.
    """

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **kwargs: Any
    ) -> AbstractBaseUser | None:
        if username is None or password is None:
            return None
        if request is None:  # a command on the server: nobody is at the other end
            return ModelBackend.authenticate(self, None, username=username, password=password)
        with slot(known=visitor_of(request, username).is_known()):
            AxesStandaloneBackend.authenticate(self, request, username=username, password=password)
            return ModelBackend.authenticate(self, request, username=username, password=password)
