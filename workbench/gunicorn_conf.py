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

# The folder where all processes count requests together. Set before prometheus_client, which reads it, is imported, and
# only once, though gunicorn reads this file several times.
if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = tempfile.mkdtemp(prefix="workbench-metrics-")
_counts = os.environ["PROMETHEUS_MULTIPROC_DIR"]


def on_exit(server: Any) -> None:
    """Deletes the request counts with the server."""
    shutil.rmtree(_counts, ignore_errors=True)


def pre_fork(server: Any, worker: Any) -> None:
    """Freezes objects loaded before the fork, so that garbage collection does not copy their pages."""
    gc.freeze()


def worker_exit(server: Any, worker: Any) -> None:
    """Writes the uses of keys that the worker counted and has not written yet."""
    from articles.access.key_uses import uses

    uses.flush()


keep_freed_memory()  # the workers are forked from here

bind = str(Address.from_environment())
worker_class = "workbench.serving.worker.BufferingWorker"
workers = env.int("WEB_WORKERS", default=1)
threads = env.int("WEB_THREADS", default=8)
preload_app = True
# Seconds without a sign of the worker's poller, which reads from clients itself: no client can make it wait.
timeout = 60
# Answers go through the poller, which would not see what the kernel sends of a file.
sendfile = False
graceful_timeout = 10
loglevel = "warning"
control_socket_disable = True
