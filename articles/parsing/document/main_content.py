"""Find the element that holds an article's prose on a page of unknown layout.

Each paragraph counts for the nearest element that holds several of them, half for the next such element above, and a
quarter for the third: wrappers around single paragraphs, as editors write them, do not count. Characters in links count
negative, and notices and comments nothing. The idea is Readability's (Arc90, 2009; Apache-2.0); the weights are ours.
"""

from __future__ import annotations

import re
from heapq import nlargest

from selectolax.lexbor import LexborHTMLParser, LexborNode

from articles.parsing.document.branches import Branches
from articles.parsing.document.page import short_text
from articles.parsing.document.prose import is_item, is_teaser, prose_of
from articles.parsing.furniture import NO_FURNITURE, Furniture

# Containers with the usual names of publishing systems.
_NAMED = ", ".join((
    "#js_content", "#artibody", "#article.article", "#article_content", "#p-detail", "#main_content",
    "#chan_newsDetail", "#UCAP-CONTENT", '[itemprop="articleBody"]',
    ".article-content", ".content-article", ".news_txt", ".rm_txt_con", ".all-txt", ".entry-content", ".post-content",
    ".article-body", ".article__body", ".TRS_Editor", ".content_area", "article",
))  # fmt: skip
_MOST_NAMED, _MOST_NODES = 8, 20_000
_SHARE = 0.6
"""Least share of the densest element's prose that a named container must hold to win: teasers have names, too."""
_LEAST = 60
"""Fewest characters of prose that make an article; characters in links are subtracted twice."""
_SHORTEST_PARAGRAPH = 15
_MOST_WRAPPERS, _MOST_CHILDREN = 4, 500
_ASIDE = re.compile(
    r"(?:^|\s)(?:footer|copyright|disclaimer|breadcrumbs?)(?:[\s_-]|$)|(?:^|\s)(?:sidebar|nav|navbar)(?:\s|$)|"
    r"(?:^|[\s_-])(?<!has-)(?<!no-)(?<!with-)(?:comments?|replies|reply|pinglun|gentie|huifu|liuyan|"
    r"feedbacks?|discuss(?:ions?)?|recommend|related)(?:[\s_-]|$|(?-i:[A-Z]))",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"display\s{0,4}:\s{0,4}none", re.IGNORECASE)
_LEAD = re.compile(r"(?:^|[\s_-])(?:lead|intro|deck|standfirst|daodu)(?:$|[\s_-])", re.IGNORECASE)
_TELLING = 12  # characters that two different beginnings do not share
_REACH = 6
"""Most ancestors checked per text: inline markup is not deeper, and a bound keeps the walk linear."""
_OF_ITEM, _OF_TEASER = 0.3, 0.2  # shares of paragraphs in lists: of any, and of those whose item has a link
_MOST_TRIES = 4
_FIRST_POSTS = '[id^="postmessage_"], #read_tpc, .d_post_content, .topic_content .markdown_body'
"""What forums' programs call the first post of a thread; the others answer it."""
_FIRST_TEXT, _LONGEST_HEADING = 12, 16
_NEARLY, _KEPT = 0.8, 0.35  # least shares of an element's score and prose with which one inside it wins


def find_body(
    tree: LexborHTMLParser,
    heading: LexborNode | None = None,
    least: int = _LEAST,
    furniture: Furniture = NO_FURNITURE,
) -> LexborNode | None:
    """Find the body's element; None when no element holds at least `least` characters of prose.

    `heading`: the element of the headline, where it is sure; what stands above it is no body. Nor are elements that
    begin with a heading of lists, by the site's `furniture`.
    """
    first = tree.css_first(_FIRST_POSTS)
    if first is not None and _prose(first) >= _SHORTEST_PARAGRAPH:
        return first
    densest = _densest(tree, heading, least, furniture)
    least = max(least, int(_SHARE * _prose(densest))) if densest is not None else least
    named = ((prose_of(node, _MOST_NODES), node) for node in tree.css(_NAMED)[:_MOST_NAMED])
    enough = [(prose.extent, node) for prose, node in named if prose.total >= least]
    return min(enough, key=lambda found: found[0])[1] if enough else densest


def _prose(node: LexborNode) -> int:
    """Count the characters of prose below an element, minus those in links; in a long one only its first nodes."""
    return prose_of(node, _MOST_NODES).total


def _densest(tree: LexborHTMLParser, heading: LexborNode | None, least: int, furniture: Furniture) -> LexborNode | None:
    root = tree.body
    if root is None:
        return None
    prose = prose_of(root, heading=heading)
    long_ones = {key: weight for key, weight in prose.weights.items() if weight >= _SHORTEST_PARAGRAPH}
    aside: dict[int, bool] = {}
    own = [key for key in long_ones if not _is_aside(prose.nodes[key], aside, furniture)]
    for blocks in ([key for key in own if key not in prose.above], own, list(long_ones)):
        branches = Branches(prose, blocks)
        scores: dict[int, float] = {}
        for key in blocks:
            node = prose.nodes[key]
            share = _OF_TEASER if is_teaser(node, prose, branches.meeting) else _OF_ITEM if is_item(node) else 1
            weight = long_ones[key] * share
            for above, credit in branches.credits(key):
                scores[above] = scores.get(above, 0.0) + credit * weight
        for best in nlargest(_MOST_TRIES, scores, key=lambda key: scores[key]):
            whole = _whole(_deeper(branches.nodes[best], scores, branches), branches)
            if _prose(whole) >= least:
                return whole
    return None


