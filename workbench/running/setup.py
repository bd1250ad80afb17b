"""From any state of the home folder to one that the services can start on; safe to repeat."""

from __future__ import annotations

from collections.abc import Callable

from workbench.running import first_run, prepare
from workbench.running.credentials import Credentials


def set_up(url: str, say: Callable[[str], object]) -> bool:
    """Prepares database, static files, and on the first run account, key and samples; whether it was the first run.

    `url` is the web server's base address; `say` is told of each step taken. Raises CannotStart.
    """
    applied = prepare.migrate()
    if applied:
        say(f"database: {applied} migrations applied")
    if prepare.collect_static():
        say("static files: collected")
    file = first_run.credentials_file()
    if first_run.is_first_run():
        say(f"sample pages: {first_run.load_samples()} stored")
        first_run.create_admin(url)
        say(f"admin account and API key: made, kept in {file}")
        return True
    known = Credentials.load(file)
    if known is not None and known.url != url:
        known.at(url).save(file)
    return False
