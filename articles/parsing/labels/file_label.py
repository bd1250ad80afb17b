"""The AI label of any file: a picture, a film, a PDF, a page, or a text with front matter."""

from __future__ import annotations

from articles.parsing.carriers import decoding
from articles.parsing.document import limits
from articles.parsing.document.page import Page
from articles.parsing.images.ai_labels import AiLabel, read_ai_label
from articles.parsing.images.file_metadata import UNKNOWN_FORMAT, has_known_format
from articles.parsing.labels.text_label import read_page_label
from articles.parsing.unreadable import Unreadable


def read_file_label(data: bytes) -> AiLabel:
    """Read the label in a file's metadata; files of unknown kinds are read as text. Errors become a state."""
    if has_known_format(data) or len(data) > limits.MAX_HTML_BYTES:
        return read_ai_label(data)
    try:
        text = decoding.decode(data, None, None).text
    except Unreadable:
        return AiLabel("unreadable", note=f"{UNKNOWN_FORMAT}, HTML or text")
    label = read_page_label(Page(text, is_html=text.lstrip("\ufeff \r\n\t").startswith("<")))
    return label or AiLabel("none_found", note="no label found in the copy examined")
