import json
from pathlib import Path

import pytest

from articles.scoring.clickbait.cues import PLAIN_FAMILIES
from articles.scoring.clickbait.weights import (
    LANGUAGES,
    WeightsError,
    load_weights,
    read_weights,
    weights_for,
    weights_path,
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_shipped_weights_are_whole_and_small(language: str) -> None:
    weights = weights_for(language)
    assert weights.model == {"zh": "clickbait-zh-5", "en": "clickbait-en-2"}[language]
    assert len(weights.grams.weights) <= 20_000
    assert weights_path(language).stat().st_size <= 1_000_000
    assert 0 < weights.medium < weights.high < 1


def test_missing_weights_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match=r"clickbait_zh\.json: cannot be read.*train_clickbait"):
        load_weights(tmp_path / "clickbait_zh.json")


def test_a_truncated_file_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "clickbait_zh.json"
    path.write_bytes(weights_path("zh").read_bytes()[:2000])
    with pytest.raises(WeightsError, match="is not JSON"):
        load_weights(path)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("intercept", float("nan")),
        ("intercept", "0"),
        ("intercept", 1e308),
        ("families", {}),
        ("families", None),
        ("ngrams", {"unit": "pages", "weights": {}}),
        ("form", {}),
        ("ngrams", {"unit": "characters", "weights": {"甲": None}}),
        ("ngrams", {"unit": "characters", "weights": ["甲"]}),
        ("bands", {"medium": 0.9, "high": 0.1}),
        ("bands", {"medium": 0.9}),
        ("language", "fr"),
    ],
)
def test_a_field_that_is_wrong_is_damage(tmp_path: Path, field: str, value: object) -> None:
    data = json.loads(weights_path("zh").read_text(encoding="utf-8")) | {field: value}
    path = tmp_path / "clickbait_zh.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(WeightsError, match="is damaged"):
        load_weights(path)


def test_a_list_is_damage(tmp_path: Path) -> None:
    path = tmp_path / "clickbait_zh.json"
    path.write_text("[]")
    with pytest.raises(WeightsError, match="is damaged"):
        load_weights(path)


def test_models_of_before_the_plain_families_are_still_read() -> None:
    data = json.loads(weights_path("zh").read_text(encoding="utf-8"))
    for name in PLAIN_FAMILIES:
        del data["families"][name]
    assert all(read_weights(data, "old").families[name] == 0 for name in PLAIN_FAMILIES)
    del data["families"]["suspense"]
    with pytest.raises(WeightsError, match="suspense"):
        read_weights(data, "old")


def test_weights_of_before_a_family_was_added_are_read() -> None:
    data = json.loads(weights_path("zh").read_text(encoding="utf-8"))
    data["families"] = {name: weight for name, weight in data["families"].items() if name != "cliffhanger"}
    assert read_weights(data, "older").families["cliffhanger"] == 0
