"""Text copies of NetEase Hao pages, of our own making, with any part left out or changed."""

from __future__ import annotations

ZH = "特别声明:以上内容(如有图片或视频亦包括在内)为自媒体平台“网易号”用户上传并发布,本平台仅提供信息存储服务。"
EN = (
    "Notice: The content above (including the pictures and videos if any) is uploaded and posted by a user of "
    "NetEase Hao, which is a social media platform and only provides information storage services."
)
BODY = (
    "临河镇的老码头在上个月重新开放,第一天就来了三千多名游客。",
    "据镇文旅办统计,开放首周的客流是去年同期的两倍,但停车位只增加了四十个。",
    "住在码头边的老船工说,热闹是热闹,就是夜里吵得睡不着。",
)
REFERENCES = (
    ("临河镇老码头重新开放 首日迎客三千", "2026-02-03 08:15", "临河晚报"),
    ("老码头周边将新增停车位", "2026-02-05 17:40", "临河发布"),
)
RECOMMENDATIONS = (
    ("镇上的糕饼铺为什么排起长队?", "小城食记", "2026-02-10 11:20:31"),
    ("一条河的三十年", "河岸手记", "2026-02-11 22:05:00"),
)


def netease_copy(
    *,
    crumb: bool = True,
    headline: str = "老码头重新开放之后,谁高兴,谁发愁?",
    byline: str | None = None,
    body: tuple[str, ...] = BODY,
    references: bool = True,
    declaration: str | None = "声明:取材网络,谨慎辨别",
    tagline: str | None = "小城里的大事小事",
    recommendations: bool = True,
) -> str:
    lines = ["网易首页 > 网易号 > 正文 申请入驻", ""] if crumb else []
    lines += [headline, ""] + ([byline, "举报", ""] if byline else []) + ["7", "分享至", ""]
    for paragraph in body:
        lines += [paragraph, ""]
    if references:
        lines.append("参考资料:")
        for title, when, outlet in REFERENCES:
            lines += [title, f"{when}·{outlet}"]
        lines.append("")
    lines += [declaration, ""] if declaration else []
    lines += [ZH, "", EN, ""]
    if recommendations:
        lines += ["相关推荐", "热点推荐"]
        for title, source, when in RECOMMENDATIONS:
            lines += [title, "", title, "", source, when]
    lines += ["2026-02-12 09:30:00", "小城观察 incentive-icons", "小城观察", *([tagline] if tagline else [])]
    lines += ["1204文章数 3.5万关注度", "往期回顾 全部", "", "头条要闻", "", "另一条新闻", "", "无障碍浏览 进入关怀版"]
    return "\n".join(lines) + "\n"
