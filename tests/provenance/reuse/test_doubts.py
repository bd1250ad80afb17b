"""Which copies accuse nobody: papers, bulletins, words that speak for one owner; and which do."""

from __future__ import annotations

import pytest

from articles.provenance.reuse.doubts import DOUBTS, Copy, doubt_of
from articles.vocabulary.kinds import KINDS

STORY = (
    "老城的早市从五点开始热闹。卖豆腐的周澄推着车，从巷口一路走到桥边，熟客远远地招手。"
    "这座桥修于八十年前，桥面的石板磨得发亮，雨天格外滑，孩子们却最爱在上面跑。"
    "去年冬天，桥栏断了一截，居民凑钱换上新的木料，还在桥头种了两棵梅树。"
)


def doubt(text: str = STORY, headline: str = "老城的早市", **changes: object) -> str | None:
    values = {
        "kind": "opinion",
        "is_news": False,
        "share": 1.0,
        "characters": len(text) * 4,
        "spans": ((0, len(text)),),
    }
    return doubt_of(Copy(headline, text, **{**values, **changes}))  # type: ignore[arg-type]


def test_a_story_that_somebody_wrote_owes_a_credit():
    assert doubt() is None
    assert doubt(kind="news", is_news=True) is None


@pytest.mark.parametrize(
    "line",
    [
        "咨询电话：0512-88881234。",
        "投稿邮箱 heqiao_news@river.example.com。",
        "微信号：heqiao2020，欢迎添加。",
        "更多内容请关注微信公众号：河桥周末。",
    ],
)
def test_one_way_to_reach_the_author_may_be_one_publisher(line):
    assert doubt(STORY + line) == "contact"


def test_a_contact_outside_the_shared_words_says_nothing():
    assert doubt(STORY + "咨询电话：0512-88881234。", spans=((0, len(STORY)),)) is None


@pytest.mark.parametrize(
    "opening",
    [
        "3月4日，河湾市公安局老城分局民警在桥头查获一批假烟。",
        "日前，河湾市纪委监委通报一起典型案件。",
        "2017年，按照国务院的部署，各地加大执法力度。",
        "11月2日晚，河湾县召开平安建设推进会，分析当前形势。",
        "1-6月份，全市投资100亿元，同比增长11.4%，增速比1-5月份回落0.7个百分点；西部增长5.3%，增速加快0.2个百分点。东部增长9.1%，占全市的60.2%；中部下降0.4%。",
    ],
)
def test_an_office_hands_its_bulletin_to_all(opening):
    assert doubt(opening + STORY, kind="news", is_news=True) == "bulletin"


def test_a_report_on_an_office_is_no_bulletin():
    asked = "3月4日，记者从河湾市公安局获悉，老城分局查获一批假烟。" + STORY
    assert doubt(asked, kind="news", is_news=True) is None


def test_a_source_that_the_earlier_one_names_and_this_one_drops_is_owed():
    told = "3月4日，河湾市公安局老城分局民警查获一批假烟。" + STORY
    assert doubt(told, kind="news", is_news=True) == "bulletin"
    assert doubt(told, kind="news", is_news=True, had_source=True) is None


def test_an_office_far_below_makes_no_bulletin():
    assert doubt(STORY * 2 + "河湾市公安局提醒，雨天桥滑。", kind="news", is_news=True) is None


def test_a_story_in_the_first_person_may_be_one_persons():
    own = "我掉头发掉了三年，我试过姜片，我也喝过药，我妈劝我别急，后来我把作息改了，我的头发才慢慢长回来。" * 4
    assert doubt(own) == "first_person"


def test_a_digest_of_news_owes_its_credits_elsewhere():
    assert doubt("5月11日农历三月廿六 星期五 1、某地下雨。2、某队获胜。" + STORY) == "digest"


def test_a_background_paragraph_in_the_news_is_too_short():
    assert doubt(kind="news", is_news=True, share=0.65, characters=280) == "short"
    assert doubt(kind="news", is_news=True, share=0.65, characters=300) is None
    assert doubt(kind="news", is_news=True, share=0.95, characters=120) is None


def test_a_citizens_complaint_belongs_to_him():
    assert doubt("本人投诉河桥公司管理层不作为。" + STORY) == "paper"
    assert doubt(STORY + "此稿由网友上传至河桥在线，未经许可，严禁转载。") == "masthead"


def test_offers_of_detectives_and_advice_on_shares_are_templates():
    assert doubt(STORY + "业务包括婚姻调查、外遇取证。") == "template"
    assert doubt(STORY + "公司前景良好，维持“买入”评级。") == "template"


@pytest.mark.parametrize("headline", ["周澄盗窃一审刑事判决书", "河湾债券基金招募说明书"])
def test_a_paper_belongs_to_its_issuer(headline):
    assert doubt(headline=headline) == "paper"


def test_templates_of_advertisements_are_shared():
    assert {kind for kind in KINDS if doubt(kind=kind) == "template"} == {"furniture", "advertising"}


def test_every_doubt_has_a_sentence_in_both_languages():
    for zh, en in DOUBTS.values():
        assert zh.startswith("，未写明来源")
        assert en.startswith(", which is not named")
