"""Templates, style sheets and scripts read as lines; scripts are modules that share no global name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WIDTH = 120
ATTRIBUTES_PER_LINE = 3
APPS = ("articles", "moderation", "workbench")


def files(suffix: str) -> list[Path]:
    """Our own files of that kind: templates and static files of the three apps."""
    folders = [ROOT / app / kind for app in APPS for kind in ("templates", "static")]
    return sorted(file for folder in folders for file in folder.rglob(f"*{suffix}"))


TEMPLATES, STYLES, SCRIPTS = files(".html"), files(".css"), files(".js")


def named(file: Path) -> str:
    return str(file.relative_to(ROOT))


def numbered(file: Path) -> list[tuple[int, str]]:
    return list(enumerate(file.read_text().splitlines(), start=1))


def without_template_tags(line: str) -> str:
    return re.sub(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", "", line)


def test_there_is_something_to_read():
    assert min(len(TEMPLATES), len(STYLES), len(SCRIPTS)) > 5


@pytest.mark.parametrize("file", [*TEMPLATES, *STYLES, *SCRIPTS], ids=named)
def test_no_line_is_longer_than_the_page_is_wide(file):
    assert [(number, len(line)) for number, line in numbered(file) if len(line) > WIDTH] == []


@pytest.mark.parametrize("file", TEMPLATES, ids=named)
def test_a_tag_with_many_attributes_has_one_on_each_line(file):
    attribute = re.compile(r"""\s[a-zA-Z-]+(=("[^"]*"|'[^']*'|\S+))?""")
    crowded = [
        (number, tag)
        for number, line in numbered(file)
        for tag in re.findall(r"<[a-z][^<>]*", without_template_tags(line))
        if len(attribute.findall(tag)) > ATTRIBUTES_PER_LINE
    ]
    assert crowded == []


@pytest.mark.parametrize("file", STYLES, ids=named)
def test_a_line_of_a_style_sheet_holds_one_declaration(file):
    code = re.compile(r"/\*.*?\*/")
    crowded = [
        (number, line)
        for number, line in numbered(file)
        if re.search(r";.*\S|\{.*\S|\S.*\}", code.sub("", line).strip())
    ]
    assert crowded == []


@pytest.mark.parametrize("file", TEMPLATES, ids=named)
def test_scripts_are_modules(file):
    # The admin's own theme script runs before the page is drawn, so that no page flashes in the other theme.
    scripts = [tag for tag in re.findall(r"<script\b[^>]*>", file.read_text()) if "admin/js/theme.js" not in tag]
    assert [tag for tag in scripts if not tag.startswith('<script type="module" src="{% static')] == []


@pytest.mark.parametrize("file", SCRIPTS, ids=named)
def test_a_module_takes_what_it_uses_from_others_and_writes_no_global(file):
    code = file.read_text()
    for address in re.findall(r"""(?:from|import)\s+"([^"]+)";""", code):
        assert address.startswith("./"), "only an address relative to the file gets the hash of what it names"
        assert (file.parent / address).is_file(), address
    assert re.findall(r"\b(?:window|globalThis)\.\w+\s*=[^=]", code) == []
    assert re.findall(r"^\s*var\b", code, re.MULTILINE) == []


def test_a_helper_is_written_once():
    names = [name for file in SCRIPTS for name in re.findall(r"^(?:export )?const (\w+) =.*=>", file.read_text(), re.M)]
    assert sorted(name for name in set(names) if names.count(name) > 1) == []
