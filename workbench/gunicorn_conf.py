"""The web server's settings: one process with threads, loaded before it forks; more processes by WEB_WORKERS."""

from __future__ import annotations

import gc
import os
import shutil
import tempfile
from typing import Any

from workbench.allocator import keep_freed_memory
from workbench.env import env
from workbench.running.address import Address

# Where all processes count their requests together; named before prometheus_client is imported, which reads it.
# gunicorn reads this file more than once.
if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = tempfile.mkdtemp(prefix="workbench-metrics-")
_counts = os.environ["PROMETHEUS_MULTIPROC_DIR"]


def on_exit(server: Any) -> None:
    """The counts go with the server."""
    shutil.rmtree(_counts, ignore_errors=True)


def pre_fork(server: Any, worker: Any) -> None:
    """What is loaded before the fork is nobody's garbage: walking it would take time and copy its pages."""
    gc.freeze()


keep_freed_memory()  # the workers are forked from here

bind = str(Address.from_environment())
worker_class = "gthread"
workers = env.int("WEB_WORKERS", default=1)
threads = env.int("WEB_THREADS", default=8)
preload_app = True
# A submission of 24 MB from a slow line, parsed, still fits.
timeout = 60
graceful_timeout = 10
loglevel = "warning"
control_socket_disable = True
