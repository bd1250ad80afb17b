import gzip
import json
import subprocess
import sys
from pathlib import Path

from articles.scoring.clickbait.score import score_headline
from tests.shared_data import require_shared

ROOT = Path(__file__).resolve().parents[2]


def manage(*arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "manage.py", *arguments], input=given, capture_output=True, cwd=ROOT, check=False
    )


def test_score_headlines_answers_every_line_and_exits_1_when_one_was_bad() -> None:
    run = manage("score_headlines", given='{"headline": "会议召开"}\nnonsense\n'.encode())
    first, second = run.stdout.decode().splitlines()
    assert (json.loads(first)["headline"], json.loads(second)["line"]) == ("会议召开", 2)
    assert run.returncode == 1
    assert b"Traceback" not in run.stderr
    assert manage("score_headlines", given=b'{"headline": "a plain line"}').returncode == 0


def test_train_clickbait_writes_the_same_bytes_twice_and_prints_each_source(tmp_path: Path) -> None:
    rows = [
        {"title": f"第{number}村{topic}{'竟然这样！' if number % 2 else '公布'}", "label": number % 2, "source": source}
        for number in range(24)
        for source, topic in (("甲报", "球赛"), ("乙报", "菜价"))
    ]
    data = tmp_path / "rows.jsonl"
    data.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    outputs = [tmp_path / "one.json", tmp_path / "two.json"]
    runs = [manage("train_clickbait", str(data), "--output", str(output)) for output in outputs]
    assert [run.returncode for run in runs] == [0, 0], runs[0].stderr.decode()
    assert outputs[0].read_bytes() == outputs[1].read_bytes()
    printed = runs[0].stdout.decode()
    assert "甲报" in printed
    assert "乙报" in printed


def test_train_clickbait_refuses_data_it_cannot_learn_from(tmp_path: Path) -> None:
    data = tmp_path / "rows.jsonl"
    data.write_text('{"title": "会议", "label": 1}\n', encoding="utf-8")
    run = manage("train_clickbait", str(data), "--output", str(tmp_path / "w.json"))
    assert run.returncode == 1
    assert b"at least 5 headlines of each label" in run.stderr
    assert not (tmp_path / "w.json").exists()


def test_self_media_headlines_alarm_far_more_often_than_those_of_a_portal_and_rarely_are_high() -> None:
    high, alarming = [], []
    for name in ("toutiao_2018", "thucnews"):
        data = gzip.decompress(require_shared(f"headlines/{name}.jsonl.gz").read_bytes())
        lines = data.decode("utf-8").splitlines()[1::20][:500]
        bands = [score_headline(json.loads(line)["title"]).band for line in lines]
        high.append(bands.count("high") / len(bands))
        alarming.append(high[-1] + bands.count("medium") / len(bands))
    assert 0.03 < alarming[0] < 0.25
    assert alarming[1] < 0.02
    assert high[0] < 0.05
    assert high[1] == 0
