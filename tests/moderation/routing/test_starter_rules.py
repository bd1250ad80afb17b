"""The rules that come with the product: advertisements of crimes match, reports about them do not."""

from __future__ import annotations

import io
import json
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command

from articles.text.search_folding import fold_for_search
from bench.queue import starter_texts
from moderation.models import AuditEntry, PhraseBank, Rule
from moderation.routing.editing.drafts import Draft, write
from moderation.routing.starter import loading
from moderation.routing.starter.loading import load_starter_rules, missing, starter_set
from moderation.triage.rules.compiling import compiled
from moderation.triage.rules.phrases import PhraseIndex
from moderation.triage.rules.subject import Subject

CONTENT = starter_set()
BANKS = {bank["code"]: bank["phrases"] for bank in CONTENT["banks"]}
INDEX = PhraseIndex(BANKS)
RULES = {rule["code"]: compiled(rule["expression"], frozenset(BANKS)) for rule in CONTENT["rules"]}
SLOW = 10.0  # seconds: the machine may be busy


def matching(headline: str, body: str) -> list[str]:
    texts = fold_for_search(headline).text, fold_for_search(body).text
    subject = Subject({"headline": texts[0], "body": texts[1]}, lambda: texts, INDEX)
    return [code.removeprefix("starter_") for code, rule in RULES.items() if rule.matches(subject, SLOW)]


ADVERTISEMENTS = [
    ("forged_papers", "代办各类毕业证学位证", "钢印水印齐全，真实可查，无需本人到场。加微信：bz88120"),
    ("forged_papers", "请假缺病假条？", "本店代开病假条、诊断证明，当天拿证，可查询，货到付款。微信同号"),
    ("forged_papers", "公司开票找我们", "代开增值税发票，点数低，全国可开，先看货后付款。联系电话见下"),
    ("forged_papers", "办房产证離婚證請看這裡", "制作房产证、离婚证，防伪水印，肉眼看不出，加薇信"),
    ("illegal_goods", "听话水哪里有卖", "听话水、催情水现货，隐蔽发货，货到付款。扣扣见图"),
    ("illegal_goods", "长期供应银行卡四件套", "出售银行卡四件套、对公账户，支持担保交易，顺丰包邮，微信: kk"),
    ("illegal_goods", "大牌手表同厂同料", "顶级复刻，一比一高仿，支持验货，一件代发，诚招代理，加微信"),
    ("gambling", "百家乐稳赢技巧导师带", "注册送彩金，首存返水，秒提现，加微信进计划群"),
    ("gambling", "ｐｋ１０计划免费进", "精准计划，稳赢，导师带你回血，qq: 见图"),
    ("gambling", "真人娱乐平台招代理", "真人视讯、电子游艺、体育投注，信誉平台，大额无忧，返佣，联系客服qq"),
    ("fraud_offers", "黑户也能下款，当天放款", "网贷，无视征信，黑户可做，秒下款，微信同号"),
    ("fraud_offers", "手机兼职日结", "刷单，日赚三百，零风险，包教包会，加微信"),
    ("fraud_offers", "花呗白条秒到账", "花呗套现，信誉靠谱，秒到，微信号见图"),
    ("miracle_cures", "糖尿病人有救了", "祖传秘方，彻底根治，永不复发，无效退款。咨询电话，货到付款"),
    ("miracle_cures", "白癜风签约治疗", "一次根治，治愈率高达98%，我院签约治疗，预约挂号请加微信"),
    ("impersonation", "社保局通知：补贴领取", "人社局发放补贴，请点击链接领取，逾期视为放弃，并提供验证码。"),
    ("impersonation", "公安局通知", "您名下账户涉嫌洗钱，请将资金转入安全账户，配合资金清查账户核查"),
]


@pytest.mark.parametrize(("code", "headline", "body"), ADVERTISEMENTS)
def test_an_advertisement_matches_its_rule(code, headline, body):
    assert code in matching(headline, body)


REPORTS = [
    (
        "男子网购假毕业证应聘被识破",
        "他花三千元找人代办毕业证，对方称真实可查、钢印水印齐全，加微信付款。警方提醒，办假证违法。",
    ),
    ("两人出售银行卡四件套获刑", "法院审理查明，二人出售银行卡四件套，顺丰包邮，货到付款，判处有期徒刑一年。"),
    (
        "网络赌博套路：注册送彩金是陷阱",
        "百家乐平台以首存返水、秒提现为诱饵，导师带玩，加微信进群。民警：切勿参与，谨防受骗。",
    ),
    ("刷单日赚三百？别信", "刷单兼职、零风险的广告随处可见，加微信后先返小钱。警方：凡是刷单都是诈骗。"),
    ("糖尿病不能根治", "专家提醒，所谓永不复发、无效退款的祖传秘方是虚假宣传，请到正规医院预约挂号，咨询电话如下。"),
    ("收到这条补贴短信要当心", "短信称人社局发放补贴，请点击链接领取并提供验证码。反诈中心提醒这是诈骗。"),
    ("卖听话水的团伙落网", "民警从窝点查获听话水、催情水，嫌疑人通过微信号出售，隐蔽发货，货到付款。"),
    ("记者暗访高仿手表窝点", "顶级复刻、一比一高仿，支持验货，一件代发，加微信就能买到，执法人员查处。"),
]
ORDINARY = [
    ("三甲医院开通线上病假条服务", "患者可在公众号申请病假条和诊断证明，当天可查询，咨询电话12320。"),
    ("办身份证无需本人到场吗", "公安局推出身份证补领邮寄服务，异地办理，联系电话见官网。"),
    ("个体户代开发票指南", "小规模纳税人可到税务局代开增值税发票，所需资料如下，咨询电话12366。"),
    ("花呗白条信用卡怎么选", "三者各有优劣，免息期不同，信用卡提现有手续费，官网可查。"),
    ("澳门娱乐城今年营收增长", "博彩业毛收入同比增长，娱乐城客流回升，官网公布数据。"),
    ("德州扑克锦标赛开幕", "选手云集，开户行赞助，官网可查询赛程，联系电话见下。"),
    ("白癜风的治疗", "白癜风难以根治，患者应到正规医院就诊，预约挂号。"),
    ("奶奶的祖传秘方腌菜", "祖传秘方，喜欢的加微信问我怎么做，可订购。"),
    ("我市发放消费券", "市民可扫码申领，联系电话12345，财政部支持。"),
    ("医保局：电子凭证激活指南", "登录平台即可激活，收到验证码请勿告知他人，联系电话12393。"),
    ("复刻表和真表怎么区分", "顶级复刻做工越来越精细，多少钱都有，本文教你看机芯。"),
    ("象牙制品全面停止销售", "象牙制品不得出售，原价格表作废，联系电话见公告。"),
    ("贷款买房，抵押还是无抵押", "无抵押贷款利率更高，银行要查征信，联系电话95588。"),
]


