"""Declared beside observed: hidden declarations and contradicting picture labels are doubts."""

from __future__ import annotations

import base64

import pytest
from django.utils import translation

from articles.intake import Submission, store
from articles.models import Article, ArticleVersion
from articles.provenance.stored.record import provenance_record
from moderation.console.item import declared
from tests.makers import PARAGRAPHS, stored
from tests.parsing.images.pictures import itxt, png

pytestmark = pytest.mark.django_db


def version_of(declaration: str) -> ArticleVersion:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    page = f"<html><h1>环湖路改造下月开工，公交线路将调整</h1><article>{body}{declaration}</article></html>"
    outcome = store(Submission(page.encode(), content_type="text/html"))
    version = Article.objects.get(pk=outcome.id).current
    assert version is not None
    return version


def lines(version: ArticleVersion) -> list[declared.Line]:
    with translation.override("zh-hans"):
        return declared.lines(version)


def test_a_hidden_declaration_is_a_doubt_with_its_evidence_and_discloses_nothing():
    version = version_of('<p style="display:none">声明:取材网络,谨慎辨别</p>')
    flag = version.flags.get()
    assert (flag.visibility, version.disclosed) == ("hidden", False)
    line = lines(version)[0]
    assert line.doubt
    assert "隐藏" in line.observed
    assert "display" in line.evidence


def test_a_visible_declaration_is_no_doubt_and_discloses():
    version = version_of("<p>声明:取材网络,谨慎辨别</p>")
    assert (version.flags.get().visibility, version.disclosed) == ("visible", True)
    line = lines(version)[0]
    assert not line.doubt
    assert "看得见" in line.observed


@pytest.mark.parametrize(
    ("label", "words", "doubt"), [("1", "是 1", True), ("3", "疑似 1", True), (None, "未见标识", False)]
)
def test_picture_label_has_its_words_and_doubt(label, words, doubt):
    chunk = [itxt("AIGC", f'{{"Label":"{label}","ContentProducer":"x","ProduceID":"1"}}')] if label else []
    picture = base64.b64encode(png(*chunk)).decode()
    version = stored(images=[{"url": "https://example.org/a.png", "data": picture}])
    line = next(line for line in lines(version) if "AI" in line.declared)
    assert words in line.observed
    assert line.doubt is doubt


def test_unexamined_pictures_are_named():
    version = stored(images=[{"url": "https://example.org/a.png"}])
    line = next(line for line in lines(version) if "AI" in line.declared)
    assert (line.observed, line.doubt) == ("未检查", False)


@pytest.mark.parametrize(
    ("label", "words", "doubt"), [("1", "是", True), ("2", "可能", True), ("0", "未见标识", False)]
)
def test_label_of_the_text_has_its_words_its_place_and_doubt(label, words, doubt):
    text = (
        f"---\nAIGC:\n  Label: '{label}'\n  ProduceID: x\n---\n# 环湖路改造下月开工，公交线路将调整\n\n"
        + "\n\n".join(PARAGRAPHS)
    )
    outcome = store(Submission(text.encode(), content_type="text/plain"))
    version = Article.objects.get(pk=outcome.id).current
    line = next(line for line in lines(version) if line.declared in ("正文的 AI 标识", "AI label of the text"))
    assert words in line.observed
    assert line.doubt is doubt
    assert line.evidence == f"front matter: AIGC.Label = {label}"
    assert provenance_record(version.article)["declared"]["ai_label"]["state"] == version.extracted.ai_label.state


def test_articles_without_a_label_in_their_text_have_no_line():
    version = version_of("")
    assert not [line for line in lines(version) if line.declared in ("正文的 AI 标识", "AI label of the text")]
