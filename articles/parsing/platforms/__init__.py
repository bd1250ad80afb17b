"""Page templates, a module per platform. Every module here offers `TEMPLATES`; adding one is all it takes.

What several of them need stands in `articles.parsing.common`.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from articles.parsing.document.page import Template
from articles.parsing.generic import html, text


@cache
def templates() -> tuple[Template, ...]:
    """All templates in the order they are asked: particular ones first, the generic ones last."""
    found: list[Template] = [*html.TEMPLATES, *text.TEMPLATES]
    for module in pkgutil.iter_modules(__path__):
        found += importlib.import_module(f"{__name__}.{module.name}").TEMPLATES
    return tuple(sorted(found, key=lambda template: (template.order, template.name)))
