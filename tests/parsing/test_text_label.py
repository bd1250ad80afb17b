"""The AIGC field in the metadata of text copies and pages: where it counts, what it states, and where it is none."""

from __future__ import annotations

import json
import random
import time
from contextlib import suppress

import pytest

from articles.parsing import ExtractedArticle, Unreadable, extract
from articles.parsing.images.ai_labels import AiLabel
from articles.parsing.submitted.structured import from_fields

HEAD = "老城区将改造供水管网两期施工五个月"
BODY = [
    "老城区的供水管网改造工程本月进入第二期，沿街居民的用水安排已经张贴在各个小区门口。",
    "施工单位介绍，新管道采用球墨铸铁，接口处加了两道密封圈，使用年限比旧管道长得多。",
    "附近的商户说，夜间施工对生意影响不大，只是早高峰时路口会堵上一阵子，需要绕行。",
    "工程预计在明年春天全部完工，届时老城区近三万户居民的水压都会有明显的改善。",
]
FIELD = {"Label": "1", "ContentProducer": "001191110000000000000000000001", "ProduceID": "abc123"}


def copy(front: str, mark: str = "---") -> str:
    return f"---\n{front}\n{mark}\n# {HEAD}\n\n" + "\n\n".join(BODY) + "\n"


def page(head: str, body: str = "") -> str:
    text = "".join(f"<p>{each}</p>" for each in BODY)
    return (
        f"<!doctype html><html><head><title>{HEAD}</title>{head}</head>"
        f"<body><h1>{HEAD}</h1><div class='content'>{text}{body}</div></body></html>"
    )


def label(text: str) -> AiLabel | None:
    article = extract(text)
    assert (article.headline, list(article.body)) == (HEAD, BODY)
    return article.ai_label


BLOCK = 'AIGC:\n    Label: "1"\n    ContentProducer: 001191110000000000000000000001\n    ProduceID: abc123'

COPIES = {
    "block": BLOCK,
    "two spaces, single quotes, label last": "AIGC:\n  ProduceID: 'abc123'\n  Label: '1'",
    "no quotes": "AIGC:\n    Label: 1\n    ProduceID: abc123",
    "full width": "AIGC:\n    Label: １\n    ProduceID: abc123",
    "Chinese": "AIGC:\n    Label: 属于\n    ProduceID: abc123",
    "tabs": "AIGC:\n\tLabel: '1'\n\tProduceID: abc123",
    "lower case": "aigc:\n    label: '1'\n    produceid: abc123",
    "json": "AIGC: " + json.dumps(FIELD),
    "json in quotes": f"AIGC: '{json.dumps(FIELD)}'",
    "braces": "AIGC: {Label: 1, ProduceID: abc123}",
    "braces with quotes": "AIGC: {Label: '1', ProduceID: 'abc123'}",
    "text block": "AIGC: |\n  " + json.dumps(FIELD),
    "list": "AIGC:\n  - Label: '1'\n    ProduceID: abc123",
    "beside other fields": f"title: {HEAD}\ntags:\n  - 供水\n{BLOCK}\ndate: 2025-03-04",
    "below another key": "metadata:\n  AIGC:\n    Label: '1'\n    ProduceID: abc123",
    "without its name": "Label: '1'\nContentProducer: x\nProduceID: abc123",
    "several lines": 'AIGC: {\n  "Label": "1",\n  "ProduceID": "abc123"\n}',
    "full-width colons": "AIGC：\n  Label：1\n  ProduceID：abc123",
    "quoted keys": '"AIGC":\n  "Label": "1"\n  "ProduceID": "abc123"',
    "comment": "AIGC:\n  Label: 1 # 属于\n  ProduceID: abc123",
}


@pytest.mark.parametrize("name", COPIES)
def test_front_matter_of_a_copy_is_read(name: str) -> None:
    found = label(copy(COPIES[name]))
    assert found is not None
    assert (found.state, found.note) == ("yes", None)
    assert found.aigc is not None
    assert found.aigc["ProduceID"] == "abc123"
    assert (found.evidence[0].carrier, found.evidence[0].field) == ("front matter", "AIGC.Label")


@pytest.mark.parametrize(
    "front",
    [
        'draft = "false"\n[AIGC]\nLabel = "1"\nProduceID = "abc123"',
        'AIGC = { Label = "1", ProduceID = "abc123" }',
        '[AIGC]\n  Label = "1"\n\n[author]\nname = "周澄"',
    ],
)
def test_front_matter_in_toml_is_read(front: str) -> None:
    found = label(f"+++\n{front}\n+++\n# {HEAD}\n\n" + "\n\n".join(BODY))
    assert found is not None
    assert found.state == "yes"


def test_front_matter_may_end_with_dots() -> None:
    found = extract(copy(BLOCK, "...")).ai_label
    assert found is not None
    assert found.state == "yes"


