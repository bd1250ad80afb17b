"""Words of bylines, simplified and half-width: labels, badges, counts, controls, and names that name nobody."""

from __future__ import annotations

PUBLISHED = (
    "发布时间", "发表时间", "发稿时间", "刊发时间", "上线时间", "上传时间", "添加时间", "录入时间", "创建时间",
    "发文时间", "发布日期", "发表日期", "发稿日期", "上传日期", "添加日期", "录入日期", "发布于", "发表于",
    "首发于", "发布", "发表", "出版时间", "出版日期", "出版", "时间", "日期",
    "published on", "published at", "published", "posted on",
    "posted at", "posted", "publish date", "publish time", "date published", "first published", "date", "time",
)  # fmt: skip
UPDATED = (
    "最后更新时间", "最后更新于", "最后更新", "更新时间", "更新日期", "更新于", "更新", "最后修改时间", "最后修改",
    "修改时间", "修改于", "最后编辑于", "最后编辑", "编辑时间", "编辑于", "last updated on", "last updated at",
    "last updated", "updated on", "updated at", "updated", "last modified on", "last modified at", "last edited on",
    "last edited at", "last edited", "last modified", "modified on", "modified",
    "update time", "update",
)  # fmt: skip
OTHER_TIMES = (
    "成文日期", "成文时间", "印发日期", "印发时间", "采集时间", "抓取时间", "当前时间", "现在时间", "现在是",
    "今天是", "北京时间", "截止时间", "截止日期", "生成日期", "生成时间", "有效期", "实施日期",
)  # fmt: skip
"""Times beside an article that are not when it was published, or that a clock prints."""
SOURCES = (
    "文章来源于", "来源于", "文章来源", "稿件来源", "信息来源", "新闻来源", "本文来源", "内容来源", "来源单位",
    "来源媒体", "来源网站", "供稿单位", "发布机构", "发布单位", "发文机关", "发布机关", "信息提供", "原文出处",
    "文章出处", "来源", "稿源", "出处", "转载自", "转自", "原载", "微信公众号", "公众号", "头条号", "百家号",
    "媒体", "source", "via", "originally published by",
)  # fmt: skip
AUTHORS = (
    "文章作者", "本报记者", "本网记者", "本刊记者", "见习记者", "实习记者", "首席记者", "全媒体记者", "特约记者",
    "驻地记者", "通讯员", "特约撰稿", "撰稿人", "撰稿", "撰文", "作者", "记者", "供稿人", "供稿", "投稿人", "投稿",
    "发布者", "发布人", "上传者", "楼主", "图文", "图/文", "文/图", "文图", "文", "author", "written by",
    "posted by", "published by", "by", "reporter", "writer", "words by", "words",
)  # fmt: skip
EDITORS = (
    "责任编辑", "值班编辑", "本文编辑", "新媒体编辑", "网络编辑", "编辑", "责编", "主编", "总编", "编审", "编发",
    "校对", "责任校对", "审校", "审核", "审稿", "审签", "初审", "复审", "终审", "一审", "二审", "三审", "监制",
    "签发", "排版", "录入者", "录入", "录入员", "管理员", "摄影", "摄像", "翻译", "译者", "策划", "统筹", "制图",
    "美编", "edited by", "editor", "editors", "photo by", "photos by", "translated by", "reviewed by",
)  # fmt: skip
PLACES = ("ip属地", "ip归属地", "ip所在地", "ip", "属地", "发布地", "来自", "发自", "发布于", "location")
PARTS = (
    "分类于",
    "归类于",
    "微信号",
    "微信id",
    "id",
    "栏目",
    "所属栏目",
    "所属分类",
    "分类",
    "频道",
    "类别",
    "标签",
    "关键词",
    "关键字",
    "索引号",
    "文号",
    "category",
    "tags",
    "in",
)
"""Labels of what places an article on its site; their value is passed over."""
BY = ("由",)
"""A word before the name of who published: 由 河湾观察 发表于."""
PREFIXED = ("原创",)
"""Badges that also stand as a label before the name of who wrote: 原创：河湾健康网."""

