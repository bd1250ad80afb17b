"""Browsers that sign in from some address."""

from __future__ import annotations

import re
from typing import Any

from django.test import Client
from django.urls import reverse

RIGHT = "right-password"


def browser(address: str = "203.0.113.5", **headers: str) -> Client:
    """A browser without cookies; `headers` as in META."""
    return Client(REMOTE_ADDR=address, **headers)


def sign_in(client: Client, name: str = "admin", password: str = RIGHT, **fields: str) -> Any:
    return client.post(reverse("admin:login"), {"username": name, "password": password, **fields})


def text_of(response: Any) -> str:
    """The answer without what differs from request to request."""
    text = response.content.decode()
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"|nonce="[^"]+"', "", text)
