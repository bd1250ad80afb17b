"""What a wording of each code has in it, as data: plain look-ups that spare prose the patterns."""

from __future__ import annotations

from articles.parsing.declarations.sentence_wordings import HINTS as _SENTENCE_HINTS


def _each(words: str, rest: str) -> str:
    """The alternatives `words`, each followed by `rest`."""
    return "|".join(f"{word}{rest}" for word in words.split("|"))


# Each alternative begins with a letter of its own, and not with a group or a set: then `re` looks only where one of
# these letters stands, ten times as fast. What stands before 网络 and the like is looked at from behind it.
_BEFORE_WEB = r"[自于材源合:|/@ 开的为是均系·©据考编共\-\])]"
_BEFORE_ME, _BEFORE_AD = "[是表属为仅只的]", "[为含有是系包]"
_OPINION = (
    "的?(?:一点|一些|一家|主观|真实|粗浅)?的?(?:观点|看法|意见|见解|浅见|想法|感受|理解|体会|感想|思考|认知|立场)"
)
_WEB_HINT = "|".join(
    (
        rf"网[络路上](?<={_BEFORE_WEB}..)|全网(?<=[自于源:|/]..)|网际网|等(?:网络|社交|短视频|视频|新媒体|"
        rf"自媒体|互联网)|各大网(?<=[自于源:]...)",
        _each("互联网|因特网", rf"(?<={_BEFORE_WEB}...)"),
        _each("根|考|基|综|结", r"\w{1,6}(?:网络|网路|互联网|网上)"),
        r"网图|网络配图|网络图片|网络资料图|网(?<=[源自]网)|网(?<=[:|/]网)(?:$|[,。) ])|网(?<=图网)[, ]?侵",
        "网络(?:搬运|转载|来源|素材|内容|资料|文章|视频|消息|信息|图文)",
        _each("网络|网上|互联网", "(?:公开)?(?:信息|资料|消息|内容|素材)?(?:综合|整理|汇总|搜集|收集|采集|摘|编辑)"),
        _each(
            "出处|来源于?|来自于?|取自|摘自|整理自|参考|参考资料",
            "[:|/· -]{0,3}(?:百|维基|搜|贴吧|各大|论坛|网友|社交|短视频|网络|抖音|快手|微博|小红书|知乎|哔|B站|"
            "今日|微信|西瓜)",
        ),
    )
)
_OWN_HINTS = {
    "web_sourced": _WEB_HINT,
    "image_web_sourced": _WEB_HINT,
    "verify_caution": "仅供|仅作|只供|只作|"
    + _each("谨慎|注意|自行|仔细|理性|审慎|认真", "(?:辨|甄别|鉴别|判断|分辨|识别|核实|核查|查证|求证|斟酌|查验|参考)")
    + "|自辨(?<=[伪假容请]自辨)",
    "fiction": "虚构|演绎|摆拍|雷同|杜撰|虚拟|编造|编的|艺术加工|勿当真|对号入座",
    "reprint": _each("发布|刊发|转发|推送", "(?:已|均|系|是)?[经获取征得]")
    + "|转[|/]|选自|搬自|搬运自|转载至|搬运[:|自]|转载|转自|转发自|转发于|转发:|摘自|"
    "摘编|编译|以下文章来源|以下内容来源|"
    + _each("授权|许可|同意", "后?(?:转|刊|编)")
    + "|"
    + _each(
        "来自于?|来源于?|源自|出自|选自",
        "[:|/· -]{0,2}(?:微信|新浪|公|视频号|头条|今日|网易|搜狐|百家|企鹅|大鱼|澎湃|微博|知乎)",
    ),
    "original": "原创|" + _each("独立|自主", "[原创]"),
    "personal_opinion": "一家之言|拙见|愚见|人之见|己之见|仅能?代表|只能?代表|"
    + _each("个人|本人", _OPINION)
    + "|"
    + _each(f"我(?<={_BEFORE_ME}.)|小编(?<={_BEFORE_ME}..)|笔者(?<={_BEFORE_ME}..)", f"(?:个人|自己)?{_OPINION}"),
    "old_news": "旧闻",
    "pseudonym": "化名",
    "infringement_contact": (
        "侵权|侵犯|侵删|侵[必即立请可就则联通马及]|版权(?:问题|争议|纠纷|疑问|异议)|有(?:异议|不妥|不当)"
    ),
    "official_sourced": "官方(?:媒体|通报|渠道|发布|网站|账号|公告)",
    "marketing": "广告|推广|营销|"
    + _each("赞助|合作", f"(?:(?<={_BEFORE_AD}..)|(?<={_BEFORE_AD}(?:商业|品牌|商务)..))"),
}
# Without IGNORECASE, which would cost re the set of first characters.
HINTS = {
    code: f"{hint}|{_SENTENCE_HINTS[code]}" if code in _SENTENCE_HINTS else hint for code, hint in _OWN_HINTS.items()
}
