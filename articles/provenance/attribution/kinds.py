"""Classify a phrase as a kind of speaker: by its last word, by known names, by the form of names."""

from __future__ import annotations

import re

from articles.provenance.attribution.attribution import Kind
from articles.provenance.attribution.organisations import (
    is_any_institution,
    is_generic,
    is_institution,
    is_outlet,
    is_titled,
)
from articles.provenance.attribution.person_names import is_addressed, is_masked, is_person
from articles.provenance.lexicons import lexicon, one_of

_WORDS = lexicon("speakers")
_PRONOUNS = frozenset(_WORDS["pronouns"])
_SENTENCE_WORDS = re.compile(
    r"[了着过吗呢吧把被将让给她他它我你您这那谁]|不是|就是|只是|没有|什么|怎么|自己|因为|所以|如果|[,。!?;:\n]"
)
_SPEAKS_FOR = frozenset(_WORDS["spokesperson_roles"])
_ROLE = re.compile(one_of({*_WORDS["anonymous_roles"], *_WORDS["expert_roles"], *_SPEAKS_FOR}) + "们?$")
_UNDERGONE = re.compile("[遭被引受]到?|面对|[收接]到|[对向跟]")
# The object of such a verb is not the speaker: in 欺骗朱女士称 the cheat speaks.
_DONE_TO = re.compile(r"欺骗|哄骗|蒙骗|威胁|询问|劝说|冒充|假冒")
_COUNTED = re.compile(r"(?:[一某两多几][名位个]?)?(?:相关|有关)?$")
_ORGANISED = frozenset({"方面", "官方"})  # only an organisation has a 方面 that speaks

LONGEST = 40
"""Longest name of a speaker with titles, in characters."""


def kind_of(phrase: str) -> Kind | None:
    """Return the kind of speaker of a folded phrase; None for a pronoun, half a sentence and the like."""
    if not 1 < len(phrase) <= LONGEST or phrase in _PRONOUNS or _SENTENCE_WORDS.search(phrase):
        return None
    if "《" in phrase or "》" in phrase:
        return "named_outlet" if is_titled(phrase) else None
    if _DONE_TO.match(phrase):
        return None
    if is_masked(phrase):
        return "anonymous"
    if found := _ROLE.search(phrase):
        return _with_role(phrase[: found.start()], found.group())
    if is_outlet(phrase):
        return "named_outlet"
    if is_institution(phrase):
        return "named_institution"
    return "named_person" if is_person(phrase) else None


def _with_role(before: str, role: str) -> Kind | None:
    if not before or is_generic(before):
        return "anonymous"
    if is_addressed(before, role) or is_person(before):
        return "named_person"
    if role.endswith("媒体") and before.endswith(("官方", "主流", "权威")):
        return "anonymous"
    before = _COUNTED.sub("", before) or before  # 教育局一相关负责人
    before = before.removesuffix("的")  # 海岛大学的教授; but 徐立明的家人 is not 徐立明
    if role == "媒体" and before.endswith("等") and is_outlet(before[:-1]):
        return "named_outlet"
    if is_institution(before) or is_outlet(before):
        return "named_institution" if role in _SPEAKS_FOR else "institution_anonymous"
    if role in ("发言人", "新闻发言人") and 2 <= len(before) <= 8 and not is_any_institution(before):
        return "named_institution"  # 滴滴一名发言人: the name is not a known institution, but it has a spokesperson
    if role in _ORGANISED and not is_any_institution(before):
        return "named_institution" if len(before) <= 8 else None
    return "anonymous" if len(before) <= 12 and not _UNDERGONE.search(before) else None
