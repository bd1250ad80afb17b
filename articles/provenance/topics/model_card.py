"""The model card of kinds and topics, written beside the weights by the training."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from articles.provenance.topics.training import Row

_CARD = """# Model card: {version}

What it decides, as two decisions: the kind of a Chinese text (news needs a source label, the others do not), and its
topic. It reads the headline and the words of the lead (at most {most} characters); hashtags, link lists, editors' lines
and the tail of the text are no evidence. Where the headline and the first lines are clear, they decide alone.

- Form: one logistic regression per kind and topic on characters, pairs of characters, Latin words, {forms} forms of
  writing (a date, a byline, a question …) and counts of known words. {tokens} weights per class, in log-odds × 100.
- Manner, for the kind alone: {habits} habits of writing (an essay's opening, a reporter, an office that acts, advice …)
  in the headline, the opening and the body, per 300 characters of at most {body}; marks, length and form of the
  headline. Lists in `data/manner.json`.
- The words shown for a decision are whole words that make their kind or topic at least three times as likely.
- Thresholds, chosen on left-out quarters of the training rows: news from {news_from} log-odds, where precision equals
  recall; a topic is named from a lead of {topic_from}, where 88 % of the named ones are right; else `other`.
- Training rows, by source: {sources}. Read by one person: {read}; with moderators' corrections: {corrections}.
- Kinds of the rows that were read: {kinds}.

## Figures

`python -m bench.scores.topics` recomputes them on the rows marked `test` in `bench/judged/topics.jsonl`, which were
read before a model existed and took no part in training or thresholds. Results: `bench/judged/topics.md`.

## Limits

- Chinese. A text in another script has few known tokens and mostly stays `other` and no news.
- Rows are web texts of 2018 to 2023 by one reader; a second reading of such rows agreed in about four of five.
- Comment on an event, local features and reports about firms are where it errs most; pages of spam that are filled
  with news sentences are taken for news.
- Jokes and fiction are few in the rows. A short joke that names police and a place may be taken for news.
"""


def card_of(model: Mapping[str, Any], rows: Sequence[Row], corrections: Sequence[Row]) -> str:
    """Write the card of a model that was trained on these rows."""
    from articles.provenance.topics.evidence import FORM, MOST
    from articles.provenance.topics.manner import HABITS, SIZES

    read = [row for row in rows if row.is_read and row.kind]
    sources = Counter(row.source or "unnamed" for row in rows)
    return _CARD.format(
        version=model["version"],
        most=MOST,
        forms=len(FORM),
        habits=len(HABITS),
        body=SIZES[-1],
        tokens=len(model["weights"]),
        news_from=model["news_from"],
        topic_from=model["topic_from"],
        sources=", ".join(f"{name} {count}" for name, count in sorted(sources.items())),
        read=len(read),
        corrections=len(corrections),
        kinds=", ".join(f"{kind} {count}" for kind, count in Counter(row.kind for row in read).most_common()),
    )
