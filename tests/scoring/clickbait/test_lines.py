import json

import pytest

from articles.scoring.clickbait.lines import score_lines
from articles.scoring.clickbait.score import score_headline


def answers(*lines: bytes) -> list[dict[str, object]]:
    return [json.loads(answer) for answer, _ in score_lines(lines)]


def test_one_answer_a_line_in_order() -> None:
    headlines = ["震惊！原来如此", "会议召开", ""]
    found = answers(*(json.dumps({"headline": headline}).encode() for headline in headlines))
    assert [answer["headline"] for answer in found] == headlines
    assert [answer["score"] for answer in found] == [score_headline(headline).value for headline in headlines]
    assert found[2]["band"] == "not_scored"


def test_printed_contributions_add_up_to_the_score() -> None:
    (answer,) = answers('{"headline": "震惊！他竟捐出3000万", "body": ["他捐了", "款"]}'.encode())
    assert {"headline", "score", "band", "reasons", "model"} <= set(answer)
    reasons = answer["reasons"]
    assert isinstance(reasons, list)
    assert "unsupported" in {reason["family"] for reason in reasons}
    total = answer["baseline"] + sum(reason["contribution"] for reason in reasons)
    assert answer["score"] == pytest.approx(1 / (1 + 2.718281828459045**-total))


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b"{", "not_json"),
        (b"", "not_json"),
        (b"[" * 200_000, "not_json"),
        (b"\xff\xfe", "not_utf8"),
        (b'["headline"]', "not_an_object"),
        (b"{}", "headline"),
        (b'{"headline": 5}', "headline"),
        (b'{"headline": "a", "headline": "b"}', "repeated_name"),
        (b'{"headline": "a", "x": {"y": 1, "y": 1}}', "repeated_name"),
        (rb'{"headline": "\ud800"}', "headline"),
        (b'{"headline": "x", "body": 5}', "body"),
        (b'{"headline": "x", "body": ["a", 1]}', "body"),
    ],
)
def test_a_bad_line_keeps_its_place(line: bytes, code: str) -> None:
    found = list(score_lines([b'{"headline": "a b"}', line, b'{"headline": "c d"}']))
    assert [good for _, good in found] == [True, False, True]
    error = json.loads(found[1][0])
    assert (error["error"]["code"], error["line"]) == (code, 2)


def test_it_streams() -> None:
    def lines():  # type: ignore[no-untyped-def]
        yield '{"headline": "会议召开"}'.encode()
        raise AssertionError("read ahead")

    assert json.loads(next(score_lines(lines()))[0])["headline"] == "会议召开"


def test_chinese_is_printed_as_such() -> None:
    answer, _ = next(score_lines(['{"headline": "会议召开"}'.encode()]))
    assert "会议召开" in answer
