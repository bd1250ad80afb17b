"""The generated admin account and API key, in a file that only its owner can read."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, replace
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Credentials:
    """`url` is the base address of the web server; the key has all scopes."""

    url: str
    username: str
    password: str
    api_key: str

    def save(self, path: Path) -> None:
        """Writes the credentials as JSON with mode 600, whole or not at all."""
        draft = path.with_suffix(".new")
        draft.unlink(missing_ok=True)
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            json.dump(asdict(self), file, indent=2)
            file.write("\n")
        draft.replace(path)

    @classmethod
    def load(cls, path: Path) -> Credentials | None:
        """The saved credentials; None without the file. Raises ValueError for a damaged file."""
        try:
            data = json.loads(path.read_text())
            return cls(**{name: str(data[name]) for name in ("url", "username", "password", "api_key")})
        except FileNotFoundError:
            return None
        except (KeyError, TypeError) as error:
            raise ValueError(f"{path} is damaged: {error!r}") from error

    def at(self, url: str) -> Credentials:
        """The same credentials for a server at another address."""
        return replace(self, url=url)
