"""The document as tables of cells, the source of CSV and workbook. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from moderation.reports.phrases import Language

Cell = str | float | None
HEAD: dict[Language, tuple[str, ...]] = {
    "zh": ("代码", "名称", "单位", "本周", "上周", "变化", "前四周均值", "分子", "分母", "链接"),
    "en": ("code", "label", "unit", "this_week", "last_week", "change", "mean", "part", "whole", "link"),
}
FIELDS = ("unit", "this_week", "last_week", "change", "mean", "part", "whole", "link")


@dataclass(frozen=True, slots=True)
class Grid:
    """One table: a code, a title in one language, names of columns, rows. Numbers are numbers, None is no value."""

    code: str
    title: str
    head: tuple[str, ...]
    rows: list[list[Cell]]
    note: str = ""

    @property
    def is_text(self) -> bool:
        """Whether the table is a numbered list of sentences."""
        return self.head[:1] == ("#",)

    @property
    def has_figures(self) -> bool:
        """Whether the rows are figures, with a unit each."""
        return self.head[:3] in (HEAD["zh"][:3], HEAD["en"][:3])

    def is_unit(self, column: int) -> bool:
        """Whether the column holds the units of figures."""
        return self.has_figures and column == 2

    def format_of(self, row: list[Cell], column: int) -> str:
        """The unit of a cell in a table of figures; count for the whole of a share; empty in other grids."""
        if not self.has_figures or column < 3:
            return ""
        return "count" if FIELDS[column - 2 : column - 1] in (("part",), ("whole",)) else str(row[2])


def grids(document: dict[str, Any], language: Language) -> Iterator[Grid]:
    """The summary, every table and every list of the report, what it corrects, its method and limits."""
    yield _texts("summary", {"zh": "摘要", "en": "Summary"}[language], document["summary"], language)
    for section in document["sections"]:
        for table in section["tables"]:
            yield _table(document, section, table, language)
        for listing in section["listings"]:
            yield _listing(section, listing, language)
    if document["corrections"]:
        yield _corrections(document, language)
    texts = [*document["method"], *document["limits"]]
    yield _texts("method", {"zh": "方法与限度", "en": "Method and limits"}[language], texts, language)


def _table(document: dict[str, Any], section: dict[str, Any], table: dict[str, Any], language: Language) -> Grid:
    rows = [
        [figure["code"], figure["label"][language], *(figure[name] for name in FIELDS), *figure["weeks"]]
        for figure in table["figures"]
    ]
    note = table["note"][language] if table["note"] else ""
    title = f"{section['title'][language]} · {table['title'][language]}"
    return Grid(table["code"], title, (*HEAD[language], *document["weeks"]), rows, note)


def _listing(section: dict[str, Any], listing: dict[str, Any], language: Language) -> Grid:
    rows = [_flat(item, language) for item in listing["items"]]
    head = tuple(dict.fromkeys(name for row in rows for name in row))
    note = listing["note"][language] if listing["note"] else ""
    title = f"{section['title'][language]} · {listing['title'][language]}"
    return Grid(listing["code"], title, head, [[row.get(name) for name in head] for row in rows], note)


def _corrections(document: dict[str, Any], language: Language) -> Grid:
    rows = [[each["code"], each["label"][language], each["before"], each["after"]] for each in document["corrections"]]
    words = {"zh": ("本版更正", "代码", "名称", "原为", "现为"), "en": ("Corrections", "code", "label", "was", "is")}
    title, *head = words[language]
    return Grid("corrections", title, tuple(head), rows)


def _texts(code: str, title: str, texts: list[dict[str, Any]], language: Language) -> Grid:
    return Grid(code, title, ("#", title), [[number, text[language]] for number, text in enumerate(texts, 1)])


def _flat(item: dict[str, Any], language: Language) -> dict[str, Cell]:
    """An item's plain values: texts in one language, lists joined by “; ”, without the lines of pictures."""
    flat: dict[str, Cell] = {}
    for name, value in item.items():
        if isinstance(value, list):
            if all(isinstance(each, str) for each in value):
                flat[name] = "; ".join(value)
            elif value and all("zh" in each for each in value):
                flat[name] = "; ".join(each[language] for each in value)
        elif isinstance(value, dict):
            flat[name] = value[language]
        else:
            flat[name] = value
    return flat
