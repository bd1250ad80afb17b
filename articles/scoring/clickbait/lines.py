"""Score headlines from JSON lines: the loop of `manage.py score_headlines`, without Django."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from articles.scoring.clickbait.score import score_headline
from articles.text.json_names import RepeatedName, unambiguous


class BadLine(ValueError):
    """The error of a line without a valid headline.

    `code` is `not_utf8`, `not_json`, `not_an_object`, `headline` or `body`.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def score_lines(lines: Iterable[bytes]) -> Iterator[tuple[str, bool]]:
    """Yield one answer per line, in order: (JSON line without its line end, whether the input was valid).

    Input is `{"headline": text, "body"?: text or list of paragraphs}`, answers are `{"headline", "score", "band",
    "reasons", "model", "unit", "baseline"}` or `{"error": {"code", "message"}, "line": number from 1}`. Raises
    `WeightsError` when the weights are missing or damaged.
    """
    for number, line in enumerate(lines, 1):
        try:
            answer, good = _scored(*_headline_and_body(line)), True
        except BadLine as error:
            answer, good = {"error": {"code": error.code, "message": str(error)}, "line": number}, False
        yield json.dumps(answer, ensure_ascii=False, allow_nan=False), good


def _scored(headline: str, body: str | None) -> dict[str, Any]:
    result = score_headline(headline, body)
    return {
        "headline": headline,
        "score": result.value,
        "band": result.band,
        "reasons": [reason.to_json() for reason in result.reasons],
        "model": result.model,
        "unit": result.unit,
        "baseline": result.baseline,
    }


def _headline_and_body(line: bytes) -> tuple[str, str | None]:
    try:
        record = json.loads(line.decode("utf-8"), object_pairs_hook=unambiguous)
    except UnicodeDecodeError as error:
        raise BadLine("not_utf8", "the line is not UTF-8") from error
    except RepeatedName as error:
        raise BadLine("repeated_name", "the line has one name twice") from error
    except (ValueError, RecursionError) as error:
        raise BadLine("not_json", "the line is not JSON") from error
    if not isinstance(record, dict):
        raise BadLine("not_an_object", 'the line is not an object like {"headline": "…"}')
    headline, body = record.get("headline"), record.get("body")
    if not isinstance(headline, str) or not _writable(headline):
        raise BadLine("headline", "headline must be text")
    if isinstance(body, list) and all(isinstance(paragraph, str) for paragraph in body):
        body = "\n".join(body)
    if body is not None and not isinstance(body, str):
        raise BadLine("body", "body must be text or a list of paragraphs")
    return headline, body


def _writable(text: str) -> bool:
    # JSON can spell half a surrogate pair ("\ud800"); UTF-8 cannot, so the answer could not be encoded.
    return not any("\ud800" <= char <= "\udfff" for char in text)