def test_windows_line_ends_and_a_byte_order_mark_are_no_hindrance() -> None:
    data = ("\ufeff" + copy(BLOCK)).replace("\n", "\r\n").encode()
    found = extract(data).ai_label
    assert found is not None
    assert found.state == "yes"


@pytest.mark.parametrize(
    ("value", "state"),
    [("2", "possible"), ("3", "suspected"), ("可能", "possible"), ("疑似", "suspected"), ("AIGC", "suspected")],
)
def test_states_are_those_of_the_rules(value: str, state: str) -> None:
    for text in (copy(f"AIGC:\n  Label: '{value}'\n  ProduceID: x"), page(meta(json.dumps({"Label": value})))):
        found = label(text)
        assert found is not None
        assert found.state == state


@pytest.mark.parametrize("value", ["0", "4", "no", "false", "''"])
def test_an_unknown_value_states_nothing_and_is_noted(value: str) -> None:
    found = label(copy(f"AIGC:\n  Label: {value}\n  ContentProducer: x"))
    assert found is not None
    assert found.state == "none_found"
    assert found.note


@pytest.mark.parametrize(
    "front", ["title: 供水\nlabel: 1", "tags:\n  - AIGC\n  - 人工智能", "category: AIGC\nlabel: '1'"]
)
def test_other_front_matter_is_no_label(front: str) -> None:
    assert extract(copy(front)).ai_label is None


def test_words_in_the_text_are_no_label() -> None:
    said = '平台要求在文件里写入 AIGC 字段，例如 {"AIGC": {"Label": "1", "ProduceID": "x"}}，供核验使用。'
    article = extract(f"{HEAD}\n\n" + "\n\n".join([*BODY, said, "---", "AIGC:", "  Label: '1'", "---"]))
    assert article.ai_label is None
    assert extract(page("", f"<p>{said}</p><pre>---\nAIGC:\n  Label: '1'\n---</pre>")).ai_label is None


def meta(content: str, name: str = "AIGC") -> str:
    return f'<meta name="{name}" content="{content.replace("&", "&amp;").replace(chr(34), "&quot;")}">'


PAGES = {
    "meta": meta(json.dumps(FIELD)),
    "single quotes": f"<meta name='AIGC' content='{json.dumps(FIELD)}'>",
    "nested": meta(json.dumps({"AIGC": FIELD})),
    "text in json": meta(json.dumps({"AIGC": json.dumps(FIELD)})),
    "any case": meta(json.dumps(FIELD), "aigc"),
    "property": meta(json.dumps(FIELD)).replace("name=", "property="),
    "prefix": meta(json.dumps(FIELD), "TC260:AIGC"),
    "pairs": meta("Label=1; ContentProducer=0011; ProduceID=abc123"),
    "single quotes inside": meta("{'Label': '1', 'ProduceID': 'abc123'}"),
    "json-ld": f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", "AIGC": FIELD})}</script>',
}


@pytest.mark.parametrize("name", PAGES)
def test_metadata_of_a_page_are_read(name: str) -> None:
    found = label(page(PAGES[name]))
    assert found is not None
    assert (found.state, found.note) == ("yes", None)
    assert found.aigc is not None
    assert found.aigc["ProduceID"] == "abc123"


@pytest.mark.parametrize(
    "head",
    [
        "",
        f"<!-- AIGC: {json.dumps(FIELD)} -->",
        f"<script>var AIGC = {json.dumps(FIELD)}</script>",
        meta("人工智能 AIGC Label 1", "keywords"),
        f'<script type="application/ld+json">{json.dumps({"image": {"AIGC": FIELD}})}</script>',
    ],
)
def test_comments_scripts_and_pictures_of_a_page_are_no_label_of_it(head: str) -> None:
    assert label(page(head)) is None


BLOCK_LINES = ["---", *BLOCK.split("\n"), "---"]
HEADS = {
    "a string": "\n".join([*BLOCK_LINES, *BODY]),
    "a paragraph per line": [*BLOCK_LINES, *BODY],
    "without indentation and marks": [*(line.strip() for line in BLOCK.split("\n")), *BODY],
    "one paragraph": [
        "AIGC: Label: “1” ContentProducer: 0011 ProduceID: abc123".replace("“", '"').replace("”", '"'),
        *BODY,
    ],
    "one paragraph, full width": ["AIGC：Label：1 ContentProducer：0011 ProduceID：abc123", *BODY],
    "json": ['{"AIGC": {"Label": "1", "ProduceID": "abc123"}}', *BODY],
}


@pytest.mark.parametrize("name", HEADS)
def test_field_at_the_head_of_a_submitted_body_is_read_and_taken_off(name: str) -> None:
    article = from_fields({"headline": HEAD, "body": HEADS[name]})
    assert list(article.body) == BODY
    assert article.ai_label is not None
    assert article.ai_label.state == "yes"
    assert article.ai_label.aigc is not None
    assert article.ai_label.aigc["ProduceID"] == "abc123"


