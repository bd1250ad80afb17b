"""Numbers of list items, at the start of a line and inside one."""

from __future__ import annotations

import re

from articles.text.page_folding import fold_page

_CIRCLES = ("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳", "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇", "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛", "❶❷❸❹❺❻❼❽❾❿")
_CIRCLED = "".join(_CIRCLES)
_CHINESE = "一二三四五六七八九十"
_SPACE = r"\s{0,4}"
_STYLES = (
    re.compile(rf"\[\^?(\d{{1,3}})\](?::|\(\)|\.)?{_SPACE}"),
    re.compile(rf"\((\d{{1,3}})\){_SPACE}"),
    re.compile(rf"([{_CIRCLED}])[.,]?{_SPACE}"),
    re.compile(rf"(?<![\w.(/-])(\d{{1,3}})(?:[.,)](?!\d)|\s{{0,2}}:(?=\s)){_SPACE}"),
    re.compile(rf"\(([{_CHINESE}]{{1,3}})\){_SPACE}"),
    re.compile(rf"(?<!\w)([{_CHINESE}]{{1,3}})[,.]{_SPACE}"),
)
"""Written for folded text, in which 、 is a comma. A line has one style."""
_SIGNS = re.compile(r"[\s↑^*•·]{0,4}")
_MOST = 200


def number_at_start(line: str) -> tuple[int, int] | None:
    """The number that `line` starts with and the offset behind it, or None."""
    found = _at_start(fold_page(line[:40]))
    return (_value(found[0][1]), found[0].end()) if found else None


def split_numbered(line: str) -> list[str]:
    """The parts of a line in which several items stand, numbered 1, 2, 3 …; the whole line when there is one."""
    folded = fold_page(line)
    first = _at_start(folded)
    if first is None:
        return [line]
    cuts, expected = [0], _value(first[0][1]) + 1
    for found in first[1].finditer(folded, first[0].end()):
        if _value(found[1]) == expected:
            cuts.append(found.start())
            expected += 1
        if len(cuts) > _MOST:
            break
    return [line[start:end].strip() for start, end in zip(cuts, [*cuts[1:], len(line)], strict=True)]


def _at_start(folded: str) -> tuple[re.Match[str], re.Pattern[str]] | None:
    signs = _SIGNS.match(folded)
    start = signs.end() if signs else 0
    matches = ((style.match(folded, start), style) for style in _STYLES)
    return next(((found, style) for found, style in matches if found), None)


def _value(written: str) -> int:
    if written.isdigit() and written.isascii():
        return int(written)
    if written in _CIRCLED:
        return next(circle.index(written) for circle in _CIRCLES if written in circle) + 1
    return _CHINESE.find(written[-1]) + 1 + (10 if len(written) > 1 else 0)
