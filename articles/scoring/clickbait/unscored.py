"""The results for headlines without a score, each with its reason."""

from __future__ import annotations

from articles.scoring.result import Reason, ScoreResult

LONGEST_HEADLINE = 1000
MODEL = "clickbait-unscored-1"
NOT_SCORED = "not_scored"

_SENTENCES = {
    "empty": ("标题为空，未评分", "the headline is empty: not scored"),
    "too_long": (
        f"标题超过 {LONGEST_HEADLINE} 个字符，未评分",
        f"the headline is longer than {LONGEST_HEADLINE:,} characters: not scored",
    ),
    "no_letters": ("标题中没有文字，未评分", "the headline has no letters: not scored"),
    "language": ("标题不是中文或英文，未评分", "the headline is neither Chinese nor English: not scored"),
}


def not_scored(name: str, code: str) -> ScoreResult:
    """The result without value for the score `name`.

    `code` is `empty`, `too_long`, `no_letters` or `language`.
    """
    zh, en = _SENTENCES[code]
    reason = Reason(code=f"{name}.{code}", family=NOT_SCORED, contribution=0.0, zh=zh, en=en)
    return ScoreResult(name, MODEL, None, NOT_SCORED, "log-odds", 0.0, (reason,))
