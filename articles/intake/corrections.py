"""Compare the facts of a repeated submission with what is known: what it leaves out, it does not change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from articles.intake.identity.keys import url_key
from articles.intake.parsed import Parsed
from articles.intake.submission import Submission
from articles.models import Article, ArticleVersion
from articles.parsing import ExtractedArticle
from articles.parsing.extracted import ExtractedImage, ExtractedSource
from articles.vocabulary import facts

_TIMES = ("published_at", "published_after", "published_before")
FACT_FIELDS = (
    *_TIMES, "source", "url", "images", "credits", "original_headline", "ip_location", "comment_count", "language",
)  # fmt: skip
"""The members of an extraction that are facts beside the text."""
# Parts of the text that a structured submission may leave out, in the order of the extraction.
_PARTS = ("declarations", "references", "disclaimers")
# How many earlier versions are read for a part that was left out.
_MOST_VERSIONS = 20


@dataclass(frozen=True)
class Corrected:
    """The facts after a submission: those it states, else those that are known. `changes` as `Correction` keeps it."""

    extracted: ExtractedArticle
    changes: dict[str, dict[str, Any]]

    @property
    def is_assessed(self) -> bool:
        """Whether evidence may rest on what changed."""
        return any(facts.FACTS[fact].is_assessed for fact in self.changes)


def is_same_text(parsed: Parsed, version: ArticleVersion, content: str) -> bool:
    """Whether the submission has the version's text; `content` is its hash. Parts that it leaves out do not differ."""
    if version.content_sha256 == content:
        return True
    given = parsed.submission.fields
    if given is None:
        return False
    known, said = version.extraction, parsed.extraction
    flags = [(flag["code"], flag["text"]) for flag in known["provenance_flags"]]
    return (
        all(known[name] == said[name] for name in ("headline", "body"))
        and all(known[name] == said[name] for name in _PARTS if given.get(name) is not None)
        and (
            given.get("provenance_flags") is None
            or flags == [(flag.code, flag.text) for flag in parsed.extracted.provenance_flags]
        )
        and (known.get("ai_label") or {}).get("state") == (said.get("ai_label") or {}).get("state")
    )


def with_left_out_parts(parsed: Parsed, article: Article) -> Parsed:
    """Return a structured submission of another text with the parts that an earlier one gave and this one leaves out.

    Raises InvalidFields when they do not fit together.
    """
    given = parsed.submission.fields
    left_out = [name for name in _PARTS if given is not None and given.get(name) is None]
    earlier = dict(_given_earlier(article, left_out)) if left_out else {}
    if given is None or not earlier:
        return parsed
    submission = replace(parsed.submission, fields={**given, **earlier})
    return Parsed(submission, submission.parse())


def _given_earlier(article: Article, names: list[str]) -> Iterator[tuple[str, Any]]:
    """The newest value that a structured submission of this article gave for each of these members."""
    wanted = set(names)
    versions = article.versions.filter(template="structured").select_related("page").order_by("-number")
    for version in versions[:_MOST_VERSIONS]:
        fields = Submission.fields_of(version.page.content)
        for name in sorted(wanted):
            if fields.get(name) is not None:
                wanted.discard(name)
                yield name, fields[name]
        if not wanted:
            return


def correct(parsed: Parsed, known: ExtractedArticle, article: Article) -> Corrected:
    """Compare the facts that the submission states with those of the article, which holds `known`.

    The text of the result is that of the submission.
    """
    said, given = parsed.extracted, parsed.submission.fields
    address = _address(parsed, article)
    values: dict[str, Any] = {
        **_times(said, known, given),
        "source": _source(said.source, known.source),
        "url": address or known.url,
        "images": _images(said.images, known.images, is_page=given is None),
        "credits": said.credits if said.credits and _is_given(given, "credits") else known.credits,
        "original_headline": said.original_headline or known.original_headline,
        "ip_location": said.ip_location or known.ip_location,
        "comment_count": known.comment_count if said.comment_count is None else said.comment_count,
        "language": said.language if given and given.get("language") else known.language,
    }
    after = replace(said, **values)
    found = dict(_changes(known, after))
    if address:
        found[facts.ADDRESS] = {"before": article.url or None, "after": address}
    if parsed.submission.external_id and not article.external_id:
        found[facts.EXTERNAL_ID] = {"before": None, "after": parsed.submission.external_id}
    return Corrected(after, found)


