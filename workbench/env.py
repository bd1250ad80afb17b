"""Reads the environment: one place for names, defaults and the files that hold secrets."""

from __future__ import annotations

import hashlib
import os
import secrets
import tempfile
from pathlib import Path

import environ

BASE_DIR = Path(__file__).resolve().parent.parent
# A socket's path may have 107 bytes on Linux and 103 on macOS.
LONGEST_SOCKET_PATH = 100

env = environ.FileAwareEnv()  # NAME_FILE=/run/secrets/name is read as NAME
environ.Env.read_env(BASE_DIR / ".env")


def home() -> Path:
    """WORKBENCH_HOME: the folder of all state (database, broker, credentials). Made when missing, for its owner."""
    path = Path(env.str("WORKBENCH_HOME", default=str(BASE_DIR / "var"))).resolve()
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def secret_key(folder: Path) -> str:
    """SECRET_KEY, or one generated on the first run and kept in the home folder with mode 600."""
    given: str = env.str("SECRET_KEY", default="")
    if given:
        return given
    path = folder / "secret_key"
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(50))
    return path.read_text().strip()


def socket_path(folder: Path) -> Path:
    """The embedded broker's socket: in the home folder, or in a temporary one when that path is too long."""
    path = folder / "broker.sock"
    if len(str(path).encode()) <= LONGEST_SOCKET_PATH:
        return path
    short = Path(tempfile.gettempdir()) / f"workbench-{hashlib.sha256(str(folder).encode()).hexdigest()[:12]}"
    short.mkdir(mode=0o700, exist_ok=True)
    return short / "broker.sock"
