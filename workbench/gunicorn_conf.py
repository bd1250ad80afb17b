"""The web server's settings: one process with threads, loaded before it forks; more processes by WEB_WORKERS."""

from __future__ import annotations

from workbench.allocator import keep_freed_memory
from workbench.env import env
from workbench.running.address import Address

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
