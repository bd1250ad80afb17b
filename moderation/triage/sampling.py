"""The random-audit stream: moderators review a share of all articles, whatever their scores.

Reported and high-scoring articles are no random sample, so the priors of the reliability score are fitted on this one.
"""

from __future__ import annotations

from django.utils.crypto import salted_hmac


def is_sampled(article_id: int, share: float) -> bool:
    """Whether this article is in the sampled `share` (0–1). Deterministic, and unpredictable to outsiders."""
    digest = salted_hmac("moderation.triage.sampling", str(article_id)).digest()
    return int.from_bytes(digest[:7], "big") < share * (1 << 56)
