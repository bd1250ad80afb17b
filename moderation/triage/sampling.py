"""The random-audit stream: a share of all articles is reviewed whatever their scores say.

What is reported and what scores high is no random sample; priors of the reliability score are fitted on this one.
"""

from __future__ import annotations

from django.utils.crypto import salted_hmac


def is_sampled(article_id: int, share: float) -> bool:
    """Whether this article is one of the `share` (0–1). Always the same answer; outsiders cannot compute it."""
    digest = salted_hmac("moderation.triage.sampling", str(article_id)).digest()
    return int.from_bytes(digest[:7], "big") < share * (1 << 56)
