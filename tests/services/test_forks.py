"""A forked process of the product is what a new one is: its own environment, files, session, parent and exit code."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.services.forks import process
from tests.services.processes import running, wait_for
from workbench.env import BASE_DIR

_TELLS = """
import json, os, sys
print(json.dumps({
    "arguments": sys.argv, "environment": dict(os.environ), "folder": os.getcwd(), "parent": os.getppid(),
    "session": os.getsid(0) == os.getpid(), "given": sys.stdin.read(), "name": __name__,
    "forked": "numpy" in sys.modules,
}, sort_keys=True))
print("error", file=sys.stderr)
sys.exit(7)
"""

_STARTS_A_SERVICE = """
import json, os, sys
from honcho.process import Popen
from workbench.running.parent import end_with_parent
unbuffered = {**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONWARNINGS": "ignore:of this test"}
service = Popen(f"exec python {sys.argv[1]} one", env=unbuffered, cwd=os.getcwd(), preexec_fn=end_with_parent)
lines = service.stdout.read().decode().splitlines()
print(json.dumps([service.pid, service.wait(), service.returncode, lines]))
"""
_IS_A_SERVICE = """
import os, sys, warnings
print(os.getpid(), os.getsid(0), sys.argv[1], "numpy" in sys.modules)
print(any(kind == "ignore" and text and text.match("of this test") for kind, text, *_ in warnings.filters))
print("error", file=sys.stderr)
os._exit(7)  # which loses what is buffered
"""


@pytest.fixture
def script(tmp_path: Path) -> Path:
    path = tmp_path / "script.py"
    path.write_text(_TELLS)
    return path


def test_what_is_imported_before_the_fork_has_read_no_settings() -> None:
    code = (
        "import importlib, sys\n"
        "from tests.services.forks.server import IMPORTED\n"
        "for name in IMPORTED: importlib.import_module(name)\n"
        "from django.conf import settings\n"
        "print(settings.configured, sorted({'workbench', 'prometheus_client'} & set(sys.modules)))"
    )
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    told = subprocess.run(
        [sys.executable, "-c", code], cwd=BASE_DIR, env=environment, capture_output=True, text=True, check=True
    )
    assert told.stdout == "False []\n"


def test_a_command_gets_what_it_is_given_and_gives_its_output_and_code_back(script: Path) -> None:
    environment = {**os.environ, "OF_THIS_TEST": "一"}
    done = process.run([str(script), "one", "--two"], environment, given="read this")
    assert (done.returncode, done.stderr) == (7, "error\n")
    assert json.loads(done.stdout) == {
        "arguments": [str(script), "one", "--two"], "environment": environment, "folder": str(BASE_DIR),
        "parent": os.getpid(), "session": False, "given": "read this", "name": "__main__", "forked": True,
    }  # fmt: skip


def test_a_variable_that_python_reads_at_its_start_has_a_new_process_started(script: Path) -> None:
    done = process.run([str(script)], {**os.environ, "PYTHONHASHSEED": "1"})
    assert (done.returncode, json.loads(done.stdout)["forked"]) == (7, False)


def test_a_shell_s_python_forks_for_manage_py_and_is_python_for_all_else(script: Path, tmp_path: Path) -> None:
    (tmp_path / "manage.py").write_text(_TELLS)
    shell = f"cd {tmp_path}; echo given | python manage.py one; echo $?; python {script} < /dev/null; echo $?"
    environment = {**os.environ, "PATH": f"{process.folder_of_python()}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(["bash", "-c", shell], env=environment, capture_output=True, text=True, check=True)
    forked, code, new, other = done.stdout.splitlines()
    assert (code, other, done.stderr) == ("7", "7", "error\nerror\n")
    told = json.loads(forked)
    assert (told["forked"], told["arguments"], told["given"]) == (True, ["manage.py", "one"], "given\n")
    assert told["folder"] == str(tmp_path)
    assert told["environment"]["PATH"] == environment["PATH"]
    assert json.loads(new)["forked"] is False


def test_a_server_has_a_session_of_its_own_and_ends_by_signals(tmp_path: Path) -> None:
    path, log = tmp_path / "sleeps.py", tmp_path / "log"
    path.write_text("import os, time\nprint(os.getsid(0), flush=True)\ntime.sleep(600)\n")
    with log.open("wb") as output:
        started = process.start([str(path)], os.environ, output)
    wait_for(lambda: log.read_text() == f"{started.pid}\n", "its line")
    assert started.poll() is None
    with pytest.raises(subprocess.TimeoutExpired):
        started.wait(0.05)
    os.killpg(started.pid, signal.SIGKILL)
    assert started.wait(60) == -signal.SIGKILL
    assert running({started.pid}) == set()


def test_services_of_up_are_forked_too_with_their_output_and_code(tmp_path: Path) -> None:
    starts, service, log = (tmp_path / name for name in ("starts.py", "service.py", "log"))
    starts.write_text(_STARTS_A_SERVICE)
    service.write_text(_IS_A_SERVICE)
    with log.open("wb") as output:
        up = process.start([str(starts), str(service)], os.environ, output, services_forked=True)
    assert up.wait(60) == 0, log.read_text()
    pid, waited, code, lines = json.loads(log.read_text())
    assert (waited, code, lines) == (7, 7, [f"{pid} {pid} one True", "True", "error"])


def test_outside_the_suite_the_server_has_a_folder_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """Benchmarks start the product too, and nobody names a home for them."""
    monkeypatch.delenv("WORKBENCH_HOME")
    server = process._Server()
    try:
        assert server.folder.is_dir()
    finally:
        server.stop()
    assert not server.folder.exists()