@pytest.mark.parametrize(
    "first",
    [
        "GB 45438 要求写入 AIGC 字段：Label: 1，ContentProducer: 0011。",
        "AIGC",
        "AIGC: 行业观察",
        "Label: 1 ContentProducer: 0011",
        "AIGC Label: 1",
    ],
)
def test_prose_about_the_field_is_no_label(first: str) -> None:
    article = from_fields({"headline": HEAD, "body": [first, *BODY]})
    assert article.ai_label is None
    assert list(article.body) == [first, *BODY]


def test_prose_below_a_heading_is_no_label() -> None:
    body = ["AIGC", "标准的例子是 Label: 1 ContentProducer: 0011，供核验。", *BODY]
    article = from_fields({"headline": HEAD, "body": body})
    assert (article.ai_label, list(article.body)) == (None, body)


def test_a_field_that_an_editor_made_a_paragraph_is_read_on_a_page() -> None:
    shown = "<p>AIGC: Label: &quot;1&quot; ContentProducer: 0011 ProduceID: abc123</p>"
    found = extract(page("").replace("<p>", shown + "<p>", 1)).ai_label
    assert found is not None
    assert (found.state, found.evidence[0].carrier) == ("yes", "text head")


def test_the_strongest_of_several_fields_counts() -> None:
    found = label(page(meta(json.dumps({"Label": "3"})) + meta(json.dumps(FIELD))))
    assert found is not None
    assert found.state == "yes"
    assert [item.value for item in found.evidence] == ["1", "3"]
    assert "disagree" in (found.note or "")


def test_json_keeps_the_label_of_the_text() -> None:
    article = extract(copy(BLOCK))
    assert ExtractedArticle.from_json(article.to_json()) == article
    assert article.to_json()["ai_label"]["aigc"]["Label"] == "1"


def test_damaged_front_matter_and_pages_give_a_label_or_none() -> None:
    rng = random.Random(45438)  # noqa: S311 - the same damage in every run
    texts = [copy(front) for front in COPIES.values()] + [page(head) for head in PAGES.values()]
    for _ in range(1_500):
        text = list(rng.choice(texts))
        for _ in range(rng.randint(1, 6)):
            at = rng.randrange(min(len(text), 400))
            text[at : at + rng.randint(0, 4)] = rng.choice(
                ["", "\n", "'", '"', "{", "}", "---\n", ":", "- ", "<", "AIGC"]
            )
        with suppress(Unreadable):  # the damage may hit the headline
            article = extract("".join(text))
            assert article.ai_label is None or article.ai_label.state


@pytest.mark.parametrize(
    "text",
    [
        copy("AIGC: " + "{" * 30_000),
        copy("AIGC:\n" + "  - Label: 1\n" * 2_000),
        copy("AIGC: '" + '{"Label":' * 4_000),
        "---\n" + "AIGC:\n  " * 20_000 + "\n" + copy(""),
        page(meta('{"Label":"1",' * 60_000)),
        page(meta("{") * 20_000),
        page("".join(f'<script type="application/ld+json">{"[" * 20_000}"AIGC"</script>' for _ in range(20))),
    ],
    ids=["braces", "list", "json", "keys", "long meta", "many metas", "json-ld"],
)
def test_hostile_metadata_are_read_in_bounded_time(text: str) -> None:
    began = time.process_time()
    with suppress(Unreadable):  # some are refused
        extract(text)
    assert time.process_time() - began < 15, "quadratic reading takes minutes"


@pytest.mark.parametrize("metas", ["AIGC.Label", "aigc:label", "AIGC-Label", "AIGC_Label"])
def test_values_of_the_field_in_metas_of_their_own_are_read(metas: str) -> None:
    prose = "<p>河湾市老城区的供水管网改造本月开工，第一期涉及三条街道。</p>" * 3
    head = f'<head><title>老城区供水改造</title><meta name="{metas}" content="2"></head>'
    label = extract(f"<html>{head}<body><h1>老城区供水改造</h1><div>{prose}</div></body></html>").ai_label
    assert label is not None
    assert label.state == "possible"


@pytest.mark.parametrize(
    "line", ['AIGC: {"Label":"1","ProduceID":"y"}', '{"AIGC":{"Label":"1"}}', '<!-- AIGC: {"Label":"1"} -->']
)
@pytest.mark.parametrize("is_above", [True, False])
def test_a_line_of_the_field_at_an_end_is_its_label(line: str, is_above: bool) -> None:
    text = "老城区供水改造\n" + "河湾市老城区的供水管网改造本月开工，第一期涉及三条街道。\n" * 3
    article = extract(f"{line}\n{text}" if is_above else f"{text}{line}\n", content_type="text/plain")
    assert article.ai_label is not None
    assert article.ai_label.state == "yes"
    assert (article.headline, len(article.body)) == ("老城区供水改造", 3)
