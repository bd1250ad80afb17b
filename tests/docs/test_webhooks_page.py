"""The commands of the webhooks page, run as written against a running installation, with its own receiver."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
from pathlib import Path

from tests.services.instance import Instance, free_port
from tests.services.processes import wait_for
from workbench.env import BASE_DIR

PAGES = ["webhooks.md", "webhooks.zh.md"]


def blocks(page: str) -> list[str]:
    return re.findall(r"^```sh\n(.*?)^```$", (BASE_DIR / "docs" / page).read_text(encoding="utf-8"), re.M | re.S)


def commands(block: str) -> str:
    """Without the comments, which each language has of its own."""
    return "\n".join(line for line in block.splitlines() if line.strip() and not line.lstrip().startswith("#"))


def test_from_endpoint_to_delivered_message_as_the_page_says(instance: Instance, tmp_path: Path) -> None:
    """Only ports and folders differ: those of the page are an installation's on its own machine."""
    port = free_port()
    script = "\n".join(["set -euo pipefail", *blocks(PAGES[0]), "touch finished; wait"])
    for written, here in (
        ("var/credentials.json", instance.environment["WORKBENCH_HOME"] + "/credentials.json"),
        ("127.0.0.1:8000", f"127.0.0.1:{instance.port}"),
        ("9000", str(port)),
        ("python docs/", f"python {BASE_DIR}/docs/"),
        ("python manage.py", f"python {BASE_DIR}/manage.py"),
    ):
        assert written in script
        script = script.replace(written, here)
    path = instance.path_of_commands()
    shell = subprocess.Popen(
        ["bash", "-c", script], cwd=tmp_path, env={**instance.environment, "PATH": path},
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True,
    )  # fmt: skip
    try:
        made = tmp_path / "endpoint.json"
        wait_for(lambda: made.exists() and made.read_text().endswith("}"), "the endpoint")
        endpoint = json.loads(made.read_text())["id"]

        def delivered() -> bool:
            rows = instance.get(f"/api/v1/webhook-deliveries/?endpoint={endpoint}")["results"]
            # Among those of the articles that come with a first start.
            return ("webhook.test", "delivered") in [(row["event_type"], row["state"]) for row in rows]

        wait_for(delivered, "the test message")
        wait_for((tmp_path / "finished").exists, "the last command")
    finally:
        # The receiver of the page runs in the background of its shell until somebody ends it.
        os.killpg(shell.pid, signal.SIGTERM)
        told, _ = shell.communicate(timeout=120)
    assert '"type": "webhook.test"' in told
    assert "Traceback" not in told


def test_both_languages_have_the_same_commands() -> None:
    first, second = ([commands(block) for block in blocks(page)] for page in PAGES)
    assert first == second
