"""Front matter of clippers and assistants: scalars, lists, mappings, as blocks and on one line."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.parsing.document.front_matter import split_front_matter

LABEL = {"Label": "1", "ContentProducer": "001191110000000000000000000001", "ProduceID": "abc123"}
BLOCK = '    Label: "1"\n    ContentProducer: 001191110000000000000000000001\n    ProduceID: abc123\n'


@pytest.mark.parametrize(
    ("written", "fields"),
    [
        ('title: "渡船：晚开"\n', {"title": "渡船：晚开"}),
        ("title: 'It''s late'\n", {"title": "It's late"}),
        ('title: "他说\\"晚\\"\\u4e86"\n', {"title": '他说"晚"了'}),
        ("Title: 渡船: 晚开\n", {"title": "渡船: 晚开"}),
        ("source: https://a.cn/b?c=1#d\n", {"source": "https://a.cn/b?c=1#d"}),
        ("author:\n  - '[[江边手记]]'\n  - 周澄\n", {"author": ["江边手记", "周澄"]}),
        ("author: [[江边手记]]\n", {"author": "江边手记"}),
        ("author: ['[[江边手记]]', \"周, 澄\"]\n", {"author": ["江边手记", "周, 澄"]}),
        ("tags:\n- clippings\n- 网页\ndate: 2026-04-09\n", {"tags": ["clippings", "网页"], "date": "2026-04-09"}),
        ("tags: []\nname: x\n", {"tags": [], "name": "x"}),
        ("description: >-\n  一段\n  两段\ntitle: 甲\n", {"description": "一段 两段", "title": "甲"}),
        ("description: |\n  一段\n  键: 值\ntitle: 甲\n", {"description": "一段\n键: 值", "title": "甲"}),
        ("title: 很长的\n  标题\nurl: x\n", {"title": "很长的 标题", "url": "x"}),
        ("published:\nauthor: ~\ntitle: 甲\n", {"title": "甲"}),
        ("# 说明\n\ntitle: 甲\n", {"title": "甲"}),
        ("author:\n  name: 周澄\n  url: https://a.cn\ntitle: 甲\n",
         {"author": {"name": "周澄", "url": "https://a.cn"}, "title": "甲"}),
        ("authors:\n  - name: 周澄\n    id: 7\n  - name: 林河\n",
         {"authors": [{"name": "周澄", "id": "7"}, {"name": "林河"}]}),
        ("links:\n  - https://a.cn\n", {"links": ["https://a.cn"]}),
        ("a:\n  b:\n    c: 1\n  d: 2\n", {"a": {"b": {"c": "1"}, "d": "2"}}),
    ],
)  # fmt: skip
def test_front_matter_is_read_as_written(written: str, fields: dict[str, object]) -> None:
    front, rest = split_front_matter(f"---\n{written}---\n正文\n")
    assert front.fields == fields
    assert rest == "正文\n"


@pytest.mark.parametrize(
    "written",
    [
        f"AIGC:\n{BLOCK}",
        f"title: 甲\nAIGC:\n{BLOCK}author: 乙\n",
        f"aigc:\n{BLOCK.replace('    ', chr(9))}",
        'AIGC: {"Label": "1", "ContentProducer": "001191110000000000000000000001", "ProduceID": "abc123"}\n',
        'AIGC: \'{"Label": "1", "ContentProducer": "001191110000000000000000000001", "ProduceID": "abc123"}\'\n',
        "AIGC: {Label: 1, ContentProducer: '001191110000000000000000000001', ProduceID: abc123}\n",
    ],
)
def test_a_label_of_an_assistant_is_a_mapping_in_every_form(written: str) -> None:
    assert split_front_matter(f"---\n{written}---\n# 标题\n")[0].mapping("AIGC") == LABEL


@pytest.mark.parametrize("text", ["---\n正文\n---\n", "--- 甲: 乙\n", "标题: 甲\n---\n", "---\n甲: 乙\n", ""])
def test_text_without_front_matter_stays_whole(text: str) -> None:
    front, rest = split_front_matter(text)
    assert (dict(front.fields), rest) == ({}, text)


def test_a_missing_field_has_no_text_and_no_mapping() -> None:
    front, _ = split_front_matter("---\ntitle: 甲\n---\n")
    assert (front.text("url", "title"), front.text("url"), front.mapping("title")) == ("甲", None, {})


@given(st.text(alphabet="-:[]{}\"'|>#\n\t ab甲,\\", max_size=300))
def test_noise_never_crashes(text: str) -> None:
    split_front_matter(f"---\n{text}\n---\n")


@pytest.mark.parametrize(
    "line", ["a:" * 1_900, "{" * 3_900, '"' * 3_900, "- " * 1_900, "a: [" + "'," * 1_900, "a: {" + '"a"' * 1_300]
)
def test_hostile_lines_are_read_in_time(line: str) -> None:
    start = time.process_time()
    split_front_matter("---\n" + (line + "\n") * 200 + "---\n")
    assert time.process_time() - start < 8, "quadratic reading takes minutes"
