"""The report as a workbook: one sheet per table, numbers as numbers, no formulas."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from moderation.reports.document import checksum
from moderation.reports.forms.cells import harmless
from moderation.reports.forms.grid import Cell, Grid, grids
from moderation.reports.forms.sheet_words import COVER, UNITS, column_name
from moderation.reports.phrases import Language

_FORMATS = {"share": "0.0%", "count": "#,##0", "points": "#,##0.0", "probability": "0.00", "decimal": "0.00"}
_LONGEST_NAME = 31
_LONGEST_CELL = 32_000
# The earliest time that a zip file can hold.
_STAMP = (1980, 1, 1, 0, 0, 0)


def to_xlsx(document: dict[str, Any], language: Language) -> bytes:
    """The workbook's bytes; the same for the same document."""
    book = Workbook(write_only=True)
    moment = datetime.fromisoformat(document["as_of"]).replace(tzinfo=None)
    book.properties.created = book.properties.modified = moment
    book.properties.creator = "provenance workbench"
    words, names = COVER[language], set[str]()
    cover = book.create_sheet(_name(words["report"], names))
    for letter, width in (("A", 28), ("B", 70)):
        cover.column_dimensions[letter].width = width
    for name in ("week", "revision", "as_of", "partial"):
        cover.append([words[name], document[name]])
    cover.append([words["sha256_json"], checksum(document)])
    for grid in grids(document, language):
        _fill(book.create_sheet(_name(grid.title, names)), grid, language)
    out = io.BytesIO()
    book.save(out)
    return _stamped(out.getvalue())


def _fill(sheet: WriteOnlyWorksheet, grid: Grid, language: Language) -> None:
    sheet.freeze_panes = "A3" if grid.is_text else "C3"
    for letter, width in (("A", 6), ("B", 110)) if grid.is_text else (("A", 34), ("B", 40)):
        sheet.column_dimensions[letter].width = width
    sheet.append([_text(sheet, grid.title, Font(bold=True, size=13), wrap=False)])
    # A code stands in CSV; people read the name that is beside it.
    read = [index for index, name in enumerate(grid.head) if f"{name}_label" not in grid.head]
    sheet.append([_text(sheet, column_name(grid.head[index], language), Font(bold=True)) for index in read])
    for row in grid.rows:
        shown = [UNITS[language][str(value)] if grid.is_unit(index) else value for index, value in enumerate(row)]
        sheet.append([_cell(sheet, shown[index], grid.format_of(row, index)) for index in read])
    if grid.note:
        sheet.append([])
        sheet.append([None, _text(sheet, grid.note, Font(italic=True))])


def _cell(sheet: WriteOnlyWorksheet, value: Cell, unit: str) -> Any:
    if isinstance(value, str):
        return _text(sheet, value)
    if value is None:
        return None
    cell = WriteOnlyCell(sheet, value)
    if unit in _FORMATS:
        cell.number_format = _FORMATS[unit]
    return cell


def _text(sheet: WriteOnlyWorksheet, text: str, font: Font | None = None, *, wrap: bool = True) -> WriteOnlyCell:
    """Text as text: openpyxl would take “=…” for a formula. Wrapped, since a filled cell beside it would cut it off."""
    cell = WriteOnlyCell(sheet, "")
    cell.value = harmless(text)[:_LONGEST_CELL]
    cell.data_type = "s"
    cell.alignment = Alignment(vertical="top", wrap_text=wrap)
    if font is not None:
        cell.font = font
    return cell


def _name(title: str, taken: set[str]) -> str:
    """A sheet's name: without what Excel forbids, at most 31 characters, once."""
    name = re.sub(r"[\[\]:*?/\\']", "_", title)
    if len(name) > _LONGEST_NAME:
        name = f"{name[: _LONGEST_NAME - 1]}…"
    number = 2
    while name.lower() in taken:
        name = f"{name[: _LONGEST_NAME - 3]}~{number}"
        number += 1
    taken.add(name.lower())
    return name


def _stamped(content: bytes) -> bytes:
    """The same archive with one time for all its files, which otherwise carry the time of writing."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as read, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written:
        for entry in sorted(read.infolist(), key=lambda each: each.filename):
            data = read.read(entry)
            if entry.filename == "docProps/core.xml":
                # openpyxl overwrites the set time with the time of saving.
                data = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>1980-01-01T00:00:00Z", data)
            written.writestr(zipfile.ZipInfo(entry.filename, _STAMP), data)
    return out.getvalue()
