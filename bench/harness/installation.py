"""A temporary installation for a benchmark: embedded database and broker, and a real worker."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.harness.data import ROOT
from workbench.running.broker import command
from workbench.running.parent import end_with_parent


@contextmanager
def installation() -> Iterator[None]:
    """Set Django up on an empty database, with broker and worker running; remove everything afterwards.

    Works once per process, because Django reads its settings once.
    """
    with tempfile.TemporaryDirectory(prefix="wb-bench-") as folder:
        home = Path(folder)
        environment = {"WORKBENCH_HOME": folder, "DJANGO_SETTINGS_MODULE": "workbench.settings", "LOG_LEVEL": "ERROR"}
        os.environ.update(environment)
        # Always measure on embedded defaults, not on the caller's installation.
        for name in ("DATABASE_URL", "REDIS_URL"):
            os.environ.pop(name, None)
        import django

        django.setup()
        from django.conf import settings
        from django.core.management import call_command
        from django.db import connection

        assert Path(settings.DATABASES["default"]["NAME"]).parent == home, "the settings were read before"
        if not takes_database(home):
            call_command("migrate", verbosity=0, skip_checks=True)
        broker_folder = home / "broker"
        broker_folder.mkdir()
        broker = _start(command(settings.EMBEDDED_SOCKET, broker_folder), home / "broker.log")
        worker = _start([sys.executable, "-m", "celery", "--quiet", "-A", "workbench", "worker"], home / "worker.log")
        try:
            wait_for(settings.EMBEDDED_SOCKET.exists, "the broker", broker)
            yield
            assert worker.poll() is None, (home / "worker.log").read_text()
        finally:
            connection.close()
            for process in (worker, broker):
                _stop(process)


def takes_database(home: Path) -> bool:
    """Copy the migrated SQLite file that BENCH_DATABASE names, if any, into the home; return whether it did.

    The suite's runs set it: they are not about migrations, which take longer than the quick benchmarks themselves.
    """
    given = os.environ.get("BENCH_DATABASE")
    if given:
        shutil.copy(given, home / "db.sqlite3")
    return bool(given)


def wait_for(condition: Callable[[], bool], what: str, process: subprocess.Popen[bytes] | None = None) -> None:
    """Wait until the condition holds; fail after a minute, or when `process` has ended."""
    deadline = time.monotonic() + 60
    while not condition():
        assert process is None or process.poll() is None, f"{what} ended"
        assert time.monotonic() < deadline, f"waited a minute for {what}"
        time.sleep(0.02)


def _start(arguments: list[str], log: Path) -> subprocess.Popen[bytes]:
    with log.open("wb") as output:
        return subprocess.Popen(
            arguments, cwd=ROOT, stdout=output, stderr=output, start_new_session=True, preexec_fn=end_with_parent
        )


def _stop(process: subprocess.Popen[bytes]) -> None:
    """Terminate a process; if it does not end, kill its whole group."""
    process.terminate()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(20)
