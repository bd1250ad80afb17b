"""A process that imports one module sees every kind of finding, without Django where the module is pure."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from articles.provenance.rules import FINDINGS

# Prints the codes that a process sees which has imported this one module, and whether Django came along.
_PRINT = """
import importlib, json, sys
module = importlib.import_module(sys.argv[1])
if sys.argv[1].endswith("glossary"):
    module.families()
from articles.vocabulary.term import FAMILIES
print(json.dumps([list(FAMILIES["finding"]), "django" in sys.modules]))
"""


@pytest.mark.parametrize(
    "module",
    [
        "articles.provenance.rules",
        "articles.provenance.rules.age",
        "moderation.triage.rules.catalogue",
        "moderation.vocabulary.glossary",
    ],
)
def test_process_sees_every_finding_when_it_imports_one_module(module):
    printed = subprocess.run([sys.executable, "-c", _PRINT, module], capture_output=True, check=True, text=True).stdout
    codes, has_django = json.loads(printed)
    assert codes == list(FINDINGS)
    assert len(codes) >= 14
    assert not has_django
