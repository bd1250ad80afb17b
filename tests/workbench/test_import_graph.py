"""The import graph: no cycles, and frozen migrations. `lint-imports` checks the layers."""

from __future__ import annotations

from graphlib import TopologicalSorter

import grimp
import pytest

APPS = ("articles", "moderation", "workbench")
# Modules made for migrations, and a table of characters, which is data.
MIGRATIONS_MAY_IMPORT = {
    "articles.database.triggers",
    "articles.database.columns",
    "articles.database.creation",
    "articles.text.simplified",
}


@pytest.fixture(scope="module")
def imports() -> dict[str, set[str]]:
    """The own modules that each module imports, including imports in functions and for types."""
    graph = grimp.build_graph(*APPS, cache_dir=None)
    return {name: graph.find_modules_directly_imported_by(name) for name in graph.modules}


def test_no_module_imports_itself_by_a_detour(imports: dict[str, set[str]]) -> None:
    TopologicalSorter(imports).prepare()


@pytest.mark.parametrize("app", APPS)
def test_no_folder_of_an_app_imports_itself_by_a_detour(imports: dict[str, set[str]], app: str) -> None:
    folders: dict[str, set[str]] = {}
    for module, imported in imports.items():
        if module.startswith(f"{app}."):
            ours = {_folder(name) for name in imported if name.startswith(f"{app}.")}
            folders.setdefault(_folder(module), set()).update(ours - {_folder(module)})
    TopologicalSorter(folders).prepare()


def test_migrations_import_nothing_that_lives_on(imports: dict[str, set[str]]) -> None:
    migrations = {name: imported for name, imported in imports.items() if ".migrations." in name}
    assert len(migrations) > 20
    beyond = {name: imported - MIGRATIONS_MAY_IMPORT for name, imported in migrations.items()}
    assert not {name: imported for name, imported in beyond.items() if imported}


def _folder(module: str) -> str:
    return ".".join(module.split(".")[:2])
