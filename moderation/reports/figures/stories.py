"""The week's largest stories, and texts that were decided differently."""

from __future__ import annotations

from django.db.models import Count
from django.urls import reverse

from articles.models import Story, StoryMember
from articles.text.china_time import CHINA_ZONE
from moderation.quality.differing import differing
from moderation.reports.figure import Listing, Text
from moderation.reports.links import to_item
from moderation.reports.snapshot import Snapshot
from moderation.reports.terms import named
from moderation.vocabulary.acts import ACTS

MOST = 10


def largest(snapshot: Snapshot) -> Listing:
    """The stories to which most articles came in the week; three queries."""
    came = StoryMember.objects.filter(created_at__gte=snapshot.week.starts_at, created_at__lt=snapshot.until)
    counts = (
        came.order_by()
        .values("story")
        .annotate(
            n=Count("pk"), sources=Count("article__source", distinct=True), platforms=Count("platform", distinct=True)
        )
    )
    rows = list(counts.order_by("-n", "story")[:MOST])
    stories = Story.objects.in_bulk([row["story"] for row in rows])
    firsts = {
        row.story_id: row
        for row in StoryMember.objects.filter(story__in=stories)
        .select_related("article__current", "article__source")
        .defer("article__current__extraction")
        .order_by("-at", "-article")
    }
    items = tuple(
        {
            "story": row["story"],
            "headline": str(firsts[row["story"]].article),
            "source": source.name if (source := firsts[row["story"]].article.source) else None,
            "articles": row["n"],
            "sources": row["sources"],
            "platforms": row["platforms"],
            "first_at": stories[row["story"]].first_at.astimezone(CHINA_ZONE).isoformat(),
            "link": reverse("console:story", args=[row["story"]]),
        }
        for row in rows
    )
    note = Text(
        "讲述同一事件的文章，按本周归入的篇数；归组由程序作出，可能有误。",
        "Articles that tell one event, by how many joined this week; grouped by the software, which may be wrong.",
    )
    return Listing("reuse.stories", Text("本周最大的事件", "The week's largest stories"), items, note)


def treatments(snapshot: Snapshot) -> Listing:
    """Texts of which a copy was decided in the week, and whose copies are decided differently."""
    items = []
    for each in differing(snapshot.week.starts_at, snapshot.until, MOST):
        acts: dict[str, int] = {}
        for decision in each.decisions:
            acts[decision.act] = acts.get(decision.act, 0) + 1
        labels = [named(ACTS, act) for act in acts]
        items.append(
            {
                "article": each.article.pk,
                "headline": str(each.article),
                "copies": len(each.decisions),
                "treatments": Text(
                    "、".join(f"{label.zh} {n}" for label, n in zip(labels, acts.values(), strict=True)),
                    ", ".join(f"{label.en} {n}" for label, n in zip(labels, acts.values(), strict=True)),
                ).to_json(),
                "link": to_item(type(each.article), each.article.pk),
            }
        )
    note = Text(
        "两文九成以上文字相同而处理、条款或标签不同，且本周处理过其中一篇。不同未必有误：一篇可能注明了来源。",
        "At least 90 % of both texts are the same, act, clause or label differ, and one was decided this week. "
        "That need not be wrong: one may credit its source.",
    )
    return Listing("reuse.treatments", Text("同一文本处理不一", "One text treated differently"), tuple(items), note)
