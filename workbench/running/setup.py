"""Brings the home folder from any state to one on which the services can start; safe to repeat."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from django.conf import settings

from moderation.accounts.seeds import seal_all
from workbench.env import close_files
from workbench.running import application_role, first_run, prepare
from workbench.running.credentials import Credentials


def set_up(url: str, say: Callable[[str], object]) -> bool:
    """Prepares database and static files; on the first run also account, key and samples.

    Returns whether it was the first run. `url` is the web server's base address; `say` is called with a message per
    step. Raises CannotStart.
    """
    closed = close_files(Path(settings.HOME))
    if closed:
        say(f"home folder: {closed} files were open to others, and are not any more")
    applied = prepare.migrate()
    if applied:
        say(f"database: {applied} migrations applied")
    if role := application_role.configured():
        application_role.grant(*role)
        say(f"database: role {role[0]} may read and write rows")
    sealed = seal_all()
    if sealed.anew:
        say(f"second factors: {sealed.anew} seeds encrypted")
    if sealed.unreadable:
        say(
            f"second factors: no key opens the seeds of {', '.join(sealed.unreadable)}; see SECOND_FACTOR_KEY_FALLBACKS"
        )
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
