"""The changes of rows that make a subject's day due again. Plain data; `marks.py` makes triggers of it."""

from __future__ import annotations

from dataclasses import dataclass

# SQL for a moment, with {row} for the row that changed.
OWN = "{row}.created_at"
VERSION = "(SELECT created_at FROM articles_articleversion WHERE id = {row}.version_id)"
ITEM = "(SELECT opened_at FROM moderation_queueitem WHERE id = {row}.item_id)"
LATER = "(SELECT created_at FROM articles_article WHERE id = {row}.later_id)"


@dataclass(frozen=True, slots=True)
class Due:
    """Subjects that are due on the day of a moment; with `onwards` on all days from then on.

    `days` is SQL for a whole query of moments instead. All of it is our own code, never input.
    """

    subjects: tuple[str, ...]
    moment: str = OWN
    onwards: bool = False
    days: str = ""


@dataclass(frozen=True, slots=True)
class Watch:
    """A table: rows that are inserted, deleted, or changed in one of `columns` make `due`."""

    table: str
    columns: tuple[str, ...]
    due: tuple[Due, ...]


_EVIDENCE = ("stored", "declared", "disclaimers", "cited", "found", "clickbait", "clock")
_CARRIED = (
    "SELECT DISTINCT v.created_at FROM articles_disclaimer_versions c "
    "JOIN articles_articleversion v ON v.id = c.articleversion_id WHERE c.disclaimer_id = {row}.id"
)
_DECIDED = "SELECT created_at FROM moderation_decision WHERE item_id = {row}.id"

WATCHES: tuple[Watch, ...] = (
    Watch(
        "articles_articleversion",
        ("topic", "topic_is_news", "template", "assessed_at", "created_at", "number"),
        (Due(_EVIDENCE),),
    ),
    Watch("articles_page", (), (Due(("watched", "clock"), "{row}.received_at"),)),
    Watch("articles_templatealarm", ("opened_at", "template"), (Due(("watched", "clock"), "{row}.opened_at"),)),
    Watch("articles_provenanceflag", ("code", "also", "declared_by", "version_id"), (Due(("declared",), VERSION),)),
    Watch(
        "articles_disclaimer_versions",
        (),
        (Due(("disclaimers",), "(SELECT created_at FROM articles_articleversion WHERE id = {row}.articleversion_id)"),),
    ),
    Watch(
        "articles_disclaimer",
        ("status", "code", "first_seen_at"),
        (Due(("disclaimers",), "{row}.first_seen_at"), Due(("disclaimers",), days=_CARRIED)),
    ),
    Watch("articles_reference", ("used", "source_id", "outlet", "version_id"), (Due(("cited",), VERSION),)),
    Watch("articles_attribution", ("kind", "reference_id", "version_id"), (Due(("cited",), VERSION),)),
    Watch("articles_listentry", ("standing", "since", "source_id"), (Due(("cited",), "{row}.since", onwards=True),)),
    Watch("articles_listedition", ("valid_from", "valid_until"), (Due(("cited",), "{row}.valid_from", onwards=True),)),
    Watch("articles_finding", ("code", "severity", "version_id"), (Due(("found",), VERSION),)),
    Watch(
        "articles_reuseedge",
        ("earlier_id", "later_id", "directed", "containment", "credit"),
        (Due(("reused", "copied"), LATER),),
    ),
    Watch(
        "articles_sourcegroup",
        ("kind", "opened_at", "closed_at"),
        (Due(("groups",), "{row}.opened_at"), Due(("groups",), "{row}.closed_at")),
    ),
    Watch(
        "articles_score",
        ("name", "model", "value", "band", "created_at", "source_id", "version_id"),
        # Moves are measured against the weeks before, so a change concerns all later days.
        (Due(("clickbait",), VERSION), Due(("models",)), Due(("reliability",), onwards=True)),
    ),
    Watch(
        "moderation_queueitem",
        ("opened_at", "due_at", "decided_at"),
        tuple(Due(("queued", "clock"), f"{{row}}.{moment}") for moment in ("opened_at", "due_at", "decided_at")),
    ),
    Watch("moderation_queuereason", ("kind", "code"), (Due(("queued",), ITEM),)),
    Watch("moderation_skip", (), (Due(("queued",)),)),
    Watch(
        "moderation_appeal",
        ("state", "created_at", "resolved_at"),
        (Due(("queued",)), Due(("queued",), "{row}.resolved_at")),
    ),
    Watch("moderation_decision", (), (Due(("decided", "clock")),)),
    Watch("moderation_secondlook", ("act", "reviewed_at"), (Due(("agreement",), "{row}.reviewed_at"),)),
)
# An item's risk weighs the decisions on it.
RISK = Watch("moderation_queueitem", ("risk",), (Due(("decided",), days=_DECIDED),))
