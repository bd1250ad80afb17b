"""A submission is stored once; a changed one is the next version; what cannot be read says why."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction

from articles.intake import Submission, store
from articles.intake.identity.article import canonical_url
from articles.models import Article, ArticleVersion, Assessment, Disclaimer, Page, ProvenanceFlag, Source
from articles.models.immutable import ImmutableRowError
from tests.makers import PARAGRAPHS, fields

pytestmark = pytest.mark.django_db


def submit(**changes):
    return store(Submission.from_json(fields(**changes)))


def text_page(headline: str, *paragraphs: str) -> Submission:
    return Submission("\n\n".join((headline, *paragraphs)).encode(), content_type="text/plain")


def test_a_page_is_kept_as_it_came_with_its_hash():
    submission = text_page("环湖路改造下月开工，公交线路将调整", *PARAGRAPHS)
    outcome = store(submission)
    page = ArticleVersion.objects.get(article=outcome.id).page
    assert page.content == submission.content
    assert page.sha256 == Page.digest(submission.content)
    assert outcome.status == "created"


def test_the_same_page_twice_is_one_article():
    submission = text_page("环湖路改造下月开工，公交线路将调整", *PARAGRAPHS)
    first, second = store(submission), store(submission)
    assert (second.status, second.id) == ("duplicate", first.id)
    assert Article.objects.count() == ArticleVersion.objects.count() == Page.objects.count() == 1


def test_a_changed_page_is_the_next_version_and_is_assessed_again():
    first = store(text_page("环湖路改造下月开工，公交线路将调整", *PARAGRAPHS))
    second = store(text_page("环湖路改造下月开工，公交线路将调整", *PARAGRAPHS, "更正：施工改为两段。"))
    assert (second.status, second.id, second.version) == ("created", first.id, 2)
    article = Article.objects.get()
    assert article.current.number == 2
    assert Assessment.objects.filter(due_at__isnull=False).count() == 2


def test_an_edit_with_the_platforms_id_may_change_the_headline():
    first = submit(external_id="X1")
    second = submit(external_id="X1", headline="改了标题的同一篇文章，内容也更新了")
    assert (second.id, second.version) == (first.id, 2)


def test_two_ids_with_one_text_are_two_articles():
    body = [*PARAGRAPHS]
    first = submit(external_id="A", headline="同一标题下的两篇文章", body=body)
    second = submit(external_id="B", headline="同一标题下的两篇文章", body=body)
    assert second.status == "created"
    assert second.id != first.id


def test_an_edit_undone_is_a_third_version():
    original = fields(external_id="U")
    store(Submission.from_json(original))
    store(Submission.from_json({**original, "body": [*PARAGRAPHS, "中间改过一次。"]}))
    outcome = store(Submission.from_json(original))
    assert (outcome.status, outcome.version) == ("created", 3)


@pytest.mark.parametrize(
    ("given", "same"),
    [
        ("https://www.163.com/dy/article/ABC.html?spss=adap_pc", "http://www.163.com/dy/article/ABC.html#post"),
        ("https://baijiahao.baidu.com/s?id=1&wfr=spider&for=pc", "https://baijiahao.baidu.com/s?for=x&id=1"),
    ],
)
def test_a_decorated_link_names_the_same_article(given, same):
    assert canonical_url(given) == canonical_url(same) != ""


def test_the_articles_name_in_the_query_is_kept():
    assert canonical_url("https://baijiahao.baidu.com/s?id=1") != canonical_url("https://baijiahao.baidu.com/s?id=2")


def test_a_wording_is_stored_once_however_it_is_punctuated():
    text = "特别声明：以上内容为自媒体平台“网易号”用户上传并发布，本平台仅提供信息存储服务。"
    narrow = text.replace("：", ":").replace("，", ",")
    for number, wording in enumerate((text, narrow)):
        disclaimers = [{"code": "storage_only", "language": "zh", "text": wording}]
        submit(external_id=f"D{number}", disclaimers=disclaimers)
    assert Disclaimer.objects.exclude(versions=None).distinct().get().versions.count() == 2


def test_a_declaration_is_stored_with_its_span_in_the_text():
    outcome = submit(body=[*PARAGRAPHS, "声明:取材网络,谨慎辨别"])
    flag = ProvenanceFlag.objects.get(version__article=outcome.id)
    text = ArticleVersion.objects.get(article=outcome.id).extracted.text
    assert text[flag.start : flag.end] == flag.text
    assert flag.codes == ("web_sourced", "verify_caution")


def test_an_account_is_one_source_and_keeps_its_latest_figures():
    submit(source={"name": "山城观察", "follower_count": 10})
    submit(source={"name": "山城观察", "follower_count": 25})
    assert Source.objects.get().follower_count == 25


def test_a_page_without_an_article_is_kept_for_a_human_to_see():
    outcome = store(Submission(b"<html><body><a href='/'>home</a></body></html>", content_type="text/html"))
    assert (outcome.status, outcome.code) == ("rejected", "no_article")
    assert Page.objects.get().unreadable_code == "no_article"
    assert outcome.page == Page.objects.get().sha256


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "not_text"),
        ("字".encode() * 7_000_000, "too_large"),
        (b"<a " * 8_000, "no_article"),
    ],
)
def test_store_rejects_unreadable_pages_with_a_code(content, code):
    outcome = store(Submission(content))
    assert (outcome.status, outcome.code) == ("rejected", code)
    assert outcome.detail
    assert not Article.objects.exists()


@pytest.mark.parametrize(
    ("content", "code"), [(b"\x89PNG\r\n\x1a\n" + bytes(200), "not_text"), ("字".encode() * 2_000_000, "too_large")]
)
def test_store_keeps_unreadable_pages_with_the_reason(content, code):
    outcome = store(Submission(content))
    page = Page.objects.get(sha256=outcome.page)
    assert (page.content, page.unreadable_code) == (content, code)


def test_store_keeps_neither_empty_nor_oversized_pages():
    store(Submission(b""))
    store(Submission(b"a" * (24 * 1024 * 1024 + 1)))
    assert not Page.objects.exists()


def test_an_unknown_platform_is_rejected_with_those_there_are():
    outcome = submit(platform="nowhere")
    assert outcome.code == "unknown_platform"
    assert "netease" in outcome.detail


def test_a_stored_page_cannot_be_changed_or_deleted():
    submit()
    page = Page.objects.get()
    page.url = "https://example.org/other"
    with pytest.raises(ImmutableRowError):
        page.save()
    with pytest.raises(ImmutableRowError):
        Page.objects.all().delete()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE articles_page SET url = 'x'")
