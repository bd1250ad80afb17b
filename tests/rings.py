"""What a test needs, as its fixtures, its marker and its imports tell, so that nobody marks a test by hand."""

from __future__ import annotations

import sys
from functools import cache
from types import ModuleType

import pytest

_SERVICES = "tests.services"
_COMMITTING = {"transactional_db", "live_server"}
# Files and folders whose tests need rows and hold nothing that a database decides. Other tests run the same views and
# functions on PostgreSQL. A test of values that are stored, found, ordered, counted, locked or refused is none of them.
ON_SQLITE_ALONE = {
    "tests/admin/test_every_model.py::test_roles_see_what_their_permissions_say": "refusals by role",
    "tests/contract/tenants/test_canary.py::test_no_act_is_answered_with_another_platforms_words": "words of answers; "
    "what lists, filters and searches find is asked on both",
    "tests/contract/test_one_error_shape.py": "the shape of refusals",
    "tests/contract/test_source_links.py::test_violators_with_good_manners": "the order of scores",
    "tests/scoring/stored/test_gaming.py::test_lines_that_cost_nothing_gain_nothing": "what words of a text are worth",
    "tests/contract/test_access_matrix.py::test_its_own_scope_opens_an_endpoint_and_no_other_does": "refusals by scope",
    "tests/contract/test_persons_tokens.py::test_a_token_opens_nothing_but_the_queue": "refusals by scope",
    "tests/moderation/console/test_permissions.py::test_acts_are_posts_and_carry_a_token": "refusals of forged forms",
    "tests/moderation/console/test_permissions.py::test_an_auditor_sees_all_and_changes_nothing": "refusals by role",
    "tests/moderation/console/test_permissions.py::test_an_integrator_has_no_business_here": "refusals by role",
    "tests/moderation/console/test_permissions.py::test_special_pages_open_for_their_roles_only": "refusals by role",
    "tests/moderation/console/test_permissions.py::test_visitor_without_a_staff_session_signs_in_first": "redirects",
    "tests/clients/": "what the client makes of answers; the API's own tests run on both",
    "tests/browser/": "what scripts and styles of pages do in Chromium",
    "tests/moderation/exports/test_evidence_bundle.py": "hashes of a file, which is checked without a database",
    "tests/moderation/reports/forms/": "the same figures as HTML, CSV, workbook and PDF",
    "tests/reliability/test_slow_clients.py": "sockets and threads of the web server",
    "tests/vocabulary/": "the words of codes in every output",
    "tests/workbench/openid/": "the conversation with a sign-on provider",
    "tests/workbench/sign_in/test_load.py": "how many passwords the web server hashes at a time",
    "tests/workbench/test_insiders.py": "addresses, tokens and rates of who asks for parts and metrics",
}
# Folders in which no test uses rows (a test of this says so): the second database need not load them.
WITHOUT_ROWS = (
    "tests/bench/", "tests/budgets/", "tests/parsing/", "tests/provenance/attribution/",
    "tests/provenance/lineage/", "tests/provenance/reuse/", "tests/provenance/rewording/", "tests/provenance/rules/",
    "tests/scoring/clickbait/", "tests/scoring/reliability/",
)  # fmt: skip


def uses_database(item: pytest.Item) -> bool:
    """Whether the test reads or writes rows; pytest-django refuses the database to every other test."""
    return item.get_closest_marker("django_db") is not None or bool(_fixtures(item) & {"db", *_COMMITTING})


def differs_by_database(item: pytest.Item) -> bool:
    """Whether the test is worth a run on the second database: it uses rows, for what a database decides."""
    return uses_database(item) and not item.nodeid.startswith(tuple(ON_SQLITE_ALONE))


def is_for_sqlite_alone(folder: str) -> bool:
    """Whether no test of the folder (`tests/…/`) is worth a run on the second database."""
    return folder in ON_SQLITE_ALONE or folder in WITHOUT_ROWS


def commits(item: pytest.Item) -> bool:
    """Whether the test's transactions are committed, and its rows removed by emptying every table."""
    marker = item.get_closest_marker("django_db")
    return bool(_fixtures(item) & _COMMITTING or (marker and marker.kwargs.get("transaction")))


def starts_processes(item: pytest.Item) -> bool:
    """Whether the test can start a server or a command: it or a fixture of it stands in a module that can."""
    definitions = item._fixtureinfo.name2fixturedefs if isinstance(item, pytest.Function) else {}
    modules = {definition.func.__module__ for several in definitions.values() for definition in several}
    modules.add(item.module.__name__ if isinstance(item, pytest.Function) else "")
    return any(_reaches_processes(module) for module in modules if module.startswith("tests."))


def _fixtures(item: pytest.Item) -> set[str]:
    return set(getattr(item, "fixturenames", ()))


@cache
def _reaches_processes(name: str) -> bool:
    """Whether the module is one of the services, or imports `subprocess`, one of them, or a test module that does."""
    if name.partition(_SERVICES)[1]:
        return True
    commands = sys.modules["subprocess"]  # pytest has it; an import here would count as one of each test that asks us
    return any(
        value is commands or (other.startswith("tests.") and other != name and _reaches_processes(other))
        for value in vars(sys.modules[name]).values()
        for other in [_origin(value)]
    )


def _origin(value: object) -> str:
    """The name of the module that the value is or comes from."""
    origin = value.__name__ if isinstance(value, ModuleType) else getattr(value, "__module__", None)
    return origin if isinstance(origin, str) else ""
