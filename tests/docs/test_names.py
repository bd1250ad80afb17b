"""What documents name exists: files, addresses, commands with their options, targets, settings."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.management import get_commands, load_command_class
from django.urls import resolve

from tests.docs.pages import DOCS, commands, documents, name_of, text_of
from workbench.env import BASE_DIR

APPS = ("articles", "moderation", "workbench")
# History names what was.
_PAGES = [page for page in documents() if page.name != "CHANGELOG.md"]
_CODE = re.compile(r"`([^`\n]+)`")
_PATH = re.compile(r"(?:articles|moderation|workbench|tests|bench|clients)/[\w./-]*")
_MANAGE = re.compile(r"manage\.py (\w+)([^`|#>\n]*)")
_URL = re.compile(
    r"(?:GET|POST)? ?(?P<path>(?:/admin/|/api/v1/|/problems/|/livez|/readyz|/metrics)[\w{}/.-]*)(?:\?.*)?"
)
_SETTING = re.compile(r"^\| `([A-Z][A-Z_]+)` \| ([^|]+) \|", re.MULTILINE)
# Rooms that every app has, and what is no code.
_UNNAMED = {"management", "migrations", "templates", "templatetags", "static", "samples", "locale", "__pycache__"}
_UNNAMED |= {"models", "admin", "api"}


@pytest.mark.parametrize("page", _PAGES, ids=name_of)
def test_files_and_folders_that_a_page_names_exist(page: Path) -> None:
    named = [code for code in _CODE.findall(text_of(page)) if _PATH.fullmatch(code)]
    assert [path for path in named if not (BASE_DIR / path).exists()] == []


@pytest.mark.parametrize("app", APPS)
def test_the_map_of_folders_is_whole(app: str) -> None:
    mapped = _mapped_folders()
    folders = {f"{app}/{path.name}/" for path in (BASE_DIR / app).iterdir() if path.is_dir()}
    assert folders - {f"{app}/{name}/" for name in _UNNAMED} - mapped == set()


def test_rooms_that_the_map_names_exist() -> None:
    rooms = {path for path in _mapped_folders() if path.count("/") > 1}
    assert len(rooms) > 40
    assert sorted(path for path in rooms if not (BASE_DIR / path).is_dir()) == []


def _mapped_folders() -> set[str]:
    """The folders in the first column of the map; a short name stands beside the whole one before it."""
    found: set[str] = set()
    for line in text_of(DOCS / "architecture.md").splitlines():
        beside = ""
        for name in _CODE.findall(line.split("|")[1]) if line.startswith("| `") else ():
            if name.split("/")[0] in {*APPS, "tests", "bench"}:
                beside = name.rstrip("/").rpartition("/")[0]
                found.add(name)
            elif beside:
                found.add(f"{beside}/{name}")
    return found


@pytest.mark.parametrize("page", _PAGES, ids=name_of)
def test_addresses_that_a_page_names_lead_to_a_view(page: Path) -> None:
    for code in _CODE.findall(text_of(page)):
        if found := _URL.fullmatch(code):
            resolve(re.sub(r"\{\w+\}", "1", found["path"]))


@pytest.mark.parametrize("page", _PAGES, ids=name_of)
def test_commands_and_options_that_a_page_names_exist(page: Path) -> None:
    known = get_commands()
    for name, rest in _MANAGE.findall(text_of(page)):
        assert name in known, name
        app = known[name]
        command = load_command_class(app, name) if isinstance(app, str) else app
        options = command.create_parser("manage.py", name)._option_string_actions
        assert [option for option in re.findall(r"(?<=\s)--[a-z-]+", rest) if option not in options] == [], name


def test_the_page_of_commands_names_each_of_ours() -> None:
    ours = {name for name, app in get_commands().items() if app in APPS}
    page = text_of(DOCS / "commands.md")
    assert {name for name in ours if not re.search(rf"\b{name}\b", page)} == set()


@pytest.mark.parametrize("page", _PAGES, ids=name_of)
def test_make_targets_that_a_page_names_exist(page: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", text_of(BASE_DIR / "Makefile"), re.MULTILINE))
    named = re.findall(r"(?:`|^)make ([a-z-]+)", text_of(page), re.MULTILINE)
    assert [name for name in named if name not in targets] == []


def test_the_page_of_settings_has_those_of_the_example_and_their_defaults() -> None:
    """Where both give a number, it is the same; the example of HTTPS is one that switches it on."""
    example = dict(re.findall(r"^# ([A-Z_]+)=(\S*)", text_of(BASE_DIR / ".env.example"), re.MULTILINE))
    listed = {name: default.strip() for name, default in _SETTING.findall(text_of(DOCS / "settings.md"))}
    assert set(listed) == set(example)
    numbers = {name: value for name, value in listed.items() if re.fullmatch(r"[\d.]+", value) and name != "HTTPS"}
    assert numbers == {name: example[name] for name in numbers}


def test_the_page_of_settings_has_every_variable_that_is_read() -> None:
    code = [path.read_text(encoding="utf-8") for path in (BASE_DIR / "workbench").rglob("*.py")]
    read = {name for text in code for name in re.findall(r"\benv\.\w+\(\s*\"([A-Z_]+)\"", text)}
    listed = {name for name, _ in _SETTING.findall(text_of(DOCS / "settings.md"))}
    assert len(read) > 50, "the search is wrong"
    assert read - listed == set()


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_the_first_page_is_short_and_begins_with_the_two_commands(name: str) -> None:
    page = BASE_DIR / name
    assert len(text_of(page).splitlines()) <= 100
    assert [line.split("#")[0].strip() for line in commands(page)[0].splitlines()] == ["make run", "make test"]
