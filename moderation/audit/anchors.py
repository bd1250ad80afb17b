"""Heads of the chain that were told outside: they stand in it, or it was cut or written anew since."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from articles.text.json_names import unambiguous
from moderation.audit import signatures, timestamps
from moderation.audit.chain import Break
from moderation.audit.heads import check_signed_head
from moderation.models import AuditEntry, AuditHead

_OF_MANIFEST = ("audit_sequence", "audit_hash")
_CUT = "the chain was cut or an older backup restored since, or that head is of another installation"
_REWRITTEN = "the chain was written anew since, or that head is of another installation"
_FOREIGN = "it is of another installation, or of an earlier key: then name that key in TRUSTED_SIGNING_KEYS"
_AT_ONCE = 500
_HEAD = re.compile(r"(?P<sequence>\d{1,18}):(?P<hash>[0-9a-f]{64})?", re.ASCII)


class BadAnchor(ValueError):
    """What was given is no head of an audit chain; the message says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A head as it was told outside; `source` says by whom, for people. The head of no entries is 0 with no hash."""

    sequence: int
    hash: str
    source: str

    def __post_init__(self) -> None:
        if bool(self.sequence) != bool(self.hash):
            raise BadAnchor(f"{self.source}: only the head before the first entry is 0, without a hash")


def parse_head(text: str, source: str = "the given head") -> Anchor:
    """`SEQUENCE:HASH`. Raises BadAnchor."""
    found = _HEAD.fullmatch(text.strip().lower())
    if found is None:
        raise BadAnchor(f"{text[:100]!r} is no head: write the entry's number, a colon, and its hash of 64 hex digits")
    return Anchor(int(found["sequence"]), found["hash"] or "", source)


def read_manifest(path: Path) -> Anchor:
    """The head in the manifest of a backup, or of the backup in that folder. Raises BadAnchor."""
    path = path / "manifest.json" if path.is_dir() else path
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=unambiguous)
    except OSError as error:
        raise BadAnchor(f"{path} cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise BadAnchor(f"{path} is damaged: {error}") from error
    sequence, digest = (manifest.get(name) for name in _OF_MANIFEST) if isinstance(manifest, dict) else (None, None)
    if not isinstance(sequence, int) or not isinstance(digest, str) or isinstance(sequence, bool):
        raise BadAnchor(f"{path} is no manifest of a backup: it names no {' and '.join(_OF_MANIFEST)}")
    return parse_head(f"{sequence}:{digest}", str(path))


def read_heads(path: Path) -> list[Anchor]:
    """The signed heads in a file of JSON lines, as AUDIT_HEAD_FILE is written. Raises BadAnchor.

    Time-stamps are checked against TIMESTAMP_ROOTS; without it they are left aside.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        roots = Path(settings.TIMESTAMP_ROOTS).read_bytes() if settings.TIMESTAMP_ROOTS else b""
    except OSError as error:
        raise BadAnchor(f"{error.filename} cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise BadAnchor(f"{path} is no file of heads: {error}") from error
    told = [(line, f"line {number} of {path}") for number, line in enumerate(lines, start=1) if line.strip()]
    found = [_signed(line, source, roots) for line, source in told]
    if not found:
        raise BadAnchor(f"{path} holds no head")
    return found


def _signed(line: str, source: str, roots: bytes) -> Anchor:
    try:
        document = json.loads(line)
        check_signed_head(document)
        if roots and "timestamp" in document:
            source = f"{source}, stamped {timestamps.check(document, roots).isoformat()}"
        return parse_head(f"{document['sequence']}:{document['hash']}", source)
    except timestamps.BadTimestamp as error:
        raise BadAnchor(f"{source}: {error}") from error
    except signatures.BadSignature as error:
        raise BadAnchor(f"{source}: {error}; {_FOREIGN}") from error
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise BadAnchor(f"{source} is no signed head: {error!r}") from error


def check(anchors: Iterable[Anchor]) -> Break | None:
    """The first anchor that the chain does not hold, by number; None when it holds them all."""
    end = AuditHead.objects.get(pk=1).sequence
    told = sorted(anchors, key=lambda anchor: anchor.sequence)
    for start in range(0, len(told), _AT_ONCE):
        some = told[start : start + _AT_ONCE]
        entries = AuditEntry.objects.filter(sequence__in={anchor.sequence for anchor in some})
        hashes = {0: "", **dict(entries.values_list("sequence", "hash").order_by())}
        for anchor in some:
            if anchor.sequence > end:
                return Break(anchor.sequence, f"missing, although {anchor.source} names it; {_CUT}")
            if hashes.get(anchor.sequence) != anchor.hash:
                return Break(anchor.sequence, f"another than {anchor.source} names; {_REWRITTEN}")
    return None
