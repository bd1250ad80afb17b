"""The provenance rules: each is bullets, then early returns, then one sentence in two languages.

A function under `@finding` in any module of this folder is a rule; nothing else needs to know it. Importing this
package loads all of them, so that importers of `FINDINGS` from here see every kind.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Sequence

from articles.parsing.extracted import ExtractedArticle
from articles.provenance.attribution.attribution import Attribution
from articles.provenance.context import Context
from articles.provenance.evidence import Evidence
from articles.provenance.finding import Finding
from articles.provenance.references import ReferenceMatch
from articles.provenance.rules.declaration import RULES
from articles.provenance.topics.topic import Topic
from articles.vocabulary.findings import FINDINGS

__all__ = ["FINDINGS", "RULES", "find_findings", "finding_name", "load_rules"]

# People read findings in this order: sources first. Modules that are not named here follow, by name.
_READING_ORDER = (
    "sourcing",
    "copies",
    "named_otherwise",
    "reprints",
    "cited",
    "labels",
    "headlines",
    "age",
    "pictures",
    "circles",
)


def load_rules() -> None:
    """Imports every module of this folder in reading order; its rules declare themselves."""
    rank = {name: place for place, name in enumerate(_READING_ORDER)}
    names = [module.name for module in pkgutil.iter_modules(__path__)]
    for name in sorted(names, key=lambda name: (rank.get(name, len(rank)), name)):
        importlib.import_module(f"{__name__}.{name}")


load_rules()


def find_findings(
    article: ExtractedArticle,
    attributions: Sequence[Attribution],
    topic: Topic,
    matches: Sequence[ReferenceMatch],
    around: Context | None = None,
) -> list[Finding]:
    """Finds all findings of an article in the order of `RULES`, at most one per rule."""
    evidence = Evidence(
        article,
        tuple(attributions),
        topic,
        frozenset(match.attribution for match in matches),
        frozenset(match.reference for match in matches),
        around or Context(),
    )
    return [finding for rule in RULES.values() if (finding := rule(evidence))]


def finding_name(code: str, language: str = "zh") -> str:
    """The heading of a finding's code; the code itself when no rule declares it any more.

    Stored findings outlive the rule that found them.
    """
    kind = FINDINGS.get(code)
    if kind is None:
        return code
    return kind.zh if language.startswith("zh") else kind.title_en
