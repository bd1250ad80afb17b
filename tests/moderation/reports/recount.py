"""Recounts the report's figures the naive way: loads every row and counts in Python."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from articles.models import (
    ArticleVersion,
    Attribution,
    Disclaimer,
    Finding,
    ListEntry,
    Page,
    ProvenanceFlag,
    Reference,
    ReuseEdge,
    Score,
    SourceGroup,
    TemplateAlarm,
)
from articles.text.china_time import CHINA_ZONE
from moderation.models import Appeal, Decision, QueueItem, QueueReason, SecondLook, Skip
from moderation.reports.week import Week

WAITS = {"1h": 1, "4h": 4, "1d": 24, "3d": 72}
NAMED = {"named_person", "named_institution", "named_outlet", "institution_anonymous"}


def recount(week: Week) -> dict[str, list[Any]]:
    """Figure code → eight values, for every figure that ever has a value other than nothing."""
    weeks = [str(each) for each in week.last(8)]
    tally: Counter[tuple[str, str]] = Counter()

    def add(moment: datetime, *codes: str) -> None:
        for code in codes:
            tally[code, _week(moment)] += 1

    versions = list(ArticleVersion.objects.select_related("article__platform"))
    stored = {version.pk: version.created_at for version in versions}
    platform = {version.pk: version.article.platform.code for version in versions}
    news = {version.pk for version in versions if version.topic_is_news}
    for version in versions:
        add(version.created_at, "articles.total", "articles.new" if version.number == 1 else "articles.changed")
        add(version.created_at, f"articles.platform.{platform[version.pk]}")
        add(version.created_at, f"articles.topic.{version.topic or 'unassessed'}")
        add(version.created_at, f"articles.template.{version.template or 'none'}")
        if version.topic_is_news:
            add(version.created_at, "articles.news", f"news.{platform[version.pk]}")
        if version.assessed_at is None:
            add(version.created_at, "articles.unassessed")
    for alarm in TemplateAlarm.objects.all():
        add(alarm.opened_at, "templates.alarms", f"templates.alarm.{alarm.template}")
    for page in Page.objects.all():
        add(page.received_at, "pages.received")
        if page.unreadable_code:
            add(page.received_at, f"pages.unreadable.{page.unreadable_code}")

    said: dict[tuple[int, str], set[str]] = defaultdict(set)
    for flag in ProvenanceFlag.objects.all():
        said[flag.version_id, flag.declared_by].update(flag.codes)
    for (version_id, by), codes in said.items():
        prefix = "flags" if by == "author" else "platform_labels"
        add(stored[version_id], *(f"{prefix}.{code}" for code in codes))
        if by == "author" and "web_sourced" in codes and version_id in news:
            add(stored[version_id], "web_sourced_news.count", f"web.{platform[version_id]}")
    for (version_id, by), codes in said.items():
        if by == "author" and "ai_generated" in codes:
            add(stored[version_id], "ai.declared")
        if by == "platform" and "ai_suspected" in codes:
            add(stored[version_id], "ai.suspected")
    for version_id in {pk for (pk, _), codes in said.items() if codes & {"ai_generated", "ai_suspected"}}:
        add(stored[version_id], "ai.labelled")
    for wording in Disclaimer.objects.all():
        if wording.status != "known" and wording.first_seen_at:
            add(wording.first_seen_at, "disclaimers.new_wordings")
    carried = {(d.code, v.pk) for d in Disclaimer.objects.exclude(status="dismissed") for v in d.versions.all()}
    for code, version_id in carried:
        add(stored[version_id], f"disclaimers.code.{code}")

    listed = set()
    for reference in Reference.objects.all():
        moment = stored[reference.version_id]
        add(moment, "references.total")
        listed.add(reference.version_id)
        if reference.outlet:
            add(moment, "outlets", f"outlets.{_standing(reference, moment)}")
        if reference.used is not None:
            add(moment, "references.used" if reference.used else "references.unused")
    for version_id in listed:
        add(stored[version_id], "listed")
    for claim in Attribution.objects.all():
        moment = stored[claim.version_id]
        add(moment, "attributions.total", f"attributions.kind.{claim.kind}")
        if claim.reference_id is not None:
            add(moment, "matched")
        add(moment, "named" if claim.kind in NAMED else "unnamed")
        if claim.kind not in NAMED:
            continue
        if claim.reference_id is None:
            add(moment, "unmatched")
    for finding in Finding.objects.all():
        add(stored[finding.version_id], f"findings.code.{finding.code}", f"findings.severity.{finding.severity}")
        if finding.code == "label_missing_ai":
            add(stored[finding.version_id], f"ai.missing.{finding.severity}")

    copies: dict[int, set[str]] = defaultdict(set)
    for edge in ReuseEdge.objects.select_related("later__platform").filter(containment__gte=0.5):
        if not edge.directed:
            add(edge.later.created_at, "reuse.undirected")
            continue
        host = edge.later.platform.code
        codes = {"share.reuse", f"reuse.{edge.credit}"}
        codes |= {f"reuse.uncredited.platform.{host}"} if edge.credit == "uncredited" else set()
        add(edge.later.created_at, *sorted(codes - copies[edge.later_id]))
        copies[edge.later_id] |= codes
    for group in SourceGroup.objects.all():
        add(group.opened_at, f"groups.new.{group.kind}")
        for each in week.last(8):
            if group.opened_at < each.ends_at and (group.closed_at is None or group.closed_at >= each.ends_at):
                tally[f"groups.open.{group.kind}", str(each)] += 1

    first: dict[int, Score] = {}
    last: dict[tuple[int, str], Score] = {}
    for score in Score.objects.order_by("pk"):
        add(score.created_at, f"models.{score.name}.{score.model}")
        if score.name == "clickbait":
            first.setdefault(score.version_id, score)
        else:
            last[score.source_id, _week(score.created_at)] = score  # type: ignore[index]
    for score in first.values():
        moment = stored[score.version_id]
        add(moment, "scored", f"band.{score.band}")
        if score.value is not None:
            # 1.0 belongs to the last bin; the bounds are the decimal tenths.
            index = max(n for n in range(10) if score.value >= n / 10)
            add(moment, f"clickbait.bin.all.{index}", *([f"clickbait.bin.high.{index}"] * (score.band == "high")))
    for score in last.values():
        add(score.created_at, "sources.scored", f"sources.band.{score.band}")

    for item in QueueItem.objects.all():
        add(item.opened_at, "queue.in")
        if item.decided_at:
            add(item.decided_at, "queue.out", *(["in_time"] * (item.decided_at <= item.due_at)))
            hours = (item.decided_at - item.opened_at) / timedelta(hours=1)
            add(item.decided_at, "wait." + next((n for n, most in WAITS.items() if hours <= most), "longer"))
        for each in week.last(8):
            if item.opened_at < each.ends_at and (item.decided_at is None or item.decided_at >= each.ends_at):
                tally["queue.waiting", str(each)] += 1
                tally["queue.overdue", str(each)] += item.due_at < each.ends_at
                waited = (each.following.monday - item.opened_at.astimezone(CHINA_ZONE).date()).days
                for days in (1, 3, 7):
                    tally[f"queue.age.{days}d", str(each)] += waited > days
    for reason in QueueReason.objects.select_related("item"):
        add(reason.item.opened_at, f"queue.reason.{reason.kind}.{reason.code}")
    for skip in Skip.objects.all():
        add(skip.created_at, "queue.skips")
    for appeal in Appeal.objects.all():
        add(appeal.created_at, "appeals.filed")
        if appeal.state == "upheld":
            add(appeal.resolved_at, "appeals.upheld", "answered")
        elif appeal.state == "overturned":
            add(appeal.resolved_at, "overturned", "answered")
    pairs: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for look in SecondLook.objects.select_related("decision"):
        if look.reviewed_at:
            pairs[_week(look.reviewed_at)].append((look.decision.act, look.act))
    risks: dict[str, Counter[int]] = defaultdict(Counter)
    for decision in Decision.objects.select_related("clause__policy_version", "item", "override_of"):
        add(decision.created_at, "decisions.total", f"decisions.act.{decision.act}")
        add(decision.created_at, f"decisions.channel.{decision.channel}")
        risks[_week(decision.created_at)][decision.decided_by_id] += round(decision.item.risk * 1000)
        if decision.override_of and decision.override_of.decided_by_id != decision.decided_by_id:
            add(decision.created_at, "decisions.overrides")
        if decision.clause:
            clause = f"v{decision.clause.policy_version.number}.{decision.clause.code}"
            add(decision.created_at, f"decisions.clause.{clause}.{decision.act}")

    def series(code: str) -> list[int]:
        return [tally[code, each] for each in weeks]

    total = series("articles.total")
    figures: dict[str, list[Any]] = {code: series(code) for code, _ in tally if "." in code}
    for code in [code for code in figures if code.startswith("wait.")]:
        figures[f"queue.{code}"] = _shares(figures.pop(code), series("queue.out"))
    for code in [code for code in figures if code.startswith("outlets.")]:
        figures[code] = _shares(figures[code], series("outlets"))
    figures.pop("share.reuse", None)
    figures["reuse.articles"] = _shares(series("share.reuse"), series("articles.new"))
    figures["appeals.overturned"] = _shares(series("overturned"), series("answered"))
    figures["agreement.share"] = [
        round(sum(a == b for a, b in found) / len(found), 6) if (found := pairs.get(each)) else None for each in weeks
    ]
    figures["agreement.kappa"] = [_kappa(pairs.get(each, [])) for each in weeks]
    people = [len(risks[each]) for each in weeks]
    weighted = [sum(risks[each].values()) / 1000 for each in weeks]
    figures["work.people"] = people
    figures["work.weighted"] = [round(value, 3) for value in weighted]
    figures["work.a_person"] = [round(value / n, 3) if n else None for value, n in zip(weighted, people, strict=True)]
    figures["work.mean_risk"] = _shares(figures["work.weighted"], series("decisions.total"))
    figures["work.largest_share"] = [
        round(max(risks[each].values()) / sum(risks[each].values()), 6) if risks[each] else None for each in weeks
    ]
    for code in [code for code in figures if code.startswith(("flags.", "platform_labels."))]:
        figures[code] = _shares(figures[code], total)
    for code in [code for code in figures if code.startswith(("web.", "news."))]:
        del figures[code]
    for host in set(platform.values()):
        figures[f"web_sourced_news.platform.{host}"] = _shares(series(f"web.{host}"), series(f"news.{host}"))
    figures["web_sourced_news.share"] = _shares(series("web_sourced_news.count"), series("articles.news"))
    figures["references.articles"] = _shares(series("listed"), total)
    for name in ("named", "matched", "unmatched", "unnamed"):
        figures[f"attributions.{name}"] = _shares(series(name), series("attributions.total"))
    for code in [code for code in figures if code.startswith("band.")]:
        figures[f"clickbait.{code}"] = _shares(figures.pop(code), series("scored"))
    figures["queue.in_time"] = _shares(series("in_time"), series("queue.out"))
    return {code: values for code, values in figures.items() if any(values)}


def _standing(reference: Reference, moment: datetime) -> str:
    """The outlet's standing in the edition in force on the day (this world has one edition, without an end)."""
    day = moment.astimezone(CHINA_ZONE).date()
    entries = list(ListEntry.objects.select_related("edition").filter(edition__valid_from__lte=day))
    if not entries:
        return "no_edition"
    return next((entry.standing for entry in entries if entry.source_id == reference.source_id), "unlisted")


def _kappa(pairs: list[tuple[str, str]]) -> float | None:
    if not pairs:
        return None
    n = len(pairs)
    observed = sum(a == b for a, b in pairs) / n
    acts = {act for pair in pairs for act in pair}
    chance = sum(sum(a == act for a, _ in pairs) * sum(b == act for _, b in pairs) for act in acts) / n**2
    return None if chance >= 1 else round((observed - chance) / (1 - chance), 6)


def _shares(parts: Iterable[float], wholes: Iterable[int]) -> list[float | None]:
    return [round(part / whole, 6) if whole else None for part, whole in zip(parts, wholes, strict=True)]


def _week(moment: datetime) -> str:
    year, number, _ = moment.astimezone(CHINA_ZONE).isocalendar()
    return f"{year:04d}-W{number:02d}"
