"""Reads the environment: one place for names, defaults and the files that hold secrets."""

from __future__ import annotations

import base64
import hashlib
import os
import secrets
import stat
import tempfile
from pathlib import Path

import environ

BASE_DIR = Path(__file__).resolve().parent.parent
# A socket's path may have 107 bytes on Linux and 103 on macOS.
LONGEST_SOCKET_PATH = 100

env = environ.FileAwareEnv()  # NAME_FILE=/run/secrets/name is read as NAME
environ.Env.read_env(BASE_DIR / ".env")


def home() -> Path:
    """WORKBENCH_HOME: the folder of all state (database, broker, credentials). Made when missing, for its owner.

    Whatever this process and those that it starts write from now on is for its owner only: a folder that was there
    before may be open to others.
    """
    os.umask(0o077)
    path = Path(env.str("WORKBENCH_HOME", default=str(BASE_DIR / "var"))).resolve()
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


# What we write into the home folder; it may hold files of others as well.
_OURS = (
    *("db.sqlite3*", "secret_key*", "signing_key*", "second_factor_key*", "credentials.json*", "run.lock", "schedule*"),
    "static.sha256",
    *("arriving", "broker", "locks", "sign_in_slots", "static"),
)


def close_files(folder: Path) -> int:
    """Takes our files in the home folder from all but their owner, as earlier releases left them; returns how many."""
    closed = 0
    for pattern in _OURS:
        for top in folder.glob(pattern):
            for path in [top, *(top.rglob("*") if top.is_dir() and not top.is_symlink() else ())]:
                mode = path.lstat().st_mode
                if (stat.S_ISREG(mode) or stat.S_ISDIR(mode)) and mode & 0o077:
                    path.chmod(stat.S_IMODE(mode) & 0o700)
                    closed += 1
    return closed


def secret_key(folder: Path) -> str:
    """SECRET_KEY, or one generated on the first run and kept in the home folder with mode 600."""
    given: str = env.str("SECRET_KEY", default="")
    return given or _kept(folder / "secret_key", secrets.token_urlsafe(50))


def signing_key(folder: Path) -> str:
    """SIGNING_KEY, an Ed25519 seed of 32 bytes in base64, or one generated and kept like the secret key.

    It signs evidence, backups and the heads of the audit chain; it never stands in the database.
    """
    given: str = env.str("SIGNING_KEY", default="")
    return given or _kept(folder / "signing_key", base64.b64encode(secrets.token_bytes(32)).decode())


def second_factor_key(folder: Path) -> str:
    """SECOND_FACTOR_KEY, a random text, or one generated and kept like the secret key.

    It encrypts the seeds of second factors; it stands neither in the database nor in a backup.
    """
    given: str = env.str("SECOND_FACTOR_KEY", default="")
    return given or _kept(folder / "second_factor_key", secrets.token_urlsafe(50))


def _kept(path: Path, fresh: str) -> str:
    """The secret in that file, which is made with `fresh` in it when it is missing; for its owner only.

    The file appears whole: another process that starts at this moment never reads half a secret, or none.
    """
    if not path.exists():
        draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(fresh)
        try:
            os.link(draft, path)
        except FileExistsError:
            pass  # made by another process meanwhile, whose secret counts
        finally:
            draft.unlink()
    return path.read_text().strip()


def socket_path(folder: Path) -> Path:
    """The embedded broker's socket: in the home folder, or in a temporary one when that path is too long."""
    path = folder / "broker.sock"
    if len(str(path).encode()) <= LONGEST_SOCKET_PATH:
        return path
    short = Path(tempfile.gettempdir()) / f"workbench-{hashlib.sha256(str(folder).encode()).hexdigest()[:12]}"
    short.mkdir(mode=0o700, exist_ok=True)
    return short / "broker.sock"
