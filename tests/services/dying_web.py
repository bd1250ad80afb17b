"""The product's web application, whose process dies at a chosen moment of a POST: TESTS_DIE is `before` or `after`.

`before` the commit of the effect and its answer, or `after` it and before anything is sent.
"""

from __future__ import annotations

import importlib
import os
import signal
from typing import Any

from workbench.wsgi import application as _application

_MOMENT = os.environ["TESTS_DIE"]
idempotency = importlib.import_module("workbench.api.idempotency")  # Django is set up by now


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


if _MOMENT == "before":
    _keep = idempotency._keep

    def _keep_and_die(*arguments: Any) -> None:
        _keep(*arguments)
        _die()

    idempotency._keep = _keep_and_die


def application(environ: dict[str, Any], start_response: Any) -> Any:
    answer = _application(environ, start_response)
    if environ["REQUEST_METHOD"] == "POST" and _MOMENT == "after":
        _die()
    return answer
