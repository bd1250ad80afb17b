"""A week whose roll-ups name every member of every family that reports count, and the words to find for them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from typing import Any

from articles.models import Disclaimer, Platform, Score
from articles.provenance.rules import FINDINGS
from articles.vocabulary.citations import ATTRIBUTIONS, CREDITS, GROUPS, STANDINGS
from articles.vocabulary.flags import FLAGS
from articles.vocabulary.notices import DISCLAIMERS
from articles.vocabulary.pages import UNREADABLE
from articles.vocabulary.scores import BANDS, SEVERITIES
from articles.vocabulary.term import Family
from articles.vocabulary.topics import TOPICS
from moderation.models import Clause, Leader, RollUp, Rule
from moderation.vocabulary.acts import ACTS
from moderation.vocabulary.channels import CHANNELS
from moderation.vocabulary.reasons import REASON_KINDS, RULE, SCORE, reason_terms
from moderation.vocabulary.waits import WAITS
from tests.moderation.reports import world

# A member that no product knows, and a stored code that no family has.
TOY, GONE = "toy", "gone_code"

# (family, measure of its roll-ups, their key, the figure's code), with the code in place of {}.
COUNTED: tuple[tuple[Family[Any], str, str, str], ...] = (
    (TOPICS, "articles.topic", "{}", "articles.topic.{}"),
    (FLAGS, "flags", "{}", "flags.{}"),
    (FLAGS, "platform_labels", "{}", "platform_labels.{}"),
    (DISCLAIMERS, "disclaimers", "{}", "disclaimers.code.{}"),
    (ATTRIBUTIONS, "attributions", "{}|matched", "attributions.kind.{}"),
    (STANDINGS, "outlets", "{}", "outlets.{}"),
    (CREDITS, "reuse", "{}", "reuse.{}"),
    (GROUPS, "groups.opened", "{}", "groups.new.{}"),
    (GROUPS, "groups.opened", "{}", "groups.open.{}"),
    (FINDINGS, "findings.code", "{}", "findings.code.{}"),
    (SEVERITIES, "findings.severity", "{}", "findings.severity.{}"),
    (BANDS, "clickbait.band", "{}", "clickbait.band.{}"),
    (BANDS, "sources.band", "{}", "sources.band.{}"),
    (WAITS, "queue.wait", "{}", "queue.wait.{}"),
    (ACTS, "decisions.act", "{}", "decisions.act.{}"),
    (CHANNELS, "decisions.channel", "{}", "decisions.channel.{}"),
    (UNREADABLE, "pages.unreadable", "{}", "pages.unreadable.{}"),
)
# A headline has no band for too few reviews, and a source that is not scored is not counted.
NOT_SHOWN = {"clickbait.band.insufficient", "clickbait.band.unreviewed", "sources.band.not_scored"}
# Reasons are counted by kind and code; see `reasons`.
OF_REASONS = {"reason_kind", "other_reason", "report_category", "score"}
NOT_COUNTED = {
    "ai_label", "appeal_refusal", "audit_action", "built_in_rule", "credit_role", "event", "extracted_field", "fact",
    "headline_kind", "label", "legal_basis", "kind", "location", "maker", "parse_warning", "proposal_kind",
    "proposal_refusal",
    "reason_severity", "refusal", "role", "scorer_fault",
    "scope", "source_kind", "source_link", "step_refusal", "public_text", "public_text_origin", "public_text_state",
    "hash_state", "signal_category",
    "delivery_fault", "claim_answer", "claim_level", "claim_method", "claim_origin", "claim_state", "claim_verdict",
    "retelling_answer", "retelling_reading", "story_change", "story_relation", "unread",
    "visibility",
}  # fmt: skip


@contextmanager
def one_more(*grown: Family[Any]) -> Iterator[None]:
    """Each family has a member more, as a later release or an extension would add it."""
    with ExitStack() as stack:
        for family in grown:
            kind = type(family.terms[0])
            family.add(kind(TOY, f"样例{family.zh}", f"sample {family.en}"))
            stack.callback(family.remove, TOY)
        yield


def reasons() -> list[tuple[str, str, str, str]]:
    """(kind, code, words in Chinese, in English) of every reason there is; of routing rules one."""
    named = [(kind, term) for kind in REASON_KINDS for term in reason_terms(kind).values()]
    return [*((kind, term.code, term.zh, term.title_en) for kind, term in named), (RULE, "lake-road", "环湖路", "lake")]


def count(measure: str, key: str, n: int = 1, day: date | None = None) -> None:
    RollUp.objects.get_or_create(
        day=day or world.WEEK.monday, measure=measure, key=key, defaults={"subject": "test", "value": n}
    )


def expected() -> dict[str, tuple[str, str]]:
    """Figure code → its words in Chinese and English, for every member of every family."""
    found = {
        figure.format(term.code): (term.zh, term.title_en)
        for family, _, _, figure in COUNTED
        for term in family.terms
        if figure.format(term.code) not in NOT_SHOWN
    }
    found |= {f"queue.reason.{kind}.{code}": (zh, en) for kind, code, zh, en in reasons()}
    found |= {f"models.{term.code}.model-1": (term.zh, term.title_en) for term in reason_terms(SCORE).values()}
    found |= {f"decisions.clause.v1.{clause().code}.{act.code}": (act.zh, act.title_en) for act in ACTS.terms}
    return found | {"articles.topic.unassessed": ("尚未评估", "Not assessed yet")}


def clause() -> Clause:
    found: Clause = Clause.objects.in_force().select_related("policy_version").order_by("code")[0]
    return found


def fill() -> None:
    """Roll-ups and rows that name every member of every family."""
    for family, measure, key, _ in COUNTED:
        for term in family.terms:
            count(measure, key.format(term.code))
    count("articles.topic", "")
    for term in SEVERITIES.terms:
        count("ai.missing", term.code)
    for act in ACTS.terms:
        count("decisions.clause", f"{clause().pk}|{act.code}")
    for term in reason_terms(SCORE).values():
        count("models", f"{term.code}|model-1")
    for kind, code, _, _ in reasons():
        count("queue.reason", f"{kind}|{code}")
    # What shares are of.
    for measure, key in {"articles": "total", "queue.closed": "2026-01-12", "decisions": "total"}.items():
        count(measure, key, 1000)
    Rule.objects.create(code="lake-road", name_zh="环湖路", name_en="lake")
    monday = world.WEEK.starts_at
    for term in DISCLAIMERS.terms:
        Disclaimer.objects.create(
            platform=Platform.objects.get(code="netease"), code=term.code, language="zh", text_key=term.code,
            text="措辞", status="candidate", first_seen_at=monday, last_seen_at=monday,
        )  # fmt: skip
    for term in GROUPS.terms:
        world.group(term.code, monday, None)
    for rank, term in enumerate(BANDS.terms, 1):
        version = world.article(monday, source=f"源{rank}")
        _lead("headlines", rank, world.score(version, 0.9, term.code, monday), value=0.9)
        _lead("lowest", rank, world.reliability(version, 50, term.code, monday))


def _lead(listing: str, rank: int, score: Score, **facts: float) -> None:
    Leader.objects.create(day=world.WEEK.monday, subject="test", listing=listing, rank=rank, item=score.pk, facts=facts)
