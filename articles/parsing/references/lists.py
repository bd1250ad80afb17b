"""The lines of a list → its items: where each begins, and where the list ends."""

from __future__ import annotations

import re
from collections.abc import Sequence

from articles.parsing.declarations.disclaimers import is_disclaimer
from articles.parsing.declarations.notices import declares
from articles.parsing.extracted import ExtractedReference
from articles.parsing.references.items import (
    NO_LINKS,
    Item,
    Links,
    is_clear,
    is_part,
    is_prose,
    item_of,
    may_be_outlet_first,
    names_outlet,
    read_item,
)
from articles.parsing.references.numbering import number_at_start, split_numbered
from articles.parsing.references.outlets import is_nowhere, is_outlet, names_in
from articles.parsing.references.titles import Kind
from articles.parsing.times.dates import find_moment
from articles.text.page_folding import fold_page

_LONGEST_LINE = 400
_LONGEST_PLAIN = 60
_LONGEST_NAME = 16
_MOST_PLAIN = 30
_MOST_PARTS = 4  # lines of one item
_AHEAD = 3  # lines that are searched for the next item
_DATED_LINE = re.compile(r"^(?:19|20)\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}")
_END = re.compile(
    r"[\s【\[(*#>—–=-]{0,4}(?:"
    r"(?:特别|免责|版权|郑重|重要|作者|作品|创作|内容|本号|平台|原创|温馨|风险|本文|侵权)?(?:声明|提示|提醒|申明)\s?[\])】]?\s?[::丨|]|"
    r"notice:|disclaimer|copyright|"
    r"(?:责任|本文|执行|值班|本期|见习|实习|美术|视觉|新媒体|微信|轮值|图片|文字|策划|主任)?(?:编辑|责编|校对|审核|审校|审读|排版|监制|统筹|美编|"
    r"主编|总编|终审|复审|初审|值班主任|策划|出品|制作|设计|撰文|撰稿|供稿|投稿|记者|通讯员|摄影|编审|签发|编排|整理|翻译|文|图)\s{0,2}[/::丨|]|"
    r"(?:图片|配图|封面|封面图|题图|头图|文中图片?|视频|部分图片|图文|照片|文图)(?:来源|源自|源于|来自|为|由|均|系|[::])|图源|"
    r"本(?:文|篇|期|号|公众号|账号|平台|站)|以上(?:内容|文章|图文)|文章(?:仅|转|来源|为|内容)|转载|投稿|合作|商务|联系|微信|公众号|"
    r"欢迎|关注|点击|长按|扫码|扫描|识别|更多|如需|如有|如果|若有|侵权|喜欢|觉得|点个|点赞|分享|在看|转发|收藏|评论|留言|阅读原文|"
    r"原标题|标签|tags?[::]|话题|#|举报|反馈|责任|版权|end\b|the end|全文完|未完|完\)|\(完|"
    r"(?:延伸|相关|推荐|拓展|扩展|往期|精彩|热门|猜你|大家都在|下一篇|上一篇)|作者(?:简介|介绍|[::|])|关于(?:我们|作者)|上一页|下一页"
    r")",
    re.IGNORECASE,
)
_OPEN_TYPE = re.compile(r"\[[A-Z]{1,2}(?:/[A-Z]{2})?\](?!.{0,300}(?:19|20)\d{2})", re.DOTALL)  # no year behind it yet
_PIECE = re.compile(r"[^《》]{0,30}《([^《》]{2,150})》")
_BEFORE_TITLE = re.compile(r"[\s,，、;；]{1,3}(?:以及|和|与|及)?(?=《)")
_TITLED_FIRST = re.compile(r"《[^《》]{2,150}》[\s,，(（—-]{0,3}[^《》。！？!?;；,，]{1,24}[)）]?")
_OPENINGS, _CLOSINGS = "《“「『([【", "》”」』)]】"


def read_list(lines: Sequence[str], kind: Kind, links: Links = NO_LINKS) -> tuple[list[ExtractedReference], int]:
    """Read the list that begins with the first line; return its references and how many lines they take."""
    if not lines:
        return [], 0
    dated = next((i for i, line in enumerate(lines[:2]) if _DATED_LINE.match(fold_page(line[:20]).strip())), None)
    if dated == 1 and number_at_start(lines[1]) is None and not (is_part(lines[1]) and is_clear(lines[0])):
        references, used = _read_pairs(lines)
        if references:
            return references, used
    items, used = _numbered(lines, links) if number_at_start(lines[0]) else _unnumbered(lines, kind, links)
    if kind is Kind.WEAK and not all(is_clear(item.text) or item.addresses for item in items):
        return [], 0
    outlet_first = len(items) > 1 and all(may_be_outlet_first(item.text) for item in items)
    read = [read_item(part, outlet_first=outlet_first) for item in items for part in _several(item)]
    return [item for item in read if item is not None], used


