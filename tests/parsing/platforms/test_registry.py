"""The registry of platforms: a module is all it takes, and contradictions are said in words."""

from __future__ import annotations

import importlib
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from articles.parsing import ExtractedArticle, extract, platforms
from articles.parsing.document.page import Draft, Page
from articles.parsing.menus import MenuEntry
from articles.parsing.platform import Pages, Platform, Template
from articles.parsing.platform_table import as_page
from articles.parsing.registry import PlatformError, Platforms, discover, installed
from articles.vocabulary.flags import FLAGS
from tests.parsing import toy_platforms
from tests.parsing.platforms.fixture_pages import expected, fixtures, without_empty

TOY = Path(toy_platforms.__file__).parent


@pytest.fixture(scope="module")
def known() -> Platforms:
    """The product's platforms and the toy, which is one module and one page."""
    return Platforms([*installed(), *discover(toy_platforms)])


def read(known: Platforms, page: Path) -> ExtractedArticle:
    return extract(page.read_bytes(), known=known)


@pytest.mark.parametrize("page", fixtures(TOY / "pages"))
def test_a_new_platforms_pages_are_read(known: Platforms, page: Path) -> None:
    article = read(known, page)
    assert without_empty(article.to_json()) == expected(page)
    assert (article.template, article.platform) == ("riverside_2025", "riverside")


def test_a_new_platform_is_one_module_and_one_page() -> None:
    files = [path for path in TOY.rglob("*") if path.is_file() and path.suffix != ".pyc"]
    assert sorted(path.name for path in files) == [
        "__init__.py", "riverside.py", "riverside_2025.html", "riverside_2025.json",
    ]  # fmt: skip


def test_a_new_platform_is_known_by_its_hosts(known: Platforms) -> None:
    assert known.of_host("riverside.example") == known.of_host("m.riverside.example") == "riverside"
    assert known.of_host("notriverside.example") is None
    assert installed().of_host("riverside.example") is None


def test_a_new_platforms_menu_declares_what_no_free_text_does(known: Platforms) -> None:
    (page,) = (path.values[0] for path in fixtures(TOY / "pages"))
    flags = read(known, page).provenance_flags
    assert [(flag.code, flag.also, flag.text, flag.location) for flag in flags] == [
        ("fiction", ("verify_caution",), "作者声明：河边听来的，别当真", "element")
    ]
    without_menu = Platforms(replace(one, menu=()) for one in known)
    assert read(without_menu, page).provenance_flags == ()


def test_the_table_lists_a_new_platform(known: Platforms) -> None:
    row = next(line for line in as_page(known).splitlines() if "riverside" in line)
    assert row == ("| `riverside` | 河畔号 | Riverside | riverside.example | `riverside_2025` | 河边听来的，别当真 |")


def test_platforms_are_asked_in_the_same_order_each_time() -> None:
    assert [one.code for one in installed()] == [
        # These look at more pages than their own.
        "netease", "bilibili", "douyin", "kuaishou", "sina", "toutiao", "baijiahao", "uc", "wechat", "sohu", "weibo",
        "xiaohongshu", "zhihu",
        "channels", "guancha", "hexun", "huanqiu", "ifeng", "kuaibao", "people", "qq", "thepaper", "xinhua",
    ]  # fmt: skip


def test_a_host_belongs_to_the_platform_that_names_most_of_it() -> None:
    assert installed().of_host("mp.weixin.qq.com") == "wechat"
    assert installed().of_host("new.qq.com") == "qq"
    assert installed().of_host("") is None


def test_every_host_leads_to_the_platform_that_declares_it() -> None:
    for one in installed():
        assert all(installed().of_host(f"www.{host}") == one.code for host in one.hosts)


ENTRIES = [pytest.param(entry, id=f"{one.code}: {entry.wording}") for one in installed() for entry in one.menu]


@pytest.mark.parametrize("entry", ENTRIES)
def test_menu_entries_declare_known_flags(entry: MenuEntry) -> None:
    assert set(entry.codes) <= set(FLAGS)


PROSE = "渡口的老人说，雾大的日子船总要晚开半个小时，这件事从来没有变过。" * 3


def page_that_ends(paragraph: str) -> str:
    return f"<h1>渡船晚开半小时</h1><p>{PROSE}</p><p>{paragraph}</p>"


