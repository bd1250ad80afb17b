"""Screens speak to moderators: no commands of operators, one word for one thing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
TEMPLATES = sorted((ROOT / "moderation" / "templates" / "moderation" / "console").rglob("*.html"))
CATALOGUE = (ROOT / "workbench" / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po").read_text()
SAID = re.findall(r'^(?:msgstr(?:\[\d\])? )?(".*")$', CATALOGUE, re.MULTILINE)


def test_screens_name_no_command_and_no_file_of_the_server():
    assert len(TEMPLATES) > 30
    found = {path.name: re.findall(r"manage\.py|python \w+|\w+_card\.md", path.read_text()) for path in TEMPLATES}
    assert {name: commands for name, commands in found.items() if commands} == {}


@pytest.mark.parametrize("word", ["你", "组长", "限流", "处理决定", "作出决定", "逾期"])
def test_the_catalogue_leaves_out_words_that_have_a_better_one(word):
    assert len(SAID) > 2000
    assert [line for line in SAID if word in line] == []
