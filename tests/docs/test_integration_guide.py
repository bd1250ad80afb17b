"""Every command of the integrator's guide, run as written against a running installation, for both languages."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from tests.services.instance import Instance
from workbench.env import BASE_DIR

GUIDES = ["integration.md", "integration.zh.md"]
_BLOCK = re.compile(r"^```(sh|python)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(guide: str) -> list[tuple[str, str]]:
    return _BLOCK.findall((BASE_DIR / "docs" / guide).read_text(encoding="utf-8"))


def test_every_command_of_the_guide_works(instance: Instance, tmp_path: Path) -> None:
    """One shell from top to bottom; in its folder, `python` is the product's and `manage.py` is at hand."""
    guide = GUIDES[0]
    script = ["set -euo pipefail"]
    for number, (language, text) in enumerate(blocks(guide)):
        script.append(f"echo '--- block {number}'")
        if language == "python":
            (tmp_path / f"block{number}.py").write_text(text, encoding="utf-8")
            # As if installed, for the block that uses it.
            found = f"PYTHONPATH={BASE_DIR / 'clients' / 'python'} " if "provenance_workbench" in text else ""
            script.append(f"{found}python block{number}.py")
        else:
            script.append(text.replace("python manage.py", f"python {BASE_DIR / 'manage.py'}"))
    url = f"http://127.0.0.1:{instance.port}"
    path = instance.path_of_commands()
    done = subprocess.run(
        ["bash", "-c", "\n".join(script)],
        cwd=tmp_path, env={**instance.environment, "WORKBENCH": url, "PATH": path},
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    parts = done.stdout.split("--- block ")
    told = {int(part.partition("\n")[0]): part.partition("\n")[2] for part in parts[1:]}
    found = {name: next(n for n, (_, text) in enumerate(blocks(guide)) if mark in text) for name, mark in MARKS.items()}
    assert '"results"' in told[found["list"]]
    assert '"status":"created"' in told[found["submit"]]
    assert '"changed":["time","url"]' in told[found["correct"]]
    assert '"withdrawal_reason":"作者申请撤稿"' in told[found["withdraw"]]
    assert '"gave_up":null' in told[found["read"]]
    batch = told[found["batch"]]
    assert batch.index('"created"') < batch.index('"rejected"')
    lines = told[found["import"]].strip().splitlines()
    assert '"line": 1' in lines[-2]
    assert '"status": "created"' in lines[-2]
    assert '"line": 2' in lines[-1]
    assert '"status": "rejected"' in lines[-1]
    assert told[found["headlines"]].count('"headline":') == 2
    assert told[found["etag"]].strip().endswith("304")
    assert '"more":' in told[found["events"]]
    assert "clickbait" in told[found["python"]]
    assert "422 invalid_fields" in told[found["python"]]
    assert "['created', 'rejected']" in told[found["client"]]
    assert "422 invalid_fields /body" in told[found["client"]]
    assert told[found["console"]].splitlines()[0] in ("200", "204"), told[found["console"]]
    assert "/oauth/token/" in told[found["sign in"]]
    assert told[found["rotate"]].strip().endswith("200")


MARKS = {
    "list": "export WORKBENCH", "submit": "tee submitted.json", "correct": "T09:00:00",
    "events": "tee events.json", "withdraw": "withdraw/",
    "read": "provenance.json",
    "batch": "articles/batch/",
    "import": "articles.ndjson", "headlines": "headlines/score", "etag": "If-None-Match", "python": "requests.Session",
    "client": "provenance_workbench",
    "rotate": "--replaces", "console": "night console", "sign in": "register_console",
}  # fmt: skip


def test_both_languages_have_the_same_commands() -> None:
    """Comments and prose differ; what is run does not, so that one run of it stands for both."""
    first, second = (blocks(guide) for guide in GUIDES)
    assert first == second
