"""The comparison of two clickbait models on the same verdicts."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from articles.scoring.predictions import Floats, auc, brier, calibration_error


@dataclass(frozen=True, slots=True)
class Comparison:
    """The figures (0–1) of the new and the old model on `rows` verdicts, `positive` of them clickbait.

    AUC is None when all verdicts agree. Brier and ECE are better when lower.
    """

    rows: int
    positive: int
    new_auc: float | None
    old_auc: float | None
    new_brier: float
    old_brier: float
    new_ece: float
    old_ece: float

    def to_json(self) -> dict[str, Any]:
        """Convert to plain JSON, for the row of the model."""
        return asdict(self)


def compare(new: Floats, old: Floats, label: Floats) -> Comparison:
    """Measure the probabilities `new` and `old` against `label` (0 or 1), rounded to four places."""
    figures: dict[str, float | None] = {}
    for name, probability in (("new", new), ("old", old)):
        figures |= {
            f"{name}_auc": auc(probability, label > 0),
            f"{name}_brier": brier(probability, label),
            f"{name}_ece": calibration_error(probability, label),
        }
    rounded = {name: None if value is None else round(value, 4) for name, value in figures.items()}
    return Comparison(len(label), int(label.sum()), **rounded)  # type: ignore[arg-type]
