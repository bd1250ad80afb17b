"""Wordings of declarations that fill a whole clause or sentence, in Chinese and in English, as data.

A pattern here is matched from the start of a clause to the end of one, so that a strange word makes it prose. On the
normal form; repetitions are bounded and their alternatives distinct, so matching is linear.
"""

from __future__ import annotations

_CLAUSE_START = r"(?:^|(?<=[\s,.;:!?。()\[\]|~×+]))"
_CLAUSE_END = r"(?=$|[,.;!?。)\]~×+])"
_OWN = (
    r"(?:本|此|该|以上|下文|全|文章|作品|图文|稿件|视频|短片|内容|故事|剧情|情节|人物|对话|细节|场景"
    r"|中|内|文|篇|部分|的|所有|和|及|与|均|皆|都)"
)
_VIEWS = r"(?:看法|观点|意见|见解|想法|感受|理解|判断|浅见|立场|体会|感想|思考|认知|拙见|愚见)"
_MATERIAL = r"(?:内容|素材|资料|信息|消息|数据|文章|图文)"
_ENGLISH_WORK = (
    r"(?:article|post|piece|story|column|essay|blog|page|content|video|novel|text|newsletter|publication|work|report)"
)

PATTERNS: tuple[tuple[str, str], ...] = (
    (
        "fiction",
        rf"{_CLAUSE_START}{_OWN}{{0,8}}(?:存在|含有?|包含|带有|经过?|加入了?|做了|作了|进行了|略有|稍有|"
        rf"有些?所?)(?:一定|适"
        r"当|适度|部分|少量|些许|些)?的?(?:情节|内容|细节|人物)?"
        rf"(?:虚构|演绎|杜撰|想象|艺术(?:加工|创作|处理|演绎)|文学(?:加工|创作)|戏剧化|夸张|,|和|与|及){{1,3}}"
        rf"(?:的?(?:成分|情节|处理|加工|改编|内容|部分|地方|之处))?{_CLAUSE_END}",
    ),
    (
        "fiction",
        rf"{_CLAUSE_START}{_OWN}{{1,8}}(?:纯属|纯为|属于|皆属|均属|属|为|系|是)(?:剧情|艺术|情景|情节|场景|故事)?(?"
        rf":演绎|艺术(?:创作|加工)|文学(?:创作|加工|作品))(?:作品|内容)?{_CLAUSE_END}",
    ),
    (
        "fiction",
        rf"{_CLAUSE_START}(?:{_OWN}{{1,8}})?(?:(?:纯属|纯为|属于|为|系|是|含)?(?:虚构|演绎)(?:"
        r"演绎|虚构|内容|情节|剧情|创作|成分)?,)"
        rf"(?:仅供|只供|请勿|切勿|勿)(?:娱乐|消遣|模仿|当真|对号入座|信以为真|较真)",
    ),
    (
        "fiction",
        rf"(?i:^(?:this|the following)(?: {_ENGLISH_WORK})? is (?:entirely |wholly )?(?:a )?(?:work of )?(?:pure(?:ly"
        r")? )?fiction(?:al)?\b)",
    ),
    (
        "fiction",
        r"(?i:^(?:all )?(?:characters|names|events|persons|people)[^.]{0,60} (?:are|is) (?:pur"
        r"ely |entirely )?(?:fictional|fictitious|fictionali[sz]ed|made up)\b)",
    ),
    (
        "fiction",
        r"(?i:^any (?:resemblance|similarit(?:y|ies))[^.]{0,60} (?:is|are) (?:purely |"
        r"entirely )?(?:a )?coincident(?:al|ce)\b)",
    ),
    ("fiction", rf"{_CLAUSE_START}纯属(?:剧情)?演绎{_CLAUSE_END}"),
    (
        "reprint",
        r"^(?:本文|文章|内容|此文)?转自(?!网[络上路]|互联网|全网|[由己动然行在主治身来闭])[^,。;:!?的有了是在被]{2,16"
        r"}[。]?$",
    ),
    (
        "personal_opinion",
        r"^(?:以上|纯属|仅为|只是|均为|皆为|都是){0,3}(?:我的?)?个人的?(?:理解|感受|体会|感悟|"
        r"想法|经验之谈|感想|推测),(?:仅供|不喜勿喷|欢迎|不代表|如有)",
    ),
    (
        "marketing",
        r"^(?:本文|本篇|本期|内容)?(?:系|为|是)?与(?:品牌方?|商家|厂家|[^,。;:!?]{2,12})(?:的)"
        r"?(?:商业)?合作(?:推广|宣传|内容)[。]?$",
    ),
    (
        "web_sourced",
        rf"{_CLAUSE_START}(?:本文|{_MATERIAL}|来源:?|稿件|文章){{0,2}}(?:综合|整理|汇总|编辑|摘"
        r"编)自?(?:于)?(?:各类|多个|相关)?"
        rf"(?:网络|互联网|网上)(?:公开)?(?:消息|报道|资料|信息|内容|素材|新闻)(?:整理|编写|而成)?{_CLAUSE_END}",
    ),
    ("web_sourced", r"(?i:^(?:source|sources|material)s?: ?(?:the )?(?:internet|web|online)\b)"),
    (
        "web_sourced",
        rf"(?i:^(?:the )?(?:content|information|material)s?(?: above| (?:of|in) this {_ENGLISH_WORK})?"
        r" (?:comes?|is|are|was|were)(?: taken| collected| compiled)? from the (?:internet|web"
        r")\b)",
    ),
    (
        "web_sourced",
        rf"{_CLAUSE_START}(?:本文|本篇|文中|文章|此文|稿件|部分|内容|写作时){{1,3}}(?:参考|引用|借鉴|综合|采用|"
        rf"使用|选用|摘录|结合|参阅|汇总)了?(?:部分|一些|大量|多方|多篇)?"
        rf"(?:网络|网上|互联网)(?:上|中)?(?:的|公开|公开的){{0,2}}(?:相关)?{_MATERIAL}{{1,2}}{_CLAUSE_END}",
    ),
    ("web_sourced", r"(?<=官方媒体)(?:[,/和与]|以?及)网络(?:公开)?(?:新闻|报道|资料|信息|平台)?" + _CLAUSE_END),
    (
        "image_web_sourced",
        rf"{_CLAUSE_START}(?:本文|文中|文内|部分|所有|全部|所用|的){{0,3}}(?:图片|配图|插图|照"
        r"片|图)(?:均|皆|都|全|全部)?"
        rf"(?:是|为|系|用的?是?|来自)网图{_CLAUSE_END}",
    ),
    (
        "image_web_sourced",
        r"(?i:^(?:photo|image|picture|cover|pic)s?(?: credit| source)?s?(?: ?[:/|] ?| (?:is |a"
        r"re |was |were )?(?:taken )?from )(?:the )?(?:internet|web|online)\b)",
    ),
    (
        "official_sourced",
        rf"{_CLAUSE_START}(?:本文|文中|全部|所有|主要|部分|{_MATERIAL}){{1,3}}(?:均|都|皆|主要)"
        r"?(?:来源于?|来自于?|取自|源自|整理自|参考)"
        rf":?[^。;:!?]{{0,40}}等?官方(?:媒体|通报|渠道|发布|网站|平台|账号){_CLAUSE_END}",
    ),
    (
        "reprint",
        rf"{_CLAUSE_START}(?:本文|文章|此文|原文|该文)?(?:原载于?|原刊于?|原发于|原文载于|原文"
        rf"刊于)[《“]?[^,。;:!?]{{2,40}}",
    ),
    (
        "reprint",
        r"^(?:本文|文章|图文|内容)?(?:转自|转载自|搬自|搬运自)(?![由己动然行在主治身来闭])[^,;。:!?的了有是在被]{2,16}"
        r",(?=[^,。]{0,6}(?:授权|同意|许可|侵|感谢|版权|致谢|鸣谢))",
    ),
    (
        "reprint",
        r"^[\[(](?:转载?|搬运|转发|转帖)[)\]](?=[^。!?]{0,30}(?:作者|来源|出处|原文|侵|授权|版权|公众号|[@《「“]|"
        r"自[:网微知豆]))[^。!?]{2,40}$",
    ),
    ("reprint", r"^\[?(?:转载|转发|转帖)\]?(?:作品|文章|内容)?[:| ]?(?:来源|出处|原文|自)[:| ][^,。;]{2,30}"),
    (
        "reprint",
        r"^[(\[]?(?:本文|文章|内容|原文)?(?:来源|来自|出自|首发|首发于|原载|选自)于?[: ]?(?:微信|"
        r"新浪)?(?:公众号|视频号|头条号|网易号|搜狐号|百家号|微博|知乎)?[:“《 ]{0,2}"
        r"[^,。;:!?“”《》()]{2,20}[”》]?(?:\([^()]{1,40}\))?,(?:作者[^,。]{1,10},)?(?:本文)?(?:转载|"
        r"发布)?(?:已?经?|已获得?|获得?|"
        r"均已获?)(?:作者|原作者)?(?:转载|发布|独家)?(?:授权|许可|同意)(?:转载|发布)?",
    ),
    ("reprint", r"(?<=声明:)(?:转载|转载(?:内容|作品|文章)|非原创,?转载[^,。;]{0,20})[。]?$"),
    (
        "reprint",
        rf"(?i:^(?:this {_ENGLISH_WORK}(?: is| was| has been)? )?(?:(?:originally|first) (?:published|posted"
        r"|appeared)|appeared (?:first|originally)|re-?printed|re-?posted|re-?published|syndicated)(?: here)?"
        rf"(?: with (?:the )?permission)?(?: (?:from|of|in|on|by|at) [^.;]{{2,60}}))",
    ),
    (
        "original",
        rf"{_CLAUSE_START}(?:本文|文章|本作品|作品|图文|本内容|内容|此文|本篇)(?:文章)?(?:为|系"
        rf"|由|是)[^,。;:!?为系由是不非]{{2,16}}"
        rf"(?:独家)?原创(?:首发|作品|文章|内容|撰写|发布|出品)?{_CLAUSE_END}",
    ),
    (
        "original",
        r"^(?:码字|写文|写作|制作)?原创不易,(?:且|请勿|请尊重|禁止|严禁|抄袭必究|盗用必究|侵权必究|转载|未经|"
        r"谢绝|勿|侵权)[^。;]{0,30}[。!]?$",
    ),
    (
        "original",
        rf"(?i:^(?:this {_ENGLISH_WORK} is |all |100% ?)?(?:(?:an? )?original (?:content|work|"
        rf"{_ENGLISH_WORK}))(?: (?:by|of|from) (?:the author|me|us|[^.,;]{{2,30}}))?(?:[.!]?$|"
        rf"[.,;!] ?(?:please )?(?:do not|don't|no) ))",
    ),
    (
        "personal_opinion",
        rf"{_CLAUSE_START}(?:以上|本文|本篇|内容|文章|均|都|皆|仅|只|纯|属|属于|为|是|系|此){{0,5}}(?:我|笔者|"
        rf"小编)?的?个人的?"
        rf"(?:真实|亲身|一点)?(?:经验|经历|体验|感受|看法|想法|心得|观点|体会)(?:之谈)?(?:的?分享|记录|总结)?"
        rf",(?:仅供|不构成|不代表|不具|因人而异|不喜|欢迎|勿喷|请勿|如有不同)",
    ),
    (
        "personal_opinion",
        rf"{_CLAUSE_START}(?:以上|这|此|文中)?(?:只|仅|都|均|纯)?(?:是|为|属)?(?:我|笔者|小编)("
        rf"?:个人|自己)?的?(?:个人|一点|一些|粗浅|不成熟)?的?{_VIEWS}"
        r",?(?:仅供(?:大家|各位)?(?:参考|讨论|交流)|(?:并)?不(?:能)?代表(?:任何)?(?:平台|官方|"
        r"公司|单位|机构|他人|别人|任何人|本平台|所在单位|任职单位|其他人)"
        rf"(?:的?{_VIEWS})?|仅此而已|未必(?:正确|准确)|不一定(?:对|正确)|仅代表(?:我|自己|个人|"
        rf"本人)(?:自己|个人)?){_CLAUSE_END}",
    ),
    (
        "personal_opinion",
        rf"{_CLAUSE_START}(?:以上|本文|文中|内容|观点|所述|所写|说的){{0,3}}(?:只|仅|都|"
        rf"均|纯|不过){{0,2}}(?:是|为|属|属于|代表)?"
        r"(?:我|笔者|小编|作者)?(?:个人|自己|本人)?的?(?:(?<!^)一家之言|(?<!^)一己之见|(?<!^)一孔之见|个人之见|"
        rf"(?<!^)一面之词|浅见|拙见|愚见|粗浅看法){_CLAUSE_END}",
    ),
    (
        "personal_opinion",
        rf"{_CLAUSE_START}(?:以上|本文|本篇|这篇文章|文章|此文|文中|全文|内容|观点|言论|评论|所述|所写|所有|"
        rf"说法|本号|这|此|皆|均|都|纯|只|仅|能|系|为|属于?|"
        r"是|代表|不过|而已|也){1,8}(?:我|笔者|小编|个人|本人|自己|们|本号|作者|的){1,4}(?:一点|一些|一家|主观|"
        r"粗浅|不成熟|片面|真实|切身|亲身|肤浅){0,2}的?(?:个人|主观|小)?"
        rf"{_VIEWS}(?:而已|罢了)?{_CLAUSE_END}",
    ),
    (
        "personal_opinion",
        r"(?i:^(?:the |all |any )?(?:views?|opinions?|thoughts)(?: and (?:views?|opinions?))?("
        r"?: (?:expressed|stated|shared|presented))?(?: (?:here|above|herein|in this "
        rf"{_ENGLISH_WORK}))? (?:are|is) (?:solely |entirely |strictly |purely )?(?:my|mine|our"
        r")(?: own| alone| personal (?:views?|opinions?))?\b)",
    ),
    (
        "personal_opinion",
        r"(?i:^(?:this is |these are )?(?:just |only |merely )?my (?:own |personal )?(?:opinio"
        r"n|view|thought)s?(?: only| alone)?[.!]?$)",
    ),
    (
        "marketing",
        rf"{_CLAUSE_START}(?:本文|本内容|本篇|本期|本视频|文章|内容)(?:内容)?(?:由|获|受|得到了"
        rf"?)[^,。;:!?由不]{{2,16}}(?:赞助|冠名|资助)(?:播出|支持|发布|呈现)?{_CLAUSE_END}",
    ),
    (
        "marketing",
        rf"{_CLAUSE_START}(?:本文|本篇|文章|此文|内容)(?:为|是|系|属于|含)(?:一篇)?(?:商业|品牌"
        rf"|产品)?(?:推广)?(?:软文|商单|恰饭文|推文广告){_CLAUSE_END}",
    ),
    (
        "marketing",
        rf"(?i:^(?:this (?:is |{_ENGLISH_WORK} (?:is |was |contains |includes ))?)?(?:an? )?(?:"
        rf"sponsored(?: by [^.;]{{2,40}}| {_ENGLISH_WORK})?|paid (?:partnership(?: with [^.;]{{2,40}})?|promotion|adver"
        rf"tisement|{_ENGLISH_WORK})|advertorial|advertisement|advertising|affiliate links|in ("
        rf"?:paid )?partnership with [^.;]{{2,40}})[.!]?$)",
    ),
    (
        "old_news",
        rf"{_CLAUSE_START}(?:{_OWN}{{1,5}}|视频|图片)?(?:含有?|包含|为|系|是|属于?)(?:部分|往期"
        r"|多年前的?|几年前的?|往年)?旧闻(?:重发|重温|重提|回顾|再发|内容|信息|旧事)?"
        rf"{_CLAUSE_END}",
    ),
    (
        "pseudonym",
        rf"{_CLAUSE_START}(?:为(?:了)?(?:保护|尊重)[^,。]{{0,12}},)?(?:文中|本文|文内|故事|部分|所有|全部|出现|"
        rf"提到|出场|主人公|当事人|受访者|采访对象|人物|"
        rf"的|涉及|及|和|与|者|地名|,){{0,8}}(?:姓名|名字|人名|名称|人物|真名|称呼)(?:均|都|皆|已|全|经|系|为|"
        rf"是){{0,3}}"
        rf"(?:做|作|经|经过|进行|用|使用|采用)?(?:了|过)?(?:化名|假名|匿名化?|脱敏|隐去|虚化)(?:处理)?{_CLAUSE_END}",
    ),
    (
        "pseudonym",
        rf"{_CLAUSE_START}(?:文中|本文|文内|部分|所有|当事人|受访者|人物|的|涉及|及|和|者){{0,6}}(?:姓名|名字|"
        rf"人名|真名)(?:均|都|皆|已|全|经|有所?){{0,3}}"
        rf"(?:做|作|经|进行)?(?:了)?(?:修改|更改|改动|更换|替换|技术处理|隐私处理|处理|改名|变更){_CLAUSE_END}",
    ),
    (
        "pseudonym",
        r"(?i:^(?:\*|note: )?(?:all |some |the |certain )?names?(?: and [a-z ]{3,30}| of [a-z "
        r"]{3,30}| in this [a-z]{3,10})? (?:have|has|were|was)(?: all)?(?: been)? changed\b)",
    ),
    (
        "pseudonym",
        r"(?i:^\(?(?:all names are pseudonyms|not (?:his|her|their) real names?|[a-z ]{2,30} ("
        r"?:is|are) (?:an? )?pseudonyms?)[.)]?$)",
    ),
    (
        "infringement_contact",
        rf"{_CLAUSE_START}(?:图文|图片|照片|文字|素材|内容|文章|本文|作品|视频|音乐){{1,2}}(?:"
        rf"如|若)(?:有|涉|构成)?(?:嫌)?侵(?:权|犯[^,。;]{{0,10}}),?"
        r"(?:烦请|麻烦|敬请|务必|请|您|可|即|立|必|将|及时|第一时间|尽快|马上|私信|留言|后台|联系|通知|告知|我们?|作"
        rf"者|小编|本人|本号|会|与|,){{0,6}}(?:删除?|联系|告知|处理|撤下|下架)",
    ),
    (
        "infringement_contact",
        rf"{_CLAUSE_START}(?:图|文|图文|图片|素材|内容|文字|如有?|若有?|有|如涉|若涉|涉){{0,3}}侵(?:权|犯)?(?:了|的话)?"
        r"(?:就|即|必|秒|立刻|立马|立即|马上|会|请|麻烦|烦请|劳烦|可|联系|联络|告知|通知|私信|私聊|私|滴滴|滴|戳|"
        r"踢|敲|喊|叫|留言|评论区|"
        r"后台|吱一声|说一声|我们?|博主|楼主|号主|小编|作者|本人|,){0,8}(?:删除?|撤下?|下架)(?:哈|哦|啦|谢谢|致歉|图)?"
        rf" ?{_CLAUSE_END}",
    ),
    (
        "infringement_contact",
        r"(?i:^(?:please )?(?:contact|email|message) (?:me|us|the author) (?:for|if)[^.]{0,40}"
        r"(?:infring|copyright|removal|takedown))",
    ),
    (
        "infringement_contact",
        r"(?i:^if (?:there is|there are|any)[^.]{0,40}infring[^.]{0,40}(?:contact|delete|remov"
        r"e|let me know))",
    ),
)

