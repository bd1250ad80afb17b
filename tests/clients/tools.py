"""Tools of other languages, installed from lock files into folders of a test; without npm or Java it skips, loudly."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from workbench.env import BASE_DIR

CLIENTS = BASE_DIR / "clients"
_NOT_COPIED = shutil.ignore_patterns("node_modules", "dist", "schema.ts")


def run(command: list[str], folder: Path, **environment: str) -> str:
    """What a command prints. A command that fails fails the test with all that it said."""
    import os

    done = subprocess.run(
        command, cwd=folder, env={**os.environ, **environment}, capture_output=True, text=True, timeout=900, check=False
    )
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout[-6000:]}\n{done.stderr[-4000:]}"
    return done.stdout


def tool(name: str) -> str:
    """The path of a tool; skips without it."""
    path = shutil.which(name)
    if path is None:
        pytest.skip(f"NO CLIENT WAS MADE OR CHECKED: {name} is not installed")
    return path


def npm_folder(name: str, into: Path) -> Path:
    """A copy of a folder of `clients/` with its packages installed as its lock file says."""
    npm = tool("npm")
    folder = into / name
    shutil.copytree(CLIENTS / name, folder, ignore=_NOT_COPIED)
    run([npm, "ci", "--no-fund", "--no-audit", "--ignore-scripts"], folder)
    return folder


def tsc(folder: Path, typescript: Path) -> None:
    """Checks a folder by the compiler of the TypeScript client, as strict as it can be."""
    run([tool("node"), str(typescript / "node_modules" / "typescript" / "bin" / "tsc"), "-p", "."], folder)
