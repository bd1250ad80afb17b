"""Strict JSON for untrusted input: refuses, with a reason, all that `json.loads` accepts beyond the standard."""

from __future__ import annotations

import json
import math
import re

from articles.text.json_names import Ambiguous, marked

MAX_DEPTH = 64
"""Deepest nesting; the contract's objects have 4 levels."""
MAX_CONTAINERS = 1_000_000
"""Most arrays and objects in one document: an empty one costs 64 bytes of memory and 2 of the body."""

_SURROGATE = re.compile("[\ud800-\udfff]")


class BadJSON(ValueError):
    """The bytes are not I-JSON (RFC 7493), so they cannot be stored and sent on; `code` says why, `pointer` where.

    Codes: ``not_utf8``, ``not_json``, ``not_finite`` (NaN, Infinity, 1e999), ``too_deep``, ``too_complex``,
    ``lone_surrogate``, ``repeated_name`` (an object has one name twice).
    """

    def __init__(self, code: str, message: str, pointer: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.pointer = pointer


def loads(data: bytes) -> object:
    """Parse a JSON document. Raises BadJSON; time and memory are linear in `data`."""
    if data.count(b"[") + data.count(b"{") > MAX_CONTAINERS:
        raise BadJSON("too_complex", f"more than {MAX_CONTAINERS:,} arrays and objects")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadJSON("not_utf8", f"byte {error.start} is not UTF-8") from None
    try:
        value = json.loads(text, object_pairs_hook=marked, parse_constant=_refuse_constant, parse_float=_finite)
    except BadJSON:
        raise
    except RecursionError:
        raise BadJSON("too_deep", f"nested deeper than {MAX_DEPTH} levels") from None
    except json.JSONDecodeError as error:
        raise BadJSON("not_json", f"{error.msg}: line {error.lineno}, column {error.colno}") from None
    except ValueError:
        # Python refuses to convert an integer of thousands of digits.
        raise BadJSON("not_json", "a number with too many digits") from None
    _check(value)
    return value


def escape(name: object) -> str:
    """Escape one token of a JSON pointer (RFC 6901, section 3)."""
    return str(name).replace("~", "~0").replace("/", "~1")


def _check(root: object) -> None:
    pending: list[tuple[object, str, int]] = [(root, "", 0)]
    while pending:
        value, pointer, depth = pending.pop()
        if isinstance(value, str):
            _check_text(value, pointer)
        elif isinstance(value, dict | list):
            if depth >= MAX_DEPTH:
                raise BadJSON("too_deep", f"nested deeper than {MAX_DEPTH} levels")
            if isinstance(value, dict):
                for name in value:
                    _check_text(name, pointer)
                if isinstance(value, Ambiguous):
                    where = f"{pointer}/{escape(value.repeated)}"
                    raise BadJSON("repeated_name", "an object has this name twice; only one can be meant", where)
            items = value.items() if isinstance(value, dict) else enumerate(value)
            # Numbers and null are valid by now; skipping them keeps long arrays cheap.
            pending += [
                (item, f"{pointer}/{escape(name)}", depth + 1)
                for name, item in items
                if isinstance(item, str | dict | list)
            ]


def _check_text(text: str, pointer: str) -> None:
    if not text.isascii() and _SURROGATE.search(text):
        raise BadJSON("lone_surrogate", "text holds half a surrogate pair", pointer)


def _refuse_constant(name: str) -> None:
    raise BadJSON("not_finite", f"{name} is not a JSON number")


def _finite(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise BadJSON("not_finite", "a number too large to be kept")
    return number
