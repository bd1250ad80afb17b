"""The storage of static files: scripts import each other under the names that the files are served under."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from workbench.web.static_storage import ModuleStaticFilesStorage

CONSOLE = Path(__file__).resolve().parents[2] / "moderation" / "static" / "moderation" / "console"


def test_imports_name_the_hashed_files(tmp_path):
    storage = ModuleStaticFilesStorage(location=tmp_path, base_url="/static/")
    scripts = [file.name for file in CONSOLE.glob("*.js")]
    for name in scripts:
        shutil.copy(CONSOLE / name, tmp_path)
    results = list(storage.post_process({name: (storage, name) for name in scripts}))
    assert [done for _, _, done in results if isinstance(done, Exception)] == []
    served = {name: storage.stored_name(name) for name in scripts}
    imported = set()
    for name in scripts:
        code = (tmp_path / served[name]).read_text()
        found = re.findall(r"""(?:from|import)\s*"\./([^"]+)";""", code)
        assert set(found) <= set(served.values()), name
        imported |= set(found)
    assert len(imported) >= 5
