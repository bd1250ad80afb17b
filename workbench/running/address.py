"""The address of the web server: BIND and PORT."""

from __future__ import annotations

from dataclasses import dataclass

import environ

from workbench.env import env
from workbench.running.guard import CannotStart

_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - compared with, not bound to


@dataclass(frozen=True, slots=True)
class Address:
    """A host (name or IP, IPv6 without brackets) and a port."""

    host: str
    port: int

    @classmethod
    def from_environment(cls) -> Address:
        """BIND (default 127.0.0.1) and PORT (default 8000). Raises CannotStart when PORT is no number."""
        host: str = env.str("BIND", default="127.0.0.1")
        try:
            return cls(host.strip("[]"), env.int("PORT", default=8000))
        except (ValueError, environ.ImproperlyConfigured):
            raise CannotStart(f"PORT is {env.str('PORT')!r}; it must be a number between 1 and 65535") from None

    @property
    def local_host(self) -> str:
        """The host by which this machine reaches the server."""
        return _EVERYWHERE.get(self.host, self.host)

    @property
    def url(self) -> str:
        """The base address for a browser on this machine, without a slash at the end."""
        return f"http://{_bracketed(self.local_host)}:{self.port}"

    def __str__(self) -> str:
        return f"{_bracketed(self.host)}:{self.port}"


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host
