"""The dictionary of declaration lines: what a lead said a line declares, for later articles and for stored ones."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from django.utils import timezone

from articles.intake.evidence.dictionary import LAST_SEEN_STEP
from articles.intake.evidence.storage import flag_rows
from articles.intake.evidence.wording import wording_key
from articles.intake.parsed import Parsed
from articles.intake.rows import discloses
from articles.models import ArticleVersion, DeclarationLine, Platform, ProvenanceFlag
from articles.parsing import ExtractedArticle
from articles.parsing.declarations.unknown import statement_of, understood, unknown_declarations

_AT_ONCE = 200


def look_up_lines(extracted: ExtractedArticle, platform: Platform) -> dict[str, DeclarationLine]:
    """Return the entry of each declaration line that parsing did not understand; a new line becomes a candidate."""
    return {line: _look_up(platform, line) for line in unknown_declarations(extracted)}


def with_known_lines(parsed: Parsed, entries: dict[str, DeclarationLine]) -> Parsed:
    """Return the submission with the flags of lines that a lead has confirmed."""
    extracted = _with_flags(parsed.extracted, entries)
    return parsed if extracted is parsed.extracted else replace(parsed, extracted=extracted)


def link(pairs: Iterable[tuple[ArticleVersion, DeclarationLine]]) -> None:
    """Note which versions carry which lines."""
    through = DeclarationLine.versions.through
    rows = {(version.pk, line.pk): None for version, line in pairs}
    through.objects.bulk_create(
        [through(articleversion_id=version, declarationline_id=line) for version, line in rows], ignore_conflicts=True
    )


def reread(entry: DeclarationLine) -> list[int]:
    """Read stored versions that carry a confirmed line again; return the articles whose evidence changed.

    Called in the transaction that confirms the line.
    """
    changed: list[int] = []
    for version in entry.versions.order_by("pk").iterator(_AT_ONCE):
        extracted = version.extracted
        lines = unknown_declarations(extracted)
        mine = {line: entry for line in lines if _key(line) == entry.text_key}
        read = _with_flags(extracted, mine)
        fresh = read.provenance_flags[len(extracted.provenance_flags) :]
        if not fresh:
            continue
        ProvenanceFlag.objects.bulk_create(flag_rows(version, replace(read, provenance_flags=fresh)))
        version.extraction = read.to_json()
        version.disclosed = version.disclosed or any(map(discloses, fresh))
        version.save(update_fields=["extraction", "disclosed"])
        changed.append(version.article_id)
    return changed


def _with_flags(extracted: ExtractedArticle, entries: dict[str, DeclarationLine]) -> ExtractedArticle:
    meanings = {line: tuple(entry.codes) for line, entry in entries.items() if entry.is_confirmed}
    flags = understood(extracted, meanings)
    return replace(extracted, provenance_flags=(*extracted.provenance_flags, *flags)) if flags else extracted


def _look_up(platform: Platform, line: str) -> DeclarationLine:
    now = timezone.now()
    entry, _ = DeclarationLine.objects.get_or_create(
        platform=platform,
        text_key=_key(line),
        defaults={"text": line, "first_seen_at": now, "last_seen_at": now},
    )
    if entry.last_seen_at < now - LAST_SEEN_STEP:
        DeclarationLine.objects.filter(pk=entry.pk).update(last_seen_at=now)
    return entry


def _key(line: str) -> str:
    return wording_key(statement_of(line))
