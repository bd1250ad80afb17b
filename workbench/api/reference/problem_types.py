"""Every kind of problem that the API returns, with its meaning and remedy in both languages.

The `type` of a problem is the address of its entry on `/problems/`. The entries stand in `problem_types.json`, by
status; a code without one fails the tests.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from workbench.api.reference.prose import prose

_FILE = Path(__file__).with_suffix(".json")


@dataclass(frozen=True, slots=True)
class ProblemType:
    """One kind: `code`, the statuses it comes with, and a text in English and Chinese."""

    code: str
    statuses: tuple[int, ...]
    en: str
    zh: str

    @property
    def slug(self) -> str:
        return slug(self.code)

    @property
    def text(self) -> SafeString:
        """The text in the reader's language, as HTML."""
        return prose(self.zh if (get_language() or "").startswith("zh") else self.en)


def slug(code: str) -> str:
    """The last part of the problem's `type`."""
    return code.replace("_", "-")


@cache
def problem_types() -> dict[str, ProblemType]:
    """All kinds by code, in the file's order."""
    entries: dict[str, Any] = json.loads(_FILE.read_text(encoding="utf-8"))
    return {
        code: ProblemType(code, tuple(entry["status"]), entry["en"], entry["zh"]) for code, entry in entries.items()
    }


@require_safe
def page(request: HttpRequest, name: str | None = None) -> HttpResponse:
    """All kinds of problems, or the one that a `type` names."""
    kinds = [kind for kind in problem_types().values() if name in (None, kind.slug)]
    if not kinds:
        raise Http404
    return render(request, "api_problems.html", {"kinds": kinds, "one": name is not None})
