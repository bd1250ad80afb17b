"""Find attributions: claims in a text and their speakers. Eight rule families, no model.

a  据/根据 + S + 测算|报道|介绍…, 从 + S + 获悉; without S it is unspecified (据悉), as are rumours (网传)
b  《outlet》 + verb
c  S + verb + : “…”
d  “…”, S + verb
e  S + 表示|指出|认为|透露 + claim; S + 数据/研究 + 显示
f  the head of a dispatch: 新华社北京6月10日电, 河湾日报讯, BEIJING (Xinhua) --
g  plain English: according to X, X said, told X
h  S + : “…” at the head of a sentence; @account:

b to e share one scan: from each verb it searches backwards in the clause for a speaker (`speakers.py`). The claim is
the quotation after the verb, the quotation before it, or the rest of the sentence (`claims.py`). A missing subject or a
pronoun yields nothing: a missed attribution is better than a wrong one.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from articles.provenance.attribution.attribution import NAMED, Attribution, Kind
from articles.provenance.attribution.budget import Budget, Tally, Unread
from articles.provenance.attribution.forms.according import according
from articles.provenance.attribution.forms.colon import named_before_colon
from articles.provenance.attribution.forms.dateline import datelines
from articles.provenance.attribution.forms.english import english
from articles.provenance.attribution.forms.said import said
from articles.provenance.attribution.introductions import introduced, pseudonyms
from articles.provenance.attribution.plain_text import PlainText
from articles.provenance.attribution.speakers import Speakers
from articles.text.prose_folding import fold_prose

__all__ = ["NAMED", "Attribution", "Kind", "Reading", "find_attributions", "read_attributions"]


class Reading(NamedTuple):
    """The attributions of a text in order, and what was not read of it, because its budget was used up."""

    attributions: list[Attribution]
    unread: tuple[Unread, ...] = ()


def find_attributions(text: str) -> list[Attribution]:
    """Find the attributions in `text` (`ExtractedArticle.text`), in order; spans count in `text`."""
    return read_attributions(text).attributions


def read_attributions(text: str, budget: Budget | None = None) -> Reading:
    """Find the attributions in `text` within a budget, and tell what was left unread.

    Linear time: the work for a character is bounded (`budget.py`). When two rules read the same words, the result of
    the earlier one is kept: head of a dispatch, English, before a colon, 据, then verbs of saying.
    """
    budget = budget or Budget()
    plain = PlainText(text)
    text = plain.text
    folded = fold_prose(text)
    folded = folded[: budget.read_end(folded)]
    tally = Tally(budget, folded)
    speakers = Speakers(tally, introduced(folded), pseudonyms(folded))
    heads = _within(budget, datelines(text, folded, tally))
    rules = (
        iter(heads),
        english(text, folded, tally),
        named_before_colon(text, folded, tally),
        according(text, folded, speakers, tally),
        said(text, folded, speakers, tally, [each.claim_start for each in heads]),
    )
    found: list[Attribution] = []
    taken: set[int] = set()
    for rule in rules:
        new = [each for each in _within(budget, rule) if each.start not in taken and each.end - 1 not in taken]
        taken |= {offset for each in new for offset in range(each.start, _head_end(each))}
        found += new
    # Unbalanced quotation marks make the scan find one name twice; it counts once.
    once = {(each.start, each.end): each for each in reversed(found)}
    ordered = sorted(once.values(), key=lambda each: (each.start, each.end))
    kept, cut = ordered[: budget.attributions], ordered[budget.attributions :]
    unread = tally.unread(len(text), len(cut), cut[0].start if cut else 0)
    return Reading(
        plain.restored(kept), tuple(each._replace(start=plain.original_offset(each.start)) for each in unread)
    )


def _within(budget: Budget, found: Iterator[Attribution]) -> list[Attribution]:
    return list(islice(found, budget.attributions + 1))


def _head_end(each: Attribution) -> int:
    """Return the end of the crediting words; the claim after them may hold attributions of its own."""
    return max(each.end, each.claim_start)