def read_names(text: str, kind: Kind) -> tuple[list[ExtractedReference], int] | None:
    """Outlets in one line (央视新闻、人民日报、新华社): references without headline; a weak title needs two."""
    names = names_in(text)
    if not names:
        return None
    known = [name for name in names if not is_nowhere(name)]
    if not known or ((kind is Kind.LIST or kind is Kind.WEAK) and not all(map(is_outlet, known))):
        return None
    if kind is Kind.WEAK and len(known) < 2:
        return None
    if len(known) == 1 and not is_outlet(known[0]):
        return None
    # 网络 among the names is the author's declaration: the line stays for whoever reads those.
    return [ExtractedReference("", name) for name in known], 1 if len(known) == len(names) else 0


def holds_titles(text: str) -> bool:
    """Whether a line is several 《titles》 with names beside them and nothing else."""
    if _titled_first(text[:_LONGEST_LINE]):
        return True
    pieces = list(_PIECE.finditer(text[:_LONGEST_LINE]))
    return len(pieces) > 1 and len(text) <= _LONGEST_LINE and not _PIECE.sub("", text).strip(" 。.、,，;；()（）[]")


def _titled_first(text: str) -> list[str]:
    """The items of a line with titles before their outlets (《甲》河湾日报，《乙》新华社); [] for any other line."""
    parts = [part for part in _BEFORE_TITLE.split(text.strip(" 。.")) if part]
    return parts if len(parts) > 1 and all(map(_TITLED_FIRST.fullmatch, parts)) else []


def ends_list(line: str) -> bool:
    """Whether a line below a list is certainly none of it: notices, declarations, editors, requests to follow."""
    return _END.match(fold_page(line)) is not None or is_disclaimer(line) or declares(line)


def _numbered(lines: Sequence[str], links: Links) -> tuple[list[Item], int]:
    items: list[Item] = []
    for used, line in enumerate(lines):
        number = number_at_start(line)
        if number is not None and _follows(items, number[0]) and len(line) <= _LONGEST_LINE * 4:
            items += _linked(split_numbered(line), links.get(line, ()))
        elif items and not _ends_here(line) and _continues(items, lines, used):
            items[-1] = _longer(items[-1], line, links)
        else:
            return items, used
    return items, len(lines)


def _linked(parts: list[str], addresses: tuple[str, ...]) -> list[Item]:
    """The items of one line, with an address each when there are as many."""
    each = [(address,) for address in addresses] if len(addresses) == len(parts) else [addresses, *[()] * len(parts)]
    return [item_of(part, given) for part, given in zip(parts, each, strict=False)]


def _longer(item: Item, line: str, links: Links) -> Item:
    return Item((*item.lines, line.strip()), item.number, (*item.addresses, *links.get(line, ())))


def _follows(items: list[Item], number: int) -> bool:
    """Whether a number continues the list: one up, or after a lost line two; a new count is something else."""
    if not items:
        return number <= 2
    last = items[-1].number or 0
    return last < number <= last + 2


def _continues(items: list[Item], lines: Sequence[str], at: int) -> bool:
    """Whether the line at `at`, which begins no item, belongs to the item above it."""
    last, line = items[-1], lines[at]
    if len(last.lines) >= _MOST_PARTS or len(line) > _LONGEST_LINE:
        return False
    if not last.lines or is_part(line) or _is_open(last.text):
        return True
    following = lines[at + 1 : at + 1 + _AHEAD]
    if any(_goes_on(items, each) for each in following) and not is_prose(line):
        return True
    if len(line) <= _LONGEST_PLAIN and any(len(item.lines) > len(last.lines) for item in items[:-1]):
        return not is_prose(line)
    others = [item.text for item in items[:-1]]
    is_cut = bool(others) and all(text[-1:] in ".。;；" for text in others) and last.text[-1:] not in ".。;；"
    return is_cut and not is_prose(line)


def _goes_on(items: list[Item], line: str) -> bool:
    number = number_at_start(line)
    return number is not None and number[0] == (items[-1].number or 0) + 1


def _is_open(text: str) -> bool:
    """Whether a bracket is open at the end of a text, or it ends with a comma."""
    if text[-1:] in ",，、:：《“(（/-&":
        return True
    folded = fold_page(text)
    pairs = zip(_OPENINGS, _CLOSINGS, strict=True)
    return any(folded.count(left) > folded.count(right) for left, right in pairs) or bool(_OPEN_TYPE.search(folded))


def _ends_here(line: str) -> bool:
    return ends_list(line) and not is_part(line)


