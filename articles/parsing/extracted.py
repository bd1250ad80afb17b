"""The result of parsing: frozen values, and their JSON form (the contract's `ExtractedArticle`)."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any

from articles.parsing.images.ai_labels import AiLabel


@dataclass(frozen=True, slots=True)
class ExtractedSource:
    """The account or outlet that published the article, as shown on the page."""

    name: str
    external_id: str | None = None
    profile_url: str | None = None
    tagline: str | None = None
    article_count: int | None = None
    follower_count: int | None = None


@dataclass(frozen=True, slots=True)
class ExtractedReference:
    """One item of the 参考资料 list."""

    headline: str
    outlet: str | None = None
    published_at: datetime | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class ExtractedVisibility:
    """The visibility of a wording, judged from the page alone, with the style or distance as evidence.

    `visible`; `hidden` (not drawn); `off_screen`; `tiny`; `low_contrast`; `far` from the article; `unknown` when it
    depends on style sheets that were not read.
    """

    state: str
    evidence: str | None = None


@dataclass(frozen=True, slots=True)
class ExtractedFlag:
    """One declaration about provenance.

    One declaration yields one flag: `code` is its main statement, `also` holds further codes of the same sentence
    (取材网络,谨慎辨别 is `web_sourced`, also `verify_caution`). `start` and `end` are character offsets into
    `ExtractedArticle.text`; null for captions, which are not in it.
    """

    code: str
    text: str
    location: str  # head, body, tail, caption, element
    also: tuple[str, ...] = ()
    start: int | None = None
    end: int | None = None
    declared_by: str = "author"  # author, platform
    visibility: ExtractedVisibility | None = None  # null for text copies, which have no page


@dataclass(frozen=True, slots=True)
class ExtractedDisclaimer:
    """A platform's disclaimer about the article, as worded."""

    code: str
    language: str
    text: str
    visibility: ExtractedVisibility | None = None


@dataclass(frozen=True, slots=True)
class ExtractedCredit:
    """One role and the people that a line around the text names for it (责任编辑：周明); `text` is the whole line.

    Role `original_headline`: `name` is the headline.
    """

    role: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class ExtractedRecommendation:
    """One item of 相关推荐: another article the page points to."""

    headline: str
    source: str | None = None
    published_at: datetime | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class ExtractedImage:
    """A picture of the body; `url` is the original, unwrapped from resizing proxies.

    `ai_label` comes from the picture's metadata, if the submission contained its bytes.
    """

    url: str
    caption: str | None = None
    credit: str | None = None
    ai_label: AiLabel | None = None


@dataclass(frozen=True, slots=True)
class ExtractedArticle:
    """One article as its page shows it. Unknown values are null, never guessed.

    Times have an offset; times on pages are in Asia/Shanghai. `published_after` and `published_before` bound a time
    that the page does not state. `declarations` are the author's statements outside the body. `ai_label` is what a tool
    or a platform wrote into the metadata of the text itself, null when these hold no label.
    """

    headline: str
    body: tuple[str, ...]
    platform: str | None = None
    template: str | None = None
    url: str | None = None
    original_headline: str | None = None
    source: ExtractedSource | None = None
    published_at: datetime | None = None
    published_after: datetime | None = None
    published_before: datetime | None = None
    ip_location: str | None = None
    language: str | None = None
    declarations: tuple[str, ...] = ()
    references: tuple[ExtractedReference, ...] = ()
    provenance_flags: tuple[ExtractedFlag, ...] = ()
    disclaimers: tuple[ExtractedDisclaimer, ...] = ()
    credits: tuple[ExtractedCredit, ...] = ()
    recommendations: tuple[ExtractedRecommendation, ...] = ()
    images: tuple[ExtractedImage, ...] = ()
    comment_count: int | None = None
    ai_label: AiLabel | None = None
    warnings: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """Body and the author's own declarations, one per line; all spans in the product count in this text."""
        return "\n".join((*self.body, *self.declarations))

    def to_json(self) -> dict[str, Any]:
        """Return the contract's object: plain JSON values, times as ISO 8601 with offset."""
        plain: dict[str, Any] = _plain(asdict(self))
        return plain

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> ExtractedArticle:
        """Reverse `to_json`; unknown keys are ignored. Raises KeyError, TypeError, ValueError on a bad value."""
        known = {f.name for f in fields(cls)}
        values = {key: value for key, value in data.items() if key in known}
        if values.get("source") is not None:
            values["source"] = ExtractedSource(**values["source"])
        if values.get("ai_label") is not None:
            values["ai_label"] = AiLabel.from_json(values["ai_label"])
        for key in ("published_at", "published_after", "published_before"):
            values[key] = _moment(values.get(key))
        for key, kind in _ITEMS.items():
            values[key] = tuple(kind(**_item(item)) for item in values.get(key) or ())
        for key in ("body", "declarations", "warnings"):
            values[key] = tuple(values.get(key) or ())
        return cls(**values)


_ITEMS: dict[str, type[Any]] = {
    "references": ExtractedReference,
    "provenance_flags": ExtractedFlag,
    "disclaimers": ExtractedDisclaimer,
    "credits": ExtractedCredit,
    "recommendations": ExtractedRecommendation,
    "images": ExtractedImage,
}


def _item(item: dict[str, Any]) -> dict[str, Any]:
    values = dict(item)
    if "published_at" in values:
        values["published_at"] = _moment(values["published_at"])
    if "also" in values:
        values["also"] = tuple(values["also"])
    if values.get("visibility") is not None:
        values["visibility"] = ExtractedVisibility(**values["visibility"])
    if values.get("ai_label") is not None:
        values["ai_label"] = AiLabel.from_json(values["ai_label"])
    return values


def _moment(value: str | datetime | None) -> datetime | None:
    return datetime.fromisoformat(value) if isinstance(value, str) else value


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, datetime) else value


def is_claimed(template: str | None) -> bool:
    """Whether what was read with this template is only the sender's word: fields and plain text, and no page."""
    return not template or template in ("structured", "generic_text")
