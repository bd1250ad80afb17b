"""`python -m bench.queue.rules_backtest PORT`: runs a backtest on an installation, and loads its console meanwhile.

Prints JSON: seconds of the backtest, milliseconds of console pages before and during it.
"""

from __future__ import annotations

import http.client
import json
import sys
import time
from typing import Any

_EXPRESSION = 'hits("bench") >= 1 or (clickbait.score >= 0.2 and length.body > 300 and "居民" in body)'
_PAGES = 20


def main() -> None:
    import django

    django.setup()
    from django.contrib.auth.models import User
    from django.db import connection

    from moderation.models import Backtest, QueueItem
    from moderation.routing.editing.banks import BankDraft, write_bank
    from moderation.routing.editing.drafts import Draft, write
    from moderation.routing.trials import backtests

    port = int(sys.argv[1])
    lead = User.objects.get(username="admin")
    write_bank(lead, BankDraft("bench", "词库", "Bank", "\n".join(f"短语{n}号" for n in range(10_000))))
    names = {"name_zh": "测", "name_en": "Bench", "reason_zh": "测", "reason_en": "Bench"}
    version = write(lead, Draft(code="bench", expression=_EXPRESSION, **names))
    client = _signed_in(port, lead)
    items = list(QueueItem.objects.order_by("pk").values_list("pk", flat=True)[:_PAGES])
    paths = ["/admin/triage/", *(f"/admin/triage/{pk}/" for pk in items), "/admin/triage/rules/"]
    _ask(client, paths)  # warm-up: the first request of each process does imports
    idle = _ask(client, paths)
    began = time.perf_counter()
    backtest = backtests.start(lead, version.pk)
    pages: list[float] = []
    while Backtest.objects.values_list("state", flat=True).get(pk=backtest.pk) == Backtest.State.RUNNING:
        pages += _ask(client, paths)
        time.sleep(0.2)
    seconds = time.perf_counter() - began
    backtest.refresh_from_db()
    assert backtest.state == Backtest.State.DONE, backtest.state
    read = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute("SELECT extraction FROM articles_articleversion")
        for _ in cursor:
            pass
    print(
        json.dumps(
            {
                "articles": backtest.result["articles"],
                "matches": backtest.result["matches"],
                "seconds": seconds,
                "read_s": time.perf_counter() - read,
                "idle_ms": idle,
                "pages_ms": pages or _ask(client, paths),
            }
        )
    )


def _signed_in(port: int, user: Any) -> tuple[http.client.HTTPConnection, dict[str, str]]:
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session[SESSION_KEY], session[HASH_SESSION_KEY] = str(user.pk), user.get_session_auth_hash()
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session.create()
    return http.client.HTTPConnection("127.0.0.1", port), {
        "Cookie": f"{settings.SESSION_COOKIE_NAME}={session.session_key}"
    }


def _ask(client: tuple[http.client.HTTPConnection, dict[str, str]], paths: list[str]) -> list[float]:
    connection, headers = client
    found = []
    for path in paths:
        began = time.perf_counter()
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        answer.read()
        found.append(1000 * (time.perf_counter() - began))
        assert answer.status == 200, (path, answer.status)
    return found


if __name__ == "__main__":
    main()