@pytest.mark.parametrize(("headline", "body"), [*REPORTS, *ORDINARY])
def test_reports_of_crimes_and_ordinary_texts_match_nothing(headline, body):
    assert matching(headline, body) == []


def test_no_single_phrase_of_a_body_is_enough():
    for phrases in BANKS.values():
        for phrase in phrases:
            assert matching("今天的菜市场", f"路过一家店，门口写着{phrase}，没有进去。") == []


def test_every_bank_is_dated_and_used():
    used = {bank for rule in RULES.values() for bank in rule.banks}
    assert used == set(BANKS)
    assert all(date.fromisoformat(bank["expires_on"]) for bank in CONTENT["banks"])
    measured = json.loads((loading._FILE.parent / "measured.json").read_text(encoding="utf-8"))
    assert set(measured["rules"]) == set(RULES)


@pytest.mark.django_db
def test_they_come_as_drafts_once_and_leave_what_a_lead_made(lead):
    write(lead, Draft("starter_gambling", "我的", "Mine", '"赌" in headline', "我的", "Mine"))
    assert missing() == len(RULES) - 1
    done = load_starter_rules(lead)
    assert (done.rules, done.banks, done.same) == (len(RULES) - 1, len(BANKS), 1)
    assert {rule.state for rule in Rule.objects.all()} == {"draft"}
    assert Rule.objects.get(code="starter_gambling").versions.count() == 1
    again = load_starter_rules(lead)
    assert (again.rules, again.banks, missing()) == (0, 0, 0)
    assert AuditEntry.objects.filter(action="rule.written").count() == len(RULES)


@pytest.mark.django_db
def test_a_moderator_loads_none(moderator):
    with pytest.raises(PermissionDenied):
        load_starter_rules(moderator)
    with pytest.raises(CommandError, match="lead role"):
        call_command("load_starter_rules", "--as", moderator.username)
    with pytest.raises(CommandError, match="no active user"):
        call_command("load_starter_rules", "--as", "nobody")
    assert not Rule.objects.exists()
    assert not PhraseBank.objects.exists()


@pytest.mark.django_db
def test_the_command_and_the_button_load_them(client, lead):
    client.force_login(lead)
    page = client.get("/admin/triage/rules/").content.decode()
    assert "rules/starter/" in page
    client.post("/admin/triage/rules/starter/")
    assert Rule.objects.count() == len(RULES)
    assert "rules/starter/" not in client.get("/admin/triage/rules/").content.decode()
    told = io.StringIO()
    call_command("load_starter_rules", "--as", lead.username, stdout=told)
    assert told.getvalue().startswith("0 rules as drafts")


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("forged_papers", "护·士·证挂靠代办，不用到场，官网可查，加薇信"),
        ("forged_papers", "代辦不動產證，與原版一致，先看貨後付，➕微"),
        ("illegal_goods", "气枪弩箭现货，保密发货，威信详谈"),
        ("gambling", "棋牌返水，提款秒到，信誉平台"),
        ("fraud_offers", "花-呗-套-现，秒回款，加v❤"),
        ("miracle_cures", "痛风三贴断根，老中医三代传承，无效退款，热线见下"),
        ("impersonation", "您的医保卡已停用，请点击链接填写银行卡号和验证码"),
    ],
)
def test_a_short_post_in_a_variant_spelling_matches_its_rule(code, text):
    assert code in matching(text[:30], text)


def test_the_figures_of_our_own_texts_stay():
    counts = {use: [list(row[1:]) for row in starter_texts.figures(use)] for use in ("build", "test")}
    found, wanted, false, _ = map(sum, zip(*counts["build"], *counts["test"], strict=True))
    assert (found >= 114, wanted, false) == (True, 120, 0)


def test_the_figures_of_later_texts_stay():
    counts = [row[1:] for use in ("late_build", "late_test") for row in starter_texts.figures(use)]
    found, wanted, false, harmless = map(sum, zip(*counts, strict=True))
    assert (found >= 60, wanted, false, harmless) == (True, 72, 0, 108)


def test_ordinary_offers_match_nothing():
    rows = [row for use in ("third_build", "third_test") for row in starter_texts.texts(use) if not row["wanted"]]
    assert len(rows) == 30
    assert [row["text"] for row, codes in zip(rows, starter_texts.found(rows), strict=True) if codes] == []
