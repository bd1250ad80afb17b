import gzip
import hashlib
import json
import math
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from articles.scoring.clickbait.cues import PLAIN_FAMILIES
from articles.scoring.clickbait.form import FORM
from articles.scoring.clickbait.headline_text import headline_text
from articles.scoring.clickbait.model_card import card_of
from articles.scoring.clickbait.score import score_headline
from articles.scoring.clickbait.weights import DATA, WEIGHTED, load_weights
from articles.scoring.clickbait.wording import score_wording
from articles.scoring.predictions import calibration_error
from articles.scoring.training import train
from articles.scoring.training.evaluation import figures
from articles.scoring.training.features import matrix
from articles.scoring.training.fit import LEAST_HIGH, Settings, balance, bands, calibrate, fit, groups
from articles.scoring.training.rows import WEAK, Row, data_file, files_of, read_labelled, read_weak
from articles.text.search_folding import fold_for_search

SMALL = Settings(300, least_rows=2, strengths=(1.0, 4.0), weak_weights=(0.1,))
PLACES = "东南西北城乡山海"


def made_rows() -> list[Row]:
    """Two sources and a weak collection that differ in topic but share their manner."""

    def rows() -> Iterator[Row]:
        for number in range(40):
            place = PLACES[number % 8] + PLACES[number // 8]
            for source, topic in (("a", "球赛"), ("b", "菜价")):
                bait = number % 3 == 0
                title = f"{place}{topic}竟然这样！" if bait else f"{place}{topic}公布"
                yield Row(title, int(bait), float(bait), source)
            yield Row(f"{place}居民没想到", 1, 1.0, WEAK)
            yield Row(f"{place}召开会议", 0, 0.0, WEAK)

    return list(rows())


def trained(rows: list[Row]) -> str:
    corpus = train.prepare(rows, "zh")
    evaluation = train.evaluate(corpus, SMALL)
    fitted = train.train(corpus, SMALL)
    return train.to_text(train.weights_json("clickbait-zh-9", "zh", corpus, fitted, evaluation, [], None))


def test_same_data_same_bytes_and_it_learned_the_manner() -> None:
    first, second = trained(made_rows()), trained(made_rows())
    assert first == second
    data = json.loads(first)
    assert [row["source"] for row in data["evaluation"]] == ["a", "b", train.POOLED]
    assert all(row["auc"] == 1.0 for row in data["evaluation"])
    assert all(data["families"][name] >= 0 for name in WEIGHTED if name not in PLAIN_FAMILIES)
    assert all(data["families"][name] <= 0 for name in PLAIN_FAMILIES)


def test_written_weights_score_as_the_fitted_model_does(tmp_path: Path) -> None:
    rows = made_rows()
    corpus = train.prepare(rows, "zh")
    fitted = train.train(corpus, SMALL)
    path = tmp_path / "clickbait_zh.json"
    path.write_text(
        train.to_text(train.weights_json("clickbait-zh-9", "zh", corpus, fitted, [], [], None)),
        encoding="utf-8",
    )
    weights = load_weights(path)
    wording = score_wording(headline_text(fold_for_search(rows[0].title), "zh").text, weights.grams)
    counted = corpus.families[0] @ np.array([weights.families[name] for name in WEIGHTED])
    counted += corpus.form[0] @ np.array([weights.form[name] for name in FORM])
    expected = fitted.log_odds(corpus, np.array([0]))[0]
    assert math.isclose(weights.intercept + counted + wording.total, expected, abs_tol=5e-3)


def test_a_left_out_source_changes_nothing_in_its_own_evaluation() -> None:
    rows = made_rows()
    poisoned = [replace(row, label=1 - row.label, target=1 - row.target) if row.source == "b" else row for row in rows]
    fits = []
    for version in (rows, poisoned):
        corpus = train.prepare(version, "zh")
        without_b = np.flatnonzero(corpus.source != "b")
        fits.append(fit(corpus, without_b, SMALL).log_odds(corpus, np.flatnonzero(corpus.source == "b")))
    assert np.array_equal(*fits)


def test_weak_rows_are_never_evaluated_on() -> None:
    corpus = train.prepare(made_rows(), "zh")
    held = np.concatenate([part for _, part in groups(corpus, np.arange(len(corpus.label)))])
    assert WEAK not in corpus.source[held]
    assert len(held) == 80


def test_a_single_source_is_left_out_in_folds() -> None:
    corpus = train.prepare([row for row in made_rows() if row.source == "a"], "zh")
    assert [name for name, _ in groups(corpus, np.arange(40))] == [f"a, fold {number}" for number in range(1, 6)]


def test_known_grams_are_scaled_by_their_root() -> None:
    corpus = train.prepare(made_rows(), "zh")
    columns = np.array([corpus.grams.index("竟"), corpus.grams.index("竟然")])
    row = matrix(corpus, columns)[0].toarray()[0]
    assert row[len(WEIGHTED) + len(FORM) :] == pytest.approx([1 / math.sqrt(2)] * 2)


def test_a_misleading_score_is_levelled_not_turned() -> None:
    slope, shift = calibrate(np.array([2.0, 1.0, -1.0, -2.0]), np.array([0.0, 0.0, 1.0, 0.0]))
    assert slope == 0.0
    assert shift == pytest.approx(math.log(0.25 / 0.75))


def test_too_few_labels_are_refused() -> None:
    with pytest.raises(ValueError, match="at least 5 headlines of each label"):
        train.prepare(made_rows()[:8], "zh")


def test_without_the_trainer_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sklearn", None)
    with pytest.raises(train.MissingTrainer, match=r"pip install -r requirements-dev\.txt"):
        train.prepare(made_rows(), "zh")


def test_figures() -> None:
    probability = np.array([0.9, 0.8, 0.3, 0.1])
    label = np.array([1.0, 0.0, 1.0, 0.0])
    found = figures("s", probability, label, label)
    assert (found.rows, found.positive, found.auc, found.f1) == (4, 2, 0.75, 0.5)
    assert found.brier == pytest.approx((0.01 + 0.64 + 0.49 + 0.01) / 4)
    assert calibration_error(np.array([0.25, 0.25]), np.array([1.0, 0.0])) == pytest.approx(0.25)
    assert figures("s", probability, np.ones(4), np.ones(4)).auc is None


def test_rows_are_read_by_language_from_files_and_folders(tmp_path: Path) -> None:
    lines = [
        {"title": "会议召开", "label": 0, "source": "s", "body": "正文"},
        {"title": "Council votes on budget", "label": 1, "strength": 0.6},
    ]
    text = "\n".join(json.dumps(line) for line in lines) + "\n"
    (tmp_path / "b.jsonl").write_text(text, encoding="utf-8")
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(text.encode()))
    paths = files_of([tmp_path])
    assert [path.name for path in paths] == ["a.jsonl.gz", "b.jsonl"]
    assert read_labelled(paths[0], "zh") == [Row("会议召开", 0, 0.0, "s", "正文")]
    assert read_labelled(paths[1], "en") == [Row("Council votes on budget", 1, 0.6, "b.jsonl")]
    assert read_weak(paths[0], "zh", 1, 5) == [Row("会议召开", 1, 1.0, WEAK)]
    assert data_file(paths[0], "labelled", 2).sha256 == hashlib.sha256(paths[0].read_bytes()).hexdigest()


