"""No dependency has a vulnerability known to the package index."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

PATIENCE = 90


def test_nothing_installed_has_a_known_vulnerability() -> None:
    """Runs pip-audit on all installed packages; skips, with the reason, when the index is unreachable."""
    command = [sys.executable, "-m", "pip_audit", "--local", "--format", "json", "--progress-spinner", "off"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        pytest.skip(f"NOT AUDITED: the index did not answer in {PATIENCE} s")
    if not done.stdout.strip():
        pytest.skip(f"NOT AUDITED: pip-audit found nobody to ask: {done.stderr.strip()[-300:]}")
    packages = json.loads(done.stdout)["dependencies"]
    asked = [package for package in packages if "skip_reason" not in package]
    if not asked:
        pytest.skip(f"NOT AUDITED: the index knows none of {len(packages)} packages; {packages[0]['skip_reason']}")
    vulnerable = {f"{package['name']} {package['version']}": package["vulns"] for package in asked if package["vulns"]}
    assert vulnerable == {}
