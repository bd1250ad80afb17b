"""Page templates, a file a platform or layout. Every module here offers `TEMPLATES`; adding a file is all it takes.

What several of them need stands in `shared`.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from articles.parsing.document.page import Template


@cache
def templates() -> tuple[Template, ...]:
    """All templates in the order they are asked: particular ones first, the generic ones last."""
    found: list[Template] = []
    for module in pkgutil.iter_modules(__path__):
        if module.ispkg:  # `shared`
            continue
        found += importlib.import_module(f"{__name__}.{module.name}").TEMPLATES
    return tuple(sorted(found, key=lambda template: (template.order, template.name)))
