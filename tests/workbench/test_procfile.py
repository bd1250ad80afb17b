"""`manage.py up` runs the Procfile, and production may run the same commands by other means."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest
import yaml

from workbench.env import BASE_DIR
from workbench.running.supervisor import services

PROCFILE = BASE_DIR / "Procfile"


def test_up_runs_every_line_with_the_embedded_broker() -> None:
    lines = dict(line.split(": ", 1) for line in PROCFILE.read_text().splitlines())
    assert services(PROCFILE, embedded_broker=True) == lines
    assert list(lines) == ["broker", "web", "worker", "schedule"]


def test_up_leaves_the_broker_out_where_there_is_another() -> None:
    assert list(services(PROCFILE, embedded_broker=False)) == ["web", "worker", "schedule"]


def test_every_line_replaces_its_shell_so_that_signals_reach_the_service() -> None:
    assert all(command.startswith("exec ") for command in services(PROCFILE, embedded_broker=True).values())


@pytest.mark.parametrize("name", ["web", "worker", "schedule"])
def test_compose_runs_the_same_commands(name: str) -> None:
    compose = yaml.safe_load((BASE_DIR / "compose.yaml").read_text())
    command = services(PROCFILE, embedded_broker=False)[name]
    assert ["exec", *compose["services"][name]["command"]] == shlex.split(command)


def test_in_compose_our_own_are_no_root_write_nowhere_else_and_are_watched() -> None:
    compose = yaml.safe_load((BASE_DIR / "compose.yaml").read_text())
    for name in ["web", "worker", "schedule", "setup", "proxy"]:
        service = compose["services"][name]
        assert (service["user"], service["read_only"]) == ("10001", True), name
        assert service["tmpfs"], name
    assert f"--uid {compose['services']['web']['user']} " in (BASE_DIR / "Dockerfile").read_text()
    for name in ["worker", "schedule"]:
        assert compose["services"][name]["healthcheck"]["test"] == ["CMD", "python", "manage.py", "alive", name]
    assert all("healthcheck" in compose["services"][name] for name in ["database", "broker", "proxy"])


def test_in_compose_only_the_proxy_is_reached_from_outside_and_it_keeps_metrics_inside() -> None:
    services_ = yaml.safe_load((BASE_DIR / "compose.yaml").read_text())["services"]
    assert [name for name, service in services_.items() if "ports" in service] == ["proxy"]
    mounted = services_["proxy"]["volumes"][0].partition(":")[0]
    proxy = (BASE_DIR / mounted).read_text()
    assert "dynamic a {$WEB_HOST:web} {$WEB_PORT:8000}" in proxy
    assert services_["web"]["expose"] == ["8000"]
    assert "respond @inside 404" in proxy
    assert services_["proxy"]["ports"][0].endswith(":8080")


def test_the_example_names_every_variable_the_product_reads() -> None:
    read = set()
    for file in [*(BASE_DIR / "workbench").rglob("*.py"), *(BASE_DIR / "articles").rglob("*.py")]:
        read |= _names_read(file)
    example = (BASE_DIR / ".env.example").read_text()
    assert {"PORT", "DATABASE_URL", "LEASE_SECONDS"} <= read
    assert not {name for name in read if f"# {name}=" not in example}


def _names_read(file: Path) -> set[str]:
    import ast

    calls = [node for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.Call)]
    return {
        str(call.args[0].value)
        for call in calls
        if isinstance(call.func, ast.Attribute)
        and isinstance(call.func.value, ast.Name)
        and call.func.value.id == "env"
        and call.args
        and isinstance(call.args[0], ast.Constant)
    }
