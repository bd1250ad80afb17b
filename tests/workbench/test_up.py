"""One command brings everything up, and Ctrl-C takes all of it down."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.services.instance import Instance
from tests.services.modes import open_to_others
from tests.services.processes import children_of, running, wait_for
from workbench.running.supervisor import MOST_DEATHS

SAMPLES = {path for path in (Path(__file__).parents[2] / "articles" / "samples").iterdir() if path.suffix != ".md"}


@pytest.fixture(scope="module")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instance]:
    """An instance whose home has a space, a Chinese name, and a path too long for a socket."""
    made = Instance(tmp_path_factory.mktemp("up") / "工作台 home" / ("long" * 20))
    made.home.parent.mkdir()
    made.start()
    yield made
    made.clear_away()


def _started(instance: Instance) -> Instance:
    if instance.process_ended():
        instance.start(services_forked=True)
    return instance


def _pid_of(instance: Instance, service: str) -> int:
    marker = f"{service} started (pid="
    line = next(line for line in reversed(instance.output().splitlines()) if marker in line)
    return int(line.partition(marker)[2].rstrip(")"))


def test_the_first_run_ends_with_assessed_samples_in_the_queue(instance: Instance) -> None:
    _started(instance)
    parts = dict.fromkeys(["status", "database", "broker", "weights", "worker", "work", "sweep"], "ok")
    wait_for(lambda: instance.get("/readyz") == parts, "the worker's first heartbeat")
    wait_for(lambda: bool(instance.get("/api/v1/queue-items/")["results"]), "the queue to fill")
    articles = instance.get("/api/v1/articles/?page_size=100")["results"]
    assert len(articles) == len(SAMPLES)


def test_the_generated_credentials_are_for_the_owner_only_and_work(instance: Instance) -> None:
    _started(instance)
    file = instance.home / "credentials.json"
    assert file.stat().st_mode & 0o777 == 0o600
    assert instance.home.stat().st_mode & 0o777 == 0o700
    known = instance.credentials
    assert set(known) == {"url", "username", "password", "api_key"}
    assert known["url"] == f"http://127.0.0.1:{instance.port}"
    assert known["username"] == "admin"
    # Its output is no terminal here: a container's log keeps it for ever.
    assert known["password"] not in instance.output()
    assert known["api_key"] not in instance.output()
    assert str(file) in instance.output()


def test_every_file_of_a_running_instance_is_for_its_owner_only(instance: Instance) -> None:
    _started(instance)
    written = {path.name for path in instance.home.iterdir()}
    assert {"db.sqlite3", "broker", "static", "secret_key", "credentials.json"} <= written
    assert open_to_others(instance.home) == []


def test_a_second_instance_in_the_same_home_is_refused(instance: Instance) -> None:
    _started(instance)
    other = Instance(instance.home)

    refused = other.attempt()

    assert refused.returncode == 1
    assert "another instance is running" in refused.stderr
    assert "WORKBENCH_HOME" in refused.stderr


def test_ctrl_c_leaves_no_process_and_the_next_start_keeps_the_data(instance: Instance) -> None:
    _started(instance)
    before, keys = instance.get("/api/v1/articles/?page_size=100")["results"], instance.credentials
    assert before
    services = {"broker", "web", "worker", "schedule"}
    assert {_pid_of(instance, service) for service in services} <= instance.processes()
    assert len(children_of(_pid_of(instance, "worker"))) == 2

    assert instance.stop(signal.SIGINT) == 0

    assert "everything is stopped" in instance.output()
    instance.start(services_forked=True)
    assert instance.credentials == keys
    assert keys["password"] not in instance.output()
    after = instance.get("/api/v1/articles/?page_size=100")["results"]
    assert [article["id"] for article in after] == [article["id"] for article in before]


def test_sigterm_leaves_no_process(instance: Instance) -> None:
    _started(instance)
    assert instance.stop(signal.SIGTERM) == 0


def _kill(instance: Instance, service: str) -> None:
    """Kills a service, and waits until the supervisor has seen it."""
    deaths = instance.output().count(f"{service} died")
    os.kill(_pid_of(instance, service), signal.SIGKILL)
    wait_for(lambda: instance.output().count(f"{service} died") > deaths, f"the death of {service} to be seen")


@pytest.mark.parametrize("service", ["broker", "worker", "web", "schedule"])
def test_a_service_that_dies_is_started_again_beside_the_others(instance: Instance, service: str) -> None:
    _started(instance)
    others = [name for name in ("broker", "worker", "web", "schedule") if name != service]
    before, dead = {name: _pid_of(instance, name) for name in others}, _pid_of(instance, service)

    _kill(instance, service)

    wait_for(lambda: _pid_of(instance, service) != dead, f"{service} to be started again")
    wait_for(lambda: _is_ready(instance), "everything to be ready")
    assert {name: _pid_of(instance, name) for name in others} == before
    assert not running({dead})


def test_a_service_that_dies_again_and_again_is_given_up_and_named(instance: Instance) -> None:
    _started(instance)
    everything = instance.processes()
    while instance.output().count("broker died") < MOST_DEATHS:
        dead = _pid_of(instance, "broker")
        _kill(instance, "broker")
        if instance.output().count("broker died") < MOST_DEATHS:
            wait_for(lambda dead=dead: _pid_of(instance, "broker") != dead, "the broker to be started again")

    assert instance.process is not None
    assert instance.process.wait(180) == 1
    wait_for(lambda: not running(everything), "every process to end")
    assert "giving up" in instance.output()
    assert "broker died again and again" in instance.output()


def _is_ready(instance: Instance) -> bool:
    try:
        return bool(instance.get("/readyz")["status"] == "ok")
    except OSError:
        return False


def test_no_service_outlives_an_instance_that_is_killed(instance: Instance) -> None:
    _started(instance)
    assert instance.stop(signal.SIGKILL) == -signal.SIGKILL


def test_a_taken_port_is_named_with_the_variable_to_change(tmp_path: Path) -> None:
    instance = Instance(tmp_path / "home")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", instance.port))
        taken.listen()
        refused = instance.attempt()

    assert refused.returncode == 1
    assert str(instance.port) in refused.stderr
    assert "PORT" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert not (instance.home / "db.sqlite3").exists(), "nothing is set up when it cannot start"


def test_invalid_port_is_named_without_a_traceback(tmp_path: Path) -> None:
    refused = Instance(tmp_path / "home", PORT="eight").attempt()

    assert refused.returncode == 1
    assert "PORT is" in refused.stderr
    assert "Traceback" not in refused.stderr


@pytest.mark.parametrize("port", ["eight", "0", "65536", ""])
def test_invalid_port_is_an_error_of_the_command(monkeypatch: pytest.MonkeyPatch, port: str) -> None:
    monkeypatch.setenv("PORT", port)
    with pytest.raises(CommandError, match="PORT is"):
        call_command("up")