@pytest.mark.parametrize(
    "line", ["nonsense", "[]", '{"title": "会议"}', '{"title": "会议", "label": 2}', '{"label": 1}']
)
def test_a_bad_row_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text('{"title": "会议召开", "label": 0}\n' + line + "\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"rows\.jsonl, line 2"):
        read_labelled(path, "zh")


def test_a_broken_archive_is_named(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"title": "x", "label": 0}')[:20])
    with pytest.raises(ValueError, match=r"rows\.jsonl\.gz"):
        read_labelled(path, "en")


def test_the_shipped_card_is_the_card_of_the_shipped_weights() -> None:
    assert (DATA / "clickbait_card.md").read_text(encoding="utf-8") == card_of(DATA)


def test_shipped_weights_name_their_data() -> None:
    assert score_headline("会议召开").model == "clickbait-zh-5"
    data = json.loads((DATA / "clickbait_zh.json").read_text(encoding="utf-8"))
    assert {file["name"] for file in data["data"]} >= {"zh_labelled.jsonl.gz"}


def test_every_source_and_label_counts_the_same_in_all() -> None:
    corpus = train.prepare(made_rows()[: 4 * 30], "zh")
    everything = np.arange(len(corpus.label))
    weight = balance(corpus, everything)
    sums = {
        (source, label): weight[(corpus.source == source) & (corpus.label == label)].sum()
        for source in ("a", "b")
        for label in (0, 1)
    }
    assert sums == pytest.approx(dict.fromkeys(sums, 60 / 4))
    assert set(weight[corpus.source == WEAK]) == {1.0}


def test_the_interval_of_the_auc_is_the_same_again_and_holds_it() -> None:
    random = np.random.default_rng(3)
    label = (np.arange(200) % 2).astype(float)
    probability = np.clip(0.4 + 0.2 * label + random.normal(0, 0.2, 200), 0, 1)
    first, again = (figures("x", probability, label, label) for _ in range(2))
    assert first == again
    assert first.auc is not None
    assert first.auc_low is not None
    assert first.auc_high is not None
    assert first.auc_low < first.auc < first.auc_high
    assert 0.05 < first.auc_high - first.auc_low < 0.2


def test_a_target_is_evaluated_in_folds_and_its_share_is_the_mean_score() -> None:
    rows = [row for row in made_rows() if not (row.source == "a" and row.label and hash_of(row.title) % 2)]
    corpus = train.prepare(rows, "zh")
    settings = replace(SMALL, target="a")
    evaluation = train.evaluate(corpus, settings)
    assert [row.source for row in evaluation] == ["b", "a", train.POOLED]
    of_target = np.flatnonzero(corpus.source == "a")
    score = 1 / (1 + np.exp(-train.train(corpus, settings).log_odds(corpus, of_target)))
    assert score.mean() == pytest.approx(corpus.target[of_target].mean(), abs=0.08)


def hash_of(title: str) -> int:
    return hashlib.sha256(title.encode()).digest()[0]


def test_high_begins_where_enough_of_the_headlines_are_clickbait() -> None:
    probability = np.linspace(1, 0, 100)
    label = np.array([1.0] * 32 + [0.0] * 7 + [1.0] + [0.0] * 60)
    medium, high = bands(probability, label, has_target=True)
    assert high == pytest.approx(probability[39]), "33 of the 40 highest are clickbait, the last share of .82"
    assert medium <= high
    assert (probability[label == 0] >= medium).mean() <= 0.15


def test_high_holds_the_fewest_when_no_threshold_is_precise() -> None:
    probability, label = np.linspace(1, 0, 100), np.tile([0.0, 1.0], 50)
    assert bands(probability, label, has_target=True)[1] == pytest.approx(probability[LEAST_HIGH - 1])