_WEB = (
    "官方媒体[,/和及与以]{1,2}网络|考了?(?:部分|大量)?网络|用了?(?:部分|大量)?网络|鉴了?网络|阅了?网络|"
    "考了?互联网|用了?互联网|考了网上|合网络|"
    "理网络|总网络|辑网络|编网络|合互联网|理互联网|Internet|internet|the web|the Web|Online|online"
)
HINTS = {
    "web_sourced": _WEB,
    "image_web_sourced": _WEB,
    "fiction": "艺术处|艺术创|艺术演|文学加|文学创|戏剧化|Fiction|fiction|Fictitious|fictitious|made up|oincident",
    "reprint": (
        "获得?(?:作者|原作者)?(?:授权|许可|同意)|经(?:作者|原作者)?(?:授权|许可|同意)|授权后?发|授权后?推|"
        "许可后?发|许可后?推|同意后?发|同意后?推|转(?<=[\\[(].)|搬(?<=[\\[(].)|原载|原刊|原发于|原文载于|原文刊于|转帖|"
        "printed|posted|ublished|yndicated|ppeared"
    ),
    "original": "Original |original ",
    "personal_opinion": (
        "孔之见|浅见|一面之词|我的|我个人的|我自己的|笔者的|笔者个人的|小编的|小编个人的|个人"
        "的?理解|个人的?感|个人的?体会|"
        "个人的?想法|个人的?经验|个人的?经历|个人的?体验|个人的?心得|"
        "个人的?亲身|个人的?真实|个人的?推测|My |my |Mine|mine|Our own|our own"
    ),
    "pseudonym": "姓名|名字|人名|Name|name|Pseudonym|pseudonym",
    "infringement_contact": (
        "侵(?:了|的话|秒|立刻|滴|戳|踢|敲|私|我|会|博|楼|告|删)|Infring|infring|Copyright|copyright"
    ),
    "marketing": (
        "赞助|冠名|资助|软文|商单|恰饭文|Sponsored|sponsored|Paid |paid |Adverti|adverti|Affi"
        "liate|affiliate|partnership"
    ),
}
"""What a wording of each code has in it, to spare prose the patterns; each alternative begins with a letter."""
