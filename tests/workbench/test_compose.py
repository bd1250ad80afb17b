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
# An image must have an exact version, so that what was tried is what runs; a digest after it is welcome.
_PINNED = re.compile(r"[\w./-]+:\d+\.\d+[\w.-]*(?:@sha256:[0-9a-f]{64})?")
# A setting that names another one, such as the same version with its digest.
_SETTABLE = re.compile(r"\$\{(\w+_IMAGE):-(.+)\}")


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


def images_of_others() -> dict[str, str]:
    """The images that are not ours, by the setting that names another one in their place."""
    written = [service["image"] for service in SERVICES.values() if "build" not in service]
    written += [service["build"]["args"]["PYTHON_IMAGE"] for service in SERVICES.values() if "build" in service]
    settable = [_SETTABLE.fullmatch(image) for image in written]
    assert all(settable), written
    return {found[1]: found[2] for found in settable if found}


def test_images_have_an_exact_version() -> None:
    images = images_of_others()
    assert len(images) == 4
    assert all(_PINNED.fullmatch(image) for image in images.values()), images


def test_the_base_of_our_image_is_the_one_that_compose_names() -> None:
    bases = [image for instruction, image in DOCKERFILE if instruction == "FROM"]
    arguments = [line for instruction, line in DOCKERFILE if instruction == "ARG"]
    assert bases == ["${PYTHON_IMAGE}"]
    assert arguments[0] == f"PYTHON_IMAGE={images_of_others()['PYTHON_IMAGE']}"


def test_every_image_can_be_pinned_by_its_digest() -> None:
    told = (BASE_DIR / ".env.example").read_text()
    page = (BASE_DIR / "docs" / "operations.md").read_text()
    for setting, image in images_of_others().items():
        assert f"# {setting}={image}@sha256:" in told, setting
        assert image in page, f"docs/operations.md does not say how to pin {image}"


@pytest.mark.parametrize("name", SERVICES)
def test_each_service_gives_up_what_it_needs_not(name: str) -> None:
    service = SERVICES[name]
    assert service["cap_drop"] == ["ALL"]
    # The proxy's program is not run without it.
    assert service.get("cap_add", []) == (["NET_BIND_SERVICE"] if name == "proxy" else [])
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["read_only"] is True
    assert service["tmpfs"]
    assert service["user"] not in ("root", "0", 0)
    assert re.fullmatch(r"\d+[mg]", service["mem_limit"])
    assert 0 < service["pids_limit"] <= 1000
    assert "privileged" not in service
    assert not [volume for volume in service.get("volumes", []) if "docker.sock" in volume]


def test_networks_part_the_proxy_from_the_data() -> None:
    networks = yaml.safe_load(COMPOSE)["networks"]
    assert networks["back"] == {"internal": True}
    members = {
        network: {name for name, each in SERVICES.items() if network in each["networks"]} for network in networks
    }
    assert members["front"] == {"proxy", "web"}
    assert members["back"] == set(SERVICES) - {"proxy"}
    assert members["outside"] == {"worker"}


def test_only_setup_has_the_owners_password() -> None:
    """The others come to the database under a role without rights to change a table."""
    holders = {name for name, service in SERVICES.items() if "POSTGRES_PASSWORD" in str(service.get("environment"))}
    assert holders == {"database", "setup"}
    setup = SERVICES["setup"]["environment"]
    for name in ("web", "worker", "schedule"):
        assert f"//{setup['APPLICATION_ROLE']}:" in SERVICES[name]["environment"]["DATABASE_URL"]
        assert "APPLICATION_ROLE" not in SERVICES[name]["environment"]


def test_the_broker_wants_a_password_that_no_command_line_shows() -> None:
    broker = SERVICES["broker"]
    assert "requirepass $$REDISCLI_AUTH" in broker["command"][-1]
    assert "BROKER_PASSWORD" not in str(broker["command"])
    assert "BROKER_PASSWORD" in broker["environment"]["REDISCLI_AUTH"]
    assert all("redis://:${BROKER_PASSWORD" in SERVICES[name]["environment"]["REDIS_URL"] for name in ("web", "worker"))


def test_https_is_the_default_and_only_the_gateway_is_believed() -> None:
    assert SERVICES["web"]["environment"]["HTTPS"] == "${HTTPS:-1}"
    front = yaml.safe_load(COMPOSE)["networks"]["front"]["ipam"]["config"][0]
    assert SERVICES["proxy"]["environment"]["LOAD_BALANCER"] == f"${{LOAD_BALANCER:-{front['gateway']}/32}}"
    assert SERVICES["web"]["environment"]["TRUSTED_PROXIES"] == f"${{TRUSTED_PROXIES:-{front['subnet']}}}"
    proxy = (BASE_DIR / ".docker" / "Caddyfile").read_text()
    assert "trusted_proxies {$LOAD_BALANCER:127.0.0.1/32}" in proxy
    assert "private_ranges" not in proxy


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