def _is_given(given: dict[str, Any] | None, name: str) -> bool:
    """Whether a page states it, or a structured submission has the member."""
    return given is None or given.get(name) is not None


def _times(said: ExtractedArticle, known: ExtractedArticle, given: dict[str, Any] | None) -> dict[str, datetime | None]:
    """The time of publication and its bounds: as submitted, or as known when the submission states none.

    A day that holds the known time is less exact, and corrects nothing. The bounds of a page that states no time
    depend on when it was fetched.
    """
    now = {name: getattr(said, name) for name in _TIMES}
    before = {name: getattr(known, name) for name in _TIMES}
    if said.published_at is not None:
        return now
    if given is None or not any(given.get(name) is not None for name in _TIMES):
        return before if any(before.values()) else now
    earliest, at, latest = said.published_after, known.published_at, said.published_before
    is_held = at is not None and (earliest is None or earliest <= at) and (latest is None or at <= latest)
    return before if is_held else now


def _source(said: ExtractedSource | None, known: ExtractedSource | None) -> ExtractedSource | None:
    if said is None or known is None:
        return said or known
    both = said.external_id and known.external_id
    if (said.external_id != known.external_id) if both else (said.name != known.name):
        return said
    stated = {name: value for name, value in asdict(said).items() if value is not None}
    return replace(known, **stated)


def _address(parsed: Parsed, article: Article) -> str:
    """The corrected address; "" for none. What only a page says of itself does not replace what was submitted."""
    stated = parsed.submission.url or (parsed.url if not article.url else "")
    return stated[:2000] if stated and url_key(stated) != article.url_key else ""


def _images(
    said: tuple[ExtractedImage, ...], known: tuple[ExtractedImage, ...], *, is_page: bool
) -> tuple[ExtractedImage, ...]:
    """The pictures; a label that was read from a picture stays while its address does.

    Addresses of pages name another server and another signature at each visit: only their paths are compared.
    """
    if not said:
        return known
    labels = {image.url: image.ai_label for image in known}
    merged = tuple(replace(image, ai_label=image.ai_label or labels.get(image.url)) for image in said)
    if is_page and [_place(image) for image in merged] == [_place(image) for image in known]:
        return known
    return merged


def _place(image: ExtractedImage) -> tuple[str, str | None, str | None]:
    try:
        path = urlsplit(image.url).path
    except ValueError:
        path = image.url
    return path, image.caption, image.credit


_COMPARED = {
    facts.TIME: _TIMES,
    facts.PICTURES: ("images",),
    facts.CREDITED: ("credits",),
    facts.ORIGINAL_HEADLINE: ("original_headline",),
    facts.IP_LOCATION: ("ip_location",),
    facts.LANGUAGE: ("language",),
}
_OF_SOURCE = {
    facts.SOURCE: ("name", "external_id"),
    facts.PROFILE: ("profile_url", "tagline", "article_count"),
}


def _changes(known: ExtractedArticle, after: ExtractedArticle) -> Iterator[tuple[str, dict[str, Any]]]:
    old, new = known.to_json(), after.to_json()
    old_source, new_source = old["source"] or {}, new["source"] or {}
    pairs = [(fact, _part(old, names), _part(new, names)) for fact, names in _COMPARED.items()]
    pairs += [(fact, _part(old_source, names), _part(new_source, names)) for fact, names in _OF_SOURCE.items()]
    reach = [
        {"comment_count": all_of["comment_count"], "follower_count": card.get("follower_count")}
        for all_of, card in ((old, old_source), (new, new_source))
    ]
    for fact, before, now in (*pairs, (facts.REACH, *reach)):
        if before != now:
            yield str(fact), {"before": before, "after": now}


def _part(values: dict[str, Any], names: tuple[str, ...]) -> Any:
    if len(names) == 1:
        return values.get(names[0])
    return {name: values.get(name) for name in names}
