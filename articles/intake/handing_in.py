"""A submission as somebody with a key hands it in: for one platform only, when the key is bound to it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from articles.intake.store import prepare
from articles.intake.submission import Outcome, Submission
from articles.models import Platform
from articles.parsing.structured import FieldError, InvalidFields


def submit(data: object, platform: Platform | None) -> Outcome:
    """Stores one submission (the contract's object) for a key that is bound to `platform` (None: to none)."""
    return prepared(data, platform)()


def prepared(data: object, platform: Platform | None) -> Callable[[], Outcome]:
    """Checks and parses a submission, which locks nothing; what is returned stores it."""
    if platform is not None and isinstance(data, dict):
        named = data.get("platform") or platform.code
        if named != platform.code:
            detail = f"this key submits articles of {platform.code} only"
            fault = FieldError("/platform", "other_platform", detail)
            return partial(Outcome, "rejected", code="other_platform", detail=detail, problems=(fault,))
        data = {**data, "platform": platform.code}
    try:
        submission = Submission.from_json(data)
    except InvalidFields as error:
        return partial(Outcome.rejected, error)
    return prepare(submission)
