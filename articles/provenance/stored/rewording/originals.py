"""The bank of protected originals: articles whose rewordings are looked for however old they are.

Deciding reads this module in every process; numpy, which the terms need, is imported on the call.
"""

from __future__ import annotations

from typing import Any

from articles.models import ProtectedOriginal


def protect(article: int, user: Any = None) -> bool:
    """Put an article into the bank in the caller's transaction; return whether it was not there. `user`: a lead."""
    row, is_new = ProtectedOriginal.objects.get_or_create(article_id=article, defaults={"protected_by": user})
    if is_new:
        from articles.provenance.stored.rewording.terms import keep_in_bank

        keep_in_bank(article)
    elif user is not None and row.protected_by_id is None:
        # The lead's word outlives the decision that brought the article here.
        row.protected_by = user
        row.save(update_fields=["protected_by"])
    return is_new


def unprotect(article: int, *, of_decision: bool = False) -> bool:
    """Take an article out of the bank in the caller's transaction; return whether it was there.

    `of_decision`: because its decision was taken back; what a lead protects stays.
    """
    rows = ProtectedOriginal.objects.filter(article=article)
    if of_decision:
        rows = rows.filter(protected_by=None)
    was_there = rows.delete()[0] > 0
    if was_there:
        from articles.provenance.stored.rewording.terms import drop_from_bank

        drop_from_bank(article)
    return was_there
