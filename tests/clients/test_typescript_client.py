"""The TypeScript client: made from the document, compiled strictly, and used by node against the real API."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from tests.clients.tools import CLIENTS, npm_folder, run, tool
from workbench.env import BASE_DIR

DOCUMENT = BASE_DIR / "tests" / "contract" / "openapi.json"


@pytest.fixture(scope="session")
def typescript(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The client, built."""
    folder = npm_folder("typescript", tmp_path_factory.mktemp("typescript"))
    node = tool("node")
    run([node, "scripts/generate.mjs", str(DOCUMENT)], folder)
    run([node, "node_modules/typescript/bin/tsc"], folder)
    return folder


@pytest.mark.slow
def test_node_does_with_the_client_what_a_platform_and_a_console_do(
    typescript: Path, live_server: Any, broker: Any, key: str
) -> None:
    from tests.makers import queued

    for _ in range(6):
        queued()
    told = run([tool("node"), "--test", "test/"], typescript, WORKBENCH=live_server.url, KEY=key)
    assert re.search(r"^# fail 0$", told, re.MULTILINE), told
    assert int(re.search(r"^# pass (\d+)$", told, re.MULTILINE)[1]) >= 10, told  # type: ignore[index]


@pytest.mark.slow
def test_the_readme_does_what_it_shows(typescript: Path, live_server: Any, broker: Any, key: str) -> None:
    from moderation.models import Decision
    from moderation.queue.entry import enter
    from tests.makers import assessed, reason

    page = (typescript / "README.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"^```typescript\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    version = assessed()
    with transaction.atomic():
        enter(version, [reason()])
    example = typescript / "example"
    example.mkdir(exist_ok=True)
    (example / "readme.ts").write_text(block.replace('"provenance-workbench"', '"../dist/index.js"'), encoding="utf-8")
    options = {
        "target": "ES2022", "module": "NodeNext", "moduleResolution": "NodeNext", "strict": True, "types": ["node"],
    }  # fmt: skip
    (example / "tsconfig.json").write_text(json.dumps({"compilerOptions": options}))
    run([tool("node"), "../node_modules/typescript/bin/tsc", "-p", "."], example)
    told = run([tool("node"), "readme.js"], example, WORKBENCH=live_server.url, KEY=key)
    assert "vague_sourcing" in told
    assert "decision.made" in told
    assert Decision.objects.get().act == "allow"


@pytest.mark.parametrize("name", ["typescript", "rulesets"])
def test_packages_are_named_by_exact_versions_and_locked(name: str) -> None:
    asked = json.loads((CLIENTS / name / "package.json").read_text())["devDependencies"]
    locked = json.loads((CLIENTS / name / "package-lock.json").read_text())["packages"]
    assert locked[""]["devDependencies"] == asked
    for package, version in asked.items():
        assert re.fullmatch(r"\d+\.\d+\.\d+", version), package
        assert locked[f"node_modules/{package}"]["version"] == version
    assert all(entry.get("integrity") for place, entry in locked.items() if place and not entry.get("link"))
