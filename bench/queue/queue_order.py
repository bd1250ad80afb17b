"""`python -m bench.queue.queue_order write FILE | read`: what a review budget of 10 % sees of a sample.

`write` makes submissions: 1,000 web texts, 200 labelled ones, 230 bulletins, 70 copies word for word under three
account names. Ingest the file into an installation with the samples, then `read` prints, from its rows, how many of the
items with a high finding are inside the budget, and how many of the first 50 deserve a look by `queue_first.json`.
"""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from articles.provenance.precision.share import wilson
from bench.harness.data import json_lines, shared
from bench.queue.starter_rules import sample

VERDICTS = Path(__file__).parents[1] / "judged" / "queue_first.json"
BUDGET, FIRST = 0.1, 50
_SEED = 20261201
_ACCOUNTS = [
    place + subject
    for place in ("河湾", "晚风", "山城", "云泽", "青石")
    for subject in ("观察", "热点", "生活", "故事会", "快报", "车评", "说法", "健康站")
]
_COPIERS = ["搬运小站", "每日速递", "全网热闻"]


def submissions() -> list[dict[str, Any]]:
    """The sample as submissions. The same data give the same sample. Raises Skipped without the data."""
    drawn = random.Random(_SEED)  # noqa: S311 - a sample, not a secret
    texts = [row for row in sample() if len(row[2]) >= 80 and len(row[1]) >= 5]
    web = drawn.sample([row for row in texts if row[0].startswith("inews")], 1000)
    labelled = drawn.sample([row for row in texts if row[0].startswith("zh")], 200)
    bulletins = [
        (f"cctv:{number}", row)
        for number, row in enumerate(json_lines(shared("corpus/cctv*")[0]))
        if len(row.get("body") or "") > 150 and row["published"][:4] in ("2025", "2026")
    ]
    bulletins = drawn.sample(bulletins, 230)
    followers = {name: int(10 ** drawn.uniform(2, 6.5)) for name in _ACCOUNTS}
    rows = [_of_account(drawn, row, followers) for row in (*web, *labelled)]
    rows += [_bulletin(name, row) for name, row in bulletins]
    long = [row for row in rows if sum(map(len, row["body"])) > 400]
    return rows + [_copy(drawn, number, row) for number, row in enumerate(drawn.sample(long, 70))]


def _paragraphs(body: str) -> list[str]:
    return [line.strip() for line in body.replace("\u3000", " ").split("\n") if line.strip()][:200] or [body]


def _of_account(drawn: random.Random, row: tuple[str, str, str], followers: dict[str, int]) -> dict[str, Any]:
    name = drawn.choice(_ACCOUNTS)
    month, day, hour, minute = (drawn.randint(*span) for span in ((3, 5), (1, 28), (0, 23), (0, 59)))
    return {
        "platform": drawn.choice(["netease", "sohu", "toutiao"]),
        "external_id": row[0],
        "headline": row[1][:200],
        "body": _paragraphs(row[2]),
        "source": {"name": name, "follower_count": followers[name]},
        "published_at": f"2026-{month:02d}-{day:02d}T{hour:02d}:{minute:02d}:00+08:00",
    }


def _bulletin(name: str, row: dict[str, Any]) -> dict[str, Any]:
    at = row["published"].replace(" ", "T")[:19]
    return {
        "platform": "netease",
        "external_id": name,
        "headline": row["title"][:200],
        "body": _paragraphs(row["body"]),
        "source": {"name": "新闻联播文字版", "follower_count": 2_000_000},
        "published_at": (at if len(at) > 10 else f"{at}T19:30:00") + "+08:00",
    }


def _copy(drawn: random.Random, number: int, row: dict[str, Any]) -> dict[str, Any]:
    """The text under another account's name: a third with a lurid headline, a third shortened."""
    changed = dict(row)
    if number % 3 == 0:
        changed["headline"] = f"震惊！{row['headline']}"
    elif number % 3 == 1:
        changed["body"] = row["body"][: max(3, len(row["body"]) * 2 // 3)]
    return {
        **changed,
        "platform": "toutiao",
        "external_id": f"copy:{row['external_id']}",
        "source": {"name": drawn.choice(_COPIERS), "follower_count": 30_000},
        "published_at": f"2026-06-{drawn.randint(1, 28):02d}T10:00:00+08:00",
    }


def read() -> None:
    """Prints the figures of the installation's open items, in the order of what looking at them is worth."""
    import django

    django.setup()
    from articles.models import Article
    from moderation.models import QueueItem

    rows = QueueItem.objects.filter(state=QueueItem.State.OPEN).select_related("article").prefetch_related("reasons")
    # All came within minutes: what is left of the order is the head start.
    items = sorted(rows, key=lambda item: (item.rank_at - item.opened_at, item.pk))
    budget = round(BUDGET * Article.objects.count())
    grave = [
        place
        for place, item in enumerate(items)
        if any(row.kind == "finding" and row.severity == "high" for row in item.reasons.all())
    ]
    inside = wilson(sum(place < budget for place in grave), len(grave))
    print(f"{len(items)} items, a budget of {budget}")
    print(f"items with a high finding inside: {inside.k} of {inside.n} [{inside.low:.2f}–{inside.high:.2f}]")
    verdicts = json.loads(VERDICTS.read_text(encoding="utf-8"))["verdicts"]
    found = Counter(verdicts.get(item.article.external_id or "sample", "not read") for item in items[:FIRST])
    right = wilson(found["right"], found.total() - found["not read"])
    print(f"first {FIRST}: {dict(found)}; right {right.k} of {right.n} [{right.low:.2f}–{right.high:.2f}]")


def main() -> int:
    """Exit 2 for other words."""
    if sys.argv[1:] == ["read"]:
        read()
    elif len(sys.argv) == 3 and sys.argv[1] == "write":
        lines = [json.dumps(row, ensure_ascii=False) for row in submissions()]
        Path(sys.argv[2]).write_text("\n".join(lines) + "\n", encoding="utf-8")
    else:
        print(__doc__)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
