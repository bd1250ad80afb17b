"""What an author declares about an article, or a platform's label says in the author's place (provenance flags)."""

from __future__ import annotations

from dataclasses import dataclass

from articles.vocabulary.term import Family, Term


@dataclass(frozen=True, eq=False, repr=False)
class Flag(Term):
    """`reason_zh` and `reason_en` name the declaration as a reason for review; empty for one that is none by itself.

    `is_disclosure`: it tells readers what they could not know otherwise (origin of the material, AI, fiction, age).
    """

    reason_zh: str = ""
    reason_en: str = ""
    is_disclosure: bool = False


FLAGS: Family[Flag] = Family("flag", "作者声明", "author's declaration")
WEB_SOURCED = FLAGS.add(
    Flag(
        "web_sourced",
        "取材网络",
        "material from the web",
        reason_zh="声明取材网络",
        reason_en="Declared: material from the web",
        is_disclosure=True,
    )
)
IMAGE_WEB_SOURCED = FLAGS.add(Flag("image_web_sourced", "图片来自网络", "pictures from the web", is_disclosure=True))
VERIFY_CAUTION = FLAGS.add(Flag("verify_caution", "谨慎辨别", "verify with caution"))
AI_GENERATED = FLAGS.add(
    Flag(
        "ai_generated",
        "AI 生成",
        "AI-generated",
        reason_zh="声明 AI 生成",
        reason_en="Declared: AI-generated",
        is_disclosure=True,
    )
)
AI_SUSPECTED = FLAGS.add(
    Flag(
        "ai_suspected",
        "疑似 AI 生成",
        "suspected to be AI-generated",
        reason_zh="疑似 AI 生成",
        reason_en="Suspected to be AI-generated",
        is_disclosure=True,
    )
)
FICTION = FLAGS.add(
    Flag(
        "fiction",
        "虚构演绎",
        "fiction",
        reason_zh="声明虚构演绎",
        reason_en="Declared: fiction",
        is_disclosure=True,
    )
)
REPRINT = FLAGS.add(Flag("reprint", "转载", "reprint", is_disclosure=True))
ORIGINAL = FLAGS.add(Flag("original", "原创", "original work"))
PERSONAL_OPINION = FLAGS.add(Flag("personal_opinion", "个人观点", "personal opinion"))
OLD_NEWS = FLAGS.add(
    Flag(
        "old_news",
        "旧闻",
        "old news",
        reason_zh="声明旧闻",
        reason_en="Declared: old news",
        is_disclosure=True,
    )
)
PSEUDONYM = FLAGS.add(Flag("pseudonym", "使用化名", "pseudonyms used", is_disclosure=True))
INFRINGEMENT_CONTACT = FLAGS.add(Flag("infringement_contact", "侵权联系", "contact for infringement"))
OFFICIAL_SOURCED = FLAGS.add(
    Flag("official_sourced", "取材官方媒体", "material from official media", is_disclosure=True)
)
MARKETING = FLAGS.add(Flag("marketing", "营销信息", "marketing", is_disclosure=True))