BADGES: dict[str, str] = {
    "Original": "original",
    "原创": "original", "原创首发": "original", "原创文章": "original", "原创作品": "original", "首发": "first",
    "独家": "exclusive", "独家首发": "exclusive", "转载": "reprint", "转": "reprint", "转发": "reprint",
    "整理": "compiled", "编辑整理": "compiled", "综合": "compiled", "综合整理": "compiled", "编译": "compiled",
    "摘编": "compiled", "汇编": "compiled", "翻译": "compiled",
}  # fmt: skip
"""Badges of origin → what they say."""
MARKS = (
    "置顶", "推荐", "精华", "摄", "摄影报道", "摄/文", "报道", "文并摄", "热门", "热", "新", "荐", "头条", "要闻",
    "独家策划", "图文", "视频", "快讯", "专栏",
    "专题", "深度", "已认证", "认证", "官方账号", "官方帐号", "官方", "优质创作者", "优质作者", "领域创作者",
    "已付费", "付费", "连载", "正文", "楼主", "作者", "会员", "vip", "exclusive", "opinion", "breaking", "news",
    "featured", "staff writer", "staff reporter", "senior writer", "senior reporter", "contributing writer",
    "special correspondent", "staff correspondent",
)  # fmt: skip
"""Badges that say nothing about origin."""

COUNTED = (
    "阅读", "浏览", "点击", "查看", "访问", "评论", "留言", "跟帖", "跟贴", "回复", "回帖", "点赞", "赞同", "赞",
    "喜欢", "收藏", "分享", "转发", "播放", "人气", "热度", "参与", "在看", "围观", "字数", "推荐", "关注", "粉丝",
    "订阅", "文章", "听过", "读过", "划线",
    "views", "view", "reads", "read", "comments", "comment", "likes", "like", "shares", "share",
    "hits", "min read", "mins read", "minute read", "minutes read",
)  # fmt: skip
COMMENTS = ("评论", "留言", "跟帖", "跟贴", "回复", "comments", "comment")

CONTROLS = (
    "字体大小", "字号大小", "字体", "字号", "文字大小", "大字", "中字", "小字", "特大", "超大", "加大", "大号",
    "中号", "小号", "标准", "默认", "大", "中", "小", "打印本页", "打印文章", "打印此页", "打印", "关闭窗口",
    "关闭本页", "关闭", "我要打印", "分享到", "分享至", "分享", "转发到", "微信好友", "微信扫一扫", "微信",
    "新浪微博", "腾讯微博", "微博", "qq好友", "qq空间", "qq", "朋友圈", "人人网", "豆瓣", "钉钉", "更多",
    "收藏本文", "收藏文章", "收藏本页", "加入收藏", "收藏", "举报/反馈", "举报", "反馈", "投诉", "纠错",
    "我要纠错", "返回列表", "返回顶部", "返回首页", "返回", "听新闻", "收听", "听全文", "语音播报", "语音朗读",
    "朗读", "播放", "暂停", "扫一扫", "扫描二维码", "扫码阅读", "手机看", "手机查看", "手机阅读", "手机版",
    "二维码", "复制链接", "复制网址", "繁体", "简体", "无障碍", "+关注", "已关注", "关注", "订阅", "点赞",
    "我要评论", "发表评论", "评论", "留言", "参与评论", "查看原文", "阅读原文", "原文链接", "原文", "保存", "下载",
    "邮件", "视力保护色", "护眼模式", "阅读模式", "夜间模式", "只看该作者", "只看楼主", "倒序浏览", "倒序看帖",
    "查看评论", "展开", "收起", "打赏", "赞赏", "投稿", "我要投稿", "登录", "注册", "a+", "a-", "aa", "a", "t",
    "t+", "t-", "tt", "print", "email", "e-mail", "facebook", "twitter", "whatsapp", "linkedin", "weibo", "wechat",
    "copy link", "save", "follow", "subscribe", "font size", "listen", "x",
)  # fmt: skip

RELATIVE = (
    r"刚刚|\d{1,3}\s?(?:秒|分钟|小时|天|周|个?月|年)(?:以)?前|(?:今天|昨天|前天|昨日|今日)(?:\s?\d{1,2}:\d{2})?|"
    r"\d{1,3}\s?(?:seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?) ago|just now|yesterday"
)
"""Times that count from when the page was shown; nothing is concluded from them."""

NOBODY = frozenset(
    (
        "网络", "互联网", "网络转载", "网络整理", "网络综合", "来源网络", "综合", "综合整理", "综合报道", "整理",
        "本站", "本网", "本站原创", "本网原创", "原创", "本站整理", "本站编辑", "转载", "未知", "不详", "佚名",
        "匿名", "网友", "管理员", "小编", "编辑", "作者", "其他", "其它", "无", "暂无", "admin", "administrator",
        "root", "webmaster", "editor", "unknown", "none", "null", "undefined", "anonymous", "staff", "本报",
        "本报讯", "本刊", "internet", "web", "本文", "记者",
    )
)  # fmt: skip
"""What stands where a name should stand and names nobody."""
