"""The legal rules that findings rest on. The clauses of a platform's own policy are rows, not terms."""

from __future__ import annotations

from articles.vocabulary.term import Family, Term

# Named, not quoted: check the wording at the source before quoting.
LEGAL_BASES: Family[Term] = Family("legal_basis", "法规依据", "legal basis of a finding")
SOURCE_LABEL = LEGAL_BASES.add(
    Term(
        "self-media-2023:3",
        "《关于加强“自媒体”管理的通知》（2023年7月）第三项：规范信息来源标注",
        "Notice on strengthening the management of self-media (July 2023), item 3: labels of information sources",
    )
)
VAGUE_SOURCE = LEGAL_BASES.add(
    Term(
        "self-media-campaign-2025:3",
        "“清朗·整治‘自媒体’发布不实信息”专项行动（2025年7月）重点第三类：不做标注，以假乱真",
        "Campaign against false information by self-media (July 2025), third focus: missing or vague labels",
    )
)
REPRINT = LEGAL_BASES.add(
    Term(
        "news-service-2017:15",
        "《互联网新闻信息服务管理规定》（2017年）第十五条：转载新闻信息",
        "Provisions on internet news information services (2017), Article 15: reprinting news",
    )
)
AI_LABEL = LEGAL_BASES.add(
    Term(
        "ai-labels-2025:6",
        "《人工智能生成合成内容标识办法》（2025年9月1日施行）第六条：传播平台的标识",
        "Measures for labelling AI-generated content (in force 1 September 2025), Article 6: labels by platforms",
    )
)
TRUTHFULNESS = LEGAL_BASES.add(
    Term(
        "self-media-2023:4",
        "《关于加强“自媒体”管理的通知》（2023年7月）第四项：加强信息真实性管理",
        "Notice on strengthening the management of self-media (July 2023), item 4: truthful information",
    )
)
HEADLINE = LEGAL_BASES.add(
    Term(
        "content-ecosystem-2019:7",
        "《网络信息内容生态治理规定》（2019年）第七条：使用夸张标题，内容与标题严重不符",
        "Provisions on the governance of the online information content ecosystem (2019), Article 7: exaggerated "
        "headlines that the content does not match",
    )
)
