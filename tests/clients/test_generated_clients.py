"""The OpenAPI document is clean by others' rules, and others' generators make clients from it that work."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.clients.tools import CLIENTS, npm_folder, run, tool, tsc

pytestmark = pytest.mark.slow
TYPESCRIPT = {
    "compilerOptions": {
        "target": "ES2022", "module": "NodeNext", "moduleResolution": "NodeNext", "strict": True, "noEmit": True,
        "lib": ["ES2022", "DOM"],
    },
    "include": ["**/*.ts"],
}  # fmt: skip


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("generated")


@pytest.fixture
def document(folder: Path) -> Path:
    """The document as those get it who generate a client: without the messages to receivers."""
    path = folder / "openapi.json"
    path.write_bytes(Client().get("/api/v1/schema/?webhooks=false", headers={"Accept": "application/json"}).content)
    return path


@pytest.fixture(scope="session")
def python(folder: Path) -> Path:
    """A virtual environment with the generators."""
    run([sys.executable, "-m", "venv", "venv"], folder)
    bin_ = folder / "venv" / "bin"
    run([str(bin_ / "pip"), "install", "-q", "-r", str(CLIENTS / "rulesets" / "generators.txt")], folder)
    return bin_


def generated(python: Path, document: Path, language: str, *more: str) -> Path:
    """The folder of a client that openapi-generator made."""
    tool("java")
    into = document.parent / language
    run(
        [
            str(python / "openapi-generator-cli"),
            "generate",
            "-i",
            str(document),
            "-g",
            language,
            "-o",
            str(into),
            *more,
        ],
        document.parent,
    )
    return into


class TestRulesets:
    @pytest.mark.parametrize("checker", ["spectral", "redocly"])
    def test_the_whole_document_is_clean(self, folder: Path, checker: str) -> None:
        place = folder / "rulesets"
        tools = place if place.exists() else npm_folder("rulesets", folder)
        whole = folder / "whole.json"
        whole.write_bytes(Client().get("/api/v1/schema/", headers={"Accept": "application/json"}).content)
        assert "webhooks" in json.loads(whole.read_text())
        node = tool("node")
        if checker == "spectral":
            program = "node_modules/@stoplight/spectral-cli/dist/index.js"
            asked = ["lint", "--ruleset", "spectral.yaml", "--fail-severity=hint", str(whole)]
            assert "No results" in run([node, program, *asked], tools)
        else:
            program = "node_modules/@redocly/cli/bin/cli.js"
            asked = ["lint", "--config", "redocly.yaml", "--format", "json", str(whole)]
            told = run([node, program, *asked], tools, REDOCLY_TELEMETRY="off")
            assert json.loads(told)["problems"] == []


class TestOpenapiGenerator:
    def test_its_python_client_submits_lists_claims_decides_appeals_and_manages_webhooks(
        self, python: Path, document: Path, live_server: Any, broker: Any, key: str
    ) -> None:
        from moderation.models import Appeal, Decision, WebhookEndpoint
        from tests.makers import queued

        into = generated(python, document, "python", "--package-name", "workbench_generated")
        queued()
        script = Path(__file__).with_name("generated_python.py")
        run([str(python / "python"), str(script)], into, WORKBENCH=live_server.url, KEY=key, PYTHONPATH=str(into))
        assert Decision.objects.get().act == "label"
        assert Appeal.objects.get().text == "报道属实"
        assert WebhookEndpoint.objects.get().removed_at is not None

    def test_its_typescript_client_compiles_strictly(self, python: Path, document: Path, folder: Path) -> None:
        place = folder / "typescript"
        typescript = place if place.exists() else npm_folder("typescript", folder)
        into = generated(python, document, "typescript-fetch")
        (into / "tsconfig.json").write_text(json.dumps(TYPESCRIPT))
        tsc(into, typescript)

    @pytest.mark.parametrize(("language", "ending"), [("java", "Api.java"), ("go", ".go")])
    def test_it_makes_a_client_with_every_operation(
        self, python: Path, document: Path, language: str, ending: str
    ) -> None:
        into = generated(python, document, language)
        code = "".join(path.read_text() for path in into.rglob(f"*{ending}")).lower()
        items = json.loads(document.read_text())["paths"].values()
        names = [
            operation["operationId"] for item in items for operation in item.values() if "operationId" in operation
        ]
        assert len(names) > 60
        assert [name for name in names if name.replace("_", "") not in code] == []


def test_openapi_python_client_makes_a_client_that_submits_and_lists(
    python: Path, document: Path, live_server: Any, broker: Any, key: str
) -> None:
    into = document.parent / "openapi-python-client"
    asked = ["generate", "--path", str(document), "--meta", "none", "--output-path", str(into / "workbench_made")]
    done = subprocess.run(
        [str(python / "openapi-python-client"), *asked, "--overwrite"],
        cwd=document.parent, capture_output=True, text=True, timeout=600, check=False,
    )  # fmt: skip
    said = done.stdout + done.stderr
    assert done.returncode == 0, said[-4000:]
    left_out = [line.partition(" within")[0] for line in said.splitlines() if line.startswith("WARNING parsing")]
    # It knows no lines of JSON, which imports take and give.
    lines = ["POST /api/v1/imports/", "GET /api/v1/imports/{id}/results/"]
    assert left_out == [f"WARNING parsing {each}" for each in lines], said[-4000:]
    script = Path(__file__).with_name("made_python.py")
    run([str(python / "python"), str(script)], into, WORKBENCH=live_server.url, KEY=key, PYTHONPATH=str(into))
