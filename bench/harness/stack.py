"""The product's processes around a database, for benchmarks against a real server."""

from __future__ import annotations

import http.client
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.harness.data import ROOT
from bench.harness.installation import takes_database, wait_for
from workbench.running.parent import end_with_parent


@contextmanager
def embedded() -> Iterator[dict[str, str]]:
    """Yield the environment of an installation on an empty embedded database."""
    with tempfile.TemporaryDirectory(prefix="wb-bench-") as home:
        inherited = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
        environment = {
            **inherited, "DJANGO_SETTINGS_MODULE": "workbench.settings", "LOG_LEVEL": "ERROR", "WORKBENCH_HOME": home,
        }  # fmt: skip
        if not takes_database(Path(home)):
            subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=ROOT, env=environment, check=True)
        yield environment


@contextmanager
def serving(*, application: str = "workbench.wsgi", worker: bool = False) -> Iterator[int]:
    """Run broker and web server (two processes of eight threads), and a worker on request; yield the web port.

    Django must be set up: all processes use its settings and database.
    """
    from django.conf import settings

    from tests.services.instance import free_port
    from workbench.running.broker import command

    port = free_port()
    environment = {**os.environ, "PORT": str(port), "WEB_WORKERS": "2", "WEB_THREADS": "8"}
    folder = settings.HOME / "broker"
    folder.mkdir(exist_ok=True)
    processes: list[subprocess.Popen[bytes]] = []
    with tempfile.TemporaryDirectory(prefix="wb-bench-") as logs, Path(logs, "log").open("wb") as log:

        def start(arguments: list[str]) -> subprocess.Popen[bytes]:
            process = subprocess.Popen(
                arguments, cwd=ROOT, env=environment, stdout=log, stderr=log, preexec_fn=end_with_parent
            )
            processes.insert(0, process)
            return process

        try:
            broker = start(command(settings.EMBEDDED_SOCKET, folder))
            wait_for(settings.EMBEDDED_SOCKET.exists, "the broker", broker)
            web = start([sys.executable, "-m", "gunicorn", "--config", "python:workbench.gunicorn_conf", application])
            if worker:
                start([sys.executable, "-m", "celery", "--quiet", "-A", "workbench", "worker"])
            wait_for(lambda: _answers(port), "the web server", web)
            yield port
            ended = [process.args for process in processes if process.poll() is not None]
            assert not ended, ended
        except BaseException:
            print(Path(logs, "log").read_text()[-5000:], file=sys.stderr)
            raise
        finally:
            for process in processes:
                process.terminate()
                process.wait(30)


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/livez")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()
