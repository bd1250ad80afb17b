"""What is sent to a scorer, and how its answer is read. Pure; the answer is a stranger's text.

The request is a message after Standard Webhooks, of type `article.score`. The answer is a JSON object: `score` (0–1),
`version`, and `reasons`, each with `code`, a sentence in `zh` or `en`, and if wanted `contribution` and `quote`.
"""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass
from typing import Any, NoReturn

from articles.scoring.result import OTHER, Reason
from moderation.vocabulary.scorers import LONGEST_VERSION
from moderation.webhooks.protocol.outcome import Outcome, excerpt
from moderation.webhooks.protocol.payloads import SCHEMA_VERSION

TYPE = "article.score"
MOST_BYTES = 64_000
"""Bytes of an answer; a longer one is a fault. Chosen: twenty reasons with quotes take 10 kB."""
MOST_REASONS, LONGEST_SENTENCE, LONGEST_QUOTE = 20, 200, 200
_CODE = re.compile(r"[a-z][a-z0-9_.-]{0,39}")
_SCALE = 100.0  # they answer 0–1; scores are points


class BadAnswer(ValueError):
    """An answer that is no score: the argument is a code of `SCORER_FAULTS`."""

    @property
    def code(self) -> str:
        return str(self.args[0])


@dataclass(frozen=True, slots=True)
class Answer:
    """A score in points, 0–100, with the version that made it and reasons that add up to it."""

    value: float
    version: str
    reasons: tuple[Reason, ...]


def model_name(scorer: str, version: str) -> str:
    """What the column `model` of a score says of a scorer outside."""
    return f"{scorer} {version}"


def scorer_of(model: str) -> str:
    """The scorer's code in a `model`."""
    return model.partition(" ")[0]


def message(call: int, at: str, data: dict[str, Any]) -> bytes:
    """The request's body: the same bytes at every attempt."""
    document = {"id": message_id(call), "type": TYPE, "schema_version": SCHEMA_VERSION, "timestamp": at, "data": data}
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def message_id(call: int) -> str:
    """The `webhook-id` of a call, by which the service knows a repetition."""
    return f"score_{call}"


def answer_of(outcome: Outcome, text: str) -> Answer:
    """The answer of an attempt; `text` is the article's, in which quotes must stand. Raises BadAnswer."""
    if outcome.error:
        raise BadAnswer(outcome.error)
    if outcome.status != 200:
        raise BadAnswer("status")
    if outcome.truncated:
        raise BadAnswer("too_large")
    document = _object(outcome.raw)
    value = _share(document.get("score"), missing="no_score")
    version = document.get("version")
    if not isinstance(version, str) or not 0 < len(version) <= LONGEST_VERSION or not version.isprintable():
        raise BadAnswer("bad_version")
    given = document.get("reasons", [])
    if not isinstance(given, list) or len(given) > MOST_REASONS:
        raise BadAnswer("bad_reasons")
    return Answer(value * _SCALE, version, _summed([_reason(each, text) for each in given], value * _SCALE))


def _object(content: bytes) -> dict[str, Any]:
    try:
        document = json.loads(content, parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise BadAnswer("not_json") from None
    if not isinstance(document, dict):
        raise BadAnswer("not_json")
    return document


def _refuse(constant: str) -> NoReturn:
    """NaN and Infinity are no JSON."""
    raise ValueError(constant)


def _number(value: Any, *, missing: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise BadAnswer(missing)
    try:
        found = float(value)
    except OverflowError:
        raise BadAnswer("out_of_range") from None
    if not math.isfinite(found):  # 1e999 is a number to JSON
        raise BadAnswer("out_of_range")
    return found


def _share(value: Any, *, missing: str) -> float:
    found = _number(value, missing=missing)
    if not 0 <= found <= 1:
        raise BadAnswer("out_of_range")
    return found


def _reason(given: Any, text: str) -> Reason:
    if not isinstance(given, dict):
        raise BadAnswer("bad_reasons")
    code = given.get("code")
    if not isinstance(code, str) or not _CODE.fullmatch(code):
        raise BadAnswer("bad_reasons")
    zh, en = (_sentence(given.get(language)) for language in ("zh", "en"))
    if not zh and not en:
        raise BadAnswer("bad_reasons")
    contribution = _number(given.get("contribution", 0.0), missing="bad_reasons")
    if not -1 <= contribution <= 1:
        raise BadAnswer("bad_reasons")
    quote = given.get("quote") or ""
    if not isinstance(quote, str):
        raise BadAnswer("bad_reasons")
    words = (code, code, contribution * _SCALE, zh or en, en or zh)
    start = text.find(quote) if 0 < len(quote) <= LONGEST_QUOTE else -1
    # Words that the article does not have are not shown as its own.
    return Reason(*words) if start < 0 else Reason(*words, quote, "text", start, start + len(quote))


def _sentence(given: Any) -> str:
    if given is None:
        return ""
    if not isinstance(given, str) or len(given) > LONGEST_SENTENCE:
        raise BadAnswer("bad_reasons")
    return excerpt(given.encode("utf-8", "replace")).strip()


def _summed(reasons: list[Reason], value: float) -> tuple[Reason, ...]:
    """The reasons, with a last one for what they leave: a score's reasons add up to it."""
    rest = value - sum(reason.contribution for reason in reasons)
    if abs(rest) < 1e-9:
        return tuple(reasons)
    return (*reasons, Reason("rest", OTHER, rest, "评分服务未说明的部分", "what the scorer does not explain"))
