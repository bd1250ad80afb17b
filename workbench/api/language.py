"""The sentences of refusals: said better where a library words them, and in Chinese for whoever asks for it.

Everything below this raises plain English, whoever it serves. `sentences.json` has each sentence with its Chinese;
`{}` stands for what is filled in. An entry with `from` is a library's sentence, which `en` replaces.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.http import HttpRequest
from django.utils.translation.trans_real import parse_accept_lang_header
from rest_framework.request import Request

from moderation.vocabulary.refusals import APPEAL_REFUSALS, REFUSALS

ENGLISH, CHINESE = "en", "zh-Hans"
_FILE = Path(__file__).parent / "reference" / "sentences.json"
_HOLE = "{}"
# In the words a hole may name its value, where the order differs: {1} is the second.
_PLACE = re.compile(r"\{(\d?)\}")
# What is longer repeats somebody's input; matching it would cost more than it tells.
_LONGEST = 4_000


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: how to know it, and its words in both languages."""

    pattern: re.Pattern[str]
    en: str
    zh: str

    def filled(self, text: str, language: str) -> str | None:
        match = self.pattern.fullmatch(text)
        if match is None:
            return None
        words = self.zh if language == CHINESE else self.en
        values = match.groups()
        in_order = iter(values)
        return _PLACE.sub(lambda place: values[int(place[1])] if place[1] else next(in_order), words)


def asked_language(request: HttpRequest | Request) -> str:
    """What `Accept-Language` asks for first of the two; English for programs, which say nothing."""
    for tag, weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        if weight and tag.startswith("zh"):
            return CHINESE
        if weight and tag.startswith("en"):
            break
    return ENGLISH


def worded(text: str, language: str) -> str | None:
    """The sentence in a language; None when there is no Chinese for it."""
    if text in _of_vocabulary():
        return _of_vocabulary()[text] if language == CHINESE else text
    for sentence in _sentences() if len(text) <= _LONGEST else ():
        if (words := sentence.filled(text, language)) is not None:
            return words
    return text if language == ENGLISH else None


@cache
def _of_vocabulary() -> dict[str, str]:
    """The sentences of refusals that the vocabulary has in both languages."""
    terms = (*REFUSALS.terms, *APPEAL_REFUSALS.terms)
    said = {term.phrase(ENGLISH): term.phrase("zh") for term in terms}
    return said | {term.detail: term.phrase("zh") for term in terms if term.detail}


@cache
def _sentences() -> tuple[Sentence, ...]:
    entries: list[dict[str, Any]] = json.loads(_FILE.read_text(encoding="utf-8"))
    known = {template: entry for entry in entries for template in (entry.get("from"), entry["en"]) if template}
    # Those with fewer holes first: a whole sentence stands before one that only begins like it.
    ordered = sorted(known, key=lambda template: template.count(_HOLE))
    return tuple(Sentence(_pattern(each), known[each]["en"], known[each]["zh"]) for each in ordered)


def _pattern(template: str) -> re.Pattern[str]:
    parts = [re.escape(part) for part in template.split(_HOLE)]
    return re.compile("(.*?)".join(parts), re.DOTALL)
