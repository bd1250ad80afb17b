"""Structured submissions: what a platform already has in fields."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.parsing import extract
from articles.parsing.submitted.structured import InvalidFields, from_fields
from tests.parsing.copies import netease_copy
from tests.parsing.images.pictures import aigc, itxt, png

FIELDS: dict[str, Any] = {
    "headline": "渡船晚开半小时",
    "body": ["早晨河面上起了很大的雾，渡船晚开了半个小时。", "图片来自网络，侵删。"],
    "platform": "toutiao",
    "source": {"name": "江边手记", "external_id": "42", "follower_count": 10},
    "published_at": "2026-03-01T08:30:00",
}


def errors_of(fields: Any) -> list[tuple[str, str]]:
    with pytest.raises(InvalidFields) as caught:
        from_fields(fields)
    return [(error.pointer, error.code) for error in caught.value.errors]


def test_flags_language_and_zone_are_found() -> None:
    article = from_fields(FIELDS)
    assert (article.template, article.platform, article.language) == ("structured", "toutiao", "zh")
    assert article.published_at is not None
    assert article.published_at.isoformat() == "2026-03-01T08:30:00+08:00"
    (flag,) = article.provenance_flags
    assert (flag.code, flag.also) == ("image_web_sourced", ("infringement_contact",))
    assert article.text[flag.start : flag.end] == "图片来自网络，侵删。"


def test_a_body_of_lines_and_a_source_by_name() -> None:
    article = from_fields({**FIELDS, "body": "第一段。\r\n\n  第二段。  ", "source": "江边手记"})
    assert article.body == ("第一段。", "第二段。")
    assert article.source is not None
    assert article.source.name == "江边手记"


def test_given_flags_are_kept_and_located() -> None:
    article = from_fields({**FIELDS, "provenance_flags": [{"code": "reprint", "text": "很大的雾"}], "language": "en"})
    (flag,) = article.provenance_flags
    assert (flag.code, flag.location, article.text[flag.start : flag.end]) == ("reprint", "element", "很大的雾")
    assert article.language == "en"
    assert from_fields({**FIELDS, "provenance_flags": []}).provenance_flags == ()


def test_extract_output_can_be_submitted() -> None:
    article = extract(netease_copy())
    again = from_fields(article.to_json())
    assert (again.body, again.references, again.recommendations) == (
        article.body,
        article.references,
        article.recommendations,
    )
    assert (again.source, again.disclaimers, again.published_before) == (
        article.source,
        article.disclaimers,
        article.published_before,
    )
    assert [(f.code, f.start, f.end) for f in again.provenance_flags] == [
        (f.code, f.start, f.end) for f in article.provenance_flags
    ]


def test_a_picture_brought_along_is_read_for_its_label_and_not_kept() -> None:
    url = "https://example.org/a.png"
    data = base64.encodebytes(png(itxt("AIGC", aigc("3")))).decode()
    article = from_fields({**FIELDS, "images": [{"url": url, "data": data}, {"url": url}]})
    labels = [image.ai_label for image in article.images]
    assert labels[0] is not None
    assert (labels[0].state, labels[1]) == ("suspected", None)
    assert data[:40] not in json.dumps(article.to_json())
    assert [flag.code for flag in article.provenance_flags] == ["image_web_sourced"]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"headline": None}, ("/headline", "required")),
        ({"headline": "  "}, ("/headline", "required")),
        ({"headline": 5}, ("/headline", "invalid_type")),
        ({"headline": "长" * 301}, ("/headline", "too_long")),
        ({"headline": "标\x00题"}, ("/headline", "invalid_characters")),
        ({"headline": "标\ud800题"}, ("/headline", "invalid_characters")),
        ({"body": None}, ("/body", "required")),
        ({"body": []}, ("/body", "required")),
        ({"body": {"a": 1}}, ("/body", "invalid_type")),
        ({"body": ["一", "二", "三", 4]}, ("/body/3", "invalid_type")),
        ({"body": ["一", None]}, ("/body/1", "invalid_type")),
        ({"body": ["一"] * 5_001}, ("/body", "too_many")),
        ({"published_at": "昨天"}, ("/published_at", "invalid_time")),
        ({"published_at": 20260301}, ("/published_at", "invalid_type")),
        ({"published_at": "0001-01-01T00:00:00+14:00"}, ("/published_at", "invalid_time")),
        ({"source": []}, ("/source", "invalid_type")),
        ({"source": {}}, ("/source/name", "required")),
        ({"source": {"name": "甲", "follower_count": -1}}, ("/source/follower_count", "out_of_range")),
        ({"source": {"name": "甲", "follower_count": True}}, ("/source/follower_count", "invalid_type")),
        ({"source": {"name": "甲", "profile_url": "javascript:alert(1)"}}, ("/source/profile_url", "invalid_url")),
        ({"comment_count": 10**20}, ("/comment_count", "out_of_range")),
        ({"comment_count": 1.5}, ("/comment_count", "invalid_type")),
        ({"url": "ftp://a/b"}, ("/url", "invalid_url")),
        ({"references": [{"headline": "甲"}, "乙"]}, ("/references/1", "invalid_type")),
        ({"references": [{"url": "https://example.org/a"}]}, ("/references/0/headline", "required")),
        ({"recommendations": 7}, ("/recommendations", "invalid_type")),
        ({"images": [{"url": "data:image/png;base64,x"}]}, ("/images/0/url", "invalid_url")),
        ({"images": [{}]}, ("/images/0/url", "required")),
        ({"images": [{"url": "https://a.b/c", "data": "?"}]}, ("/images/0/data", "invalid_characters")),
        ({"images": [{"url": "https://a.b/c", "data": "é"}]}, ("/images/0/data", "invalid_characters")),
        ({"images": [{"url": "https://a.b/c", "data": [1]}]}, ("/images/0/data", "invalid_type")),
        ({"provenance_flags": [{"code": "nonsense", "text": "甲"}]}, ("/provenance_flags/0/code", "invalid_choice")),
        ({"provenance_flags": [{"text": "甲"}]}, ("/provenance_flags/0/code", "required")),
        ({"disclaimers": [{"code": "other"}]}, ("/disclaimers/0/text", "required")),
        ({"language": "klingon"}, ("/language", "invalid_choice")),
    ],
)
def test_one_fault_is_one_error(changes: dict[str, Any], expected: tuple[str, str]) -> None:
    assert errors_of({**FIELDS, **changes}) == [expected]


def test_all_faults_are_named() -> None:
    assert errors_of({}) == [("/headline", "required"), ("/body", "required")]
    assert errors_of(["no", "object"])[0] == ("", "invalid_type")


KEYS = st.sampled_from(["name", "headline", "url", "code", "text"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from([*extract(netease_copy()).to_json()]), JSON, max_size=8))
def test_from_fields_raises_only_invalid_fields(fields: dict[str, Any]) -> None:
    assert all(pointer.startswith("/") for pointer in faults({"headline": "标题", "body": ["正文"], **fields}))


def faults(fields: dict[str, Any]) -> list[str]:
    try:
        from_fields(fields)
    except InvalidFields as invalid:
        return [error.pointer for error in invalid.errors]
    return []


@pytest.mark.parametrize("written", ["2025-06-10", "20250610", " 2025-06-10 "])
def test_date_without_time_is_a_pair_of_bounds(written: str) -> None:
    article = from_fields({"headline": "渡船晚开半小时", "body": "河面上起了雾。", "published_at": written})
    assert article.published_at is None
    assert [str(each) for each in (article.published_after, article.published_before)] == [
        "2025-06-10 00:00:00+08:00",
        "2025-06-11 00:00:00+08:00",
    ]


def test_date_as_an_upper_bound_includes_that_day() -> None:
    fields = {"headline": "渡船晚开半小时", "body": "河面上起了雾。"}
    article = from_fields({**fields, "published_after": "2025-06-10", "published_before": "2025-06-12"})
    assert str(article.published_after) == "2025-06-10 00:00:00+08:00"
    assert str(article.published_before) == "2025-06-13 00:00:00+08:00"


def test_a_reference_needs_a_headline_or_an_outlet() -> None:
    article = from_fields({**FIELDS, "references": [{"outlet": "江边日报"}, {"headline": "", "outlet": "江边晚报"}]})
    assert [(item.headline, item.outlet) for item in article.references] == [("", "江边日报"), ("", "江边晚报")]
    with pytest.raises(InvalidFields) as raised:
        from_fields({**FIELDS, "references": [{"headline": " "}]})
    assert [error.pointer for error in raised.value.errors] == ["/references/0/headline"]
