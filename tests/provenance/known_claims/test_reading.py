"""Files of known claims are read as a stream; each fault is told with its line, and the other rows come."""

from __future__ import annotations

import json
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from articles.provenance.known_claims.entries import Entry, entry
from articles.provenance.known_claims.files.claim_review import review_of
from articles.provenance.known_claims.files.reading import BadFile, rows_of

REVIEW = {
    "@context": "https://schema.org",
    "@type": "ClaimReview",
    "claimReviewed": "紫菜是塑料做的",
    "reviewRating": {"@type": "Rating", "ratingValue": 1, "bestRating": 5, "worstRating": 1, "alternateName": "谣言"},
    "author": {"@type": "Organization", "name": "云泽辟谣"},
    "datePublished": "2017-02-20",
    "url": "https://facts.example/2",
}


def read(file: Path) -> list[tuple[int, Any]]:
    opened, rows = rows_of(file)
    with opened:
        return list(rows)


def written(folder: Path, name: str, text: str) -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def test_a_table_is_read_by_its_columns_in_chinese_too(tmp_path: Path) -> None:
    file = written(
        tmp_path,
        "bank.csv",
        "说法,结论,发布方,日期,链接\n紫菜是塑料做的,谣言,云泽辟谣,2017-02-20,https://facts.example/2\n",
    )
    assert [entry(row).claim for _, row in read(file)] == ["紫菜是塑料做的"]


def test_a_table_without_a_needed_column_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="no column verdict, publisher"):
        read(written(tmp_path, "bank.csv", "claim\n紫菜是塑料做的\n"))


def test_lines_hold_plain_rows_or_claim_reviews_and_faults_keep_their_numbers(tmp_path: Path) -> None:
    plain = {"claim": "肉松是棉花做的", "verdict": "假", "publisher": "云泽辟谣"}
    lines = [json.dumps(plain), "", "{broken", json.dumps(REVIEW), "[]", '"x"', "[" * 100_000]
    rows = read(written(tmp_path, "bank.jsonl", "\n".join(lines)))
    assert [number for number, _ in rows] == [1, 3, 4, 5, 6, 7]
    assert [isinstance(row, dict) for _, row in rows] == [True, False, True, False, False, False]
    assert entry(rows[2][1]) == Entry(
        "紫菜是塑料做的", "false", "云泽辟谣", "谣言", entry(rows[2][1]).published_on, REVIEW["url"]
    )


def test_a_line_without_end_is_left_out_and_the_next_one_comes(tmp_path: Path) -> None:
    rows = read(written(tmp_path, "bank.jsonl", "x" * 3_000_000 + "\n" + json.dumps(REVIEW)))
    assert rows[0] == (1, "longer than 1,000,000 characters")
    assert rows[1][0] == 2
    assert rows[1][1]["claim"] == "紫菜是塑料做的"


@pytest.mark.parametrize(
    "document",
    [
        REVIEW,
        [REVIEW],
        {"@graph": [{"@type": "WebPage"}, REVIEW]},
        {"@type": "DataFeed", "dataFeedElement": [{"@type": "DataFeedItem", "item": [REVIEW]}]},
    ],
)
def test_a_claim_review_is_found_wherever_the_document_has_it(tmp_path: Path, document: Any) -> None:
    rows = read(written(tmp_path, "feed.json", json.dumps(document, indent=1)))
    assert [entry(row).link for _, row in rows] == ["https://facts.example/2"]


def test_an_element_of_a_feed_is_told_by_its_line(tmp_path: Path) -> None:
    text = (
        '{"@type": "DataFeed",\n"dataFeedElement": [\n'
        + json.dumps(REVIEW)
        + ',\n{"@type": "Thing"},\n'
        + json.dumps(REVIEW)
        + "\n]}"
    )
    assert [number for number, _ in read(written(tmp_path, "feed.json", text))] == [3, 4, 5]


def test_a_feed_that_breaks_off_gives_what_came_before(tmp_path: Path) -> None:
    rows = read(written(tmp_path, "feed.json", json.dumps([REVIEW, REVIEW])[:-40]))
    assert [isinstance(row, dict) for _, row in rows] == [True, False]
    assert "no JSON" in rows[1][1]


def test_a_page_gives_the_claim_reviews_of_its_scripts(tmp_path: Path) -> None:
    scripts = [json.dumps({"@type": "NewsArticle"}), json.dumps({"@graph": [REVIEW]}), "{no json"]
    page = "".join(f'<script type="application/ld+json">{each}</script>' for each in scripts)
    rows = read(written(tmp_path, "page.html", f"<html><body>{page}<script>var x = 1</script></body></html>"))
    assert [isinstance(row, dict) for _, row in rows] == [True, False]


def test_a_rating_in_numbers_alone_is_a_verdict(tmp_path: Path) -> None:
    rating = {"ratingValue": "1", "bestRating": "5", "worstRating": "1"}
    rows = read(written(tmp_path, "feed.json", json.dumps({**REVIEW, "reviewRating": rating})))
    assert entry(rows[0][1]).verdict == "false"


def test_what_is_exported_is_the_same_entry_when_it_is_read_again(tmp_path: Path) -> None:
    first = entry({"claim": "金鱼的记忆只有七秒", "verdict": "误区", "publisher": "科普局", "date": "2020-01-02",
                   "link": "https://facts.example/3", "language": "zh"})  # fmt: skip
    rows = read(written(tmp_path, "feed.json", json.dumps([review_of(first)])))
    assert entry(rows[0][1]) == first


@pytest.mark.parametrize("name", ["bank.xml", "bank"])
def test_a_file_of_another_kind_is_refused_by_name(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadFile, match="none of the suffixes"):
        read(written(tmp_path, name, "x"))


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "bank.csv"
    file.write_bytes("claim,verdict,publisher\n谣言,假,某\n".encode("gb18030"))
    with pytest.raises(BadFile, match="not UTF-8"):
        read(file)


def test_a_feed_of_thirty_megabytes_is_read_in_a_few(tmp_path: Path) -> None:
    file = tmp_path / "feed.json"
    one = json.dumps(REVIEW, ensure_ascii=False) + ",\n"
    with file.open("w", encoding="utf-8") as opened:
        opened.write("[\n" + one * (30_000_000 // len(one.encode())) + json.dumps(REVIEW) + "]")
    opened, rows = rows_of(file)
    tracemalloc.start()
    with opened:
        amount = sum(isinstance(row, dict) for _, row in rows)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert amount > 50_000
    assert peak < 8_000_000
