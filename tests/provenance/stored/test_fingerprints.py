"""The index in SQL: it finds who shares text with an article, and holds what the current versions say."""

from __future__ import annotations

import pytest

from articles.models import ComparedText, Fingerprint
from articles.parsing.extracted import ExtractedArticle
from articles.provenance.reuse.compared import compared_text
from articles.provenance.reuse.shingles import sample, shingles
from articles.provenance.stored.reuse import indexing
from articles.provenance.stored.reuse.fingerprints import COMMON, Verified, candidates, verify
from tests.makers import stored
from tests.provenance.reuse.makers import LAKE, TEA, prose

pytestmark = pytest.mark.django_db


def text(*body: str) -> str:
    return compared_text(ExtractedArticle("标题", body)).text


def likely(words: str) -> list[int]:
    [found] = candidates([words])
    return found


def shared(words: str, articles: list[int]) -> list[Verified]:
    [found] = verify([words], [articles])
    return found


def written(*body: str) -> int:
    """The id of a new article with this body, in the index."""
    version = stored(body=list(body))
    indexing.write([indexing.Compared(version.article_id, version.pk, compared_text(version.extracted))])
    return version.article_id


def hashes_of(article: int) -> set[int]:
    return set(Fingerprint.objects.filter(article_id=article).values_list("hash", flat=True))


def found(words: str) -> list[int]:
    return [each.article_id for each in shared(words, likely(words))]


def test_a_copy_finds_its_original_among_others_and_what_is_unrelated_finds_nothing():
    others = [written(prose(seed)) for seed in range(5)]
    lake = written(*LAKE)
    assert likely(text(TEA[0], *LAKE[1:3])) == [lake]
    assert likely(text(*TEA)) == []
    assert likely("") == []
    assert not set(others) & set(likely(text(*LAKE)))


def test_the_most_similar_comes_first():
    half = written(*LAKE[:2], prose(1))
    whole = written(*LAKE)
    assert likely(text(*LAKE)) == [whole, half]


def test_a_short_excerpt_of_a_short_article_is_found():
    """A fourth of 240 characters has three hashes at the usual density: too few to tell."""
    originals = {seed: prose(seed, 240) for seed in range(20)}
    ids = {seed: written(words) for seed, words in originals.items()}
    assert all(ids[seed] in found(words[60:120]) for seed, words in originals.items())


def test_texts_that_share_only_notices_and_credits_do_not_find_each_other():
    notice = "特别声明：以上内容为自媒体平台“某某号”用户上传并发布，本平台仅提供信息存储服务。"
    written(LAKE[0], "来源：临江早报 责任编辑：陈某某", "点赞、收藏、关注，一键三连！", notice)
    assert likely(text(TEA[0], "来源：临江早报 责任编辑：陈某某", "点赞、收藏、关注，一键三连！", notice)) == []


def test_short_texts_find_each_other_only_when_they_are_equal():
    short = written("渡船明天早上八点恢复开行。")
    written("渡船明天早上九点恢复开行。")
    assert found(text("渡船明天早上八点恢复开行")) == [short]
    written("详见视频")
    assert found(text("详见视频")) == []


def test_verifying_gives_the_exact_shares_both_ways_and_drops_chance():
    one, other = prose(1, 100), prose(2, 200)
    whole, chance = written(other + one), written(prose(3, 200) + one[:10])
    too_short = written(one[:25])
    missing = 10**9
    [verified] = shared(text(one), [chance, whole, too_short, missing])
    assert (verified.article_id, verified.containment, verified.other_containment) == (whole, 1.0, 96 / 296)


def test_a_new_version_replaces_the_hashes_of_the_old_one():
    version = stored(body=LAKE)
    article = version.article_id
    indexing.write([indexing.Compared(article, version.pk, compared_text(version.extracted))])
    indexing.write([indexing.Compared(article, version.pk, compared_text(ExtractedArticle("标题", (LAKE[0], *TEA))))])
    assert hashes_of(article) == set(sample(shingles(text(LAKE[0], *TEA))).tolist())
    assert likely(text(*LAKE[1:])) == []
    assert likely(text(*TEA)) == [article]
    indexing.write([indexing.Compared(article, version.pk, compared_text(ExtractedArticle("标题", ())))])
    assert hashes_of(article) == set()
    assert ComparedText.objects.get(article=article).digest == 0


def test_writing_the_same_again_changes_nothing():
    version = stored(body=LAKE)
    for _ in range(2):
        indexing.write([indexing.Compared(version.article_id, version.pk, compared_text(version.extracted))])
    assert hashes_of(version.article_id) == set(sample(shingles(text(*LAKE))).tolist())


def test_a_hash_is_stored_for_fifty_articles_and_the_81st_copy_still_finds_copies():
    copies = [written(*LAKE, prose(seed, 60)) for seed in range(80)]
    common = set(sample(shingles(text(*LAKE))).tolist())
    assert all(Fingerprint.objects.filter(hash=each).count() == COMMON for each in common)
    assert hashes_of(copies[-1]) == set(sample(shingles(text(*LAKE, prose(79, 60)))).tolist()) - common
    last = found(text(*LAKE, prose(99, 60)))
    assert len(last) == 20
    assert set(last) <= set(copies)


def test_a_phrase_that_fifty_articles_have_makes_no_candidates_nor_hides_a_copy():
    phrase = "欲知后事如何，且听下回分解，本台记者将从现场继续为您带来最新的消息"
    for seed in range(COMMON + 5):
        written(prose(seed), phrase)
    assert likely(text(prose(1000), phrase)) == []
    assert likely(text(prose(7), phrase))[0] == ComparedText.objects.order_by("pk")[7].pk


def test_the_longest_text_is_written_and_found_within_bounds():
    book = prose(1, 199_000)
    article = written(*(book[at : at + 20_000] for at in range(0, len(book), 20_000)))
    assert 3000 < len(hashes_of(article)) <= 4000
    assert found(text(book[5000:25_000])) == [article]
    assert found(text(prose(2, 200), book[:150_000])) == [article]


def test_rows_of_an_article_that_is_gone_go_with_its_text(django_assert_max_num_queries):
    article = written(*LAKE)
    with django_assert_max_num_queries(5):
        shared(text(*LAKE), likely(text(*LAKE)))
    ComparedText.objects.filter(article=article).delete()
    assert found(text(*LAKE)) == []
