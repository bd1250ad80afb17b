"""compose.yaml and the Dockerfile, checked without a container engine."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from fnmatch import fnmatch
from typing import Any

import pytest
import yaml

from workbench.env import BASE_DIR

COMPOSE = (BASE_DIR / "compose.yaml").read_text()
SERVICES: dict[str, Any] = yaml.safe_load(COMPOSE)["services"]
_LINES = (BASE_DIR / "Dockerfile").read_text().replace("\\\n", " ").splitlines()
DOCKERFILE = [tuple(line.split(maxsplit=1)) for line in _LINES if line[:1].isupper()]
# An image must have a version, at least its first number.
_PINNED = re.compile(r"[\w./-]+:\d[\w.-]*")


def composer() -> list[str] | None:
    """A program that reads compose files: docker's plugin, or the older docker-compose."""
    if shutil.which("docker") and not subprocess.run(["docker", "compose", "version"], capture_output=True).returncode:
        return ["docker", "compose"]
    return ["docker-compose"] if shutil.which("docker-compose") else None


def test_compose_itself_reads_it() -> None:
    program = composer()
    if program is None:
        pytest.skip("no docker with compose here")
    given = {**os.environ, "POSTGRES_PASSWORD": "a", "SECRET_KEY": "b"}
    done = subprocess.run(
        [*program, "-f", str(BASE_DIR / "compose.yaml"), "config", "--quiet"],
        env=given, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_dependencies_of_services_exist_and_have_health_checks() -> None:
    ours = any(instruction == "HEALTHCHECK" for instruction, _ in DOCKERFILE)
    waits = [
        (name, other, how["condition"])
        for name, service in SERVICES.items()
        for other, how in service.get("depends_on", {}).items()
    ]
    assert len(waits) >= 4
    for name, other, condition in waits:
        assert other in SERVICES, f"{name} waits for {other}"
        awaited = SERVICES[other]
        if condition == "service_healthy":
            checked = awaited.get("healthcheck", {"disable": not ours or "build" not in awaited})
            assert not checked.get("disable"), f"{name} waits for the health of {other}"
        else:
            assert condition == "service_completed_successfully"
            assert awaited["restart"] == "no", f"{other} would never be completed"


def test_volumes_are_declared_and_used_and_files_are_there() -> None:
    sources = {volume.partition(":")[0] for service in SERVICES.values() for volume in service.get("volumes", [])}
    files = {source for source in sources if source.startswith(".")}
    assert sources - files == set(yaml.safe_load(COMPOSE)["volumes"])
    assert files
    assert all((BASE_DIR / file).is_file() for file in files)


def test_images_are_pinned_and_our_own_give_up_what_they_need_not() -> None:
    bases = [image for instruction, image in DOCKERFILE if instruction == "FROM"]
    others = [service["image"] for service in SERVICES.values() if "build" not in service]
    assert all(_PINNED.fullmatch(image) for image in [*bases, *others]), (bases, others)
    for name in ["web", "worker", "schedule", "setup"]:
        service = SERVICES[name]
        assert (service["cap_drop"], service["security_opt"]) == (["ALL"], ["no-new-privileges:true"]), name


def test_required_variables_are_documented() -> None:
    wanted = set(re.findall(r"\$\{(\w+)", COMPOSE))
    set_for_us = {name for service in SERVICES.values() if "build" in service for name in service["environment"]}
    told = set(re.findall(r"^# (\w+)=", (BASE_DIR / ".env.example").read_text(), re.MULTILINE))
    at_its_head = set(re.findall(r"(\w+)=…", COMPOSE.partition("x-workbench")[0]))
    assert wanted - told <= at_its_head
    assert set_for_us <= told
    required = set(re.findall(r"\$\{(\w+):\?", COMPOSE))
    assert required == at_its_head, "what has no default is named in the first command"


def test_the_image_has_what_it_copies_and_runs_as_nobody() -> None:
    kept = [line[1:] for line in (BASE_DIR / ".dockerignore").read_text().splitlines() if line.startswith("!")]
    copied = [source for instruction, what in DOCKERFILE if instruction == "COPY" for source in shlex.split(what)[:-1]]
    assert {"articles", "moderation", "workbench", "manage.py"} <= set(copied)
    for source in copied:
        assert (BASE_DIR / source).exists(), source
        assert any(fnmatch(source, pattern) for pattern in kept), f"{source} is not sent to the engine"
    order = [instruction for instruction, _ in DOCKERFILE]
    assert order.index("USER") > max(index for index, each in enumerate(order) if each in ("RUN", "COPY"))
    assert dict(DOCKERFILE)["USER"] not in ("root", "0")
    assert dict(DOCKERFILE)["CMD"].startswith('["'), "no shell between the engine's signals and us"
