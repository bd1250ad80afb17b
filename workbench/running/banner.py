"""The message when everything is up."""

from __future__ import annotations

from pathlib import Path

from workbench.running.credentials import Credentials

_RULE = "─" * 78


def banner(url: str, credentials: Credentials | None, file: Path, *, first_run: bool, to_terminal: bool) -> str:
    """The address, the sign-in, and how to stop; secrets only on the first run, and only where a person reads them."""
    lines = [
        _RULE,
        f"Provenance workbench is ready:  {url}/admin/triage/",
        f"  REST API and its docs:        {url}/api/v1/docs/",
    ]
    if credentials is None:
        lines.append("  sign in as admin; set a password with: manage.py changepassword admin")
    elif first_run and to_terminal:
        lines += [
            f"  user:                         {credentials.username}",
            f"  password:                     {credentials.password}",
            f"  API key:                      {credentials.api_key}",
            f"  kept in:                      {file}",
        ]
    else:
        lines.append(f"  user {credentials.username}; password and API key are in:  {file}")
    return "\n".join([*lines, "  Ctrl-C stops everything.", _RULE])
