"""Find attributions: claims in a text and their speakers. Five rule families, no model.

a  据/根据 + S + 测算|报道|介绍…, 从 + S + 获悉; without S it is unspecified (据悉), as are rumours (网传)
b  《outlet》 + verb
c  S + verb + : “…”
d  “…”, S + verb
e  S + 表示|指出|认为|透露 + claim; S + 数据/研究 + 显示

b to e share one scan: from each verb it searches backwards in the clause for a speaker (`speakers.py`). The claim is
the quotation after the verb, the quotation before it, or the rest of the sentence (`claims.py`). A missing subject or a
pronoun yields nothing: a missed attribution is better than a wrong one.
"""

from __future__ import annotations

from articles.provenance.attribution.attribution import NAMED, Attribution, Kind
from articles.provenance.attribution.rule_according import according
from articles.provenance.attribution.rule_said import said
from articles.text.prose_folding import fold_prose

__all__ = ["NAMED", "Attribution", "Kind", "find_attributions"]


def find_attributions(text: str) -> list[Attribution]:
    """Find all attributions in `text` (`ExtractedArticle.text`), in order; spans count in `text`.

    Linear time. When two rules read the same words, the result of the 据 family is kept.
    """
    folded = fold_prose(text)
    found = according(text, folded)
    taken = {offset for each in found for offset in range(each.start, _head_end(each))}
    found += [each for each in said(text, folded) if each.start not in taken and each.end - 1 not in taken]
    # Unbalanced quotation marks make the scan find one name twice; it counts once.
    once = {(each.start, each.end): each for each in reversed(found)}
    return sorted(once.values(), key=lambda each: (each.start, each.end))


def _head_end(each: Attribution) -> int:
    """Return the end of the crediting words; the claim after them may hold attributions of its own."""
    return max(each.end, each.claim_start)
