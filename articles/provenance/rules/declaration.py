"""The declaration of a rule's finding: code, words and legal basis above the function."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from articles.provenance.evidence import Evidence
from articles.provenance.finding import Detection, Finding
from articles.vocabulary.findings import FINDINGS, FindingKind
from articles.vocabulary.legal_bases import LEGAL_BASES

Detect = Callable[[Evidence], Detection | None]
Rule = Callable[[Evidence], Finding | None]

RULES: dict[str, Rule] = {}
"""The rules by the code of their finding, in order of declaration, which is also the findings' order."""


def finding(code: str, zh: str, en: str, clause: str) -> Callable[[Detect], Rule]:
    """Makes a function a rule, and its finding a term of FINDINGS; `clause` is a code of LEGAL_BASES.

    The English words begin in lower case, as those of all terms do. Raises ValueError for a code that exists already or
    lacks words, and UnknownTerm for an unknown clause.
    """
    # Plain codes, as rows and records keep them.
    kind = FINDINGS.add(FindingKind(code, zh, en, clause=LEGAL_BASES[clause].code))

    def declare(detect: Detect) -> Rule:
        @wraps(detect)
        def rule(evidence: Evidence) -> Finding | None:
            found = detect(evidence)
            if found is None:
                return None
            return Finding(
                kind.code,
                found.severity,
                found.zh,
                found.en,
                kind.clause,
                found.spans,
                found.references,
                found.articles,
                found.values,
            )

        RULES[kind.code] = rule
        return rule

    return declare
