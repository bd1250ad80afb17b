"""Nameless speakers: a role is a speaker only where it speaks, and its class tells whether a body is named."""

from __future__ import annotations

import pytest

from articles.provenance.attribution.attributions import find_attributions


def _read(text: str) -> list[tuple[str, str]]:
    return [(each.who, each.kind) for each in find_attributions(text)]


@pytest.mark.parametrize(
    "text",
    [
        "本办法所称的申诉，是指用户向主管部门以主张退款为目的的行为。",  # a definition
        "她走出医院，面对媒体追问，一句话也没有说。",  # the object of a verb
        "近日，河湾市交通执法支队接到市民投诉，反映有人占道停车。",
        "当货车司机对罚单的金额提出质疑时，对方转身走了。",  # a doubt without words
        "根据举报人反映的违法现象查实的，给予奖励。",
        "百余名龙头企业高管已确认参加下月的展会。",  # will come, and says nothing
        "河湾汽车公司高管已确认参加下月的展会。",
        "或许有人说这种灯便宜一点。",  # the author supposes it
        "肯定有人会说：买贵了。",
        "如果业主认为收费不合理，可以去问物价部门。",
        "培训不足使一些协管员认为可以随意罚款。",
        "故本院认定上述事实属实。",
        "看到这里，很多人就会觉得奇怪。",
        "路人纷纷对他的做法进行指责，并要求他下车。",
        "楼主在这里征求建议，也许有用。",
        "当有人讲述到这里，台下响起掌声。",
        "经现场民警多次警告后，许某仍不下车。",
        "母亲哄孩子说马上就到了。",
        "店家向某平台借款，并告知原告说还款的事以后再谈。",
        "综合：河湾发布、粉丝爆料、河湾交警微发布",  # a line of credits
        "网友呼吁加强管理和处罚的力度。",
    ],
)
def test_role_that_says_nothing_is_no_speaker(text: str) -> None:
    assert _read(text) == []


@pytest.mark.parametrize(
    ("text", "who", "kind"),
    [
        ("帖子发出后，马上有人指出，这不是樱花。", "有人", "anonymous"),
        ("有人说，这种灯便宜一点。", "有人", "anonymous"),
        ("据邻国媒体援引军方人士的消息报道，空袭已经停止。", "邻国媒体", "anonymous"),
        ("据无人机研发公司的工作人员介绍，降落时要铺垫子。", "无人机研发公司的工作人员", "anonymous"),
        ("会后，村（社区）妇联主席纷纷表示，要打好底子。", "村（社区）妇联主席", "anonymous"),
        ("受骗投资者表示，钱没有退回来。", "受骗投资者", "anonymous"),
        ("执勤交警表示，前方正在修路。", "执勤交警", "anonymous"),
        ("一名女交警表示，前方正在修路。", "一名女交警", "anonymous"),
        ("河湾市教育局基教科工作人员介绍，开学时间不变。", "河湾市教育局基教科工作人员", "institution_anonymous"),
        (
            "据河湾市客运管理局稽查科相关负责人介绍，罚款五千元。",
            "河湾市客运管理局稽查科相关负责人",
            "named_institution",
        ),
        ("河湾市供热办相关负责人介绍，今年不涨价。", "河湾市供热办相关负责人", "named_institution"),
        ("市客运处工作人员介绍，今年不涨价。", "市客运处工作人员", "institution_anonymous"),
        ("小区物业处工作人员介绍，今年不涨价。", "小区物业处工作人员", "anonymous"),
        ("最近老是有人说我的电话打不通。", "有人", "anonymous"),
        ("前不久有网友抱怨：路灯不亮。", "网友", "anonymous"),
        ("房价太高，以致有人开玩笑说：不如住在桥下。", "有人", "anonymous"),
        ("国有企业员工表示，待遇不变。", "国有企业员工", "anonymous"),
        ("河湾二手车公司的销售经理徐经理表示，他只管销售。", "河湾二手车公司的销售经理徐经理", "named_person"),
        ("据原住民组织代表介绍，学校有百年历史。", "原住民组织代表", "anonymous"),
        ("该州州长称，桥梁已经封闭。", "该州州长", "anonymous"),
        ("河湾市计量所检测室工程师表示，秤要年检。", "河湾市计量所检测室工程师", "institution_anonymous"),
        ("消协相关人士指出，投诉少了一半。", "消协相关人士", "institution_anonymous"),
        (
            "河湾公交集团东线巴士相关工作人员表示，班次不变。",
            "河湾公交集团东线巴士相关工作人员",
            "institution_anonymous",
        ),
        (
            "河湾港管委会分管教育工作的有关负责人表示，正在调查。",
            "河湾港管委会分管教育工作的有关负责人",
            "named_institution",
        ),
        ("河湾医院附近店员表示，没有听到响声。", "河湾医院附近店员", "anonymous"),
        ("河湾交警提醒，桥面已经结冰。", "河湾交警", "named_institution"),
        ("高速交警提示：桥面已经结冰。", "高速交警", "named_institution"),
    ],
)
def test_nameless_speaker_has_the_class_of_his_body(text: str, who: str, kind: str) -> None:
    assert _read(text) == [(who, kind)]


