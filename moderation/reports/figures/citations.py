"""Citations: reference lists, and claims credited to a speaker or outlet."""

from __future__ import annotations

from articles.models import Attribution, Reference
from articles.vocabulary.citations import ATTRIBUTIONS, STANDINGS
from moderation.reports.figure import Figure, Section, Table, Text, share
from moderation.reports.figures.rows import ranked
from moderation.reports.links import to_week
from moderation.reports.rollups.reading import Weeks, total
from moderation.reports.snapshot import WEEKS, Snapshot
from moderation.reports.terms import codes_of, named


def section(snapshot: Snapshot) -> Section:
    return Section(
        "citations",
        Text("引用", "Citations"),
        (_references(snapshot), _outlets(snapshot), *_attributions(snapshot)),
    )


def _references(snapshot: Snapshot) -> Table:
    def of(code: str) -> Weeks:
        return snapshot.tallies.of("references", code)

    def link(**lookups: str | int) -> str | None:
        return to_week(Reference, "version__created_at", snapshot, **lookups)

    figures = (
        share(
            "references.articles",
            Text("列有参考资料的文章", "Articles with a reference list"),
            of("articles"),
            snapshot.tallies.of("articles", "total"),
            "down",
            link(),
        ),
        Figure("references.total", Text("参考资料条目", "Reference items"), tuple(of("total")), link=link()),
        Figure(
            "references.used",
            Text("与文中引述对应", "Matched by an attribution"),
            tuple(of("used")),
            link=link(used__exact=1),
        ),
        Figure(
            "references.unused",
            Text("文中无引述对应", "Not matched by any attribution"),
            tuple(of("unused")),
            worse="up",
            link=link(used__exact=0),
        ),
    )
    note = Text(
        "对应与否按媒体名称判断，在文章评估时计算；尚未评估的条目两边都不计。",
        "Matching goes by outlet names when an article is assessed; items not assessed yet are in neither row.",
    )
    return Table("references", Text("参考资料", "References"), figures, note)


def _outlets(snapshot: Snapshot) -> Table:
    counted = snapshot.tallies.counts("outlets")
    wholes = total(counted.values(), WEEKS)
    figures = tuple(
        share(
            f"outlets.{code}",
            named(STANDINGS, code),
            counted.get(code, [0] * WEEKS),
            wholes,
            "up" if code != "listed" else None,
        )
        for code in codes_of(STANDINGS, counted)
        if code == "listed" or any(counted.get(code, ()))
    )
    note = Text(
        "参考资料所列媒体在文章入库之日是否在当时有效的稿源单位名单内，只看媒体自身的条目。未填媒体名称的不计。",
        "Whether the outlets that reference lists name were on the list of permitted sources in force on the day the "
        "article was stored, by the outlet's own entry. Items without an outlet are not counted.",
    )
    return Table("outlets", Text("名单内外的媒体", "Listed and unlisted outlets"), figures, note)


def _attributions(snapshot: Snapshot) -> tuple[Table, Table]:
    counted = {tuple(key.split("|")): weeks for key, weeks in snapshot.tallies.counts("attributions").items()}
    kinds: dict[str, Weeks] = {}
    for (kind, _), weeks in counted.items():
        kinds[kind] = total([kinds.get(kind, [0] * WEEKS), weeks], WEEKS)

    names = ATTRIBUTIONS.where(lambda kind: kind.is_named)

    def of(*, is_named: bool | None = None, matched: str = "") -> Weeks:
        rows = [
            weeks
            for (kind, state), weeks in counted.items()
            if is_named in (None, kind in names) and matched in ("", state)
        ]
        return total(rows, WEEKS)

    def link(**lookups: str | int) -> str | None:
        return to_week(Attribution, "version__created_at", snapshot, **lookups)

    every, named_kinds = of(), ",".join(sorted(names))
    nameless = ",".join(sorted(ATTRIBUTIONS.where(lambda kind: not kind.is_named)))
    figures = (
        Figure("attributions.total", Text("引述", "Attributions"), tuple(every), link=link()),
        share("attributions.named", Text("具名", "Named"), of(is_named=True), every, link=link(kind__in=named_kinds)),
        share(
            "attributions.matched",
            Text("有对应参考资料", "Matched to a reference"),
            of(matched="matched"),
            every,
            "down",
            link(reference__isnull="False"),
        ),
        share(
            "attributions.unmatched",
            Text("具名但无对应参考资料", "Named, but unmatched"),
            of(is_named=True, matched="unmatched"),
            every,
            "up",
            link(reference__isnull="True", kind__in=named_kinds),
        ),
        share(
            "attributions.unnamed",
            Text("匿名或未指明", "Anonymous or unspecified"),
            of(is_named=False),
            every,
            "up",
            link(kind__in=nameless),
        ),
    )
    by_kind = ranked(
        "attributions.kind",
        kinds,
        lambda code: (code, named(ATTRIBUTIONS, code)),
        lambda code: link(kind__exact=code),
    )
    note = Text(
        "引述由规则识别，不含改写后未点名的内容。",
        "Attributions are found by rules; what is paraphrased without naming anybody is not among them.",
    )
    return (
        Table("attributions", Text("引述", "Attributions"), figures, note),
        Table("attributions.kinds", Text("引述的对象", "Who claims are credited to"), by_kind),
    )