@pytest.mark.parametrize("label", ["", "声明:", "作者声明：", "创作声明："])
def test_a_menu_entry_is_found_with_and_without_label(known: Platforms, label: str) -> None:
    article = extract(
        f"<h1>渡船晚开半小时</h1><p>{PROSE}</p><p>{label}河边听来的,别当真。</p>", platform="riverside", known=known
    )
    assert [flag.code for flag in article.provenance_flags] == ["fiction"]
    assert (len(article.body) == 1) is bool(label)


def test_a_menu_that_the_product_does_not_hold_counts_on_its_own_platform_only(known: Platforms) -> None:
    article = extract(
        f"<h1>渡船晚开半小时</h1><p>{PROSE}</p><p>声明:河边听来的,别当真</p>", platform="sohu", known=known
    )
    assert article.provenance_flags == ()


def never(page: Page) -> bool:
    return False


def unused(page: Page) -> Draft:
    raise AssertionError("no page matches")


def named(code: str, /, *, pages: Pages | None = None, **fields: object) -> Platform:
    templates = () if pages is None else (Template(f"{code}_layout", never, unused, pages),)
    return replace(Platform(code, code, code, templates=templates), **fields)


def test_a_platform_may_be_known_by_name_only() -> None:
    by_name = Platforms([named("byname", hosts=("byname.example",))])
    article = extract(f"<h1>渡船晚开半小时</h1><p>{PROSE}</p>", url="https://m.byname.example/1", known=by_name)
    assert (article.template, article.platform) == ("generic_html", "byname")


def test_those_that_look_at_more_pages_are_asked_first_but_before_decides() -> None:
    found = [
        named("a1", pages=Pages.OWN),
        named("b1", pages=Pages.ANY),
        named("c1", pages=Pages.UNCLAIMED, before=("b1",)),
    ]
    assert [one.code for one in Platforms(found)] == ["c1", "b1", "a1"]


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ([named("sohu"), named("sohu")], "two platforms have the code sohu"),
        ([named("a1", hosts=("x.cn",)), named("b1", hosts=("x.cn",))], "two platforms have the host x.cn"),
        ([named("a1", before=("nobody",))], "platform a1 is to come before nobody, which does not exist"),
        ([named("a1", before=("b1",)), named("b1", before=("a1",))], "platforms are to come before each other: a1, b1"),
        (
            [named("a1", pages=Pages.OWN), replace(named("a1", pages=Pages.OWN), code="b1")],
            "two platforms have the template a1_layout",
        ),
    ],
)
def test_platforms_that_contradict_each_other_are_refused(found: list[Platform], said: str) -> None:
    with pytest.raises(PlatformError) as refused:
        Platforms(found)
    assert str(refused.value) == said


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"code": "So hu"}, "platform code 'So hu': use 2–40 lower-case letters, digits and _"),
        ({"en": ""}, "platform sohu needs its name in Chinese and in English"),
        ({"hosts": ("https://sohu.com",)}, "platform sohu: 'https://sohu.com' is no host name in lower case"),
        ({"marks": ("so",)}, "platform sohu: marks of under 4 characters stand in anybody's pages"),
        ({"marks": ("sohu",)}, "platform sohu: the mark 'sohu' is neither a host nor a selector like #id"),
        ({"marks": ("sohu.com/",)}, "platform sohu: the mark 'sohu.com/' is neither a host nor a selector like #id"),
    ],
)
def test_a_platform_that_cannot_be_is_refused(fields: dict[str, object], said: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(said)}$"):
        named("sohu", **fields)


def test_a_menu_entry_is_written_without_its_label() -> None:
    with pytest.raises(ValueError, match="without the label"):
        MenuEntry("声明:取材网络", ("web_sourced",), None, "an article")


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    folder = tmp_path / "lone_platforms"
    folder.mkdir()
    (folder / "__init__.py").touch()
    (folder / "forgetful.py").write_text("NAME = 'no platform'\n")
    monkeypatch.syspath_prepend(tmp_path)
    package = importlib.import_module("lone_platforms")

    yield package
    for name in ("lone_platforms", "lone_platforms.forgetful"):
        monkeypatch.delitem(sys.modules, name, raising=False)


def test_a_module_without_a_platform_is_named(package: ModuleType) -> None:
    with pytest.raises(PlatformError) as refused:
        discover(package)
    assert str(refused.value) == (
        "lone_platforms.forgetful declares no platform: give it PLATFORM = Platform(…), or move it"
    )


def test_every_module_of_the_product_is_a_platform() -> None:
    assert {one.code for one in discover(platforms)} == {
        path.stem for path in Path(platforms.__file__).parent.iterdir() if path.name[0] != "_"
    }