@pytest.mark.parametrize("verb", ["呼吁", "宣布", "认定", "谴责", "敦促", "斥责"])
def test_named_body_speaks_by_a_verb_without_a_pause(verb: str) -> None:
    assert _read(f"河湾市公安局{verb}该网站在三日之内停止经营。") == [("河湾市公安局", "named_institution")]


@pytest.mark.parametrize("text", ["河湾市公安局宣布了这一消息的全部内容。", "经复议，河湾市公安局认定的事实没有改变。"])
def test_verb_that_is_a_noun_or_has_an_object_credits_nobody(text: str) -> None:
    assert _read(text) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("局长王海燕到了现场。局长表示，工程按期完成。", "named_person"),
        ("王海燕局长到了现场。局长表示，工程按期完成。", "named_person"),
        ("局长王海燕和局长李建国到了现场。局长表示，工程按期完成。", "anonymous"),
        ("副局长王海燕到了现场。局长表示，工程按期完成。", "anonymous"),
        ("法官王海燕到庭。法官表示，择日宣判。", "anonymous"),  # there may be others
        ("局长表示，工程按期完成。", "anonymous"),
    ],
)
def test_office_alone_is_a_person_when_the_text_names_its_only_holder(text: str, kind: str) -> None:
    assert _read(text)[-1][1] == kind


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("河湾集团对此作出回应，称补贴并不存在。", "河湾集团"),
        ("王海燕接受本报采访，并强调桥面没有裂缝。", "王海燕"),
        ("河湾气象台早于周二已发出声明，表示不会停雨。", "河湾气象台"),
    ],
)
def test_named_subject_of_the_clause_before_speaks(text: str, who: str) -> None:
    assert [each.who for each in find_attributions(text)] == [who]


@pytest.mark.parametrize(
    "text",
    [
        "河湾救援队在街上收到居民消息，称有人被困。",
        "河湾集团在桥上架起铁丝网，称得上一景。",
        "王海燕转达李建国的公开信，认为工程不会停。",
        "教师代表、王海燕在会上发言，指出工程不会停。",
        "王海燕在河边修了一座桥，强调安全。",
    ],
)
def test_clause_before_in_which_nobody_utters_anything_gives_no_speaker(text: str) -> None:
    assert _read(text) == []


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("海岛地质勘探局(hdks)发布了照片。hdks称，这次爆发并不寻常。", "hdks"),
        ("海岛共和国宣布与河湾市缔结友好关系。", "海岛共和国"),
        ("食品巨头河湾食品厂也表示，广告已经撤下。", "食品巨头河湾食品厂"),
    ],
)
def test_body_is_known_by_its_letters_or_its_kind(text: str, who: str) -> None:
    assert _read(text)[-1] == (who, "named_institution")
