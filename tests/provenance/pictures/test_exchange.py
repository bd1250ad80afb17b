"""Hashes are read from the exchange formats of HMA; other types are left out, and what is no hash is told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from articles.provenance.pictures.exchange import BadFile, BadSignal, OtherSignal, Signal, rows_of, signal

PDQ = "f8f8f0cee0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b22"


def read(folder: Path, name: str, text: str) -> list[Any]:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    opened, rows = rows_of(file)
    with opened:
        return [row for _, row in rows]


@pytest.mark.parametrize(
    "row",
    [
        {"signal_type": "pdq", "signal_str": PDQ},
        {"id": 7, "signals": {"pdq": PDQ, "video_md5": "0" * 32}},
        {"pdq": PDQ.upper()},
        {"type": "HASH_PDQ", "indicator": PDQ, "status": "MALICIOUS"},
    ],
)
def test_a_hash_is_read_from_each_form_of_the_exchange(row):
    assert signal(row) == Signal(PDQ)


def test_a_row_brings_its_bank_category_and_tags():
    row = {"collab": "旧照", "signal_str": PDQ, "category": "INVESTIGATION_SEED", "tags": ["洪水", "2019"]}
    assert signal(row) == Signal(PDQ, "旧照", "investigation_seed", "洪水 2019")


@pytest.mark.parametrize("row", [{"signal_type": "video_md5", "signal_str": "0" * 32}, {"signals": {"tmk": "x"}}])
def test_a_signal_of_another_type_is_no_error(row):
    with pytest.raises(OtherSignal):
        signal(row)


@pytest.mark.parametrize(
    "row",
    [
        "nested too deep",
        {"signal_str": PDQ[:63]},
        {"signal_str": "g" * 64},
        {"signal_str": 7},
        {"signal_str": PDQ, "category": "SOMETHING"},
        {"signal_str": PDQ, "tags": "长" * 301},
        {"signal_str": PDQ, "collab": "长" * 101},
    ],
)
def test_what_is_no_hash_is_told(row):
    with pytest.raises(BadSignal):
        signal(row)


def test_a_table_a_list_and_plain_lines_are_read(tmp_path):
    table = read(tmp_path, "a.csv", f"collab,signal_type,signal_str,category,tags\nA,pdq,{PDQ},POSITIVE_CLASS,x\n")
    assert signal(table[0]) == Signal(PDQ, "A", tags="x")
    assert [signal(row).pdq for row in read(tmp_path, "a.txt", f"# note\npdq {PDQ}\n\n{PDQ}\n")] == [PDQ, PDQ]
    document = json.dumps({"data": [{"type": "HASH_PDQ", "indicator": PDQ}]})
    assert [signal(row).pdq for row in read(tmp_path, "a.json", document)] == [PDQ]
    assert read(tmp_path, "a.jsonl", f'{{"pdq": "{PDQ}"}}\n[1]\n{{')[1] == "no object"


def test_a_file_that_is_no_table_of_hashes_is_refused(tmp_path):
    with pytest.raises(BadFile, match="no column"):
        read(tmp_path, "a.csv", "name,age\nA,7\n")
    with pytest.raises(BadFile, match="neither a list"):
        read(tmp_path, "a.json", '{"x": 1}')
    with pytest.raises(BadFile, match="suffixes"):
        read(tmp_path, "a.xlsx", "")


def test_a_line_without_end_is_read_in_pieces_and_told(tmp_path):
    found = read(tmp_path, "a.jsonl", "x" * 3_000_000 + f'\n{{"pdq": "{PDQ}"}}\n')
    assert found[0].startswith("longer than")
    assert signal(found[1]).pdq == PDQ
