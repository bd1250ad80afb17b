"""Rules on text shared with earlier articles of other sources."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from articles.parsing.extracted import ExtractedSource
from articles.provenance.context import Context
from tests.provenance.rules.makers import NEWS, PUBLISHED, RECIPE, copied, found


def around(*facts, earliest=None):
    return Context(reuse=facts, earliest=earliest)


@pytest.mark.parametrize(
    ("share", "article", "severity"),
    [
        (0.6, NEWS, "high"),
        (0.59, NEWS, "medium"),
        (0.49, NEWS, "low"),
        (0.9, RECIPE, "medium"),
        (0.59, RECIPE, "medium"),
    ],
)
def test_uncredited_reuse_weighs_by_share_and_topic(share, article, severity):
    finding = found("uncredited_reuse", article, around(copied(share, characters=400)))
    assert finding.severity == severity
    assert f"{share:.0%}" in finding.zh
    assert "临江早报" in finding.en
    assert finding.articles == (7,)
    assert [span.text for span in finding.spans] == [article.text[:10]]


def test_a_few_words_outside_the_news_are_a_note():
    assert found("uncredited_reuse", RECIPE, around(copied(0.9, characters=199))).severity == "low"
    assert found("uncredited_reuse", RECIPE, around(copied(0.9, characters=200))).severity == "medium"


def test_a_short_part_of_a_text_is_a_note():
    assert found("uncredited_reuse", around=around(copied(0.59, characters=399))).severity == "low"


@pytest.mark.parametrize(
    "headline",
    [
        "周澄盗窃一审刑事判决书",
        "河湾稳健债券型证券投资基金招募说明书（更新）摘要",
        "2026年云岭生态农业有限公司招聘39人启事",
        "投诉主题：河湾旅行社不退款",
        "控告河湾拆迁办强拆",
    ],
)
def test_a_paper_belongs_to_its_issuer_whoever_posts_it(headline):
    assert found("uncredited_reuse", around=around(copied(0.9)), headline=headline).severity == "low"


def test_news_of_a_notice_is_no_paper():
    headline = "河湾警方发布通告"
    assert found("uncredited_reuse", around=around(copied(0.9)), headline=headline).severity == "high"


ADVERTISEMENT = replace(
    NEWS,
    headline="临江市专业搬家公司，价格优惠，欢迎来电咨询",
    body=(
        "本公司专业承接居民搬家、家具拆装，价格优惠，二十四小时服务。",
        "订购热线请拨打下方电话，欢迎来电咨询。",
    ),
)


def test_templates_of_advertisements_are_shared_by_many():
    finding = found("uncredited_reuse", ADVERTISEMENT, around(copied(1.0)))
    assert finding.severity == "low"


@pytest.mark.parametrize("dateline", ["河湾网讯（周澄）", "新华社临江3月4日电　题：路口车祸"])
def test_a_dateline_names_a_source(dateline):
    article = replace(NEWS, body=(dateline, *NEWS.body))
    assert found("uncredited_reuse", article, around(copied(0.9))) is None
    assert found("source_named_otherwise", article, around(copied(0.9))) is not None


@pytest.mark.parametrize(
    ("head", "foot"),
    [
        ("", "（记者罗建国 编辑周澄）"),
        ("", "（孙建军章海燕）"),
        ("", "河湾县人民检察院 周 澄"),
        ("", "（河湾微资讯）"),
        ("□周晓峰 ", ""),
        ("河湾都市报-湖城新闻记者周澄河湾县公安局供图", ""),
        ("发布时间 来源：\n\t\t河湾网\t\n作者：", ""),
        ("", "素 材：河湾市交管支队、湖城警务"),
        ("本报记者 张建国通讯员 王海燕", ""),
        ("", "声明：文章来源河湾网，转载来自湖城读书公众号"),
        ("", "（記者吳建國）"),
        ("", "河湾电视台 周建华 章海燕报道"),
        ("", "河湾台记者：周建华章海燕报道"),
        ("", "（周建华、章海燕、李明/文）"),
        ("", "作者： 周建华编辑： 章程"),
    ],
)
def test_a_signature_names_a_source(head, foot):
    article = replace(NEWS, body=(head + NEWS.body[0], *NEWS.body[1:], foot))
    assert found("uncredited_reuse", article, around(copied(0.9))) is None
    assert found("source_named_otherwise", article, around(copied(0.9))).severity == "low"


@pytest.mark.parametrize(
    "foot", ["（图片来源于网络）", "来源：网络", "版权归原作者所有", "（完）", "（原标题：老桥封闭）", "记者正在调查。"]
)
def test_words_that_name_nobody_are_no_signature(foot):
    article = replace(NEWS, body=(*NEWS.body, foot))
    assert found("uncredited_reuse", article, around(copied(0.9))).severity == "high"


def test_a_reporter_in_the_copied_words_tells_whose_they_are():
    words = "河湾快报记者从警方了解到，三人受伤。"
    article = replace(NEWS, body=("老桥" * 200, words, "湖城" * 200))
    start = article.text.index(words)
    copy = copied(0.9, spans=((start, start + len(words)),))
    assert found("uncredited_reuse", article, around(copy)) is None
    assert found("uncredited_reuse", article, around(copied(0.9))) is not None  # a mention in the account's own words


def test_the_own_dateline_names_nobody_else():
    article = replace(NEWS, body=("河湾网讯（周澄）", *NEWS.body), source=ExtractedSource(name="河湾网"))
    assert found("uncredited_reuse", article, around(copied(0.9))) is not None


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


@pytest.mark.parametrize(
    ("headline", "severity"),
    [
        ("临江市警方通报一起车祸，三十人受伤", "high"),
        ("临江市警方未通报一起车祸，三人受伤", "high"),
        ("快看！临江市警方通报一起车祸，三人受伤，邻居坐不住了", "medium"),
    ],
)
def test_a_changed_fact_weighs_more_than_a_frame(headline, severity):
    finding = found("headline_changed", headline=headline, around=around(copied(0.9)))
    assert finding.severity == severity
    assert "最早见到的标题" in finding.zh


def test_an_own_text_that_quotes_and_names_another_is_no_reprint():
    own = "我们小区门口的路口上个星期也发生过这样的事，当时没有人受伤，大家都松了一口气。据临江早报通报："
    body = (own, *NEWS.body)
    quoting = {"headline": "小区门口的路口该装红绿灯了", "body": body}
    passage = ((len(own) + 1, len(own) + 60),)
    assert found("headline_changed", around=around(copied(0.6, credited=True, spans=passage)), **quoting) is None
    assert found("headline_changed", around=around(copied(0.6, credited=False, spans=passage)), **quoting) is not None
    assert found("headline_changed", around=around(copied(0.6, credited=True)), **quoting) is not None


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


def test_claimed_time_that_arrival_contradicts_is_told_of_who_claims_it():
    finding = found("claimed_time_contradicted", around=around(copied(0.6, direction="undirected", backdated=True)))
    assert (finding.severity, finding.articles) == ("low", (7,))
    assert "临江早报" not in finding.zh + finding.en


@pytest.mark.parametrize(
    "changes",
    [{"backdated": False}, {"backdated": True, "same_source": True}, {"backdated": True, "share": 0.49}],
)
def test_claimed_time_is_no_finding_without_contradiction_of_another_source_or_a_good_part(changes):
    fact = copied(**{"direction": "undirected", **changes})
    assert found("claimed_time_contradicted", around=around(fact)) is None


@pytest.mark.parametrize(
    ("share", "stored", "severity"),
    [(0.9, False, "low"), (0.6, True, "high"), (0.5, True, "medium"), (0.49, True, "low")],
)
def test_another_named_source_weighs_by_the_share_and_by_what_is_known_of_that_source(share, stored, severity):
    article = replace(NEWS, body=(*NEWS.body, "转载自：云岭日报"))
    surroundings = replace(around(copied(share)), stored_sources=frozenset({"云岭日报"} if stored else ()))
    finding = found("source_named_otherwise", article, surroundings)
    assert (finding.severity, finding.articles) == (severity, (7,))
    assert "写明云岭日报，未写明" in finding.zh
    assert found("uncredited_reuse", article, surroundings) is None
    with_its_text = replace(
        surroundings, reuse=(copied(share), copied(article=9, source="云岭日报", direction="undirected"))
    )
    assert found("source_named_otherwise", article, with_its_text).severity == "low"
    reprint = replace(surroundings, reuse=(copied(share, is_reprint=True),))
    assert found("source_named_otherwise", article, reprint).severity == "low"


@pytest.mark.parametrize(
    ("dateline", "severity", "says"),
    [
        ("新华社云岭11月20日电", "high", "电头写的日期是2026-11-20"),
        ("新华社云岭2026年11月20日电", "high", "电头写的日期是2026-11-20"),
        ("新华社云岭11月19日电", "low", "未能核实"),  # a day: clocks and embargoes differ
        ("新华社云岭11月16日电", "low", "未能核实"),
        ("新华社云岭2月31日电", "low", "未能核实"),
    ],
)
def test_a_dateline_of_a_later_day_than_the_earlier_article_is_told_as_false(dateline, severity, says):
    article = replace(
        NEWS, body=(f"{dateline} {NEWS.body[0]}", NEWS.body[1]), published_at=PUBLISHED + timedelta(days=3)
    )
    finding = found("source_named_otherwise", article, around(copied(0.9)))
    assert finding.severity == severity
    assert says in finding.zh
    assert "写明新华社" in finding.zh


def test_a_dateline_without_a_year_is_of_the_nearest_one():
    article = replace(
        NEWS,
        body=(f"新华社云岭12月30日电 {NEWS.body[0]}", NEWS.body[1]),
        published_at=datetime(2027, 1, 4, tzinfo=UTC),
    )
    copy = copied(0.9, published_at=datetime(2027, 1, 1, tzinfo=UTC))
    assert "未能核实" in found("source_named_otherwise", article, around(copy)).zh
    copy = copied(0.9, published_at=datetime(2026, 12, 20, tzinfo=UTC))
    assert "2026-12-30" in found("source_named_otherwise", article, around(copy)).zh


def test_the_sentence_says_whether_the_named_source_could_be_checked():
    article = replace(NEWS, body=(*NEWS.body, "转载自：云岭日报"))

    def said(**changes):
        return found("source_named_otherwise", article, replace(around(copied(0.9)), **changes)).zh

    assert "这里没有云岭日报的文章" in said()
    assert "其中没有这段文字" in said(stored_sources=frozenset({"云岭日报"}))
    assert "也有这段文字" in said(reuse=(copied(0.9), copied(article=9, source="云岭日报", direction="undirected")))
    assert "注明了别的来源" in said(reuse=(copied(0.9, is_reprint=True),))