def _deeper(node: LexborNode, scores: dict[int, float], branches: Branches) -> LexborNode:
    """Return the element inside `node` with nearly its score, if any: what else `node` holds is furniture."""
    nearly = [key for key, score in scores.items() if score >= _NEARLY * scores[node.mem_id]]
    inside = [key for key in nearly if node.mem_id in branches.around(key)]
    if not inside:
        return node
    inner = branches.nodes[max(inside, key=lambda key: scores[key])]
    return inner if _prose(inner) >= _KEPT * _prose(node) else node


def _whole(node: LexborNode, branches: Branches) -> LexborNode:
    """Return `node`, or an element above in which it is one of several similar ones: editors wrap each section."""
    node = branches.outermost(node)
    for _ in range(_MOST_WRAPPERS):
        branch = node
        for _ in range(_MOST_WRAPPERS):  # up to where paragraphs of others stand beside
            if branch.parent is None or branch.parent.mem_id in branches.meeting:
                break
            branch = branch.parent
        parent = branch.parent
        if parent is None or parent.tag in {"body", "html", "main"} or branch.tag not in {"div", "section"}:
            break
        if not _has_alike(parent, branch, branches):
            break
        node = parent
    return node


def _has_alike(parent: LexborNode, branch: LexborNode, branches: Branches) -> bool:
    """Whether `branch` is one of several children with prose that are alike, or stands below the lead of its text."""
    kind, alike, child = _kind(branch), 0, parent.first_child
    for _ in range(_MOST_CHILDREN):
        if child is None:
            break
        if child.is_element_node and child.mem_id in branches.nodes:
            alike += _kind(child) == kind
        child = child.next
    return _has_lead(branch) or alike >= (2 if kind[1] or kind[2] or kind[0] == "section" else 3)


def _has_lead(branch: LexborNode) -> bool:
    """Whether the lead of a text, and no excerpt of it, stands above it, and nothing else around both."""
    above = branch.prev
    while above is not None and not above.is_element_node:
        above = above.prev
    if above is None or branch.parent is None or not _LEAD.search(above.attributes.get("class") or ""):
        return False
    lead = short_text(above)
    if len(lead) < _SHORTEST_PARAGRAPH or lead[:_TELLING] in branch.text():
        return False
    return prose_of(branch.parent, _MOST_NODES).extent <= prose_of(branch, _MOST_NODES).extent + len(lead) + _LEAST


def _first_text(node: LexborNode) -> str:
    """Return the short text that an element begins with, which may be a heading; else an empty one."""
    current: LexborNode | None = node.first_child
    for _ in range(_FIRST_TEXT):
        if current is None:
            break
        if current.is_text_node:
            text = (current.text_content or "").strip()
            if text:
                return text if len(text) <= _LONGEST_HEADING else ""
        elif current.first_child is not None and current.tag not in {"script", "style"}:
            current = current.first_child
            continue
        while current is not None and current.next is None and current.parent is not None:
            current = current.parent
            if current.mem_id == node.mem_id:
                return ""
        current = current.next if current is not None else None
    return ""


def _kind(node: LexborNode) -> tuple[str, str, str]:
    """Return what similar elements share: name, classes, and id without its number."""
    names = node.attributes
    return node.tag or "", names.get("class") or "", (names.get("id") or "").rstrip("0123456789")


def _is_aside(node: LexborNode, known: dict[int, bool], furniture: Furniture) -> bool:
    """Whether a text is hidden or stands in footer, navigation, comments or lists, by the names of its ancestors.

    `known`: the elements that stand in such an element, and those that by themselves say nothing.
    """
    walked: list[int] = []
    answer = False
    current: LexborNode | None = node
    for _ in range(_REACH):
        if current is None or current.tag in {"body", "html"}:
            break
        key = current.mem_id
        walked.append(key)
        if key not in known:
            known[key] = _names_aside(current) or furniture.is_end(_first_text(current))
        if known[key]:
            answer = True
            break
        current = current.parent
    if answer:
        known.update(dict.fromkeys(walked, True))
    return answer


def _names_aside(node: LexborNode) -> bool:
    if node.tag in {"footer", "nav", "aside", "noscript"}:
        return True
    names = node.attributes
    if not names:
        return False
    named = _ASIDE.search(f"{names.get('class')} {names.get('id')}") or _HIDDEN.search(names.get("style") or "")
    return named is not None
