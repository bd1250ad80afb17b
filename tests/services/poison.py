"""For a worker's `--include`: an article with this headline kills the process that works on it, as a crash would."""

from __future__ import annotations

import os
import signal

from articles.assessment import stages
from articles.parsing.extracted import ExtractedArticle
from articles.provenance.reuse.compared import ComparedText

HEADLINE = "毒丸：谁处理这一篇，谁的进程就死"
_real = stages.compared_text


def _deadly(extracted: ExtractedArticle) -> ComparedText:
    if extracted.headline == HEADLINE:
        os.kill(os.getpid(), signal.SIGKILL)
    return _real(extracted)


stages.compared_text = _deadly
