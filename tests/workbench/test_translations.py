"""Chinese is complete: nothing untranslated, nothing out of date, and compiled as it stands."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCALE = ROOT / "workbench" / "locale" / "zh_Hans" / "LC_MESSAGES"
Key = tuple[str | None, str]


def keys(entries: polib.POFile | polib.MOFile) -> dict[Key, tuple[str, tuple[str, ...]]]:
    return {
        (entry.msgctxt, entry.msgid): (entry.msgstr, tuple(entry.msgstr_plural.values()))
        for entry in entries
        if not entry.obsolete
    }


@pytest.fixture(scope="module")
def po() -> polib.POFile:
    return polib.pofile(str(LOCALE / "django.po"))


def test_nothing_is_untranslated_or_fuzzy(po):
    assert [entry.msgid for entry in po.untranslated_entries()] == []
    assert [entry.msgid for entry in po.fuzzy_entries()] == []
    assert [entry.msgid for entry in po.obsolete_entries()] == []


def test_a_translation_has_the_placeholders_of_its_source(po):
    named = re.compile(r"%\((\w+)\)[sd]")
    for entry in po:
        wanted = set(named.findall(entry.msgid))
        for text in (entry.msgstr, *entry.msgstr_plural.values()):
            if text:
                assert set(named.findall(text)) == wanted, entry.msgid


def test_the_compiled_file_is_that_of_the_source(po):
    assert keys(polib.mofile(str(LOCALE / "django.mo"))) == keys(po)


def test_collecting_the_strings_again_finds_nothing_new(po, tmp_path):
    if shutil.which("xgettext") is None or shutil.which("msgmerge") is None:
        pytest.skip("gettext is not installed: strings cannot be collected again")
    for package in ("articles", "moderation", "workbench"):
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__", "samples"))
    shutil.copy(ROOT / "manage.py", tmp_path)
    environment = {**os.environ, "WORKBENCH_HOME": str(tmp_path / "home")}
    command = [
        sys.executable,
        "manage.py",
        "makemessages",
        "--locale=zh_Hans",
        "--no-location",
        "--no-wrap",
        "--no-obsolete",
    ]
    subprocess.run(command, cwd=tmp_path, env=environment, check=True, capture_output=True)
    again = polib.pofile(str(tmp_path / "workbench" / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"))
    assert keys(again) == keys(po)
    assert [entry.msgid for entry in again.fuzzy_entries()] == []
