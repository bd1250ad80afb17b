"""The commands of the documents, run as written, page by page, against one running installation.

The pages for integrators have tests of their own, which look at what each command answers.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
import requests

from tests.docs.pages import commands, documents, name_of, without_comments
from tests.services.instance import Instance
from tests.services.processes import wait_for
from workbench.env import BASE_DIR

WITH_A_TEST_OF_ITS_OWN = {"docs/integration.md", "docs/webhooks.md"}
# Lines that are not run here, with the reason.
NOT_RUN = {
    "make run": "installs and serves until it is stopped: tests/workbench/test_up.py starts what it starts",
    "make test": "is this very run",
    "make check": "is a part of this very run",
    "gunicorn ": "serves until it is stopped: held to the Procfile below",
    "celery ": "works until it is stopped: held to the Procfile below",
    "useradd ": "changes this machine",
    "install ": "writes to /etc",
    "cp -r deploy/systemd/": "writes to /etc: tests/deploy/test_systemd.py reads the unit files",
    "kubectl ": "needs a cluster: tests/deploy/test_kubernetes.py validates the manifests",
    "systemctl ": "needs systemd as the first process: tests/deploy/test_systemd.py has it verify the unit files",
    "python manage.py train_clickbait ": "needs many labelled headlines: tests/scoring/stored/test_headline_models.py",
    "python manage.py validate_reliability\n": "needs decisions: tests/articles/commands/test_validate_reliability.py",
}
PAGES = [
    page
    for page in documents()
    if commands(page) and name_of(page) not in WITH_A_TEST_OF_ITS_OWN and not page.name.endswith(".zh.md")
]


def lines_of(page: Path) -> list[str]:
    return [line for script in commands(page) for line in without_comments(script)]


def is_run(line: str) -> bool:
    return not any(f"{line}\n".startswith(start) for start in NOT_RUN)


@pytest.fixture(scope="module")
def folder(instance: Instance, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's folder as its reader sees it, with the installation's state in `var` and a decision's evidence."""
    folder = tmp_path_factory.mktemp("project")
    for path in BASE_DIR.iterdir():
        if path.name not in {"var", ".venv", ".git"}:
            (folder / path.name).symlink_to(path)
    (folder / "var").symlink_to(instance.home)
    (folder / ".venv").symlink_to(sys.prefix)
    (folder / "decision-1.json").write_bytes(evidence_of_a_decision(instance))
    return folder


def evidence_of_a_decision(instance: Instance) -> bytes:
    """What a lead downloads from the page of an item that was decided."""
    url, name = f"http://127.0.0.1:{instance.port}", instance.credentials["username"]
    keyed = {"Authorization": f"Api-Key {instance.credentials['api_key']}"}

    def claimed() -> requests.Response:
        return requests.post(f"{url}/api/v1/queue-items/claim/", json={"moderator": name}, headers=keyed, timeout=60)

    wait_for(lambda: instance.get("/api/v1/queue-items/")["results"] != [], "a sample page in the queue")
    item = claimed().json()
    wanted = {"version": item["version"], "act": "allow", "policy": "1.1", "moderator": name}
    decided = requests.post(f"{url}/api/v1/queue-items/{item['id']}/decide/", json=wanted, headers=keyed, timeout=60)
    assert decided.ok, decided.text
    with requests.Session() as browser:
        page = browser.get(f"{url}/admin/login/", timeout=60)
        form = {**instance.credentials, "next": "/", "csrfmiddlewaretoken": browser.cookies["csrftoken"]}
        assert browser.post(page.url, data=form, timeout=60).ok
        evidence = browser.get(f"{url}/admin/triage/decisions/{decided.json()['id']}/bundle.json", timeout=60)
    assert json.loads(evidence.content)["format"], evidence.text
    return evidence.content


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_commands_of_a_page_run_from_top_to_bottom(page: Path, instance: Instance, folder: Path) -> None:
    script = "\n".join(["set -euo pipefail", *filter(is_run, lines_of(page))])
    for written, here in {
        "127.0.0.1:8000": f"127.0.0.1:{instance.port}",
        "/backups/": f"{folder}/backups/",
        "/tmp/tryout": f"{folder}/tryout",  # noqa: S108 - what the page writes
    }.items():
        script = script.replace(written, here)
    path = instance.path_of_commands()
    done = subprocess.run(
        ["bash", "-c", f"mkdir -p {folder}/backups\n{script}"],
        cwd=folder, env={**instance.environment, "PATH": path},
        capture_output=True, text=True, timeout=900, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-3000:]
    assert "Traceback" not in done.stderr, done.stderr[-3000:]
    assert not re.search(r'"(type|status)": ?(4|5)\d\d', done.stdout), done.stdout[-3000:]


def test_what_is_not_run_is_on_a_page() -> None:
    lines = [f"{line}\n" for page in PAGES for line in lines_of(page)]
    for start in NOT_RUN:
        assert any(line.startswith(start) for line in lines), start


def test_servers_are_started_as_the_procfile_starts_them() -> None:
    procfile = (BASE_DIR / "Procfile").read_text()
    lines = [line for line in lines_of(BASE_DIR / "docs" / "operations.md") if line.startswith(("gunicorn", "celery"))]
    assert len(lines) == 3
    assert all(f"exec python -m {line}\n" in procfile for line in lines)
