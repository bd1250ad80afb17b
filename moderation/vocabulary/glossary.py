"""All families and their terms, as the glossary of `docs/glossary.md` lists them."""

from __future__ import annotations

import pkgutil
from importlib import import_module
from typing import Any

import articles.vocabulary
import moderation.vocabulary
from articles.vocabulary.term import FAMILIES, Family, Term

BEGIN, END = "<!-- codes: begin -->", "<!-- codes: end -->"


def families() -> tuple[Family[Any], ...]:
    """Every family of the product, by name."""
    for package in (articles.vocabulary, moderation.vocabulary):
        for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            import_module(module.name)
    return tuple(FAMILIES[name] for name in sorted(FAMILIES))


def tables() -> str:
    """A Markdown table a family: code, Chinese, English; the long words after the short ones."""
    return "\n\n".join(_table(family) for family in families())


def _table(family: Family[Any]) -> str:
    head = [f"### {family.zh} · {family.en}", "", "| code | 中文 | English |", "|---|---|---|"]
    return "\n".join([*head, *(_row(term) for term in family.terms)])


def _row(term: Term) -> str:
    zh = f"{term.zh}；{term.zh_long}" if term.zh_long else term.zh
    en = f"{term.en}; {term.en_long}" if term.en_long else term.en
    return f"| `{term.code}` | {_cell(zh)} | {_cell(en)} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def replaced(page: str) -> str:
    """A page with its tables of codes made anew between the two marks. Raises ValueError without the marks."""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"the page has no {BEGIN} … {END}")
    return f"{before}{BEGIN}\n\n{tables()}\n\n{END}{after}"
