import pytest

from articles.scoring.clickbait.support import unsupported
from articles.text.search_folding import fold_for_search


def lacking(headline: str, body: str) -> list[tuple[str, str]]:
    folded = fold_for_search(headline).text
    return [(item.kind, folded[item.start : item.end]) for item in unsupported(folded, body)]


def test_number_and_name_the_body_lacks() -> None:
    assert lacking("“铁人”捐出3000万", "老人捐出了一笔钱。") == [("name", "铁人"), ("number", "3000万")]


@pytest.mark.parametrize(
    ("headline", "body"),
    [
        ("亏了1,300元", "共亏损1300元"),
        ("亏了1.3千元", "共亏损１３００元"),
        ("3人获救", "三人获救"),
        ("2名游客", "两名游客"),
        ("12天", "整整十二天"),
        ("320公里", "三百二十公里"),
        ("投资40万亿", "总额达40万亿元"),
        ("投资5000万", "投资了0.5亿元"),
        ("2 dogs", "two dogs were found"),
        ("1.5 million people", "some 1,500,000 people"),
        ("《红楼梦》重播", "電視劇紅樓夢將重播"),
        ("谈“双 减”", "谈到双减政策"),
        ("11月7日通报", "今天通报"),
        ("2022年总结", "全年总结"),
    ],
)
def test_promises_the_body_keeps(headline: str, body: str) -> None:
    assert lacking(headline, body) == []


def test_a_number_inside_a_longer_one_is_no_support() -> None:
    assert lacking("3人获救", "13人、30人、3.5人") == [("number", "3")]


def test_an_empty_body_says_nothing() -> None:
    assert lacking("5人“失踪”", " \n") == []


def test_a_number_that_the_body_counts_otherwise_is_contradicted() -> None:
    folded = fold_for_search("事故致13人受伤").text
    (found,) = unsupported(folded, "交警通报，事故共有3人受伤，均无生命危险。")
    assert (found.kind, found.instead) == ("contradicted", "3人")
    (found,) = unsupported(folded, "上午有3人、下午有5人前来登记。")
    assert found.kind == "number", "two numbers in the body: nobody knows which is meant"


LONG = "临江市昨天举行了春季运动会，各个学校的选手参加了跑步、跳远和拔河，场边的家长一直加油到傍晚才散去。" * 5


def test_a_headline_of_which_the_body_says_nothing_has_no_claim_there() -> None:
    assert lacking("震惊！护栏松动老桥封闭", LONG) == [("claim", "震惊!护栏松动老桥封闭")]
    assert lacking("临江市举行春季运动会", LONG) == []
    assert lacking("震惊！护栏松动老桥封闭", LONG[:60]) == [], "too short to tell"
    assert lacking("shocking bridge collapse kills", "spring sports were held in the city hall " * 9) != []
