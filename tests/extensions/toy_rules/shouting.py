"""A whole finding, as somebody would add it: put this file into `articles/provenance/rules/`, and nothing else."""

from __future__ import annotations

from articles.provenance.evidence import Evidence
from articles.provenance.finding import Detection
from articles.provenance.rules.declaration import finding
from articles.vocabulary.legal_bases import SOURCE_LABEL


@finding("shouting", "标题喊叫", "shouting headline", SOURCE_LABEL)
def shouting(evidence: Evidence) -> Detection | None:
    """A headline that shouts.

    - it ends with three exclamation marks or more (high)
    """
    if not evidence.article.headline.endswith("！！！"):
        return None
    return Detection("high", "标题连用三个感叹号。", "The headline ends with three exclamation marks.")
