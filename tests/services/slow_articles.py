"""For a worker's `--include`: articles with these headlines take longer than any time limit."""

from __future__ import annotations

import signal
import time

from articles.assessment import stages
from articles.parsing.extracted import ExtractedArticle
from articles.provenance.reuse.compared import ComparedText

SLOW = "慢稿：谁处理这一篇，谁就超时"
DEAF = "聋稿：谁处理这一篇，谁就超时，还听不见提醒"
_real = stages.compared_text


def _slow(extracted: ExtractedArticle) -> ComparedText:
    if extracted.headline == DEAF:
        # As a pattern that matches for minutes: the soft limit comes to nobody, and the process is killed.
        signal.signal(signal.SIGUSR1, signal.SIG_IGN)
    if extracted.headline in (SLOW, DEAF):
        time.sleep(60)
    return _real(extracted)


stages.compared_text = _slow
