"""Find statements that AI made something in short lines of places where authors declare, with words that nobody listed.

The subject is the text or a part of it, then comes by what, an AI or a model, and what it did; between them may stand
a few strange words. A line that tells, denies, asks or reports has other words as well and is left alone. It is
asked only where `statements` found nothing, and reads at most 60 characters.
"""

from __future__ import annotations

import re

LONGEST = 60
_THING = (
    r"(?:图片|图像|配图|插图|插画|封面|题图|头图|首图|图|画面|画作|海报|漫画|照片|影像|动图|视频|短片|片中|"
    r"声音|配音|旁白|人声|音乐|歌曲|字幕|文字|"
    r"文稿|稿件|稿子|初稿|底稿|文案|文章|文本|正文|标题|摘要|导语|内容|素材|资料|数据|作品|笔记|推文|译文|翻译|"
    r"脚本|故事|提纲|大纲|排版|设计|"
    r"主播|人物|形象|表格|原文|段落|章节|回答|推送|节目|播客|文)"
)
_OWN = (
    r"(?:本|此处?|文中|文内|文章[中内里]?|全文|全篇|以上|以下|上述|部分|部份|所有|全部|少量|个别|一些|大部分|"
    r"这[篇张幅期]|今天的|本期|的|之|所|及|和|与)"
)
_MAKER = (
    r"(?:ai|aigc|人工智[能慧]|大模型|大语言模型|chat ?gpt|gpt|deepseek|kimi|midjourney|豆包|即梦|通义(?:千问|"
    r"万相)?|文心(?:一言|一格)?|"
    r"腾讯元宝|混元|可灵|claude|gemini|sora|suno|stable diffusion|讯飞星火|智谱清言|copilot|grok|dall[-·]?e)"
)
_STRANGE = r"[^,。:;!?《》()\[\]“”\"不没未非无否禁拒反防骗谣假被将会应须说称谁吗何么赛奖课展法规权率案称被让想]"
_DOING = (
    r"(?:生成|合成|创作|制作|制图|作图|绘|画|写|撰|编|译|润|改|整理|完成|做|作|出图|辅助|协助|参与|帮|处理|"
    r"渲染|修|还原|转写|识别|播报|配|模拟|设计|"
    r"优化|总结|提炼|提供|起草|校对|搜集|查|生产|产出|输出|拟|加工|搞定|跑|之手|手笔)"
)
_HEAD = r"(?P<head>[^,。:]{0,6}(?:声明|说明|提示|备注|注|标注|提醒|披露|ps)[\])]?[:|/ ]?)?"
_FORMS = (
    re.compile(
        rf"{_HEAD}{_OWN}{{0,4}}{_THING}{{1,3}}(?:均|都|全|全部)?(?:来自于?|出自|源自|取自|由|是用的?|用的?是?|来源于?)"
        rf"{_MAKER}(?:之手|工具|软件|平台|模型|app)?"
    ),
    re.compile(
        rf"{_HEAD}{_OWN}{{0,4}}{_THING}{{1,3}}{_STRANGE}{{0,8}}?(?:由|用|使用|借助|利用|采用|经过?|为|系|是|以|有|"
        rf"来自|源自|出自|通过|交给|靠|含有?|"
        rf"包含|[:/|]|by){_STRANGE}{{0,8}}?{_MAKER}{_STRANGE}{{0,8}}?{_DOING}{_STRANGE}{{0,6}}"
    ),
    re.compile(
        rf"{_HEAD}(?:我|笔者|小编|作者|编辑|博主)(?:在[^,]{{1,8}}[中时]|也|还|主要|部分|全程)?(?:用了?|使用了?|"
        rf"借助了?|请了?|让|靠){_STRANGE}{{0,4}}?{_MAKER}"
        rf"{_STRANGE}{{0,6}}?{_DOING}{_STRANGE}{{0,2}}(?:本文|此文|文章|稿子|初稿|资料|文字|标题|提纲|配图|"
        rf"插图|封面|语句|病句|错别字|{_OWN}{_THING}){_STRANGE}{{0,4}}"
    ),
    re.compile(
        rf"{_HEAD}(?:本文|全文|文章|本篇|此文|这篇|本期|本条|内容|本内容)?(?:的)?ai"
        rf"(?:含量|占比|参与度|比例|浓度)[:约为是近 ]{{0,3}}"
        rf"(?:[1-9]\d?0?%|[一二两三四五六七八九]成|不到一半|一半)[^,。]{{0,4}}"
    ),
    re.compile(
        rf"{_HEAD}(?:人|人工|人类|作者|我|本人|手写|原创)(?:写|创作|手写)?[1-9]\d?%[+,/&和与 ]{{0,2}}"
        r"ai(?:写|生成|辅助|创作)?[1-9]\d?%"
    ),
    re.compile(
        rf"{_MAKER}(?:帮忙|帮我|替我|给我|帮着)(?:{_DOING}|顺|理|捋|挑|抠|找|列|搭){{1,2}}(?:了一?遍?)?(?:顺|理|捋|挑|改|润)?了?的?"
        rf"(?:语句|病句|错别?字|{_THING}){{1,2}}"
    ),
    re.compile(rf"(?:由|让|请|是|都是)?{_MAKER}(?:打字|代笔|执笔|码字|听写|帮写|代写|打下手)的?"),
    re.compile(rf"{_HEAD}{_OWN}{{0,4}}{_THING}{{1,2}}(?:全|都|均|也)?(?:是|为|靠|归){_MAKER}"),
    re.compile(
        rf"{_HEAD}(?:内容|文案|文字|图文|本文)?(?:创作|制作|写作|撰写)(?:方式)?[:|](?:人工|作者|本人|"
        rf"编辑)[+和与&/]ai"
    ),
    re.compile(
        rf"{_HEAD}本(?:文|篇|视频|作品|图|期|号|节目|内容|稿)[^,。:;!?《》不没未非无拒禁]{{0,12}}?(?:使用|借助|"
        rf"运用|利用|采用|用到?)了?{_MAKER}"
        r"(?:工具|技术|软件|模型|助手|辅助|等){0,2}"
    ),
    re.compile(
        rf"(?:特别)?(?:感谢|鸣谢|致谢){_STRANGE}{{0,4}}?{_MAKER}{_STRANGE}{{0,6}}?(?:本文|此文|"
        rf"{_DOING}){_STRANGE}{{0,8}}"
    ),
    re.compile(
        rf"(?:创作|制作|写作|演唱|作词|作曲|编曲|词|曲|唱|配音|朗读|绘图|绘画|绘制|美术|设计|翻译|整理|校对|"
        rf"剪辑|润色|生成|撰写|撰稿|文字|内容|图片|排版|摘要|封面)"
        rf"{{1,3}}(?:辅助|工具|支持|协助|方式)?[:|/]{_MAKER}(?:工具|助手|辅助|生成|制作|模型)?(?:[+&/和与]\S{{1,6}})?"
    ),
    re.compile(
        r"ai(?:模拟|合成|生成|示意|演示|还原|复原|渲染|修复|上色|虚构)(?:的)?(?:老|旧|示意|效果)?(?:画面|图|图片|图像|视频|影像|效果|场景|"
        r"演绎|形象|照片|镜头){1,2}"
    ),
)
_MAYBE = re.compile(_MAKER)
# What a line that tells of something has: its outcome, its time, somebody else.
TELLS = re.compile(
    r"销量|销售|播放量|点击量|翻倍|翻番|涨粉|谁家|奖给|停职|通报|辟谣|核查|查证|证实|澄清|回应|引发|引起|争议|热议|网友|网民|用户|读者|观众|警方|法院|记者|专家|学生|"
    r"老师|公司|企业|市场|行业|平台上线|"
    r"推出|上线|发布会|大赛|比赛|征稿|投稿|时代|未来|成本|"
    r"效率|提升|下降|增长|超过|突破|万元|亿|首次|首个|务必|否则|限流|发布时|分为|分成|分别|选项|勾选|如何|怎么|"
    r"怎样|为什么|为何|什么|哪|谁|教你|教程|测评|"
    r"评测|对比|可以|能够|能否|必须|应当|需要|须|要求|规定|"
    r"禁止|不得|不许|谢绝|退回|却|竟|居然|仍|然而|但是|其实|原来|据说|听说|据悉|传|疑|骗|谣|假|曝|揭|火了|走红|"
    r"刷屏|他|她|它(?!的锅?$)|他们|某|昨|今年|去年|明年|月\d|日起|"
    r"公开课|讲座|论文|作业|大片|影院|票房|新歌|专辑|新书|小说家|画家|画师|歌手|演员|导演|医院|学校|银行|政府|"
    r"法规|办法|条例|版权归|诉|判|赔|罚|捕|拘"
)
_DENIES = re.compile(
    r"没|未(?!来|经[^,]{0,4}[审校核人])|并非|不是|[非无]ai|不含|不使用|不用|拒绝|无任何|\bno\b|\bnot\b|(?<!\d)0%"
)


def denies(line: str) -> bool:
    """Whether a line in normal form denies something: 本文未使用AI."""
    return _DENIES.search(line.lower()) is not None


def find_loose(line: str) -> tuple[int, int] | None:
    """Return the span of the clause of a line in normal form that says so, else None."""
    text = line.lower()
    if len(text) != len(line) or not _MAYBE.search(text) or "?" in text:
        return None
    if TELLS.search(text) or _DENIES.search(text):
        return None
    for clause in re.finditer(r"[^\n,。;!?()\[\]]+", text):
        said = clause.group().strip(" *_-—~")
        form = next(filter(None, (form.fullmatch(said) for form in _FORMS)), None) if len(said) <= LONGEST else None
        if form:
            start = clause.start() + clause.group().index(said)
            return start + len(form.groupdict().get("head") or ""), start + len(said)
    return None
