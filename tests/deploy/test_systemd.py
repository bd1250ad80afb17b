"""The unit files for plain servers: systemd accepts them, they start what the Procfile starts, and give up rights."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Callable
from configparser import RawConfigParser
from pathlib import Path

import pytest

from tests.docs.pages import DOCS, text_of
from workbench.env import BASE_DIR
from workbench.running.supervisor import services

UNITS = BASE_DIR / "deploy" / "systemd"
COMMON = UNITS / "workbench-.service.d" / "common.conf"
PYTHON = "/srv/workbench/.venv/bin/python"
Analyze = Callable[..., subprocess.CompletedProcess[str]]
SERVICES = sorted(path.name for path in UNITS.glob("*.service"))
EXPOSURE = 20
"""In tenths: systemd's own measure from 0 (none) to 10; the services have 1.4, the broker 0.9 (systemd 252)."""


class _Unit(RawConfigParser):
    """A unit file; of a key that is written several times the last value counts here."""

    def __init__(self, path: Path) -> None:
        super().__init__(strict=False, delimiters=("=",), comment_prefixes=("#",))
        self.optionxform = str  # type: ignore[assignment]
        self.read_string(path.read_text().replace("\\\n", " "))


def started(name: str) -> list[str]:
    """The command of a service after `python`."""
    python, *rest = shlex.split(_Unit(UNITS / name)["Service"]["ExecStart"])
    assert python == PYTHON
    return rest


@pytest.fixture
def analyze(tmp_path: Path) -> Analyze:
    """Runs systemd-analyze on the unit files, where the project's Python is this one."""
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("NOT TESTED: systemd-analyze is not installed, so nothing reads the unit files")
    folder = tmp_path / "units"
    shutil.copytree(UNITS, folder)
    for path in folder.rglob("*.service"):
        path.write_text(path.read_text().replace(PYTHON, "/bin/true"))

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        # The colon at the end adds the units of the system, which ours depend on.
        given = {**os.environ, "SYSTEMD_UNIT_PATH": f"{folder}:"}
        return subprocess.run([program, *arguments], env=given, capture_output=True, text=True, check=False)

    return run


@pytest.mark.parametrize("name", [*SERVICES, "workbench.target"])
def test_systemd_accepts_each_unit(name: str, analyze: Analyze) -> None:
    done = analyze("verify", "--man=no", "--recursive-errors=no", name.replace("@.", "@1."))
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("name", SERVICES)
def test_systemd_finds_each_service_little_exposed(name: str, analyze: Analyze) -> None:
    done = analyze("security", "--offline=yes", f"--threshold={EXPOSURE}", name.replace("@.", "@1."))
    assert done.returncode == 0, done.stdout[-300:] + done.stderr


@pytest.mark.parametrize("name", ["broker", "web", "worker", "schedule"])
def test_units_start_what_the_procfile_starts(name: str) -> None:
    written = shlex.split(services(BASE_DIR / "Procfile", embedded_broker=True)[name])
    command = started(f"workbench-{name}{'@' if name == 'worker' else ''}.service")
    # Several workers of one machine need a name each.
    assert [part for part in command if part != "--hostname=worker-%i@%H"] == written[2:]


def test_migrations_run_once_before_web_workers_and_schedule() -> None:
    setup = _Unit(UNITS / "workbench-setup.service")["Service"]
    assert (setup["Type"], started("workbench-setup.service")) == ("oneshot", ["manage.py", "setup_workbench"])
    for name in ("workbench-web.service", "workbench-worker@.service", "workbench-schedule.service"):
        unit = _Unit(UNITS / name)["Unit"]
        assert unit["Requires"] == unit["After"] == "workbench-setup.service", name


def test_every_service_starts_again_and_only_setup_does_not() -> None:
    restarts = {name: _Unit(UNITS / name)["Service"].get("Restart") for name in SERVICES}
    assert restarts.pop("workbench-setup.service") is None
    assert len(restarts) == 4
    assert set(restarts.values()) == {"always"}


def test_a_service_writes_only_where_the_state_lies() -> None:
    common = _Unit(COMMON)["Service"]
    assert common["ProtectSystem"] == "strict"
    assert common["User"] not in ("root", "0", "")
    assert f"WORKBENCH_HOME=/var/lib/{common['StateDirectory']} " in common["Environment"]


def test_the_limit_of_a_worker_to_stop_is_longer_than_its_longest_task() -> None:
    stop = int(_Unit(UNITS / "workbench-worker@.service")["Service"]["TimeoutStopSec"])
    longest = re.search(r"TASK_HARD_SECONDS` \| (\d+)", text_of(DOCS / "settings.md"))
    assert longest
    assert stop > int(longest[1])


@pytest.mark.parametrize("path", sorted(UNITS.glob("*.example")), ids=lambda path: path.name)
def test_examples_name_settings_that_exist(path: Path) -> None:
    named = set(re.findall(r"^#?([A-Z_]+)=", path.read_text(), re.MULTILINE))
    listed = set(re.findall(r"^\| `([A-Z_]+)` \|", text_of(DOCS / "settings.md"), re.MULTILINE))
    assert named
    assert named - listed == set()
