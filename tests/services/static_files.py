"""The static files of an installation: collected once per run, for every home that a test starts a server on.

To collect and compress them takes five seconds of a processor; a copy takes a tenth of one.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from tests.database import template
from tests.services.forks import process

_COLLECT = "from workbench.running.prepare import collect_static; collect_static()"


def give_to(home: Path) -> None:
    """Puts them into this folder, with the product's note of what they were made from: it collects none anew."""
    made = _collected()
    home.mkdir(mode=0o700, exist_ok=True)
    shutil.copytree(made / "static", home / "static")
    shutil.copy(made / "static.sha256", home)


def _collected() -> Path:
    home = Path(os.environ[template.FOLDER]) / "collected"
    with template.alone():
        if not (home / "static.sha256").exists():
            named = {"WORKBENCH_HOME": str(home), "DJANGO_SETTINGS_MODULE": "workbench.settings"}
            done = process.run(["manage.py", "shell", "-v", "0", "-c", _COLLECT], {**os.environ, **named})
            assert done.returncode == 0, done.stderr
    return home
