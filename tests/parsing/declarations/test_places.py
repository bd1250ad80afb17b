"""Where on a page a declaration counts: next to the body and in the byline; never among what others say."""

from __future__ import annotations

import pytest

from articles.parsing import extract
from tests.parsing.declarations.forms import BODY, HEADLINE, flags_of

P = [f"<p>{text}</p>" for text in BODY]
H = f"<h1>{HEADLINE}</h1>"
body = f'<div id="Content">{"".join(P)}</div>'


def page(inner: str) -> str:
    return f"<html><body>{inner}</body></html>"


DECLARED = [
    (
        "wrapper after",
        page(f'{H}<div class="wrap"><div class="inner">{body}</div></div><div class="declare">内容由AI生成</div>'),
    ),
    (
        "article",
        page(
            f'<article>{H}<div class="info"><span>2025-03-04 09:20</span><span class="decl">作者声明：内容由AI生成</span></div>{body}</article>'  # noqa: E501
        ),
    ),
    (
        "section",
        page(f"<main>{H}<section>{body}<section><p><strong>声明：</strong>内容由AI生成</p></section></section></main>"),
    ),
    ("em", page(f"{H}{body}<p><em>（本文由AI生成）</em></p>")),
    ("label el", page(f'{H}<div class="ai-label">作品含AI生成内容</div>{body}')),
    (
        "copyright inside",
        page(f'{H}<div id="Content">{"".join(P)}<div class="copyright">声明：内容由AI生成</div></div>'),
    ),
    (
        "footer art",
        page(f'<article>{H}{body}<div class="article-footer"><p>作者声明：内容由AI生成</p></div></article>'),
    ),
    ("after hr", page(f"{H}{body}<hr><div>作品声明：内容由AI生成</div>")),
    (
        "notice then decl",
        page(f'{H}{body}<div class="ed">责任编辑：周明</div><div class="decl">作者声明：内容由AI生成</div>'),
    ),
    ("trad", page(f'{H}{body}<div class="sm"><p>聲明：內容由AI生成</p></div>')),
]
SILENT = [
    (
        "comment div",
        page(f'{H}{body}<div class="cmt-list"><div class="item"><span>河湾网友</span><p>内容由AI生成</p></div></div>'),
    ),
    ("post comments", page(f'{H}{body}<section id="post-comments"><p>内容由AI生成</p></section>')),
    ("tags", page(f'{H}{body}<div class="article-tags"><span>AI生成</span><span>虚构故事</span></div>')),
    ("keywords", page(f'{H}{body}<div class="keywords">关键词：<span>AI生成</span></div>')),
    ("rec h3", page(f'{H}{body}<div class="recommend-list"><h3>内容由AI生成</h3></div>')),
    ("rec a", page(f'{H}{body}<div class="box"><a href="/2">内容由AI生成</a></div>')),
    ("hot heading", page(f'{H}{body}<div class="box"><h3>相关推荐</h3><p>取材网络，谨慎辨别</p></div>')),
    ("button", page(f"{H}{body}<div><button>AI生成</button></div>")),
    ("li", page(f"{H}{body}<ul><li>内容由AI生成</li><li>虚构演绎，仅供娱乐</li></ul>")),
    ("blockquote", page(f"{H}{body}<blockquote><p>内容由AI生成</p></blockquote>")),
    ("netreply", page(f'{H}{body}<div class="netease-tie"><p>内容由AI生成</p></div>')),
    ("reply", page(f'{H}{body}<div class="reply-box"><div>声明：内容由AI生成</div></div>')),
    ("footer", page(f"{H}{body}<footer><p>本站内容由AI生成</p></footer>")),
    ("latest", page(f'{H}{body}<div class="news"><h4>最新评论</h4><div>声明：内容由AI生成</div></div>')),
    ("comment heading in between", page(f"{H}{body}<h3>网友评论</h3><div><p>内容由AI生成</p></div>")),
    (
        "comment heading in between2",
        page(f'{H}{body}<div class="t">评论(3)</div><div class="c"><p>内容由AI生成</p></div>'),
    ),
    ("sidebar", page(f'<div class="l">{H}{body}</div><div class="r sidebar"><p>内容由AI生成</p></div>')),
    (
        "quote mid",
        page(
            f'{H}<div id="Content">{P[0]}{P[1]}<blockquote><p>他的原帖：</p><p>声明：内容由AI生成</p></blockquote>{P[2]}{P[3]}</div>'  # noqa: E501
        ),
    ),
]


@pytest.mark.parametrize("html", [one for _, one in DECLARED], ids=[name for name, _ in DECLARED])
def test_a_declaration_beside_the_body_counts(html: str) -> None:
    assert [flag.code for flag in extract(html).provenance_flags] == ["ai_generated"]


@pytest.mark.parametrize("html", [one for _, one in SILENT], ids=[name for name, _ in SILENT])
def test_words_of_others_on_the_page_declare_nothing(html: str) -> None:
    assert extract(html).provenance_flags == ()


FUSED = ["2025-03-04 09:20作者声明：内容由AI生成", "2025-03-04 09:20 河湾观察 声明：内容由AI生成"]


@pytest.mark.parametrize("line", FUSED)
def test_a_declaration_behind_a_byline_is_split_from_it(line: str) -> None:
    paragraphs = "".join(f"<p>{text}</p>" for text in BODY)
    page = f'<html><body><h1>{HEADLINE}</h1><div class="info">{line}</div><div id="Content">{paragraphs}</div></body>'
    for article in (extract(page), extract("\n".join((HEADLINE, line, *BODY)), content_type="text/plain")):
        assert flags_of(article) == {"ai_generated"}
        assert f"{article.published_at:%Y-%m-%d %H:%M}" == "2025-03-04 09:20"
