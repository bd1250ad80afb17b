"""Sets the environment that Django and every subprocess of the tests start with, before settings are read."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

import pytest

from tests.services.postgresql import PostgreSQL, Unavailable

HOME: pytest.StashKey[Path] = pytest.StashKey()
SERVER: pytest.StashKey[PostgreSQL] = pytest.StashKey()
DATABASE: pytest.StashKey[str] = pytest.StashKey()
# Why there is no PostgreSQL although it was asked for; empty when there is or it was not.
MISSING: pytest.StashKey[str] = pytest.StashKey()
# How the process that starts the server tells those that share it (pytest-xdist's workers inherit the environment).
_SHARED = "TESTS_POSTGRESQL"
_SHARED_MISSING = "TESTS_POSTGRESQL_MISSING"


def set_up(config: pytest.Config) -> None:
    """Makes the home folder, starts the database, and sets Django up on both."""
    if "workbench.settings" in sys.modules:
        raise pytest.UsageError("unset DJANGO_SETTINGS_MODULE: the tests set it, with a home folder of their own")
    home = config.stash[HOME] = Path(tempfile.mkdtemp(prefix="wb-"))
    config.stash[MISSING] = ""
    config.stash[DATABASE] = "SQLite"
    url = f"sqlite:///{home / 'db.sqlite3'}"
    if config.getoption("--database") == "postgresql":
        url = _postgresql(config) or url
    os.environ.update(
        DJANGO_SETTINGS_MODULE="workbench.settings",
        WORKBENCH_HOME=str(home),
        DATABASE_URL=url,
        REDIS_URL=f"redis+socket://{home / 'broker.sock'}",
        DEBUG="0",
        SECOND_LOOK_SHARE="0",
        METRICS_KEEP_SECONDS="0",  # tests look right after a change
        RANDOM_AUDIT_SHARE="0",  # what tests queue is queued for the reason they give
    )
    _set_up_django(home)


def tear_down(config: pytest.Config) -> None:
    """Stops what was started, and removes its files."""
    if (processes := sys.modules.get("tests.services.forks.process")) is not None:  # Django is set up before its import
        processes.stop_server()
    if SERVER in config.stash:
        config.stash[SERVER].stop()
    if HOME in config.stash:
        shutil.rmtree(config.stash[HOME], ignore_errors=True)


def _postgresql(config: pytest.Config) -> str:
    """DATABASE_URL of the server that all test processes share, started by the first; empty when there is none."""
    if not hasattr(config, "workerinput"):
        server = PostgreSQL()
        try:
            config.stash[DATABASE] = server.start()
            config.stash[SERVER] = server
            os.environ.update({_SHARED: server.url, _SHARED_MISSING: ""})
        except Unavailable as error:
            os.environ.update({_SHARED: "", _SHARED_MISSING: str(error)})
    config.stash[MISSING] = os.environ[_SHARED_MISSING]
    return os.environ[_SHARED]


def _set_up_django(home: Path) -> None:
    import django
    from django.conf import settings

    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        # In a file, as in production: other processes and threads can open it.
        settings.DATABASES["default"]["TEST"] = {"NAME": str(home / "test.sqlite3")}
        # This process's own commits wait for no disk; those of processes that a test starts do.
        options = settings.DATABASES["default"]["OPTIONS"]
        options["init_command"] = options["init_command"].replace("synchronous=FULL", "synchronous=OFF")
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    settings.STATIC_ROOT.mkdir()
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # signs in a thousand times faster
    django.setup()
    from tests.database import first_rows, template

    os.environ.setdefault(template.FOLDER, str(home))  # for the processes that share this run
    first_rows.restore_after_commits()
    # pytest-xdist's workers inherit the environment, and with this name in it pytest-django reads the settings before
    # a worker has its own home folder. What is started as a command sets the name itself.
    os.environ.pop("DJANGO_SETTINGS_MODULE")
