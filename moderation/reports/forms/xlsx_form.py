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
    cover = book.create_sheet("report")
    for name in ("week", "revision", "as_of", "partial"):
        cover.append([name, document[name]])
    cover.append(["sha256_json", checksum(document)])
    names: set[str] = set()
    for grid in grids(document, language):
        _fill(book.create_sheet(_name(grid.code, names)), grid)
    out = io.BytesIO()
    book.save(out)
    return _stamped(out.getvalue())


def _fill(sheet: WriteOnlyWorksheet, grid: Grid) -> None:
    sheet.freeze_panes = "C3"
    for letter, width in (("A", 34), ("B", 40)):
        sheet.column_dimensions[letter].width = width
    sheet.append([_text(sheet, grid.title, Font(bold=True, size=13))])
    sheet.append([_text(sheet, name, Font(bold=True)) for name in grid.head])
    for row in grid.rows:
        sheet.append([_cell(sheet, value, grid.format_of(row, index)) for index, value in enumerate(row)])
    if grid.note:
        sheet.append([])
        sheet.append([_text(sheet, grid.note, Font(italic=True))])


def _cell(sheet: WriteOnlyWorksheet, value: Cell, unit: str) -> Any:
    if isinstance(value, str):
        return _text(sheet, value)
    if value is None:
        return None
    cell = WriteOnlyCell(sheet, value)
    if unit in _FORMATS:
        cell.number_format = _FORMATS[unit]
    return cell


def _text(sheet: WriteOnlyWorksheet, text: str, font: Font | None = None) -> WriteOnlyCell:
    """Text as text: openpyxl would take “=…” for a formula."""
    cell = WriteOnlyCell(sheet, "")
    cell.value = harmless(text)[:_LONGEST_CELL]
    cell.data_type = "s"
    cell.alignment = Alignment(vertical="top")
    if font is not None:
        cell.font = font
    return cell


def _name(code: str, taken: set[str]) -> str:
    """A sheet's name: without what Excel forbids, at most 31 characters, once."""
    name = re.sub(r"[\[\]:*?/\\]", "_", code)[:_LONGEST_NAME]
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