def _unnumbered(lines: Sequence[str], kind: Kind, links: Links) -> tuple[list[Item], int]:
    """Items by their form; lines of another form belong to the item above while more items follow."""
    items: list[Item] = []
    used = 0
    for used, line in enumerate(lines):
        if ends_list(line) and not (items and is_part(line)):
            break
        if (items and len(items[-1].lines) < _MOST_PARTS and _belongs_above(items[-1], line)) or (
            items and len(items[-1].lines) == 1 and names_outlet(line) and not is_clear(items[-1].text)
        ):
            items[-1] = _longer(items[-1], line, links)
        elif _is_item(line, kind, links) or _has_outlet_below(lines, used, kind):
            items.append(item_of(line, links.get(line, ())))
        elif (
            items
            and len(items[-1].lines) < _MOST_PARTS
            and not is_prose(line)
            and len(line) <= _LONGEST_LINE
            and any(_is_item(each, kind, links) and not ends_list(each) for each in lines[used + 1 : used + 2])
        ):
            items[-1] = _longer(items[-1], line, links)
        else:
            break
    else:
        used = len(lines)
    if not items and kind is Kind.LIST:
        return _plain_tail(lines, links)
    return items, used


def _has_outlet_below(lines: Sequence[str], at: int, kind: Kind) -> bool:
    """Whether a headline without any mark stands at `at`, over a line of outlet and date."""
    if kind is Kind.WEAK or at + 1 >= len(lines) or len(lines[at]) > _LONGEST_PLAIN or is_prose(lines[at]):
        return False
    below = fold_page(lines[at + 1])
    return names_outlet(lines[at + 1]) and any(char.isdigit() for char in below) and not names_outlet(lines[at])


def _belongs_above(item: Item, line: str) -> bool:
    if is_part(line):
        return not (item.lines and is_part(item.lines[0]) and is_part(line) and "http" in item.lines[0])
    return (_is_open(item.text) and not is_clear(item.text + line)) or _is_open_title(item.text)


def _is_open_title(text: str) -> bool:
    return text.count("《") > text.count("》")


def _is_item(line: str, kind: Kind, links: Links) -> bool:
    if len(line) > _LONGEST_LINE:
        return False
    if is_clear(line) or (links.get(line) and not is_prose(line)):
        return True
    if is_prose(line):
        return False
    if kind is Kind.NAMES and is_outlet(line):
        return True
    return kind is not Kind.WEAK and may_be_outlet_first(line)


def _plain_tail(lines: Sequence[str], links: Links) -> tuple[list[Item], int]:
    """Headlines without any mark: only when short lines without a full stop stand from here to the end."""
    end = 0
    for line in lines:
        if end > _MOST_PLAIN or len(line) > _LONGEST_PLAIN or is_prose(line) or line.rstrip()[-1:] in "。！？!?；;：:":
            return ([], 0) if end == 0 or not ends_list(line) else _plain(lines, end, links)
        if ends_list(line):
            break
        end += 1
    return _plain(lines, end, links)


def _plain(lines: Sequence[str], end: int, links: Links) -> tuple[list[Item], int]:
    if not end or (end == 1 and len(lines[0]) < 8):
        return [], 0
    return [item_of(line, links.get(line, ())) for line in lines[:end]], end


def _several(item: Item) -> list[Item]:
    """Split an item in which several stand: `甲《…》；乙《…》`, `《…》《…》`."""
    text = item.text
    if text.count("《") < 2 or len(text) > 1_000:
        return [item]
    parts = [part.strip() for part in re.split(r"[;；\n]", text) if part.strip()]
    if len(parts) > 1 and all("《" in part and "》" in part for part in parts):
        return [part for each in parts for part in _several(Item((each,), addresses=item.addresses))]
    if titled := _titled_first(text):
        return [Item((part,), addresses=item.addresses) for part in titled]
    pieces = list(_PIECE.finditer(text))
    rest = _PIECE.sub("", text).strip(" 。.、,，;；()（）[]")
    if len(pieces) > 1 and not rest and not any(is_outlet(piece[1]) for piece in pieces):
        return [Item((piece[0].strip(" 、,，;；和与及"),), addresses=item.addresses) for piece in pieces]
    return [item]


def _read_pairs(lines: Sequence[str]) -> tuple[list[ExtractedReference], int]:
    """A headline line and a line `date·outlet`, in turns."""
    references = []
    used = 0
    while used + 1 < len(lines) and _DATED_LINE.match(fold_page(lines[used + 1][:20]).strip()):
        headline, dated = lines[used].strip(), lines[used + 1].strip()
        number = number_at_start(headline)
        headline = headline[number[1] :] if number else headline
        moment = find_moment(dated)
        rest = dated[moment[2] :] if moment else _DATED_LINE.sub("", fold_page(dated), count=1)
        outlet = rest.strip(" 日·•・|-—\u3000")
        references.append(ExtractedReference(headline, outlet or None, moment[0] if moment else None))
        used += 2
    return references, used
