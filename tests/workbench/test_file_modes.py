"""Every file below WORKBENCH_HOME is for its owner only, even where the folder itself is open to others."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

from tests.services.modes import open_to_others
from workbench.env import BASE_DIR, close_files


def test_what_a_command_writes_into_an_open_folder_is_closed(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    home.chmod(0o755)
    script = (
        "from django.conf import settings; import sqlite3, subprocess, sys\n"
        "settings.DATABASES\n"
        "connection = sqlite3.connect(settings.HOME / 'db.sqlite3')\n"
        "connection.execute('pragma journal_mode=wal'); connection.execute('create table x (y)')\n"
        "(settings.HOME / 'folder').mkdir(); (settings.HOME / 'folder' / 'file').write_text('x')\n"
        "subprocess.run([sys.executable, '-c', \"open('child', 'w')\"], cwd=settings.HOME, check=True)\n"
    )
    environment = {**os.environ, "WORKBENCH_HOME": str(home), "DJANGO_SETTINGS_MODULE": "workbench.settings"}
    # As a shell would start it whose owner shares everything.
    command = [sys.executable, "-c", f"import os; os.umask(0)\n{script}"]
    subprocess.run(command, cwd=BASE_DIR, env=environment, check=True)
    written = {path.name for path in home.rglob("*")}
    assert {"db.sqlite3", "secret_key", "signing_key", "folder", "file", "child"} <= written
    assert open_to_others(home) == []
    assert stat.S_IMODE(home.stat().st_mode) == 0o755, "the folder itself is the operator's"


def test_files_of_others_in_the_home_folder_and_behind_links_are_left_alone(tmp_path: Path) -> None:
    home, other = tmp_path / "home", tmp_path / "other"
    home.mkdir()
    other.mkdir()
    other.chmod(0o755)
    (home / "db.sqlite3").touch(0o666)
    (home / "notes.txt").touch()
    (other / "shared").touch()
    for path in (home / "db.sqlite3", home / "notes.txt", other / "shared"):
        path.chmod(0o644)
    (home / "static").symlink_to(other)
    (home / "run.lock").symlink_to(other / "shared")
    assert close_files(home) == 1
    assert stat.S_IMODE((home / "db.sqlite3").stat().st_mode) == 0o600
    assert stat.S_IMODE((home / "notes.txt").stat().st_mode) == 0o644
    assert stat.S_IMODE((other / "shared").stat().st_mode) == 0o644
    assert stat.S_IMODE(other.stat().st_mode) == 0o755
    assert close_files(home) == 0
