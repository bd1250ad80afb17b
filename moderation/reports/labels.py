"""What codes are called in the report, in Chinese and English. A code without a name is shown as it is."""

from __future__ import annotations

from collections.abc import Mapping

from articles.provenance.finding import FINDING_CODES, finding_name
from moderation.reports.figure import Text


def _texts(names: dict[str, tuple[str, str]]) -> Mapping[str, Text]:
    return {code: Text(*name) for code, name in names.items()}


def named(names: Mapping[str, Text], code: str) -> Text:
    """The name of a code."""
    return names.get(code) or Text(code or "（无）", code or "(none)")


TOPICS = _texts(
    {
        "news_politics": ("时政", "News and politics"),
        "economy": ("财经", "Economy"),
        "society_incident": ("社会事件", "Social events"),
        "military": ("军事", "Military"),
        "international": ("国际", "International"),
        "entertainment": ("娱乐", "Entertainment"),
        "sport": ("体育", "Sport"),
        "technology": ("科技", "Technology"),
        "life": ("生活", "Life"),
        "other": ("其他", "Other"),
        "": ("尚未评估", "Not assessed yet"),
    }
)
FLAGS = _texts(
    {
        "web_sourced": ("取材网络", "Material from the web"),
        "image_web_sourced": ("图片来自网络", "Pictures from the web"),
        "verify_caution": ("谨慎辨别 / 仅供参考", "Verify / for reference"),
        "ai_generated": ("AI 生成", "AI-generated"),
        "ai_suspected": ("疑似 AI 生成", "Suspected AI"),
        "fiction": ("虚构演绎", "Fiction"),
        "reprint": ("转载", "Reprint"),
        "original": ("原创", "Original"),
        "personal_opinion": ("个人观点", "Personal opinion"),
        "old_news": ("旧闻", "Old news"),
        "pseudonym": ("化名", "Names changed"),
        "infringement_contact": ("侵权联系删除", "Contact for removal"),
        "official_sourced": ("素材来源官方媒体", "Material from official media"),
        "marketing": ("营销推广", "Marketing"),
    }
)
DISCLAIMERS = _texts(
    {
        "storage_only": ("仅提供信息存储服务", "Storage service only"),
        "views_not_platform": ("不代表平台观点", "Not the platform's views"),
        "investment_risk": ("投资风险提示", "Investment risk"),
        "copyright": ("版权声明", "Copyright"),
        "other": ("其他", "Other"),
    }
)
ATTRIBUTIONS = _texts(
    {
        "named_person": ("具名个人", "Named person"),
        "named_institution": ("具名机构", "Named institution"),
        "named_outlet": ("具名媒体", "Named outlet"),
        "institution_anonymous": ("有机构、无姓名", "Institution, no name"),
        "anonymous": ("匿名", "Anonymous"),
        "unspecified": ("未指明（据悉）", "Unspecified"),
    }
)
STANDINGS = _texts(
    {
        "listed": ("名单内", "Listed"),
        "unlisted": ("名单外", "Not listed"),
        "frozen": ("已冻结", "Frozen"),
        "removed": ("已移出", "Removed"),
        "no_edition": ("当日无有效名单", "No list in force that day"),
    }
)
CREDITS = _texts(
    {
        "uncredited": ("未注明来源", "Not credited"),
        "credited": ("注明来源", "Credited"),
        "same_source": ("同一来源再次发布", "Same source again"),
        "unknown": ("是否注明不详", "Credit unknown"),
    }
)
GROUPS = _texts({"matrix": ("账号矩阵", "Account matrices"), "circle": ("互引圈", "Circular citation")})
CHANNELS = _texts(
    {
        "console": ("审核台", "Console"),
        "api": ("接口", "API"),
        "bulk": ("批量", "In bulk"),
        "appeal": ("申诉", "Appeals"),
    }
)
WAITS = _texts(
    {
        "1h": ("1 小时内", "Within an hour"),
        "4h": ("1–4 小时", "1 to 4 hours"),
        "1d": ("4–24 小时", "4 to 24 hours"),
        "3d": ("1–3 天", "1 to 3 days"),
        "longer": ("3 天以上", "Longer than 3 days"),
    }
)
FINDINGS: Mapping[str, Text] = {code: Text(finding_name(code), finding_name(code, "en")) for code in FINDING_CODES}
SEVERITIES = _texts({"high": ("高", "High"), "medium": ("中", "Medium"), "low": ("低", "Low")})
BANDS = _texts(
    {
        "high": ("高", "High"),
        "medium": ("中", "Medium"),
        "low": ("低", "Low"),
        "insufficient": ("数据不足", "Not enough data"),
        "not_scored": ("不评分", "Not scored"),
    }
)
SCORES = _texts({"clickbait": ("标题党", "Clickbait"), "reliability": ("来源可靠度", "Source reliability")})
ACTS = _texts(
    {
        "allow": ("允许", "Allow"),
        "label": ("标注", "Label"),
        "limit": ("限流", "Limit"),
        "remove": ("下架", "Remove"),
        "escalate": ("上报", "Escalate"),
        "overturn": ("撤销", "Overturn"),
    }
)
UNREADABLE = _texts(
    {
        "no_article": ("没有正文", "No article on the page"),
        "not_text": ("不是文本", "Not text"),
        "bad_charset": ("编码无法识别", "Unknown encoding"),
        "too_deep": ("嵌套过深", "Nested too deep"),
        "too_large": ("超过读取上限", "Longer than is read"),
    }
)
REASONS: Mapping[str, Text] = {
    **FLAGS,
    **FINDINGS,
    **SCORES,
    **_texts({"audit_sample": ("随机抽检", "Random audit"), "appeal": ("作者申诉", "Appeal by the author")}),
}
