"""Each rule both ways: the article that has the finding, and its neighbour that has not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from articles.parsing.extracted import ExtractedArticle
from articles.provenance.finding import Finding
from articles.provenance.record import assess_provenance
from articles.provenance.topics.topic import Correction
from articles.vocabulary.legal_bases import LEGAL_BASES
from tests.provenance.makers import NEWS, RECIPE, WEB, article

PLAIN = "车祸发生在昨晚，三人受伤，警方已经到场，肇事司机被带走调查。"


def finding(of: ExtractedArticle, code: str) -> Finding | None:
    return next((each for each in assess_provenance(of).findings if each.code == code), None)


class TestVagueSourcing:
    def test_declared_from_the_web_and_nothing_else(self) -> None:
        found = finding(article(NEWS, PLAIN, declaration=WEB), "vague_sourcing")
        assert found is not None
        assert found.severity == "high"
        assert [span.text for span in found.spans] == [WEB]

    def test_the_same_on_a_recipe_is_a_disclosure(self) -> None:
        assert finding(article(RECIPE, "排骨焯水，加酱油和料酒红烧。", declaration=WEB), "vague_sourcing") is None

    def test_no_declaration_and_no_attribution_is_not_vague(self) -> None:
        assert finding(article(NEWS, PLAIN), "vague_sourcing") is None

    def test_a_set_phrase_alone_is_low(self) -> None:
        found = finding(article(NEWS, PLAIN, "据悉，三人受伤。"), "vague_sourcing")
        assert found is not None
        assert found.severity == "low"

    @pytest.mark.parametrize("said", ["网传三人受伤。", "有网友表示，三人受伤。", "据外媒报道，三人受伤。"])
    def test_only_hearsay(self, said: str) -> None:
        found = finding(article(NEWS, PLAIN, said), "vague_sourcing")
        assert found is not None
        assert found.severity == "medium"
        assert len(found.spans) == 1

    def test_hearsay_on_a_recipe(self) -> None:
        assert finding(article(RECIPE, "据说，加糖的排骨更好吃。"), "vague_sourcing") is None

    def test_hearsay_beside_a_named_source(self) -> None:
        assert finding(article(NEWS, "据悉，三人受伤。", "临江市公安局表示，正在调查。"), "vague_sourcing") is None

    def test_hearsay_beside_a_witness(self) -> None:
        assert finding(article(NEWS, "据悉，三人受伤。", "王女士告诉记者，车开得很快。"), "vague_sourcing") is None

    def test_hearsay_beside_references(self) -> None:
        assert finding(article(NEWS, "据悉，三人受伤。", outlets=("临江日报",)), "vague_sourcing") is None

    def test_declared_but_a_named_source_and_no_references(self) -> None:
        named = article(NEWS, "临江市公安局表示，正在调查。", declaration=WEB)
        assert finding(named, "vague_sourcing") is None

    def test_declared_with_references_that_back_nobody(self) -> None:
        loose = article(NEWS, "临江市公安局表示，正在调查。", declaration=WEB, outlets=("央广网",))
        found = finding(loose, "vague_sourcing")
        assert found is not None
        assert found.severity == "high"

    def test_declared_with_a_reference_that_is_used(self) -> None:
        used = article(NEWS, "据央广网报道，三人受伤。", declaration=WEB, outlets=("央广网",))
        assert finding(used, "vague_sourcing") is None

    def test_what_the_platform_declares_is_not_the_authors_word(self) -> None:
        by_author = article(NEWS, PLAIN, declaration=WEB)
        by_platform = replace(
            by_author, provenance_flags=tuple(replace(f, declared_by="platform") for f in by_author.provenance_flags)
        )
        assert finding(by_platform, "vague_sourcing") is None


class TestUnmatchedAttribution:
    def test_named_but_not_in_the_references(self) -> None:
        found = finding(article(NEWS, "据《海岛时报》报道，三人受伤。", outlets=("央广网",)), "unmatched_attribution")
        assert found is not None
        assert (found.severity, [span.text for span in found.spans]) == ("medium", ["《海岛时报》"])

    def test_low_where_no_label_is_required(self) -> None:
        found = finding(article(RECIPE, "据《海岛时报》报道，糖要后放。", outlets=("央广网",)), "unmatched_attribution")
        assert found is not None
        assert found.severity == "low"

    def test_named_and_in_the_references(self) -> None:
        matched = article(NEWS, "据《海岛时报》报道，三人受伤。", outlets=("海岛时报",))
        assert finding(matched, "unmatched_attribution") is None

    def test_without_references_there_is_nothing_to_match(self) -> None:
        assert finding(article(NEWS, "据《海岛时报》报道，三人受伤。"), "unmatched_attribution") is None

    def test_a_nameless_source_cannot_match(self) -> None:
        assert finding(article(NEWS, "网友表示，三人受伤。", outlets=("央广网",)), "unmatched_attribution") is None

    def test_only_the_unmatched_ones_are_marked(self) -> None:
        mixed = article(NEWS, "据央广网报道，三人受伤。", "据《海岛时报》报道，路滑。", outlets=("央广网",))
        found = finding(mixed, "unmatched_attribution")
        assert found is not None
        assert [span.text for span in found.spans] == ["《海岛时报》"]


class TestAnonymousExpert:
    def test_expert_of_a_named_institution(self) -> None:
        found = finding(article(NEWS, "海岛大学教授认为，路面太滑。"), "anonymous_expert")
        assert found is not None
        assert found.severity == "low"

    def test_just_an_expert_on_news(self) -> None:
        found = finding(article(NEWS, "专家认为，路面太滑。"), "anonymous_expert")
        assert found is not None
        assert found.severity == "medium"

    def test_just_an_expert_on_a_recipe(self) -> None:
        found = finding(article(RECIPE, "专家认为，排骨要焯水。"), "anonymous_expert")
        assert found is not None
        assert found.severity == "low"

    @pytest.mark.parametrize("who", ["海岛大学教授徐立明", "临江市公安局工作人员", "目击者", "临江市公安局发言人"])
    def test_named_experts_and_those_who_are_none(self, who: str) -> None:
        assert finding(article(NEWS, f"{who}认为，路面太滑。"), "anonymous_expert") is None

    @pytest.mark.parametrize(
        "body",
        [
            ("专家提醒，路面太滑。", "海岛大学教授徐立明说，雨天要慢行，遇到积水应当绕开，不要急刹车。"),
            (
                "气象专家提醒，雨还要下。",
                "车祸中三人受伤。",
                "海岛气象台预报员徐立明说，雨下到周日。",
                "市民都很着急。",
            ),
            ("多位专家接受采访时说，路面太滑。", "海岛大学教授徐立明说，雨天要慢行。", "研究员周晓峰说，应当限速。"),
            ("警方提醒，冒充专家的人打来电话，不要相信。", "专家说，药很灵，一个疗程就能好。"),
            ("三人受伤，经专家分析认为，路面太滑。",),
            ("村民王大山说：“来的专家说，这里不用修。”",),
            ("有专家跟我说，路面太滑。",),
            ("我父亲住院，中医院的医生说，钢板可以拆，回家养着。",),
            ("一位学者感叹，车祸让人难过。",),
            ("专家表示，路面太滑。【详细】",),
        ],
    )
    def test_experts_whom_the_text_names_or_does_not_lean_on(self, body: tuple[str, ...]) -> None:
        assert finding(article(NEWS, *body), "anonymous_expert") is None

    @pytest.mark.parametrize(
        "body",
        [
            ("徐立明教授说，雨天要慢行。", "业内专家表示，路面太滑。"),
            ("车祸发生在昨晚，三人受伤。", "还有眼科医生表示，开车不要熬夜。"),
            ("多位专家接受采访时说，路面太滑。", "警方说，三人受伤。"),
        ],
    )
    def test_other_experts_stay(self, body: tuple[str, ...]) -> None:
        assert finding(article(NEWS, *body), "anonymous_expert") is not None

    def test_a_warning_far_away_does_not_silence_an_expert(self) -> None:
        body = ("专家认为，路面太滑。", PLAIN * 15, "不要相信自称专家的人。")
        assert finding(article(NEWS, *body), "anonymous_expert") is not None

    @pytest.mark.parametrize(("kind", "is_found"), [("advertising", False), ("fiction", False), ("service", True)])
    def test_advertising_and_fiction_lean_on_nobody(self, kind: str, is_found: bool) -> None:
        said = article(NEWS, "专家认为，路面太滑。")
        codes = [each.code for each in assess_provenance(said, correction=Correction(kind, "other")).findings]
        assert ("anonymous_expert" in codes) is is_found

    def test_a_sentence_that_the_page_repeats_counts_once(self) -> None:
        said = "专家认为，路面太滑，雨天开车应当慢行，不要急刹车。"
        found = finding(article(NEWS, said, PLAIN, said), "anonymous_expert")
        assert found is not None
        assert len(found.spans) == 1

    def test_a_long_page_of_scraps_leans_on_nobody(self) -> None:
        scraps = "会议要求抓好工作落实，参会人员认真讨论。" * 120
        assert finding(article(NEWS, "专家认为，路面太滑。", PLAIN, scraps), "anonymous_expert") is not None
        page = replace(article(NEWS, "专家认为，路面太滑。", scraps), headline="云岭宝盒平台登录注册")
        assert finding(page, "anonymous_expert") is None


class TestReferenceNotUsed:
    def test_listed_and_never_quoted(self) -> None:
        found = finding(article(NEWS, "据央广网报道，三人受伤。", outlets=("央广网", "和讯网")), "reference_not_used")
        assert found is not None
        assert (found.severity, found.references) == ("low", (1,))

    def test_all_quoted(self) -> None:
        assert finding(article(NEWS, "据央广网报道，三人受伤。", outlets=("央广网",)), "reference_not_used") is None

    def test_none_listed(self) -> None:
        assert finding(article(NEWS, PLAIN), "reference_not_used") is None


def test_every_finding_has_both_sentences_and_a_clause_with_a_name() -> None:
    every = article(NEWS, "专家认为，路面太滑。", "据《海岛时报》报道，路滑。", declaration=WEB, outlets=("央广网",))
    findings = assess_provenance(every).findings
    assert [each.code for each in findings] == [
        "vague_sourcing",
        "unmatched_attribution",
        "anonymous_expert",
        "reference_not_used",
    ]
    for each in findings:
        assert each.zh.endswith("。")
        assert each.en.endswith(".")
        assert each.clause in LEGAL_BASES
