"""Every place in the code that writes the rows on which decisions rest: each is known, and says what it records.

A new place fails here until somebody has looked whether its change stands in the audit chain.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
# What decisions rest on, and who may make them.
WATCHED = {
    *("User", "Group", "ActRule", "ExposureLimit", "Queue", "PolicyVersion", "Clause", "PhraseBank"),
    *("PhraseBankVersion", "Rule", "RuleVersion", "ListEdition", "ListEntry", "ReportSubscriber", "WebhookEndpoint"),
    *("ApiKey", "KeyBinding", "OutsideConsole", "Proposal"),
}
_NAMED = re.compile(rf"\b({'|'.join(sorted(WATCHED))})\b")
_WRITES = {"create", "bulk_create", "get_or_create", "update_or_create", "update", "bulk_update", "delete"}
_WRITES |= {"create_key", "create_user", "create_superuser"}
# Places that call `audit.append` or `articles.signals.record` for each change they make.
RECORDS = {
    "articles/access/api_keys.py",
    "articles/access/bindings.py",
    "articles/provenance/stored/source_lists.py",
    "moderation/accounts/sign_on.py",
    "moderation/oversight/proposing.py",
    "moderation/people/consoles.py",
    "moderation/people/invitations.py",
    "moderation/policies/publishing.py",
    "moderation/routing/editing/banks.py",
    "moderation/routing/editing/drafts.py",
    "moderation/routing/lifecycle.py",
    "moderation/webhooks/endpoints.py",
    "workbench/accounts/recording.py",
}
# Places whose writes are nobody's act, and why.
NO_ACT = {
    "moderation/database/defaults.py": "the first rows of an installation",
    "moderation/routing/live/system.py": "the account that rules decide under; `rule.switched_on` says when",
}


def _writers() -> Iterator[tuple[str, int, str]]:
    """Path, line and model of each write in the code: through a manager, or of an instance made to be saved."""
    for app in ("articles", "moderation", "workbench"):
        for path in sorted((ROOT / app).rglob("*.py")):
            name = str(path.relative_to(ROOT))
            if "/migrations/" in name:
                continue
            text = path.read_text(encoding="utf-8")
            if not _NAMED.search(text):
                continue  # most files; each test process would parse them all
            for node in ast.walk(ast.parse(text)):
                if isinstance(node, ast.Call) and (model := _written(node)):
                    yield name, node.lineno, model


def _written(call: ast.Call) -> str:
    """The watched model that this call writes: `Model(…)`, or `Model.objects.….update(…)`; "" for none."""
    if isinstance(call.func, ast.Name):
        return call.func.id if call.func.id in WATCHED and call.keywords else ""
    if not isinstance(call.func, ast.Attribute) or call.func.attr not in _WRITES:
        return ""
    names = {node.id for node in ast.walk(call.func.value) if isinstance(node, ast.Name)}
    managers = {node.attr for node in ast.walk(call.func.value) if isinstance(node, ast.Attribute)}
    return next(iter(names & WATCHED), "") if managers & {"objects", "_default_manager"} else ""


WRITERS = sorted(set(_writers()))


def test_the_tables_name_no_place_that_writes_nothing():
    assert RECORDS | NO_ACT.keys() == {path for path, *_ in WRITERS}


@pytest.mark.parametrize(("path", "line", "model"), WRITERS)
def test_each_place_that_writes_is_known(path, line, model):
    assert path in RECORDS | NO_ACT.keys(), f"{path}:{line} writes {model}: does the audit chain say so?"


@pytest.mark.parametrize("path", sorted({path for path, *_ in WRITERS} & RECORDS))
def test_what_is_said_to_record_does(path):
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    called = {node.func for node in ast.walk(tree) if isinstance(node, ast.Call)}
    names = {func.attr if isinstance(func, ast.Attribute) else getattr(func, "id", "") for func in called}
    assert names & {"append", "record"}
