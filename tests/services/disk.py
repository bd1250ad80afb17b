"""A small file system, which fills up soon."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def small_file_system(folder: Path, *, megabytes: int) -> Iterator[None]:
    """Mounts a file system of this size on the empty `folder`, with its owner. Skips the test where it cannot."""
    owner = folder.stat()
    options = f"size={megabytes}m,uid={owner.st_uid},gid={owner.st_gid},mode={owner.st_mode & 0o777:o}"
    command = ["mount", "-t", "tmpfs", "-o", options, "small", str(folder)]
    mounted = subprocess.run(command, capture_output=True, text=True, check=False)
    if mounted.returncode:
        pytest.skip(f"a small file system cannot be mounted here: {mounted.stderr.strip()}")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill(folder: Path) -> Path:
    """Fills the disk; returns the file that does."""
    ballast = folder / "ballast"
    with ballast.open("ab") as file:
        try:
            while True:
                os.write(file.fileno(), b"\0" * 4096)
        except OSError as error:
            assert "No space" in str(error)  # noqa: PT017 - the expected end
    return ballast
