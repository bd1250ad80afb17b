"""Rules on text shared with earlier articles of other sources."""

from __future__ import annotations

import pytest

from articles.provenance.context import Context
from tests.provenance.rules.makers import NEWS, RECIPE, copied, found


def around(*facts, earliest=None):
    return Context(reuse=facts, earliest=earliest)


@pytest.mark.parametrize(
    ("share", "article", "severity"),
    [(0.6, NEWS, "high"), (0.59, NEWS, "medium"), (0.3, NEWS, "medium"), (0.29, NEWS, "low"), (0.9, RECIPE, "medium")],
)
def test_uncredited_reuse_weighs_by_share_and_topic(share, article, severity):
    finding = found("uncredited_reuse", article, around(copied(share)))
    assert finding.severity == severity
    assert f"{share:.0%}" in finding.zh
    assert "临江早报" in finding.en
    assert finding.articles == (7,)
    assert [span.text for span in finding.spans] == [article.text[:10]]


@pytest.mark.parametrize(
    "changes",
    [{"direction": "undirected"}, {"direction": "to"}, {"same_source": True}, {"credited": None}, {"credited": True}],
)
def test_no_direction_own_text_unknown_sources_and_credit_are_no_accusation(changes):
    assert found("uncredited_reuse", around=around(copied(**changes))) is None


def test_one_name_in_the_chain_is_a_credit_for_all():
    surroundings = around(copied(0.9), copied(0.5, article=8, source="江边晚报", credited=True))
    assert found("uncredited_reuse", around=surroundings) is None
    finding = found("credited_reuse", around=surroundings)
    assert (finding.severity, finding.articles) == ("low", (7, 8))
    assert "江边晚报" in finding.zh


def test_credited_reuse_needs_an_earlier_copy():
    assert found("credited_reuse") is None
    assert found("credited_reuse", around=around(copied(credited=True, direction="to"))) is None


def test_uncredited_reuse_names_the_oldest_of_equal_copies():
    older = copied(0.9, article=9, source="云岭早报", published_at=copied().published_at.replace(day=17))
    assert "云岭早报" in found("uncredited_reuse", around=around(copied(0.9), older)).zh


@pytest.mark.parametrize(("article", "severity"), [(NEWS, "medium"), (RECIPE, "low")])
def test_another_headline_on_the_same_text_is_told_with_both(article, severity):
    finding = found("headline_changed", article, around(copied(0.5, headline="护栏松动，老桥封闭九天")))
    assert finding.severity == severity
    assert "护栏松动" in finding.zh
    assert article.headline in finding.zh
    assert finding.articles == (7,)


@pytest.mark.parametrize(
    "headline",
    [
        "临江市警方通报一起车祸,三人受伤!",
        "臨江市警方通報一起車禍，三人受傷",
        "【转载】临江市警方通报一起车祸，三人受伤",
        "临江市警方通报一起车祸，三人受伤_临江早报",
        "临江市警方通报一起车祸，三人受伤了",
    ],
)
def test_a_retouched_headline_is_the_same(headline):
    assert found("headline_changed", around=around(copied(0.9, headline=headline))) is None


def test_half_of_the_text_makes_a_reprint_less_does_not():
    assert found("headline_changed", around=around(copied(0.49, headline="护栏松动，老桥封闭九天"))) is None


def test_the_earliest_copys_headline_is_the_original_one():
    first = copied(0.6, article=1, headline=NEWS.headline)
    later = copied(0.9, article=2, headline="另一个完全不同的标题在这里")
    assert found("headline_changed", around=around(later, first, earliest=first)) is None
    assert found("headline_changed", around=around(later, first)) is not None


def test_an_original_headline_that_the_page_states_is_a_note():
    finding = found("headline_changed", original_headline="护栏松动，老桥封闭九天")
    assert finding.severity == "low"
    assert found("headline_changed", original_headline=NEWS.headline) is None
