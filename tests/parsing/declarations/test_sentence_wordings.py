"""Wordings that fill a clause or a sentence, in every form of input, and neighbours that declare nothing."""

from __future__ import annotations

import pytest

from articles.parsing.declarations.notices import Passage, find_flags
from tests.parsing.declarations.forms import BODY, FORMS, HEADLINE, flags_of, notices_of, read

DECLARED = {
    "ai_generated": [
        "This text was translated by DeepL and edited by AI",
        "本文标题由AI拟定", "I used ChatGPT to write this article.",
        "创作声明：包含AI生成内容", "创作声明：本文使用了AI辅助创作", "笔者使用DeepSeek对本文进行了润色",
        "我用豆包画了文中的插图", "声明：本文部分段落由AI代写", "在写作过程中，我使用了ChatGPT辅助",
        "本文的资料检索使用了Kimi", "「AI生成内容」", "AI was used to help write this story.",
        "Disclosure: AI tools were used in writing this article.", "作者已声明使用AI创作",
    ],
    "fiction": [
        "声明：视频内容为剧情演绎", "This story is entirely fictional.",
        "创作声明：内容为虚构演绎，仅供娱乐", "剧情纯属演绎，请勿模仿", "本文情节存在虚构，望读者知悉",
        "本文内容含有艺术加工成分", "声明：剧情需要，纯属演绎", "文章有部分情节虚构", "This is a work of fiction.",
        "All characters in this story are fictional.",
    ],
    "web_sourced": [
        "编译自网络公开资料", "編譯自網路資料",
        "消息来源：网络", "综合网络消息", "声明：该内容取材于网络", "Source: Internet",
    ],
    "web_sourced verify_caution": ["本文内容摘自网络，仅供参考", "以下内容来源于网络，仅供参考"],
    "official_sourced": ["资料来源于新华社、人民日报等官方媒体"],
    "official_sourced web_sourced": ["作者声明：素材来源官方媒体、网络新闻"],
    "image_web_sourced": ["图片均为网图", "图片素材来自网络", "图片来源于互联网，版权属于原作者", "Photo: Internet"],
    "reprint": [
        "本文转载自河湾日报，版权归原作者", "【转载】来源：河湾日报", "作者声明：转载", "原载于《河湾文艺》2024年第3期",
        "轉自河灣觀察", "本文经河湾观察授权发布，转载请联系原作者", "Reprinted from Hewan Daily.",
        "Originally published in Hewan Weekly", "This article originally appeared in Hewan Daily.",
        "This story first appeared on hewan.example",
    ],
    "original": ["本文为河湾观察原创，未经许可不得转载", "原创不易，抄袭必究", "All original content by the author."],
    "personal_opinion": [
        "作者声明：个人观点，不代表平台立场",
        "我的观点不代表平台。", "以上只是我的一家之言", "Opinions are my own.", "Views expressed here are my own.",
    ],
    "personal_opinion verify_caution": ["个人理解，仅供参考"],
    "marketing": [
        "本文含商品推广",
        "本文为推广软文", "本文由河湾牛奶赞助", "声明：本文含推广链接", "与品牌方合作推广", "This is a sponsored post.",
    ],
    "old_news": ["本文系旧闻重发", "作者声明：内容含旧闻", "旧闻重温"],
    "pseudonym": ["出于隐私保护，文中姓名做了化名处理", "Names have been changed to protect privacy."],
    "infringement_contact": ["图文如有侵权，联系立删", "版权问题请联系作者", "如有侵权请后台留言"],
    "investment_risk": ["以上信息仅供参考，不作为投资依据。"],
    "storage_only": [
        "以上文章由用户自行上传，河湾头条仅提供信息发布与存储服务。",
        "本文由用户在河湾社区发布，河湾社区仅为信息存储平台。",
    ],
    "copyright": [
        "本站部分内容转载自其他媒体，如有侵权，请联系我们删除。", "若本文涉及版权，请与河湾网编辑联系。",
    ],
    "views_not_platform": [
        "本平台对文中陈述、观点判断保持中立，不对所包含内容的准确性提供任何保证。",
        "The author's views do not represent those of Hewan Daily.",
    ],
}  # fmt: skip
LINES = [(line, codes) for codes, lines in DECLARED.items() for line in lines]
UNDECLARED = [
    "转自公办学校的学生有三十人。", "授权发布会将在周五举行。", "原创不易，盗版更让人心寒，一位作者说。",
    "如果侵权，平台要删除内容。", "ChatGPT was used by one in five students, the survey found.",
    "编剧表示，剧情有艺术加工。", "导演表示，剧情经过艺术加工。", "民间传说有虚构成分，但反映了当时的民俗。",
    "Copyright law protects photographs.", "The photos from the flood shocked residents.",
    "My opinion of the plan has changed since then.", "Names of the winners will be announced on Friday.",
    "本届马拉松由河湾牛奶冠名。", "我的看法变了，因为我见过那条河。", "原创不易，平台应当保护作者。",
    "河湾日报记者转载了这份声明。", "这组数据来源于网络调查。", "她转自行车道骑行。", "姓名和名字在登记时要一致。",
    "He appeared first on the stage in 1990.", "她说，本文中的人物都有原型。", "公司用AI检索论文。",
]  # fmt: skip


@pytest.mark.parametrize("form", [*FORMS, "declarations"])
@pytest.mark.parametrize(("line", "codes"), LINES)
def test_a_wording_has_its_codes_in_every_form(line: str, codes: str, form: str) -> None:
    article = read(line, form)
    assert flags_of(article) | notices_of(article) == set(codes.split())


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("line", UNDECLARED)
def test_a_neighbour_of_a_wording_declares_nothing(line: str, form: str) -> None:
    article = read(line, form)
    assert (flags_of(article), notices_of(article)) == (set(), set())


@pytest.mark.parametrize("form", FORMS)
def test_a_step_without_others_is_a_line_of_the_text(form: str) -> None:
    article = read("首页", form, "middle")
    assert ("首页" in article.body, article.warnings) == (True, ())


def test_a_text_longer_than_any_article_is_read_at_its_head_and_tail() -> None:
    line, filler = "声明：取材网络，谨慎辨别。", f"{BODY[0]}\n" * 4_000
    (first, last) = find_flags([Passage(f"{line}\n{filler}{line.replace('声明', '作者声明')}", "tail", len(HEADLINE))])
    assert (first.text, first.start) == (line, len(HEADLINE))
    assert last.start == len(HEADLINE) + len(line) + 1 + len(filler)
    assert find_flags([Passage(filler + line + filler, "tail", 0)]) == ()
