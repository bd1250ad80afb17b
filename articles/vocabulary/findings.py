"""Kinds of findings. Each rule declares its own, so the family is complete once the rules are loaded.

Read it from `articles.provenance.rules`, which loads them; import-linter keeps everybody else from this module.
"""

from __future__ import annotations

from dataclasses import dataclass

from articles.vocabulary.term import Family, Term


@dataclass(frozen=True, eq=False, repr=False)
class FindingKind(Term):
    """`clause` is the code of the legal basis of all its findings."""

    clause: str = ""


FINDINGS: Family[FindingKind] = Family("finding", "溯源发现", "provenance finding")
